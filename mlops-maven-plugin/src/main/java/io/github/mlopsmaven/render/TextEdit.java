package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
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

  /**
   * The bytes afterwards; empty if the file could not be read with any of them.
   *
   * @throws LimitException if the file would grow beyond {@link Bounds#RENDERED_CHARACTERS}
   */
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
    Edited edited = new Edited();
    int indent = indent(text);
    boolean lines = text.endsWith("\n");
    int done = 0;
    for (int at = file.indexOf(text); at >= 0; at = file.indexOf(text, done)) {
      int start = at;
      // Looked for only where the text ends a line: so no line is gone through more than once.
      int lineStart = lines ? file.lastIndexOf('\n', at - 1) + 1 : at;
      boolean deeper = lines && indent > 0 && file.substring(lineStart, at).isBlank();
      if (deeper) {
        start = Math.max(lineStart, done);
      }
      edited.add(file, done, start);
      if (deeper) {
        edited.addShifted(value, at - start);
      } else if (added == Added.AS_THE_LINE_BEFORE && value.startsWith(text) && lines) {
        String more = value.substring(text.length());
        String line = file.substring(lineStart, at) + text;
        int key = line.length() - line.replaceFirst("^[ ]*(?:- +)*", "").length();
        edited.add(text);
        edited.addShifted(more, key - indent(more));
      } else {
        edited.add(value);
      }
      done = at + text.length();
    }
    edited.add(file, done, file.length());
    return edited.toString();
  }

  private static int indent(String lines) {
    return lines.length() - lines.replaceFirst("^ +", "").length();
  }

  /** The text afterwards, which ends where edits make it grow without end. */
  private final class Edited {

    private final StringBuilder text = new StringBuilder(file.length());
    private final int most = Math.max(file.length(), Bounds.RENDERED_CHARACTERS);

    void add(String added) {
      add(added, 0, added.length());
    }

    void add(String from, int start, int end) {
      if (end - start > most - text.length()) {
        throw new LimitException(
            name + " has more than " + most + " characters when its rewrites are done",
            "correct the rewrites of the template's descriptor: a value that contains the text"
                + " makes the file grow with each of them");
      }
      text.append(from, start, end);
    }

    /** Lines that are moved to the right, or to the left as far as they can be. */
    void addShifted(String lines, int by) {
      for (String line : lines.split("(?<=\n)", -1)) {
        if (line.isBlank()) {
          add(line);
        } else if (by >= 0) {
          add(" ".repeat(by));
          add(line);
        } else {
          add(line, Math.min(-by, indent(line)), line.length());
        }
      }
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
