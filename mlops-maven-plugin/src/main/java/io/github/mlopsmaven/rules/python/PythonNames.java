package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a Python file, without a look at scopes: what is bound anywhere in it counts as
 * bound everywhere, so that what remains is certain.
 *
 * @param bound the names that the file binds
 * @param unbound the uses of names that neither the file nor Python binds
 */
record PythonNames(Set<String> bound, List<Use> unbound) {

  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "match",
          "case",
          "type",
          "_",
          "print");

  /** What binds names between two places, by the word that it begins with. */
  private static final Map<String, PythonSign> BINDING =
      Map.of(
          "lambda", new PythonSign("lambda", "lambda\\b([^:]*):"),
          "for", new PythonSign("for", "for\\b(.*?)\\bin\\b"),
          "as", new PythonSign("as", "as\\s+(\\w+|\\([^)]*\\))"),
          "global", new PythonSign("global", "global\\s+([^\\n]*)"),
          "nonlocal", new PythonSign("nonlocal", "nonlocal\\s+([^\\n]*)"),
          "case", new PythonSign("case", "case\\b(.*?):[ ]*\\n"),
          "type", new PythonSign("type", "type\\s+(\\w+(?:\\[[^\\]]*\\])?)\\s*="));

  /** Those of them that are names elsewhere than at the beginning of a line. */
  private static final Set<String> AT_LINE_START = Set.of("case", "type");

  /** Those that end with something that may be anywhere behind them. */
  private static final Set<String> ENDS_ELSEWHERE = Set.of("lambda", "for", "case");

  private static final PythonSign BLOCK =
      new PythonSign(":", "(?-s)(?:if|elif|else|for|while|with|try|except|finally)\\b.*?:\\s*");

  private static final Pattern TAKING =
      Pattern.compile("(?:def|class)\\s+(\\w+)\\s*(\\[[^\\]]*\\])?\\s*(\\(?)");

  /** No file with more is looked at. */
  private static final int LONGEST = 500_000;

  PythonNames {
    bound = Set.copyOf(bound);
    unbound = List.copyOf(unbound);
  }

  /**
   * A use of a name.
   *
   * @param name the name
   * @param index where
   */
  record Use(String name, int index) {}

  /** Reads a content, once. */
  static PythonNames of(Content content) {
    return content.learn(PythonNames.class, PythonNames::read);
  }

  private static PythonNames read(Content content) {
    String text = content.text();
    String code = PythonFile.code(content);
    if (text.length() > LONGEST || PythonSign.hidesNames(code, text)) {
      return new PythonNames(Set.of(), List.of());
    }
    Set<String> bound = new HashSet<>();
    PythonWords words = PythonWords.of(code);
    taking(code, words, bound);
    for (String statement : statements(code)) {
      bind(statement.strip(), bound);
    }
    List<Use> unbound = new ArrayList<>();
    // Where the last name ended that is no word of the language.
    int lastEnd = -1;
    for (int i = 0; i < words.size(); i++) {
      if (words.isMember(i)) {
        continue;
      }
      String name = words.text(i);
      int start = words.start(i);
      int end = words.end(i);
      char next = end < text.length() ? text.charAt(end) : ' ';
      // The letters before a text, as in rb"…".
      boolean isPrefix = (next == '"' || next == '\'') && name.length() < 3;
      if (!isPrefix && !KEYWORDS.contains(name)) {
        boolean isBesideOther = lastEnd >= 0 && lastEnd < start && areBlanks(code, lastEnd, start);
        if (isBesideOther && text.substring(lastEnd, start).isBlank()) {
          // Two names beside each other: this is no Python, such as a form to fill in.
          return new PythonNames(bound, List.of());
        }
        lastEnd = end;
      }
      // The name of an argument in a call; every other name before this sign is bound by it.
      if (!isPrefix
          && !isKnown(name, bound)
          && !isAfterPoint(code, start)
          && !isBeforeEquals(code, end)) {
        unbound.add(new Use(name, start));
      }
    }
    return new PythonNames(bound, unbound);
  }

  private static boolean areBlanks(String code, int from, int to) {
    for (int i = from; i < to; i++) {
      if (code.charAt(i) != ' ' && code.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether it belongs to what is before a point, blanks between them or not; not after three. */
  private static boolean isAfterPoint(String code, int start) {
    int before = start - 1;
    while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
      before--;
    }
    return before >= 0 && code.charAt(before) == '.' && !code.startsWith("...", before - 2);
  }

  private static boolean isBeforeEquals(String code, int end) {
    int after = end;
    while (after < code.length() && isSpace(code.charAt(after))) {
      after++;
    }
    return code.startsWith("=", after) && !code.startsWith("==", after);
  }

  /** As {@code \s} of a regular expression. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isKnown(String name, Set<String> bound) {
    return bound.contains(name) || KEYWORDS.contains(name) || PythonReads.BUILT_IN.contains(name);
  }

  /** Functions and classes, with their parameters; and all else that binds names after a word. */
  private static void taking(String code, PythonWords words, Set<String> bound) {
    Matcher taking = TAKING.matcher(code);
    Map<String, Integer> done = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      int start = words.start(i);
      if (words.is(i, "def") || words.is(i, "class")) {
        if (taking.region(start, code.length()).lookingAt()) {
          taken(code, taking, bound);
        }
      } else if (start + 2 <= words.end(i) && words.end(i) <= start + 8) {
        String name = words.text(i);
        PythonSign sign = BINDING.get(name);
        if (sign != null
            && start >= done.getOrDefault(name, 0)
            && (!AT_LINE_START.contains(name) || isFirst(code, start))) {
          Matcher matcher = sign.in(code).region(start, code.length());
          boolean isBinding = matcher.lookingAt();
          if (isBinding) {
            words(matcher.group(1), bound);
          }
          // What is in it is bound by it; what is not closed is not closed for any that follows.
          boolean isOver = !isBinding && ENDS_ELSEWHERE.contains(name);
          done.put(name, isBinding ? matcher.end() : isOver ? code.length() : start);
        }
      }
    }
    for (int at = code.indexOf(":="); at >= 0; at = code.indexOf(":=", at + 2)) {
      int end = at;
      while (end > 0 && isSpace(code.charAt(end - 1))) {
        end--;
      }
      int start = end;
      while (start > 0 && PythonFile.isWordPart(code.charAt(start - 1))) {
        start--;
      }
      words(code.substring(start, end), bound);
    }
  }

  private static void taken(String code, Matcher taking, Set<String> bound) {
    bound.add(taking.group(1));
    if (taking.group(2) != null) {
      words(taking.group(2), bound);
    }
    if (code.startsWith("def", taking.start()) && !taking.group(3).isEmpty()) {
      int end = PythonProgram.closing(code, taking.end());
      for (int[] part : PythonProgram.parts(code, taking.end(), end)) {
        first(code.substring(part[0], part[1]), bound);
      }
    }
  }

  /** Whether nothing but blanks is before it in its line. */
  private static boolean isFirst(String code, int start) {
    return code.substring(code.lastIndexOf('\n', start - 1) + 1, start).isBlank();
  }

  /** The statements, each to the end of its last line. */
  static List<String> statements(String code) {
    List<String> statements = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += PythonSyntax.level(c);
      boolean mayEnd = depth <= 0 && (c == '\n' || c == ';');
      if (mayEnd && (c == ';' || i == 0 || code.charAt(i - 1) != '\\')) {
        statements.add(code.substring(start, i));
        start = i + 1;
      }
    }
    statements.add(code.substring(start));
    return statements;
  }

  /** What a statement binds: imports, targets of an assignment, a name with a type. */
  static void bind(String statement, Set<String> bound) {
    if (statement.startsWith("import ") || statement.startsWith("from ")) {
      words(statement.replace('.', ' '), bound);
      return;
    }
    // Behind the colon of a block on one line, as in `if x: y = 1`.
    Matcher block = BLOCK.in(statement);
    String plain = block.lookingAt() ? statement.substring(block.end()) : statement;
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      depth += PythonSyntax.level(c);
      if (depth == 0 && c == ':' && begin == 0 && isName(plain.substring(0, i))) {
        words(plain.substring(0, i), bound);
      }
      boolean isSign =
          c == '='
              && depth == 0
              && i > 0
              && "=!<>:".indexOf(plain.charAt(i - 1)) < 0
              && (i + 1 >= plain.length() || plain.charAt(i + 1) != '=');
      if (isSign) {
        targets(plain.substring(begin, i), bound);
        begin = i + 1;
      }
    }
  }

  private static boolean isName(String text) {
    String name = text.strip();
    for (int i = 0; i < name.length(); i++) {
      if (!PythonFile.isWordPart(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** The names that stand in a target; what is in an index or behind a point is none. */
  private static void targets(String target, Set<String> bound) {
    int colon = target.indexOf(':');
    boolean isTyped = colon >= 0 && isName(target.substring(0, colon));
    String names = isTyped ? target.substring(0, colon) : target;
    PythonWords words = PythonWords.of(names);
    for (int i = 0; i < words.size(); i++) {
      if (!words.isMember(i)) {
        int after = words.end(i);
        while (after < target.length() && Character.isWhitespace(target.charAt(after))) {
          after++;
        }
        if (after == target.length() || ".[(".indexOf(target.charAt(after)) < 0) {
          bound.add(words.text(i));
        }
      }
    }
  }

  private static void first(String parameter, Set<String> bound) {
    PythonWords words = PythonWords.of(parameter);
    for (int i = 0; i < words.size(); i++) {
      if (!words.isMember(i)) {
        bound.add(words.text(i));
        return;
      }
    }
  }

  static void words(String text, Set<String> bound) {
    PythonWords words = PythonWords.of(text);
    for (int i = 0; i < words.size(); i++) {
      if (!words.isMember(i)) {
        bound.add(words.text(i));
      }
    }
  }
}
