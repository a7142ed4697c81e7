package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a file that may be paths or modules, in whatever language it is written: a path is
 * written alike in a workflow, a makefile, a script and a module. A word more than there is does no
 * harm, since only what is a file of the project counts.
 *
 * @param words what may be a path, without {@code ./} at its beginning
 * @param imports what Python imports, with the dots at the beginning of a relative name
 * @param tests what may be a path, in lines that run tests
 */
record Mentions(Set<String> words, Set<String> imports, Set<String> tests) {

  /** What is longer is data. */
  private static final int LONGEST_TEXT = 1_000_000;

  private static final int LONGEST_WORD = 300;

  private static final Mentions NONE = new Mentions(Set.of(), Set.of(), Set.of());

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:^|[\\n\";])[ \\t]*(?:from[ \\t]+(\\.*[\\w.]*)[ \\t]+import[ \\t]+(\\([^)]{0,5000}\\)|[^\\n\"#;]{1,500})"
              + "|import[ \\t]+([^\\n\"#;]{1,500}))");

  private static final Pattern NAME = Pattern.compile("([\\w.]+)(?:\\s+as\\s+\\w+)?");

  private static final Pattern TEST_RUNNER =
      Pattern.compile("(?m)^.{0,500}\\b(?:pytest|unittest|nose2|tox|nox)\\b.*$");

  private static final Pattern FENCED =
      Pattern.compile("(?m)^[ \\t]*(?:```|~~~)[^\\n]*\\n([\\s\\S]*?)^[ \\t]*(?:```|~~~)[ \\t]*$");

  /** What a file names. */
  static Mentions in(SourceFile file) {
    Content content = file.content();
    if (content.size() > LONGEST_TEXT || !content.isText()) {
      return NONE;
    }
    return content.learn(Mentions.class, known -> in(file, known.text()));
  }

  private static Mentions in(SourceFile file, String text) {
    boolean isDocument = isDocument(file);
    String told = isDocument ? commands(text) : text;
    Set<String> words = words(told);
    Set<String> tests = new LinkedHashSet<>();
    Matcher runner = TEST_RUNNER.matcher(told);
    while (runner.find()) {
      tests.addAll(words(runner.group()));
    }
    boolean isPython = file.kind() == FileKind.PYTHON || file.kind() == FileKind.NOTEBOOK;
    return new Mentions(words, isPython ? imports(told) : Set.of(), tests);
  }

  /** Whether people read it; what it tells them to type is in its blocks of code. */
  static boolean isDocument(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".md") || name.endsWith(".rst") || name.startsWith("readme");
  }

  private static String commands(String text) {
    StringBuilder commands = new StringBuilder();
    Matcher fenced = FENCED.matcher(text);
    while (fenced.find()) {
      commands.append(fenced.group(1)).append('\n');
    }
    return commands.toString();
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    int length = text.length();
    int at = 0;
    while (at < length) {
      if (isOfPath(text.charAt(at))) {
        int start = at;
        while (at < length && isOfPath(text.charAt(at))) {
          at++;
        }
        if (at - start > 1 && at - start <= LONGEST_WORD) {
          words.add(plain(text.substring(start, at)));
        }
      }
      at++;
    }
    words.remove("");
    return words;
  }

  private static boolean isOfPath(char character) {
    return Character.isLetterOrDigit(character) || "_-./*".indexOf(character) >= 0;
  }

  private static String plain(String word) {
    int start = 0;
    while (word.startsWith("./", start) || word.startsWith("/", start)) {
      start += word.charAt(start) == '/' ? 1 : 2;
    }
    int end = word.length();
    while (end > start && (word.charAt(end - 1) == '/' || word.charAt(end - 1) == '.')) {
      end--;
    }
    return word.substring(start, end);
  }

  private static Set<String> imports(String text) {
    Set<String> imports = new LinkedHashSet<>();
    Matcher found = IMPORT.matcher(text);
    while (found.find()) {
      String from = found.group(1);
      String names = from == null ? found.group(3) : found.group(2);
      String start = from == null || from.isEmpty() || from.endsWith(".") ? "" : ".";
      if (from != null) {
        imports.add(from);
      }
      for (String name : names(names)) {
        imports.add((from == null ? "" : from + start) + name);
      }
    }
    return imports;
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (String part : list.replaceAll("[()\\\\]|\\\\n|#[^\\n]*", " ").split(",", -1)) {
      Matcher name = NAME.matcher(part.strip());
      if (name.lookingAt()) {
        names.add(name.group(1));
      }
    }
    return names;
  }
}
