package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Python file: what it imports, and every name in it.
 *
 * @param imports its imports
 * @param names all words of its code, without texts and comments
 */
record PythonFile(List<Import> imports, Set<String> names) {

  private static final Pattern SIGNS = Pattern.compile("[()\\\\;]");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern RENAMED = Pattern.compile("\\s+as\\s+.*");

  /** {@code with pytest.raises(ImportError):} and its like. */
  private static final Pattern EXPECTING =
      Pattern.compile(
          "^with\\b.*\\b(?:raises|suppress|assertRaises)\\s*\\(.*(?:ImportError|ModuleNotFoundError|Exception)\\b.*:$");

  /** No import is longer. */
  private static final int LONGEST = 20_000;

  PythonFile {
    imports = List.copyOf(imports);
    names = Set.copyOf(names);
  }

  /**
   * {@code import module} or {@code from module import names}.
   *
   * @param module the module with points; the empty string in {@code from . import x}
   * @param level how many points stand before it
   * @param names what is taken from it; empty for {@code import module}
   * @param index where the statement begins
   * @param isOptional whether it stands in a {@code try}, or where the exception is expected, so
   *     that the code goes on without it
   */
  record Import(String module, int level, List<String> names, int index, boolean isOptional) {

    Import {
      names = List.copyOf(names);
    }
  }

  /** Parses a content, once. */
  static PythonFile of(Content content) {
    return content.learn(PythonFile.class, known -> parse(code(known)));
  }

  private record Code(String text) {}

  private record Marked(String text) {}

  /** The code of a content as {@link #withMarks} gives it, made once. */
  static String marked(Content content) {
    return content.learn(Marked.class, known -> new Marked(withMarks(known.text()))).text();
  }

  /** The code of a content as {@link #withoutTexts} gives it, made once. */
  static String code(Content content) {
    return content.learn(Code.class, known -> new Code(withoutTexts(known.text()))).text();
  }

  private static PythonFile parse(String code) {
    List<Import> imports = new ArrayList<>();
    int start = 0;
    int tryIndent = -1;
    while (start < code.length()) {
      int end = statementEnd(code, start);
      String statement = code.substring(start, end);
      String bare = statement.strip();
      int indent = statement.indexOf(bare.isEmpty() ? "" : bare.substring(0, 1));
      if (!bare.isEmpty() && tryIndent >= 0 && indent <= tryIndent) {
        tryIndent = -1;
      }
      if (bare.indexOf(';') >= 0) {
        // Several statements in one line.
        for (String part : bare.split(";", -1)) {
          if (isImport(part.strip())) {
            read(part.strip(), start + indent, tryIndent >= 0, imports);
          }
        }
      } else if (isImport(bare)) {
        read(bare, start + indent, tryIndent >= 0, imports);
      } else if (tryIndent < 0 && (bare.equals("try:") || EXPECTING.matcher(bare).find())) {
        tryIndent = indent;
      }
      start = end + 1;
    }
    return new PythonFile(imports, words(code));
  }

  private static Set<String> words(String code) {
    Set<String> words = new HashSet<>();
    char[] letters = code.toCharArray();
    int start = 0;
    for (int i = 0; i <= letters.length; i++) {
      if (i == letters.length || !isWordPart(letters[i])) {
        if (start < i) {
          words.add(code.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether a character is one that names are written with: an ASCII letter, a digit or a line. */
  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isImport(String statement) {
    return statement.startsWith("import ") || statement.startsWith("from ");
  }

  /**
   * Where a statement ends: at a line's end that is in no bracket and has no backslash before it.
   */
  private static int statementEnd(String code, int start) {
    int depth = 0;
    for (int i = start; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == '\n' && depth <= 0 && (i == 0 || code.charAt(i - 1) != '\\')) {
        return i;
      }
    }
    return code.length();
  }

  private static void read(String statement, int index, boolean isOptional, List<Import> imports) {
    if (statement.length() > LONGEST) {
      return;
    }
    String flat = BLANKS.matcher(SIGNS.matcher(statement).replaceAll(" ")).replaceAll(" ").strip();
    if (flat.startsWith("import ")) {
      for (String part : flat.substring("import ".length()).split(",", -1)) {
        imports.add(new Import(withoutAlias(part), 0, List.of(), index, isOptional));
      }
      return;
    }
    int at = flat.indexOf(" import ");
    if (at < 0) {
      return;
    }
    String module = flat.substring("from ".length(), at).replace(" ", "");
    int level = 0;
    while (level < module.length() && module.charAt(level) == '.') {
      level++;
    }
    List<String> names =
        Arrays.stream(flat.substring(at + " import ".length()).split(",", -1))
            .map(PythonFile::withoutAlias)
            .filter(name -> !name.isEmpty())
            .toList();
    imports.add(new Import(module.substring(level), level, names, index, isOptional));
  }

  private static String withoutAlias(String part) {
    return RENAMED.matcher(part.strip()).replaceFirst("");
  }

  /** The code with blanks in the place of texts and comments; every character keeps its place. */
  private static String withoutTexts(String text) {
    return withoutTexts(text, ' ');
  }

  /** The same, with a quote where each text begins. */
  static String withMarks(String text) {
    return withoutTexts(text, '"');
  }

  private static String withoutTexts(String text, char mark) {
    char[] code = text.toCharArray();
    int i = 0;
    while (i < code.length) {
      char c = code[i];
      int end = i + 1;
      if (c == '#') {
        end = text.indexOf('\n', i);
        end = end < 0 ? code.length : end;
        Arrays.fill(code, i, end, ' ');
      } else if (c == '"' || c == '\'') {
        end = textEnd(text, i);
        Arrays.fill(code, i, end, ' ');
        code[i] = mark;
      }
      i = end;
    }
    // A line that goes on in the next one.
    for (int at = text.indexOf("\\\n"); at >= 0; at = text.indexOf("\\\n", at + 2)) {
      if (code[at] == '\\') {
        code[at] = ' ';
        code[at + 1] = ' ';
      }
    }
    return new String(code);
  }

  private static int textEnd(String text, int start) {
    String quote = text.substring(start, start + 1);
    boolean isLong = text.startsWith(quote.repeat(3), start);
    String close = isLong ? quote.repeat(3) : quote;
    char first = text.charAt(start);
    for (int i = start + close.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == first && text.startsWith(close, i)) {
        return i + close.length();
      } else if (!isLong && c == '\n') {
        return i;
      }
    }
    return text.length();
  }
}
