package io.github.mlopsmaven.rules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An instruction of a Dockerfile.
 *
 * @param name its name, in capital letters
 * @param index where it stands
 * @param flags its flags, with their values
 * @param words what follows them; the words of a JSON list without quotes
 * @param isList whether it is written as a JSON list
 * @param hasHereDocument whether it takes a here document
 * @param text what follows the name and the flags, its lines joined
 * @param places where each character of that text stands
 */
record Instruction(
    String name,
    int index,
    List<Word> flags,
    List<Word> words,
    boolean isList,
    boolean hasHereDocument,
    String text,
    List<Integer> places) {

  private static final Pattern LIST =
      Pattern.compile(
          "\\[\\s*+(?:"
              + ListText.STRING
              + "\\s*+(?:,\\s*+"
              + ListText.STRING
              + "\\s*+)*+)?+]\\s*+");

  /** What somebody writes who means a list; {@code [ "$A" = b ]} is a test of the shell. */
  private static final Pattern MEANT =
      Pattern.compile(
          "\\[(?:['\"\u201c\u201d]|\\s++(?:\"[^\"]*+\"|'[^']*+')\\s*+[,\\]]).*", Pattern.DOTALL);

  /** Parts of the pattern of a list. */
  private static final class ListText {

    /** A string of JSON. */
    static final String STRING = "\"(?:[^\"\\\\]|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*+\"";

    private ListText() {}
  }

  Instruction {
    flags = List.copyOf(flags);
    words = List.copyOf(words);
    places = List.copyOf(places);
  }

  /**
   * A word.
   *
   * @param text the word
   * @param index where it stands
   */
  record Word(String text, int index) {}

  /**
   * Whether a text is a list of strings, as JSON writes it.
   *
   * @param text the text
   */
  static boolean isList(String text) {
    return LIST.matcher(text).matches();
  }

  /**
   * Whether somebody means a list who writes a text that is none.
   *
   * @param text the text
   */
  static boolean isMeantAsList(String text) {
    return !isList(text) && MEANT.matcher(text).matches();
  }

  /** Whether it is meant as a JSON list and is none, so that Docker takes it for a plain text. */
  boolean isBrokenList() {
    return !isList && isMeantAsList(text);
  }

  /** The words as Docker splits them for names and values: a text in quotes is part of a word. */
  List<Word> quoted() {
    List<Word> found = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int from = at;
      char quote = 0;
      while (at < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(at)))) {
        char next = text.charAt(at);
        if (next == '\\' && quote != '\'' && at + 1 < text.length()) {
          at++;
        } else if (quote == 0 && (next == '"' || next == '\'')) {
          quote = next;
        } else if (next == quote) {
          quote = 0;
        }
        at++;
      }
      found.add(new Word(text.substring(from, Math.min(at, text.length())), places.get(from)));
    }
    return found;
  }
}
