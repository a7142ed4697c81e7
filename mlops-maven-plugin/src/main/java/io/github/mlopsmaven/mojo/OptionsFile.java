package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Choices in a file, under the names that the accelerator's script gives them. The block at the top
 * of a {@code sparse_checkout.sh} is one: quotes around a value and a {@code #} comment after it
 * are dropped.
 */
final class OptionsFile {

  /** What keys of a family begin with. */
  private static final List<String> FAMILIES = List.of("options.", "values.", "rules.");

  /** The keys beside options, each with the parameter that it stands for. */
  private static final List<String> KEYS =
      List.of(
          "infrastructure_version",
          "project_type",
          "mlops_version",
          "orchestration",
          "git_folder_location",
          "project_name",
          "github_org_name",
          "project_template_github_url",
          "template_ref",
          "remote");

  private static final String KEY = "\\s*[^\\s#!=:][^=:\\s]*\\s*[=:]\\s*";

  /** A value in quotes: what is before it, it, and what follows. */
  private static final Pattern QUOTED = Pattern.compile("(" + KEY + ")('[^']*'|\"[^\"]*\")(.*)");

  /** A drive or a share, with backslashes that are not written twice. */
  private static final Pattern BARE_PATH =
      Pattern.compile("(" + KEY + ")([A-Za-z]:\\\\(?!\\\\)\\S*|\\\\\\\\(?!\\\\)\\S+)(.*)");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>");

  /** What {@link Properties} reads, and the keys whose first value it would drop silently. */
  private static final class Keys extends Properties {

    private static final long serialVersionUID = 1;

    private final TreeSet<String> twice = new TreeSet<>();

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      Object before = super.put(key, value);
      if (before != null && !plain((String) before).equals(plain((String) value))) {
        twice.add((String) key);
      }
      return before;
    }
  }

  private final Map<String, String> entries;

  private OptionsFile(Map<String, String> entries) {
    this.entries = entries;
  }

  /** A file without entries. */
  static OptionsFile none() {
    return new OptionsFile(Map.of());
  }

  /**
   * Reads a file in the syntax of {@link Properties}, in UTF-8 or with a byte order mark.
   *
   * @throws UsageException if it does not exist or has keys or values that cannot be meant: with
   *     all of them
   */
  static OptionsFile read(Path file) {
    Mistakes mistakes = new Mistakes();
    OptionsFile read = read(file, mistakes);
    mistakes.refuse("the options file");
    return read;
  }

  /**
   * The same, with the entries that can be meant.
   *
   * @param mistakes gets the others
   */
  static OptionsFile read(Path file, Mistakes mistakes) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new UsageException(
          "the options file "
              + file
              + (Files.isDirectory(file) ? " is a folder" : " does not exist"),
          "check -Dmlops.optionsFile");
    }
    Keys properties = new Keys();
    try {
      properties.load(new StringReader(withBackslashes(file, TextFile.read(file))));
    } catch (IOException | IllegalArgumentException e) {
      throw new EnvironmentException(
          "cannot read the options file " + file,
          "write it as key=value lines in UTF-8: " + e.getMessage(),
          e);
    }
    Map<String, String> entries = new LinkedHashMap<>();
    properties.twice.forEach(
        key ->
            mistakes.add(
                new UsageException(
                    file + " has the key '" + key + "' more than once",
                    "keep one of the lines, and remove the others")));
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      String value = plain(properties.getProperty(key, ""));
      mistakes.checking(() -> requireKnown(file, key));
      if (PLACEHOLDER.matcher(value).matches()) {
        mistakes.add(
            new UsageException(
                file + " still has the placeholder " + value + " for " + key,
                "write a value there, or remove the line"));
      } else if (!value.isEmpty()) {
        entries.put(key, value);
      }
    }
    return new OptionsFile(entries);
  }

  /**
   * The text with every backslash of a quoted value doubled, as the accelerator's script means it:
   * a shell keeps them, and {@link Properties} would drop them.
   *
   * @throws UsageException for a Windows path without quotes, of which one cannot tell what is
   *     meant
   */
  private static String withBackslashes(Path file, String text) {
    StringBuilder kept = new StringBuilder();
    for (String line : text.split("\\R", -1)) {
      Matcher quoted = QUOTED.matcher(line);
      if (quoted.matches()) {
        kept.append(quoted.group(1))
            .append(quoted.group(2).replace("\\", "\\\\"))
            .append(quoted.group(3));
      } else {
        Matcher path = BARE_PATH.matcher(line);
        if (path.matches()) {
          throw new UsageException(
              file + " has the Windows path " + path.group(2) + " without quotes",
              "write it in single quotes, or with / in place of each \\: "
                  + path.group(1).strip()
                  + "'"
                  + path.group(2)
                  + "'");
        }
        kept.append(line);
      }
      kept.append('\n');
    }
    return kept.toString();
  }

  private static void requireKnown(Path file, String key) {
    if (!KEYS.contains(key) && FAMILIES.stream().noneMatch(key::startsWith)) {
      List<String> known = new ArrayList<>(KEYS);
      FAMILIES.forEach(family -> known.add(family + (family.equals("rules.") ? "ID" : "NAME")));
      throw new UsageException(
          file + " has the key '" + key + "', which no goal knows",
          Suggestion.useOneOf(key, known));
    }
  }

  private static String plain(String value) {
    String text = value.strip();
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if (first == '"' || first == '\'') {
      int end = text.indexOf(first, 1);
      if (end > 0) {
        return text.substring(1, end);
      }
    }
    return COMMENT.matcher(text).replaceFirst("").strip();
  }

  /** The value of a key, if the file has it. */
  Optional<String> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The entries whose key has a prefix, without the prefix. */
  Map<String, String> below(String prefix) {
    Map<String, String> below = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }
}
