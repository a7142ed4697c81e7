package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What keeps Python from reading a file, as far as it can be told without a grammar: brackets,
 * strings, the colon of a block, indentation. One mistake for each file, the first: what follows it
 * may only follow from it.
 *
 * @param mistake the mistake, if there is one
 */
record PythonSyntax(Optional<Mistake> mistake) {

  private static final Pattern ASYNC = Pattern.compile("(?s)^async\\s+");

  private static final Pattern EMPTY_IMPORT = Pattern.compile("(?:from\\s+\\S+\\s+)?import");

  private static final Pattern ASSIGNED_WORD =
      Pattern.compile("(?s)(?:return|raise|del|import|pass)\\s*=[^=].*");

  private static final Set<String> UNASSIGNABLE =
      Set.of("return", "raise", "del", "import", "pass");

  /** Words that begin a block, and are never names. */
  private static final Set<String> BLOCKS =
      Set.of(
          "def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with");

  private static final int TAB = 8;

  /** Stands for what is in a string. */
  private static final char TEXT = 'S';

  /**
   * A mistake.
   *
   * @param index where it is
   * @param problem what is wrong, without a full stop
   */
  record Mistake(int index, String problem) {}

  /** Looks at a content, once. */
  static PythonSyntax of(Content content) {
    return content.learn(PythonSyntax.class, known -> new PythonSyntax(first(known.text())));
  }

  private static Optional<Mistake> first(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    String code = masked(text, mistakes);
    if (mistakes.isEmpty()) {
      brackets(code, mistakes);
    }
    if (mistakes.isEmpty()) {
      blocks(code, mistakes);
    }
    return mistakes.stream().findFirst();
  }

  /** The code with one letter for all that is in strings, and blanks for comments. */
  private static String masked(String text, List<Mistake> mistakes) {
    char[] code = text.toCharArray();
    int i = 0;
    while (i < code.length) {
      char c = code[i];
      int end = i + 1;
      if (c == '#') {
        int line = text.indexOf('\n', i);
        end = line < 0 ? code.length : line;
        Arrays.fill(code, i, end, ' ');
      } else if (c == '"' || c == '\'') {
        end = textEnd(text, i);
        if (end < 0) {
          mistakes.add(new Mistake(i, "the string that begins here is not closed"));
          return new String(code);
        }
        Arrays.fill(code, i, end, TEXT);
      }
      i = end;
    }
    return new String(code);
  }

  /** Behind the end of a string; negative if it has none. */
  private static int textEnd(String text, int start) {
    String quote = text.substring(start, start + 1);
    boolean isLong = text.startsWith(quote.repeat(3), start);
    String close = isLong ? quote.repeat(3) : quote;
    char first = text.charAt(start);
    for (int i = start + close.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        // A line of Windows ends with two characters.
        i += text.startsWith("\r\n", i + 1) ? 2 : 1;
      } else if (c == first && text.startsWith(close, i)) {
        return i + close.length();
      } else if (!isLong && c == '\n') {
        return -1;
      }
    }
    return -1;
  }

  private static void brackets(String code, List<Mistake> mistakes) {
    Deque<Integer> open = new ArrayDeque<>();
    char[] letters = code.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      char c = letters[i];
      int level = level(c);
      if (level > 0) {
        open.push(i);
      } else if (level < 0) {
        if (open.isEmpty()) {
          mistakes.add(new Mistake(i, "'" + c + "' closes nothing"));
          return;
        }
        char wanted = ")]}".charAt("([{".indexOf(code.charAt(open.pop())));
        if (wanted != c) {
          mistakes.add(new Mistake(i, "'" + c + "' is found where '" + wanted + "' must be"));
          return;
        }
      }
    }
    if (!open.isEmpty()) {
      int at = open.getLast();
      mistakes.add(new Mistake(at, "'" + code.charAt(at) + "' is never closed"));
    }
  }

  /** What a character adds to the brackets that are open. */
  static int level(char c) {
    return switch (c) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }

  private static void blocks(String code, List<Mistake> mistakes) {
    Deque<Integer> levels = new ArrayDeque<>(List.of(0));
    boolean wantsBlock = false;
    int start = 0;
    while (start < code.length()) {
      int end = statementEnd(code, start);
      String statement = code.substring(start, end);
      String bare = statement.strip();
      if (!bare.isEmpty()) {
        int first = start + statement.indexOf(bare.charAt(0));
        int indent = indent(code.substring(start, first));
        if (wantsBlock && indent <= levels.getFirst()) {
          mistakes.add(new Mistake(first, "an indented block has to follow the line before"));
        } else if (!wantsBlock && indent > levels.getFirst()) {
          mistakes.add(new Mistake(first, "the line is indented, and no block begins before it"));
        } else if (wantsBlock) {
          levels.push(indent);
        }
        while (levels.getFirst() > indent) {
          levels.pop();
        }
        if (mistakes.isEmpty() && levels.getFirst() != indent) {
          mistakes.add(new Mistake(first, "the indentation fits to no line before"));
        }
        if (mistakes.isEmpty()) {
          header(bare, first, mistakes);
        }
        if (!mistakes.isEmpty()) {
          return;
        }
        wantsBlock = bare.endsWith(":");
      }
      start = end + 1;
    }
    if (wantsBlock) {
      mistakes.add(new Mistake(code.stripTrailing().length() - 1, "a block has to follow"));
    }
  }

  private static int indent(String blanks) {
    int indent = 0;
    for (int i = 0; i < blanks.length(); i++) {
      indent += blanks.charAt(i) == '\t' ? TAB - indent % TAB : 1;
    }
    return indent;
  }

  /** The line that begins a block has a colon; an import names something. */
  private static void header(String statement, int index, List<Mistake> mistakes) {
    String plain =
        statement.startsWith("async") ? ASYNC.matcher(statement).replaceFirst("") : statement;
    int end = 0;
    while (end < plain.length() && PythonFile.isWordPart(plain.charAt(end))) {
      end++;
    }
    String word = plain.substring(0, end);
    if (BLOCKS.contains(word) && !hasColon(statement)) {
      mistakes.add(new Mistake(index, "'" + word + "' has no ':' at its end"));
    } else if (plain.endsWith("import") && EMPTY_IMPORT.matcher(statement).matches()) {
      mistakes.add(new Mistake(index, "the import names nothing"));
    } else if (UNASSIGNABLE.contains(word) && ASSIGNED_WORD.matcher(statement).matches()) {
      mistakes.add(new Mistake(index, "'" + word + "' is not a name to assign to"));
    }
  }

  private static boolean hasColon(String statement) {
    int depth = 0;
    for (int i = 0; i < statement.length(); i++) {
      char c = statement.charAt(i);
      depth += level(c);
      if (c == ':' && depth == 0) {
        return true;
      }
    }
    return false;
  }

  /** At a line's end that is in no bracket, in no string and has no backslash before it. */
  private static int statementEnd(String code, int start) {
    int depth = 0;
    for (int i = start; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += level(c);
      if (c == '\n' && depth <= 0) {
        boolean isJoined = i > 0 && (code.charAt(i - 1) == '\\' || code.startsWith("\\\r", i - 2));
        if (!isJoined) {
          return i;
        }
      }
    }
    return code.length();
  }
}
