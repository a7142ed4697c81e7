package io.github.mlopsmaven.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Content without meaning: harmless in its file's syntax, of a given size, and the same on every
 * run.
 */
final class PseudoContent {

  private static final String[] WORDS = {
    "batch", "cluster", "column", "compute", "dataset", "deploy", "drift", "endpoint", "feature",
    "fold", "gradient", "label", "metric", "model", "pipeline", "record", "register", "sample",
    "score", "split", "train", "validate", "vector", "weight"
  };

  private final long seed;

  PseudoContent(long seed) {
    this.seed = seed;
  }

  /** Exactly {@code size} bytes for a file of this name. */
  byte[] of(String path, int size, boolean windowsLineEnds) {
    Random random = new Random(seed ^ path.hashCode());
    String lineEnd = windowsLineEnds ? "\r\n" : "\n";
    if (path.endsWith(".json") || path.endsWith(".ipynb")) {
      return json(random, size);
    }
    StringBuilder text = new StringBuilder(size + 100);
    boolean numbers = path.endsWith(".csv");
    String comment = comment(path);
    while (text.length() < size) {
      if (numbers) {
        appendNumbers(text, random);
      } else {
        appendWords(text.append(comment), random);
      }
      text.append(lineEnd);
    }
    cut(text, size, lineEnd);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] json(Random random, int size) {
    String head = "{\"text\": \"";
    String tail = "\"}\n";
    if (size < head.length() + tail.length()) {
      return "0".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }
    StringBuilder text = new StringBuilder(size + 100).append(head);
    while (text.length() < size) {
      appendNumbers(text, random);
    }
    text.setLength(size - tail.length());
    return text.append(tail).toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void appendNumbers(StringBuilder text, Random random) {
    for (int i = 0; i < 6; i++) {
      text.append(random.nextInt(100)).append('.').append(random.nextInt(1000)).append(',');
    }
  }

  private static void appendWords(StringBuilder text, Random random) {
    for (int i = 0; i < 9; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
  }

  private static String comment(String path) {
    if (path.endsWith(".md") || path.endsWith(".txt")) {
      return "";
    }
    return path.endsWith(".bicep") ? "// " : "# ";
  }

  /** Cuts to the size, so that the last line ends where the file does. */
  private static void cut(StringBuilder text, int size, String lineEnd) {
    text.setLength(size);
    if (size >= lineEnd.length()) {
      text.replace(size - lineEnd.length(), size, lineEnd);
    }
  }
}
