package io.github.mlopsmaven.verify;

import java.nio.charset.StandardCharsets;

/**
 * Which three bytes stand beside each other somewhere in a text. It tells in a moment that a word
 * is absent, so that most texts are never searched for it: until the JVM has compiled the search,
 * each character of it counts.
 */
final class Trigrams {

  /** So many bits for each byte, that few words seem to be there that are not. */
  private static final int BITS_FOR_A_BYTE = 8;

  private static final int MOST = 1 << 20;

  private final long[] present;
  private final int mask;

  /**
   * Reads a text.
   *
   * @param text in UTF-8
   */
  Trigrams(byte[] text) {
    int size = Math.min(MOST, Integer.highestOneBit(Math.max(64, text.length * BITS_FOR_A_BYTE)));
    mask = size - 1;
    present = new long[size >>> 6];
    int three = 0;
    for (int i = 0; i < text.length; i++) {
      three = next(three, text[i]);
      if (i >= 2) {
        int place = place(three);
        present[place >>> 6] |= 1L << place;
      }
    }
  }

  private static int next(int three, byte one) {
    return ((three << 8) | (one & 0xff)) & 0xffffff;
  }

  private int place(int three) {
    return ((three * 0x9E3779B1) >>> 7) & mask;
  }

  /**
   * Whether a text may have a word.
   *
   * @param word what is looked for; one of less than three bytes may be anywhere
   * @return false only if the text lacks it
   */
  boolean mayHave(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int three = 0;
    for (int i = 0; i < bytes.length; i++) {
      three = next(three, bytes[i]);
      int place = place(three);
      if (i >= 2 && (present[place >>> 6] & (1L << place)) == 0) {
        return false;
      }
    }
    return true;
  }
}
