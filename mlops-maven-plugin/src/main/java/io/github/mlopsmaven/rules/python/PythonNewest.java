package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python of an environment, and the newest versions of distributions that it can have.
 *
 * @see <a href="https://packaging.python.org/specifications/core-metadata/#requires-python">
 *     Requires-Python</a>
 */
public final class PythonNewest {

  private static final Pattern PYTHON =
      Pattern.compile("(?:[\\w-]+::)?python\\s*={1,2}\\s*3\\.(\\d{1,2})(?:\\.[\\d*]+)*");

  /** Read when a version is first compared. */
  private static final class Known {
    private static final Map<String, String> NEWEST = read();

    private static Map<String, String> read() {
      Map<String, String> newest = new HashMap<>();
      for (String line : DataFile.lines(PythonNewest.class, "newest.txt")) {
        String[] parts = line.split(" ", -1);
        newest.put(parts[0] + " " + parts[1], parts[2]);
      }
      return newest;
    }
  }

  private PythonNewest() {}

  /**
   * The minor version of Python that an environment of conda pins.
   *
   * @param conda its root
   */
  public static Optional<Integer> minor(YamlNode conda) {
    for (YamlNode item : conda.get("dependencies").map(YamlNode::items).orElse(List.of())) {
      Matcher python = PYTHON.matcher(item.text().orElse(""));
      if (python.matches()) {
        return Optional.of(Integer.valueOf(python.group(1)));
      }
    }
    return Optional.empty();
  }

  /** The newest version that fits, where a pinned one is newer. */
  static Optional<String> below(String name, String pinned, int minor) {
    Optional<Version> asked = Version.of(pinned.replaceFirst("^==", ""));
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(Known.NEWEST.get(name + " 3." + minor))
            .filter(newest -> asked.get().outside("<=" + newest).isPresent());
  }
}
