package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.Visible;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as Markdown shows it unchanged. */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|#]");

  /** A code span, which stays as it is; a link's address; what looks like HTML; an address. */
  private static final Pattern SPAN =
      Pattern.compile(
          "(?<code>`[^`]*`)|(?<auto><https?://[^<>\\s]*>)|\\]\\((?<link>[^\\s)]*)|(?<html>[<>])"
              + "|(?<address>https?://[^\\s<>()`]*[^\\s<>()`.,;:!?'\"])");

  /** Where a link may lead: to the web, or to a place in the project. No entity hides a scheme. */
  private static final Pattern LINKED = Pattern.compile("<?https?://.*|[^:&\\\\]*");

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

  /**
   * Markdown of a descriptor, on one line, its bare addresses made links. HTML in it is text, and
   * so is a link to anything but the web or the project.
   */
  static String sentence(String markdown) {
    return SPAN.matcher(line(markdown))
        .replaceAll(match -> Matcher.quoteReplacement(inSentence((Matcher) match)));
  }

  private static String inSentence(Matcher match) {
    String found = match.group();
    if (match.group("address") != null) {
      return "<" + found + ">";
    }
    String link = match.group("link");
    boolean isText =
        match.group("html") != null || (link != null && !LINKED.matcher(link).matches());
    return isText ? "\\" + found : found;
  }

  private static String line(String text) {
    return Visible.line(text.strip().replaceAll("\\s+", " "));
  }
}
