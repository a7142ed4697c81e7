package io.github.mlopsmaven.rules.python;

import java.util.Arrays;

/** Where the words of a piece of Python code are, found in one pass. */
final class PythonWords {

  private final String code;
  private final int[] places;

  private PythonWords(String code, int[] places) {
    this.code = code;
    this.places = places;
  }

  /**
   * Finds them.
   *
   * @param code the code, without texts and comments
   */
  static PythonWords of(String code) {
    int[] places = new int[Math.max(2, code.length() / 4)];
    int count = 0;
    int i = 0;
    while (i < code.length()) {
      int start = i;
      while (i < code.length() && PythonFile.isWordPart(code.charAt(i))) {
        i++;
      }
      boolean isWord = i > start && (code.charAt(start) < '0' || code.charAt(start) > '9');
      if (isWord) {
        if (count + 2 > places.length) {
          places = Arrays.copyOf(places, places.length * 2);
        }
        places[count++] = start;
        places[count++] = i;
      }
      if (i == start) {
        i++;
      }
    }
    return new PythonWords(code, Arrays.copyOf(places, count));
  }

  /**
   * Whether a text has a word, with anything but letters, digits and lines around it.
   *
   * @param text the text
   * @param word the word
   */
  static boolean has(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean isBegin = at == 0 || !PythonFile.isWordPart(text.charAt(at - 1));
      if (isBegin && (end == text.length() || !PythonFile.isWordPart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return places.length / 2;
  }

  int start(int word) {
    return places[word * 2];
  }

  /** Behind its last letter. */
  int end(int word) {
    return places[word * 2 + 1];
  }

  String text(int word) {
    return code.substring(start(word), end(word));
  }

  boolean is(int word, String text) {
    return end(word) - start(word) == text.length() && code.startsWith(text, start(word));
  }

  /** Whether it is written directly after a point. */
  boolean isMember(int word) {
    return start(word) > 0 && code.charAt(start(word) - 1) == '.';
  }
}
