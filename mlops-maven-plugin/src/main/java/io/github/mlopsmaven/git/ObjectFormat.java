package io.github.mlopsmaven.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of a repository's object ids, which a server names in its first answer. */
final class ObjectFormat {

  private static final Pattern NAMED = Pattern.compile("object-format=([a-z0-9-]+)");

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
}
