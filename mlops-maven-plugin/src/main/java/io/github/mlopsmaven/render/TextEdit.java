package io.github.mlopsmaven.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Replaces every occurrence of a text. Lines that are added or removed with it take the indentation
 * of their place: a text that begins with blanks stands for a whole line, however deep, and lines
 * that follow it go along.
 */
final class TextEdit {

  private final String name;
  private final byte[] content;
  private final String file;
  private final String text;
  private final String value;

  /**
   * Takes an edit.
   *
   * @param name the file's name
   * @param content its bytes
   * @param text what is replaced
   * @param value what is written there
   */
  TextEdit(String name, byte[] content, String text, String value) {
    this.name = name;
    this.content = content;
    // One character for each byte, so that any encoding survives.
    this.file = new String(content, StandardCharsets.ISO_8859_1);
    this.text = bytes(text);
    this.value = bytes(value);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Ways to indent the lines that are added, the likeliest first. */
  private enum Added {
    AS_WRITTEN,
    AS_THE_LINE_BEFORE
  }

  /** The bytes afterwards; empty if the file could not be read with any of them. */
  Optional<byte[]> apply() {
    if (!file.contains(text)) {
      return Optional.of(content);
    }
    for (Added added : List.of(Added.AS_WRITTEN, Added.AS_THE_LINE_BEFORE)) {
      byte[] edited = replaced(added).getBytes(StandardCharsets.ISO_8859_1);
      if (!StillReadable.isBroken(name, content, edited)) {
        return Optional.of(edited);
      }
    }
    return Optional.empty();
  }

  private String replaced(Added added) {
    StringBuilder edited = new StringBuilder(file.length());
    int done = 0;
    for (int at = file.indexOf(text); at >= 0; at = file.indexOf(text, done)) {
      int start = at;
      int lineStart = file.lastIndexOf('\n', at - 1) + 1;
      int indent = indent(text);
      boolean wholeLines = indent > 0 && text.endsWith("\n");
      boolean deeper = wholeLines && file.substring(lineStart, at).isBlank();
      if (deeper) {
        start = Math.max(lineStart, done);
      }
      edited.append(file, done, start);
      if (deeper) {
        edited.append(shifted(value, at - start));
      } else if (added == Added.AS_THE_LINE_BEFORE
          && value.startsWith(text)
          && text.endsWith("\n")) {
        String more = value.substring(text.length());
        String line = file.substring(lineStart, at) + text;
        int key = line.length() - line.replaceFirst("^[ ]*(?:- +)*", "").length();
        edited.append(text).append(shifted(more, key - indent(more)));
      } else {
        edited.append(value);
      }
      done = at + text.length();
    }
    return edited.append(file.substring(done)).toString();
  }

  private static int indent(String lines) {
    return lines.length() - lines.replaceFirst("^ +", "").length();
  }

  /** Lines that are moved to the right, or to the left as far as they can be. */
  private static String shifted(String lines, int by) {
    StringBuilder moved = new StringBuilder();
    for (String line : lines.split("(?<=\n)", -1)) {
      if (line.isBlank()) {
        moved.append(line);
      } else if (by >= 0) {
        moved.append(" ".repeat(by)).append(line);
      } else {
        moved.append(line.substring(Math.min(-by, indent(line))));
      }
    }
    return moved.toString();
  }
}
