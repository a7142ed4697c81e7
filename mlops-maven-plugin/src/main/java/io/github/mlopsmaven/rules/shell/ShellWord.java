package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A word of a shell script.
 *
 * @param pieces what it is put together from
 * @param index where it begins in the script
 */
public record ShellWord(List<Piece> pieces, int index) {

  /** More values, and longer ones, name no file. */
  private static final int MOST = 256;

  private static final int LONGEST = 4096;

  /** Stands, at the beginning of a value, for the root of the project. */
  public static final String ROOT = "\u0001";

  /** Stands for a part of a script that nobody knows before it runs. */
  public static final char UNKNOWN = '\uE000';

  /** The name under which {@link #values} is told the directory of the script. */
  public static final String HERE = "the script's directory";

  /** Copies the list. */
  public ShellWord {
    pieces = List.copyOf(pieces);
  }

  /** A part of a word. */
  public sealed interface Piece {

    /**
     * Text.
     *
     * @param text the text
     * @param isQuoted whether it stands in quotes, where brackets and stars are only text
     */
    record Text(String text, boolean isQuoted) implements Piece {}

    /**
     * The value of a variable.
     *
     * @param name its name
     */
    record Variable(String name) implements Piece {}

    /**
     * A path seen from the directory of the script.
     *
     * @param suffix what follows that directory
     */
    record Here(String suffix) implements Piece {}

    /** Anything else: it is known when the script runs. */
    record Unknown() implements Piece {}
  }

  /**
   * What the word is, where that is certain.
   *
   * @param variables the values of variables that never change
   * @return one value, or several for {@code {a,b}}; empty where it cannot be known, or stands for
   *     whatever files there are
   */
  public List<String> values(Map<String, String> variables) {
    if (pieces.size() == 1) {
      // Most words: nothing has to be put together.
      List<String> only = values(pieces.get(0), variables).orElse(List.of());
      if (only.size() <= 1) {
        return only.isEmpty() || isKnown(only.get(0)) ? only : List.of();
      }
    }
    List<String> values = new ArrayList<>(List.of(""));
    for (Piece piece : pieces) {
      Optional<List<String>> next = values(piece, variables);
      if (next.isEmpty()) {
        return List.of();
      }
      List<String> longer = new ArrayList<>();
      for (String value : values) {
        next.get().forEach(end -> longer.add(value + end));
      }
      values = longer;
      if (values.size() > MOST || values.stream().anyMatch(value -> value.length() > LONGEST)) {
        return List.of();
      }
    }
    return values.stream().filter(value -> value.indexOf(UNKNOWN) < 0).toList();
  }

  private static boolean isKnown(String value) {
    return value.length() <= LONGEST && value.indexOf(UNKNOWN) < 0;
  }

  /**
   * What the word is, with {@link #UNKNOWN} for each part that nobody knows, and for stars.
   *
   * @param variables the values of variables that never change
   */
  public String pattern(Map<String, String> variables) {
    StringBuilder pattern = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text) {
        pattern.append(
            text.isQuoted()
                ? text.text()
                : text.text().replace('*', UNKNOWN).replace('?', UNKNOWN));
      } else {
        List<String> value = values(piece, variables).orElse(List.of());
        pattern.append(value.size() == 1 ? value.get(0) : String.valueOf(UNKNOWN));
      }
    }
    return pattern.toString();
  }

  private static Optional<List<String>> values(Piece piece, Map<String, String> variables) {
    if (piece instanceof Piece.Text text) {
      return text.isQuoted() ? Optional.of(List.of(text.text())) : unquoted(text.text());
    }
    if (piece instanceof Piece.Variable variable) {
      return Optional.ofNullable(variables.get(variable.name())).map(List::of);
    }
    if (piece instanceof Piece.Here here) {
      return Optional.ofNullable(variables.get(HERE))
          .map(directory -> List.of(directory + "/" + here.suffix()));
    }
    return Optional.empty();
  }

  private static Optional<List<String>> unquoted(String text) {
    if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.startsWith("~")) {
      return Optional.empty();
    }
    int open = text.indexOf('{');
    int close = text.indexOf('}', Math.max(open, 0));
    if (open < 0 || close < 0 || text.indexOf(',', open) < 0) {
      return Optional.of(List.of(text));
    }
    List<String> values = new ArrayList<>();
    for (String choice : text.substring(open + 1, close).split(",", -1)) {
      values.add(text.substring(0, open) + choice + text.substring(close + 1));
    }
    return Optional.of(values);
  }

  /** The word, where it is nothing but text; the empty string where it is more. */
  public String literal() {
    if (pieces.size() == 1) {
      return start();
    }
    StringBuilder literal = new StringBuilder();
    for (Piece piece : pieces) {
      if (!(piece instanceof Piece.Text text)) {
        return "";
      }
      literal.append(text.text());
    }
    return literal.toString();
  }

  /** A word that nobody knows before the script runs. */
  static ShellWord unknown(int index) {
    return new ShellWord(List.of(new Piece.Unknown()), index);
  }

  /** Whether a part of it stands in quotes, or is known when the script runs. */
  public boolean isMoreThanPlain() {
    return pieces.stream()
        .anyMatch(piece -> !(piece instanceof Piece.Text text) || text.isQuoted());
  }

  /** The text that it begins with; the empty string if it does not begin with text. */
  public String start() {
    return !pieces.isEmpty() && pieces.get(0) instanceof Piece.Text text ? text.text() : "";
  }

  /**
   * The word without some characters at its beginning, which have to be text.
   *
   * @param length how many
   */
  public ShellWord behind(int length) {
    List<Piece> rest = new ArrayList<>(pieces);
    if (length > 0 && rest.get(0) instanceof Piece.Text text) {
      rest.set(0, new Piece.Text(text.text().substring(length), text.isQuoted()));
    }
    return new ShellWord(rest, index + length);
  }
}
