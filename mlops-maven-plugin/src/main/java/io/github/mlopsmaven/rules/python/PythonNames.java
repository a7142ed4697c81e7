package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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

  private static final Set<String> BUILT_IN = builtIn();

  private static final Pattern WORD = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

  /** What may bind names that nobody sees; and {@code <name>}, a place to fill in. */
  private static final Pattern OPEN =
      Pattern.compile(
          "\\bimport\\s*\\*|\\b(?:exec|globals|locals)\\s*\\(|\\bvars\\s*\\(\\s*\\)|(?m)^\\s*[%!]\\w|[(,=\\[][ ]?<[A-Za-z]");

  /** The statement of Python 2. */
  private static final Pattern PRINT = Pattern.compile("(?m)^\\s*print[ \\t]+[\\w\"'(]");

  private static final Pattern ARGUMENT = Pattern.compile("\\s*=(?!=)");

  private static final Pattern TAKING =
      Pattern.compile("\\b(?:def|class)\\s+(\\w+)\\s*(\\[[^\\]]*\\])?\\s*(\\(?)");

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
    return content.learn(PythonNames.class, known -> read(known.text()));
  }

  private static PythonNames read(String text) {
    String code = PythonFile.withoutTexts(text);
    if (text.length() > LONGEST || OPEN.matcher(code).find() || PRINT.matcher(text).find()) {
      return new PythonNames(Set.of(), List.of());
    }
    Set<String> bound = new HashSet<>();
    taking(code, bound);
    for (String statement : statements(code)) {
      bind(statement.strip(), bound);
    }
    List<Use> unbound = new ArrayList<>();
    // Where the last name ended that is no word of the language.
    int lastEnd = -1;
    Matcher word = WORD.matcher(code);
    while (word.find()) {
      String name = word.group();
      char next = word.end() < text.length() ? text.charAt(word.end()) : ' ';
      // The letters before a text, as in rb"…".
      boolean isPrefix = (next == '"' || next == '\'') && name.length() < 3;
      if (!isPrefix && !KEYWORDS.contains(name)) {
        boolean isBesideOther =
            lastEnd >= 0 && code.substring(lastEnd, word.start()).matches("[ \\t]+");
        if (isBesideOther && text.substring(lastEnd, word.start()).isBlank()) {
          // Two names beside each other: this is no Python, such as a form to fill in.
          return new PythonNames(bound, List.of());
        }
        lastEnd = word.end();
      }
      String before = code.substring(Math.max(0, word.start() - 200), word.start()).stripTrailing();
      boolean isMember = before.endsWith(".") && !before.endsWith("...");
      // The name of an argument in a call; every other name before this sign is bound by it.
      boolean isKey = ARGUMENT.matcher(code).region(word.end(), code.length()).lookingAt();
      if (!isPrefix && !isMember && !isKey && !isKnown(name, bound)) {
        unbound.add(new Use(name, word.start()));
      }
    }
    return new PythonNames(bound, unbound);
  }

  private static boolean isKnown(String name, Set<String> bound) {
    return bound.contains(name) || KEYWORDS.contains(name) || BUILT_IN.contains(name);
  }

  /** Functions and classes, with their parameters. */
  private static void taking(String code, Set<String> bound) {
    Matcher taking = TAKING.matcher(code);
    while (taking.find()) {
      bound.add(taking.group(1));
      if (taking.group(2) != null) {
        words(taking.group(2), bound);
      }
      boolean isFunction = taking.group().startsWith("def");
      if (isFunction && !taking.group(3).isEmpty()) {
        int end = PythonProgram.closing(code, taking.end());
        for (int[] part : PythonProgram.parts(code, taking.end(), end)) {
          first(code.substring(part[0], part[1]), bound);
        }
      }
    }
    bindBetween(code, "\\blambda\\b([^:]*):", bound);
    bindBetween(code, "\\bfor\\b(.*?)\\bin\\b", bound);
    bindBetween(code, "\\bas\\s+(\\w+|\\([^)]*\\))", bound);
    bindBetween(code, "(\\w+)\\s*:=", bound);
    bindBetween(code, "\\b(?:global|nonlocal)\\s+([^\\n]*)", bound);
    bindBetween(code, "(?m)^\\s*case\\b(.*?):[ ]*\\n", bound);
    bindBetween(code, "(?m)^\\s*type\\s+(\\w+(?:\\[[^\\]]*\\])?)\\s*=", bound);
  }

  private static void bindBetween(String code, String pattern, Set<String> bound) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(code);
    while (matcher.find()) {
      words(matcher.group(1), bound);
    }
  }

  /** The statements, each to the end of its last line. */
  static List<String> statements(String code) {
    List<String> statements = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      boolean isJoined = i > 0 && code.charAt(i - 1) == '\\';
      if ((c == '\n' && depth <= 0 && !isJoined) || (c == ';' && depth <= 0)) {
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
    String plain =
        statement.replaceFirst(
            "^(?:if|elif|else|for|while|with|try|except|finally)\\b.*?:\\s*", "");
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0 && c == ':' && begin == 0 && plain.substring(0, i).matches("\\w+\\s*")) {
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

  /** The names that stand in a target; what is in an index or behind a point is none. */
  private static void targets(String target, Set<String> bound) {
    Matcher word = WORD.matcher(target.replaceFirst("(?s)^(\\s*\\w+\\s*):.*", "$1"));
    while (word.find()) {
      String rest = target.substring(Math.min(word.end(), target.length())).stripLeading();
      if (!rest.startsWith(".") && !rest.startsWith("[") && !rest.startsWith("(")) {
        bound.add(word.group());
      }
    }
  }

  private static void first(String parameter, Set<String> bound) {
    Matcher word = WORD.matcher(parameter);
    if (word.find()) {
      bound.add(word.group());
    }
  }

  static void words(String text, Set<String> bound) {
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      bound.add(word.group());
    }
  }

  private static Set<String> builtIn() {
    try (InputStream in =
        Objects.requireNonNull(PythonNames.class.getResourceAsStream("builtin-names.txt"))) {
      Set<String> names = new HashSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> names.addAll(Arrays.asList(line.split(" ", -1))));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
