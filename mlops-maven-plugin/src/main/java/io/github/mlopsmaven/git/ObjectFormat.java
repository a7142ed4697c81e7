package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** The format of a repository's object ids, which a server names in its first answer. */
final class ObjectFormat {

  private static final Pattern NAMED = Pattern.compile("object-format=([a-z0-9-]+)");

  /** What is said where an answer came to nothing because of ids of SHA-256. */
  private static final Pattern SAID =
      Pattern.compile("mismatched object format|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private ObjectFormat() {}

  /** The ids are not those that JGit knows. */
  static final class UnsupportedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String format;

    UnsupportedException(String format) {
      super("object format " + format);
      this.format = format;
    }

    /** The format's name. */
    String format() {
      return format;
    }
  }

  /**
   * Refuses a server that has another format than SHA-1.
   *
   * @param answer to the first request
   */
  static void requireKnown(HttpAnswer answer) throws UnsupportedException {
    if (answer.status() != 200) {
      return;
    }
    Matcher named = NAMED.matcher(new String(answer.body(), StandardCharsets.ISO_8859_1));
    if (named.find() && !named.group(1).equals("sha1")) {
      throw new UnsupportedException(named.group(1));
    }
  }

  /** Whether a failure is one that ids of SHA-256 cause, told by a server that speaks no HTTP. */
  static boolean explains(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (SAID.matcher(String.valueOf(t.getMessage())).find()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at a repository on this machine. JGit would not, and write ids of the wrong kind.
   *
   * @param directory bare, or with a {@code .git} directory
   * @throws UsageException if it has ids of SHA-256
   */
  static void requireKnown(Path directory) throws IOException {
    for (String file : List.of("config", ".git/config")) {
      Path path = directory.resolve(file);
      if (Files.isRegularFile(path)) {
        Config config = new Config();
        try {
          config.fromText(Files.readString(path));
        } catch (ConfigInvalidException e) {
          throw new IOException(path + ": " + e.getMessage(), e);
        }
        requireKnown(config, directory.toString());
      }
    }
  }

  /**
   * Looks at a repository's configuration.
   *
   * @param place how the repository is called
   * @throws UsageException if it has ids of SHA-256
   */
  static void requireKnown(Config config, String place) {
    if ("sha256".equalsIgnoreCase(config.getString("extensions", null, "objectformat"))) {
      throw refused(place);
    }
  }

  static UsageException refused(String place) {
    return refused(place, "sha256");
  }

  static UsageException refused(String place, String format) {
    String kind = format.equals("sha256") ? "SHA-256 repository" : "repository of another kind";
    return new UsageException(
        place + " is a " + kind + " (object format " + format + "), which is not supported",
        "use one with SHA-1 ids, made with: git init --object-format=sha1");
  }
}
