package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.PatternSearch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern in Python code that is compiled when it is first needed.
 *
 * @param hint what its matches begin with
 * @param form the pattern; a point is a line end, too
 */
record PythonSign(String hint, String form) {

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /** What may bind names that nobody sees. */
  private static final List<PythonSign> OPEN =
      List.of(
          new PythonSign("import", "\\bimport\\s*\\*"),
          new PythonSign("exec", "\\bexec\\s*\\("),
          new PythonSign("globals", "\\bglobals\\s*\\("),
          new PythonSign("locals", "\\blocals\\s*\\("),
          new PythonSign("vars", "\\bvars\\s*\\(\\s*\\)"));

  /** A command of a notebook, at the beginning of a line. */
  private static final List<PythonSign> COMMANDS =
      List.of(new PythonSign("%", "%\\w"), new PythonSign("!", "!\\w"));

  /** What vulture writes behind the names of its list of exceptions. */
  private static final PythonSign UNUSED =
      new PythonSign(
          "# unused", "# unused (?:attribute|class|function|import|method|property|variable) \\(");

  /** A command of a Databricks notebook that is kept as a file: it has the names of another. */
  private static final PythonSign RUN = new PythonSign("# MAGIC", "# MAGIC\\s+%run\\b");

  /** {@code <name>}, a place to fill in. */
  private static final PythonSign PLACE_TO_FILL = new PythonSign("<", "<[A-Za-z]");

  /** The statement of Python 2, at the beginning of a line. */
  private static final PythonSign PRINT = new PythonSign("print", "print[ \\t]+[\\w\"'(]");

  private static final Pattern OPEN_MODULE =
      Pattern.compile(
          "\\bimport\\s*\\*|\\b__getattr__\\b|\\b(?:exec|globals|setattr)\\s*\\(|\\bsys\\s*\\.\\s*modules\\b");

  private static final String[] OPEN_MODULE_BEGINS = {
    "import", "__getattr__", "exec", "globals", "setattr", "sys"
  };

  /** Matches it against a text, wherever. */
  Matcher in(String text) {
    return pattern().matcher(text);
  }

  private Pattern pattern() {
    return PATTERNS.computeIfAbsent(form, known -> Pattern.compile(known, Pattern.DOTALL));
  }

  private boolean isIn(String text) {
    return text.contains(hint) && search(text).find();
  }

  private PatternSearch search(String text) {
    return new PatternSearch(pattern(), text, hint);
  }

  private boolean isAtLineStart(String text) {
    if (text.contains(hint)) {
      PatternSearch search = search(text);
      while (search.find()) {
        if (isBehindLineEnd(text, search.match().start())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether nothing but blanks is before it in its line. */
  private static boolean isBehindLineEnd(String text, int index) {
    int before = index - 1;
    while (before >= 0 && PythonNames.isSpace(text.charAt(before))) {
      if (text.charAt(before) == '\n' || text.charAt(before) == '\r') {
        return true;
      }
      before--;
    }
    return before < 0 || "\u0085\u2028\u2029".indexOf(text.charAt(before)) >= 0;
  }

  /**
   * Whether a file may bind names that nobody sees, or is not the Python of today.
   *
   * @param code its code, without texts and comments
   * @param text all of it
   */
  static boolean hidesNames(String code, String text) {
    for (PythonSign sign : OPEN) {
      if (sign.isIn(code)) {
        return true;
      }
    }
    if (namesOthers(text)) {
      return true;
    }
    for (PythonSign command : COMMANDS) {
      if (command.isAtLineStart(code)) {
        return true;
      }
    }
    return hasPlaceToFill(code) || PRINT.isAtLineStart(text);
  }

  /**
   * Whether a file has names of another one: a notebook of Databricks that runs another, or
   * vulture's list of exceptions.
   *
   * @param text all of it
   */
  static boolean namesOthers(String text) {
    return RUN.isAtLineStart(text) || UNUSED.isIn(text);
  }

  private static boolean hasPlaceToFill(String code) {
    PatternSearch place = PLACE_TO_FILL.search(code);
    while (place.find()) {
      int before = place.match().start() - 1;
      int sign = before > 0 && code.charAt(before) == ' ' ? before - 1 : before;
      if (sign >= 0 && "(,=[".indexOf(code.charAt(sign)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether others may find names in a module that it does not say. */
  static boolean isOpenModule(String code) {
    return PatternSearch.isIn(OPEN_MODULE, code, OPEN_MODULE_BEGINS);
  }
}
