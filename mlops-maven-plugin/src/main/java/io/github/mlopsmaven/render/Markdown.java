package io.github.mlopsmaven.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as Markdown shows it unchanged. */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|#]");

  /** A code span, which stays as it is; or an address that is not a link yet. */
  private static final Pattern SPAN_OR_ADDRESS =
      Pattern.compile(
          "(`[^`]*`|<[^>]*>|\\]\\([^)]*\\))|(https?://[^\\s<>()`]*[^\\s<>()`.,;:!?'\"])");

  private Markdown() {}

  /** Plain text in a paragraph, a heading or a cell: on one line, nothing in it is markup. */
  static String text(String plain) {
    return SPECIAL.matcher(line(plain)).replaceAll("\\\\$0");
  }

  /** What goes between back quotes, in a cell too. */
  static String code(String plain) {
    String inside = line(plain).replace('`', '\'').replace("|", "\\|");
    return inside.isEmpty() ? " " : inside;
  }

  /** Markdown of a descriptor, on one line, its bare addresses made links. */
  static String sentence(String markdown) {
    return SPAN_OR_ADDRESS
        .matcher(line(markdown))
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null ? "<" + match.group() + ">" : match.group()));
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
