package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;

/** What is said of a failure that no room foresaw: one sentence with a remedy, no stack trace. */
final class Unexpected {

  private Unexpected() {}

  /**
   * Says what happened.
   *
   * @param failure what was thrown
   * @param encoding how the operating system writes names, from {@code sun.jnu.encoding}
   */
  static MlopsException of(Throwable failure, String encoding) {
    if (failure instanceof MlopsException known) {
      return known;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InvalidPathException path) {
        return path(path, encoding);
      }
      if (t instanceof OutOfMemoryError) {
        return new EnvironmentException(
            "the memory of Maven's JVM, "
                + Runtime.getRuntime().maxMemory() / 1_000_000
                + " MB, is not enough",
            "give it more, as in MAVEN_OPTS=-Xmx1g",
            failure);
      }
    }
    String message = Optional.ofNullable(failure.getMessage()).orElse("no reason is stated");
    return new EnvironmentException(
        "the plugin failed unexpectedly: "
            + failure.getClass().getSimpleName()
            + ": "
            + message.lines().findFirst().orElse(""),
        "run again with -X and report what it prints",
        failure);
  }

  private static MlopsException path(InvalidPathException path, String encoding) {
    boolean isUnicode = isUnicode(encoding);
    return new UsageException(
        "the path '"
            + path.getInput()
            + "' cannot be written "
            + (isUnicode ? "on this system" : "in the character set " + encoding),
        isUnicode ? "use another name" : "run with a UTF-8 locale: LC_ALL=C.UTF-8 mvn ...");
  }

  private static boolean isUnicode(String encoding) {
    return encoding.toUpperCase(Locale.ROOT).startsWith("UTF");
  }

  /**
   * Refuses a text of the command line that the JVM could not read: it holds the replacement
   * character where the locale has no letter.
   *
   * @param name the parameter
   * @param text its value
   * @param encoding as for {@link #of}
   */
  static void requireReadable(String name, String text, String encoding) {
    if (text.indexOf('\uFFFD') >= 0 && !isUnicode(encoding)) {
      throw new UsageException(
          name + " '" + text + "' has characters that the character set " + encoding + " lacks",
          "run with a UTF-8 locale: LC_ALL=C.UTF-8 mvn ...");
    }
  }
}
