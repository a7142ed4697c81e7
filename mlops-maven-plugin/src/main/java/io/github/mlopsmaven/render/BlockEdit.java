package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the lines between markers out of a file, or only the lines with the markers. */
final class BlockEdit {

  /** A line with its end. */
  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

  private BlockEdit() {}

  /**
   * Edits a file.
   *
   * @param file the file's name for messages
   * @param content its bytes, in any encoding that has ASCII as it is
   * @param block the name in the markers
   * @param kept whether the lines between them stay
   * @throws UsageException if a marker lacks its other half
   */
  static byte[] apply(String file, byte[] content, String block, boolean kept) {
    Pattern marker =
        Pattern.compile("mlops:(begin|end)[ \t]+" + Pattern.quote(block) + "(?![\\w-])");
    // One character for each byte, so that whatever the file is written in stays as it is.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (!marker.matcher(text).find()) {
      return content;
    }
    StringBuilder out = new StringBuilder(text.length());
    Matcher lines = LINE.matcher(text);
    int number = 0;
    Optional<Place> begin = Optional.empty();
    while (lines.find()) {
      number++;
      Matcher found = marker.matcher(lines.group());
      if (!found.find()) {
        if (begin.isEmpty() || kept) {
          out.append(lines.group());
        }
        continue;
      }
      Place here = new Place(file, number, found.start() + 1);
      boolean begins = found.group(1).equals("begin");
      if (begins == begin.isPresent()) {
        throw new UsageException(
            here
                + ": the block "
                + block
                + (begins ? " begins twice, first at " + begin.get() : " ends without a beginning"),
            "put mlops:begin " + block + " and mlops:end " + block + " around its lines");
      }
      begin = begins ? Optional.of(here) : Optional.empty();
    }
    if (begin.isPresent()) {
      throw new UsageException(
          begin.get() + ": the block " + block + " has no end",
          "put a line with mlops:end " + block + " after its last line");
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
