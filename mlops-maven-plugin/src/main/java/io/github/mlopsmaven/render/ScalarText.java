package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.YamlString;
import java.util.regex.Pattern;

/**
 * How a value is written as a YAML scalar that takes the place of another: in the same style where
 * that keeps the value and its type, in quotes otherwise. Types are those of YAML 1.1 and 1.2
 * together, since pipelines are read by programs of both kinds.
 */
final class ScalarText {

  /** What a plain scalar may be taken for. */
  private enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING,
    DATE
  }

  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false|yes|no|on|off|y|n");
  private static final Pattern NOTHING = Pattern.compile("(?i)null|~|");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)[-+]?(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9][0-9_]*)(?:e[-+]?[0-9]+)?"
              + "|[-+]?0(?:x[0-9a-f_]+|o[0-7_]+|b[01_]+)"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?"
              + "|[-+]?\\.inf|\\.nan");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

  /** What a plain scalar cannot begin with, hold, or end with. */
  private static final Pattern NOT_PLAIN =
      Pattern.compile("^[-?:,\\[\\]{}#&*!|>'\"%@`=<\\s]|:\\s|\\s#|:$|\\s$|^\\.{3}");

  private static final Pattern NOT_PLAIN_IN_FLOW = Pattern.compile("[,\\[\\]{}]|:");

  private ScalarText() {}

  /**
   * The text of a new value.
   *
   * @param old the scalar as it stands in the file, with its quotes
   * @param value the new value, any text
   * @param flow whether the scalar is inside {@code [ ]} or {@code { }}
   */
  static String like(String old, String value, boolean flow) {
    boolean onOneLine = value.codePoints().allMatch(YamlString::isVisible);
    if (old.startsWith("'") && onOneLine) {
      return "'" + value.replace("'", "''") + "'";
    }
    return !old.startsWith("'")
            && !old.startsWith("\"")
            && onOneLine
            && isPlain(value, flow)
            && keepsKind(old, value)
        ? value
        : YamlString.quoted(value);
  }

  private static boolean isPlain(String value, boolean flow) {
    return !value.isEmpty()
        && !NOT_PLAIN.matcher(value).find()
        && !(flow && NOT_PLAIN_IN_FLOW.matcher(value).find());
  }

  private static boolean keepsKind(String old, String value) {
    Kind kind = kind(value);
    return kind == Kind.TEXT || kind == kind(old);
  }

  private static Kind kind(String plain) {
    if (NOTHING.matcher(plain).matches()) {
      return Kind.NOTHING;
    }
    if (BOOLEAN.matcher(plain).matches()) {
      return Kind.BOOLEAN;
    }
    if (NUMBER.matcher(plain).matches()) {
      return Kind.NUMBER;
    }
    return DATE.matcher(plain).matches() ? Kind.DATE : Kind.TEXT;
  }
}
