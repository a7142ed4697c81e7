package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces every occurrence of a text. Lines that are added or removed with it take the indentation
 * of their place: a text that begins with blanks stands for a whole line, however deep, and lines
 * that follow it go along.
 */
final class TextEdit {

  private static final Pattern LONE_LINE_FEED = Pattern.compile("(?<!\r)\n");

  private static final Pattern BEFORE_A_KEY = Pattern.compile(" *+(?:- ++)*+");

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
    this.text = lineEnds(bytes(text));
    this.value = lineEnds(bytes(value));
  }

  /** An edit has the line ends of its file, if all of them are the same. */
  private String lineEnds(String edit) {
    boolean windows = file.contains("\r\n") && !LONE_LINE_FEED.matcher(file).find();
    return windows ? edit.replace("\r\n", "\n").replace("\n", "\r\n") : edit;
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Ways to indent the lines that are added. */
  private enum Added {
    /** As they are in the value. */
    AS_WRITTEN,
    /** Beside the key of the line that the text is in. */
    AS_THE_LINE_BEFORE,
    /** As they are to the value's first line. */
    AS_THE_FIRST_LINE
  }

  /**
   * The ways that are tried, the likeliest first. A value that is YAML by itself says where its
   * lines belong; another has the indentation of the file that its author had in mind.
   */
  private List<Added> ways() {
    List<Added> written = List.of(Added.AS_WRITTEN, Added.AS_THE_LINE_BEFORE);
    boolean relative =
        StillReadable.isYaml(name)
            && value.indexOf('\n') >= 0
            && value.indexOf('\n') < value.length() - 1
            && !text.isBlank()
            && indent(text) == 0
            && !text.startsWith("\n")
            && !text.startsWith("\r")
            && !value.lines().findFirst().orElse("").isBlank()
            && indent(value) == 0
            && StillReadable.parses(value.getBytes(StandardCharsets.ISO_8859_1));
    return relative
        ? Stream.concat(Stream.of(Added.AS_THE_FIRST_LINE), written.stream()).toList()
        : written;
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
    for (Added added : ways()) {
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
    boolean first = added == Added.AS_THE_FIRST_LINE;
    int next = value.indexOf('\n') + 1;
    int done = 0;
    int line = 0;
    for (int at = file.indexOf(text); at >= 0; at = file.indexOf(text, done)) {
      int start = at;
      // Looked for where it is needed, and back to where it was found last: so no line is gone
      // through again and again.
      int lineStart = lines || first ? lineStart(line, at) : at;
      line = lineStart;
      boolean deeper = lines && indent > 0 && file.substring(lineStart, at).isBlank();
      if (deeper) {
        start = Math.max(lineStart, done);
      }
      edited.add(file, done, start);
      if (deeper) {
        edited.addShifted(value, at - start);
      } else if (first) {
        edited.add(value, 0, next);
        edited.addShifted(value.substring(next), key(lineStart));
      } else if (added == Added.AS_THE_LINE_BEFORE && value.startsWith(text) && lines) {
        String more = value.substring(text.length());
        edited.add(text);
        edited.addShifted(more, key(lineStart) - indent(more));
      } else {
        edited.add(value);
      }
      done = at + text.length();
    }
    edited.add(file, done, file.length());
    return edited.toString();
  }

  private int lineStart(int from, int at) {
    for (int i = at - 1; i >= from; i--) {
      if (file.charAt(i) == '\n') {
        return i + 1;
      }
    }
    return from;
  }

  /** In which column the key, or the text, of a line begins, behind the dashes of a list. */
  private int key(int lineStart) {
    Matcher before = BEFORE_A_KEY.matcher(file).region(lineStart, file.length());
    return before.lookingAt() ? before.end() - lineStart : 0;
  }

  private static int indent(String lines) {
    int blanks = 0;
    while (blanks < lines.length() && lines.charAt(blanks) == ' ') {
      blanks++;
    }
    return blanks;
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
