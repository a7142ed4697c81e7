package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.LineCount;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file with names between delimiters, which are filled in; every other byte stays. A file that
 * git would not take for text has no names.
 */
public final class DelimitedFile {

  /** How many names a file has. */
  private static final int MOST = 100_000;

  private final String file;
  private final Delimiters delimiters;
  private final String text;
  private final LineCount lines;
  private final List<PlaceholderText.Part> parts = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  /** Where a name is. */
  private record Place(int offset, String source, String name) {}

  private DelimitedFile(String file, Delimiters delimiters, String text) {
    this.file = file;
    this.delimiters = delimiters;
    this.text = text;
    this.lines = new LineCount(text);
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param content its bytes, in any encoding that has ASCII as it is
   * @param delimiters what stands around names in it
   * @param known the names of the descriptor
   * @throws UsageException if it has names that do not exist, or filters; names each with line and
   *     column
   */
  public static DelimitedFile read(
      String file, byte[] content, Delimiters delimiters, Set<String> known) {
    // One character for each byte, so that whatever the file is written in stays as it is.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    DelimitedFile read = new DelimitedFile(file, delimiters, text);
    Mistakes mistakes = new Mistakes();
    read.parse(LineEnds.isText(content) ? delimiters.find(text) : Stream.empty(), known, mistakes);
    mistakes.refuse(file);
    return read;
  }

  private void parse(Stream<Delimiters.Found> found, Set<String> known, Mistakes mistakes) {
    int end = 0;
    for (Iterator<Delimiters.Found> all = found.iterator(); all.hasNext(); ) {
      Delimiters.Found one = all.next();
      if (mistakes.stopLooking()) {
        return;
      }
      if (places.size() == MOST) {
        throw new LimitException(
            file
                + " has more than "
                + MOST
                + " names between "
                + delimiters.start()
                + " and "
                + delimiters.end(),
            "name fewer files in 'delimiters' of " + Descriptor.FILE_NAME);
      }
      Optional<PlaceholderText.Name> name = mistakes.reading(() -> name(one, known));
      if (name.isPresent()) {
        literal(text.substring(end, one.offset()));
        parts.add(name.get());
        places.add(new Place(one.offset(), utf8(one.source()), name.get().name()));
        end = one.offset() + one.source().length();
      }
    }
    literal(text.substring(end));
  }

  private PlaceholderText.Name name(Delimiters.Found found, Set<String> known) {
    String source = utf8(found.source());
    try {
      List<PlaceholderText.Part> read = PlaceholderText.parse(utf8(found.text())).parts();
      if (read.size() == 1 && read.get(0) instanceof PlaceholderText.Name name) {
        if (!known.contains(name.name())) {
          throw new UsageException(
              at(found.offset()) + source + " is not an option, value or name",
              Suggestion.useOneOf(name.name(), new TreeSet<>(known))
                  + "; where it is text, give the file other delimiters in "
                  + Descriptor.FILE_NAME);
        }
        return name;
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          at(found.offset()) + source + " cannot be read: " + e.getMessage(),
          "correct it, or give the file other delimiters in " + Descriptor.FILE_NAME);
    }
    throw new UsageException(
        at(found.offset()) + source + " is not a name with filters",
        "write it as in "
            + delimiters.start()
            + " name | replace('-', '_') | lower "
            + delimiters.end()
            + ", or give the file other delimiters in "
            + Descriptor.FILE_NAME);
  }

  private void literal(String bytes) {
    if (!bytes.isEmpty()) {
      parts.add(new PlaceholderText.Literal(bytes));
    }
  }

  private String at(int offset) {
    int start = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    return file
        + ":"
        + lines.at(offset)
        + ":"
        + (utf8(text.substring(start, offset)).length() + 1)
        + ": ";
  }

  /** Its parts: text with one character for each byte, and the names. */
  public List<PlaceholderText.Part> parts() {
    return List.copyOf(parts);
  }

  /** Whether it has any name. */
  public boolean hasNames() {
    return !places.isEmpty();
  }

  /**
   * Its bytes in a project.
   *
   * @param names the project's texts
   * @throws UsageException if it has a name without a text; names each with line and column
   */
  public byte[] fill(Placeholders names) {
    Mistakes mistakes = new Mistakes();
    for (Place place : places) {
      if (mistakes.stopLooking()) {
        break;
      }
      if (!names.texts().containsKey(place.name())) {
        mistakes.add(
            new UsageException(
                at(place.offset()) + place.source() + " has no value",
                "add -Dmlops.values." + place.name() + "=TEXT"));
      }
    }
    mistakes.refuse(file);
    StringBuilder out = new StringBuilder(text.length());
    for (PlaceholderText.Part part : parts) {
      out.append(
          part instanceof PlaceholderText.Name name
              ? bytes(names.fill(name.source()))
              : ((PlaceholderText.Literal) part).text());
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
