package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document in Markdown: its links and its headings.
 *
 * @param links what it links to
 * @param anchors its headings and named places, each as its letters and digits only: services
 *     differ in what else they put into an anchor
 */
record Markdown(List<Link> links, Set<String> anchors) {

  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");

  private static final Pattern QUOTED = Pattern.compile("^(?:> ?)+");

  private static final Pattern INLINE =
      Pattern.compile(
          "]\\(\\s*+(<[^<>\\n]*+>|[^\\s()<>]++(?:\\([^\\s()]*+\\)[^\\s()<>]*+)*+)(?=\\s*+[)\"'(])");

  private static final Pattern REFERENCE =
      Pattern.compile("(?m)^ {0,3}\\[(?!\\^)[^]\\n]+]:[ \\t]*(<[^<>\\n]*>|\\S+)");

  private static final Pattern ELEMENT =
      Pattern.compile("<(?:a|img)\\b[^<>]*?\\b(?:href|src)\\s{0,9}=\\s{0,9}[\"']([^\"'\\n]*)[\"']");

  /** HTML permits blanks around the sign, either quotes or none, and any case. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?i)\\b(?:id|name)\\s{0,9}=\\s{0,9}(?:\"([^\"\\n]+)\"|'([^'\\n]+)'|([^\\s\"'=<>`]+))");

  private static final Pattern HEADING =
      Pattern.compile(
          "(?m)^ {0,3}#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*$|^(\\S.*)\\n(?:=+|-+)[ \\t]*$");

  private static final Pattern LINK_TEXT = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)|<[^>]*>");

  Markdown {
    links = List.copyOf(links);
    anchors = Set.copyOf(anchors);
  }

  /**
   * A link.
   *
   * @param target where it leads, as it is written
   * @param index where that stands
   */
  record Link(String target, int index) {}

  /**
   * Reads a content, once.
   *
   * @param content what is said to be Markdown
   */
  static Markdown of(Content content) {
    return content.learn(Markdown.class, known -> parse(known.text()));
  }

  static Markdown parse(String text) {
    String prose = withoutCode(text);
    List<Link> links = new ArrayList<>();
    for (Pattern pattern : List.of(INLINE, REFERENCE, ELEMENT)) {
      Matcher matcher = pattern.matcher(prose);
      while (matcher.find()) {
        boolean isBracketed = matcher.group(1).startsWith("<");
        String target = matcher.group(1);
        links.add(
            new Link(
                isBracketed ? target.substring(1, target.length() - 1) : target,
                matcher.start(1) + (isBracketed ? 1 : 0)));
      }
    }
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(withoutBlocks(text));
    while (heading.find()) {
      String title = heading.group(1) == null ? heading.group(2) : heading.group(1);
      anchors.add(bare(LINK_TEXT.matcher(title).replaceAll("$1")));
    }
    Matcher place = PLACE.matcher(prose);
    while (place.find()) {
      for (int group = 1; group <= place.groupCount(); group++) {
        if (place.group(group) != null) {
          anchors.add(bare(place.group(group)));
        }
      }
    }
    return new Markdown(links, anchors);
  }

  /** Letters and digits only, in lower case. */
  static String bare(String title) {
    return NOT_A_LETTER.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /** Whether a place is there: the second heading of a name has a number behind it. */
  boolean hasAnchor(String anchor) {
    String bare = bare(anchor);
    return anchors.contains(bare) || anchors.contains(bare.replaceFirst("\\d+$", ""));
  }

  /** The text with blanks for code and comments; every place stays where it is. */
  private static String withoutCode(String text) {
    StringBuilder prose = new StringBuilder(withoutBlocks(text));
    int at = prose.indexOf("`");
    while (at >= 0) {
      int length = quotes(prose, at);
      // A blank line ends what would be a span over paragraphs.
      int paragraph = prose.indexOf("\n\n", at);
      int limit = paragraph < 0 ? prose.length() : paragraph;
      int close = prose.indexOf("`", at + length);
      while (close >= 0 && close < limit && quotes(prose, close) != length) {
        close = prose.indexOf("`", close + quotes(prose, close));
      }
      boolean isSpan = close >= 0 && close < limit;
      if (isSpan) {
        blank(prose, at, close + length);
      }
      at = prose.indexOf("`", isSpan ? close + length : at + length);
    }
    return prose.toString();
  }

  /** How many times a text has the character at a place, one after the other. */
  private static int quotes(CharSequence text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == text.charAt(from)) {
      end++;
    }
    return end - from;
  }

  private static String withoutBlocks(String text) {
    StringBuilder prose = new StringBuilder(text);
    String fence = "";
    boolean isComment = false;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      String line = QUOTED.matcher(text.substring(at, stop).strip()).replaceFirst("");
      boolean isFence = line.startsWith("```") || line.startsWith("~~~");
      if (!fence.isEmpty()) {
        // What has a language behind it begins a block, and ends none (CommonMark, fenced code).
        if (line.startsWith(fence) && quotes(line, 0) == line.length()) {
          fence = "";
        }
        blank(prose, at, stop);
      } else if (isFence) {
        fence = line.substring(0, quotes(line, 0));
        blank(prose, at, stop);
      } else {
        int open = isComment ? at : text.indexOf("<!--", at);
        if (open >= 0 && open < stop) {
          int close = text.indexOf("-->", open);
          isComment = close < 0 || close > stop;
          blank(prose, open, isComment ? stop : close + 3);
        }
      }
      at = stop + 1;
    }
    return prose.toString();
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < Math.min(to, text.length()); i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
