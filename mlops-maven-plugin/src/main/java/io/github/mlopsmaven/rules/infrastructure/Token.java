package io.github.mlopsmaven.rules.infrastructure;

/**
 * A token of HCL or Bicep, which have the same kinds of them.
 *
 * @param kind what it is
 * @param text the name, number, sign or piece of text
 * @param index where it begins in the file's text
 */
record Token(Kind kind, String text, int index) {

  /** What a token is. */
  enum Kind {
    /** A name. */
    NAME,
    /** A number. */
    NUMBER,
    /** A sign: a bracket, an operator, a comma. */
    SIGN,
    /** The end of a line. */
    LINE,
    /** The beginning of a quoted text or of a here document. */
    OPEN_TEXT,
    /** A piece of a text, without what has to be computed. */
    TEXT,
    /** The beginning of a part of a text that is computed. */
    OPEN_PART,
    /** The end of that part. */
    CLOSE_PART,
    /** The end of a quoted text or of a here document. */
    CLOSE_TEXT,
    /** The end of the file. */
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
