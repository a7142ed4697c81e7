package io.github.mlopsmaven.rules.python;

import java.util.List;

/**
 * A word of Python code.
 *
 * @param kind what it is
 * @param text how it is written; of a text its content, of a line's end or a change of indentation
 *     nothing
 * @param start where it begins
 * @param end where it ends
 * @param places of an f-string, the words of each place that is filled in
 */
record PythonToken(Kind kind, String text, int start, int end, List<List<PythonToken>> places) {

  PythonToken {
    places = List.copyOf(places);
  }

  /** What a word is. */
  enum Kind {
    /** A name or a keyword. */
    NAME,
    /** A number. */
    NUMBER,
    /** A text that is written out. */
    TEXT,
    /** A text with places to fill in, or with bytes. */
    FORMAT,
    /** An operator, a bracket or a separator. */
    SIGN,
    /** The end of a line that ends a statement. */
    LINE,
    /** The beginning of a block. */
    INDENT,
    /** The end of a block. */
    DEDENT,
    /** The end of the file. */
    END
  }

  boolean is(String wanted) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(wanted);
  }
}
