package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of a TOML file with their keys, as far as rules need them: what is a mistake in TOML
 * is the subject of another check.
 *
 * @param pairs the keys in their order
 * @param tables the tables that have a head
 */
record TomlPairs(List<Pair> pairs, Set<String> tables) {

  private static final Pattern TABLE =
      Pattern.compile("^\\s*\\[{1,2}\\s*([\\w.\"'-]+)\\s*]{1,2}\\s*(?:#.*)?$");

  private static final Pattern KEY = Pattern.compile("^\\s*([\\w.\"'-]+)\\s*=\\s*(.*)$");

  private static final Pattern TEXT =
      Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*+)\"|'([^'\\n]*+)'");

  private static final Pattern COMMENT =
      Pattern.compile("^((?:[^\"'#]|\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+')*+)#.*$");

  /**
   * A key.
   *
   * @param table its table, without quotes; the empty string is the top
   * @param key its name, with points where it leads through tables
   * @param value what is written behind the equals sign, of more than one line too
   * @param texts the strings in it
   * @param position where it is
   */
  record Pair(String table, String key, String value, List<Text> texts, Position position) {

    Pair {
      texts = List.copyOf(texts);
    }

    /** The value, where it is one string. */
    Optional<String> text() {
      return texts.size() == 1 && value.matches("[\"'].*")
          ? Optional.of(texts.get(0).text())
          : Optional.empty();
    }
  }

  /**
   * A string.
   *
   * @param text the string
   * @param position where it is
   */
  record Text(String text, Position position) {}

  TomlPairs {
    pairs = List.copyOf(pairs);
    tables = Set.copyOf(tables);
  }

  /** Reads a content, once. */
  static TomlPairs of(Content content) {
    return content.learn(TomlPairs.class, known -> read(known.lines()));
  }

  private static TomlPairs read(List<String> lines) {
    List<Pair> pairs = new ArrayList<>();
    Set<String> tables = new HashSet<>();
    String table = "";
    int i = 0;
    while (i < lines.size()) {
      String line = uncommented(lines.get(i));
      Matcher head = TABLE.matcher(line);
      Matcher pair = KEY.matcher(line);
      int next = i + 1;
      if (head.matches()) {
        table = bare(head.group(1));
        tables.add(table);
      } else if (pair.matches()) {
        String quote = longQuote(pair.group(2));
        List<Text> texts = new ArrayList<>();
        StringBuilder value = new StringBuilder(pair.group(2).strip());
        if (quote.isEmpty()) {
          texts(pair.group(2), i, pair.start(2), texts);
          int open = depth(pair.group(2));
          while (open > 0 && next < lines.size()) {
            String more = uncommented(lines.get(next));
            texts(more, next, 0, texts);
            value.append(' ').append(more.strip());
            open += depth(more);
            next++;
          }
        } else {
          boolean isClosed = pair.group(2).indexOf(quote, 3) >= 0;
          while (!isClosed && next < lines.size()) {
            isClosed = lines.get(next).contains(quote);
            next++;
          }
        }
        pairs.add(
            new Pair(
                table,
                bare(pair.group(1)),
                value.toString(),
                texts,
                new Position(i + 1, pair.start(1) + 1)));
      }
      i = next;
    }
    return new TomlPairs(pairs, tables);
  }

  private static String longQuote(String value) {
    return value.startsWith("\"\"\"") ? "\"\"\"" : value.startsWith("'''") ? "'''" : "";
  }

  private static String bare(String name) {
    return name.replaceAll("[\"']", "");
  }

  private static String uncommented(String line) {
    return COMMENT.matcher(line).replaceFirst("$1");
  }

  private static void texts(String part, int line, int offset, List<Text> texts) {
    Matcher text = TEXT.matcher(part);
    while (text.find()) {
      String plain = text.group(1) == null ? text.group(2) : text.group(1);
      texts.add(new Text(plain, new Position(line + 1, offset + text.start() + 1)));
    }
  }

  private static int depth(String part) {
    int depth = 0;
    String code = TEXT.matcher(part).replaceAll("");
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    }
    return depth;
  }

  /** A key of a table; also one that is written with a point in the table above. */
  Optional<Pair> get(String table, String key) {
    return pairs.stream()
        .filter(
            pair ->
                (pair.table().equals(table) && pair.key().equals(key))
                    || (pair.table().isEmpty() ? pair.key() : pair.table() + "." + pair.key())
                        .equals(table + "." + key))
        .findFirst();
  }

  /** The keys of a table. */
  List<Pair> in(String table) {
    return pairs.stream().filter(pair -> pair.table().equals(table)).toList();
  }

  /** Whether there is a table, or one below it, in any way of writing. */
  boolean has(String table) {
    return tables.stream().anyMatch(one -> one.equals(table) || one.startsWith(table + "."))
        || pairs.stream()
            .map(pair -> pair.table().isEmpty() ? pair.key() : pair.table() + "." + pair.key())
            .anyMatch(path -> path.equals(table) || path.startsWith(table + "."));
  }
}
