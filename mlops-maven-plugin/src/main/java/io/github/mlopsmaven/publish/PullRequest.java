package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.template.BlobIds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to merge a branch that later runs bring to newer states. The first line of its text has
 * a mark: what the request is for, and what the text was. So a later run knows a request that was
 * closed for the same state, and a text that somebody edited.
 *
 * @param branch the branch
 * @param base the branch that it is to be merged into
 * @param title what it is called
 * @param text what it says, in Markdown, without the mark
 * @param isDraft whether it cannot be merged yet
 * @param state what it is for: the same for the same content; letters and digits
 */
public record PullRequest(
    String branch, String base, String title, String text, boolean isDraft, String state) {

  private static final Pattern MARK =
      Pattern.compile("\\AUpdate `([0-9A-Za-z]+)-([0-9a-f]{12})`[ \\t]*(?:\\n|\\z)");

  private static final String CUT =
      "\n\nThe rest is left out: `mvn mlops:update -Dmlops.dryRun` shows it.";

  private static final int FENCE = 3;

  /** Refuses a state that would break the mark. */
  public PullRequest {
    if (!state.matches("[0-9A-Za-z]+")) {
      throw new IllegalArgumentException("state " + state);
    }
  }

  /**
   * The text with its mark.
   *
   * @param limit how many characters the host takes
   */
  public String body(int limit) {
    String all = normal(text);
    int room = limit - "Update `".length() - state.length() - "-0123456789ab`\n\n".length();
    if (all.length() > room) {
      String kept = all.substring(0, Math.max(0, room - CUT.length() - 20));
      kept = kept.substring(0, Math.max(0, kept.lastIndexOf('\n')));
      all = normal(kept + closing(kept) + CUT);
    }
    return "Update `" + state + "-" + id(all) + "`\n\n" + all;
  }

  /** The end of a block of code that was cut. */
  private static String closing(String text) {
    String open = "";
    for (String line : text.lines().toList()) {
      int ticks = line.length() - line.replaceFirst("^`+", "").length();
      if (open.isEmpty() && ticks >= FENCE) {
        open = line.substring(0, ticks);
      } else if (!open.isEmpty() && line.strip().equals(open)) {
        open = "";
      }
    }
    return open.isEmpty() ? "" : "\n" + open;
  }

  /**
   * Whether a request is for the same state.
   *
   * @param body its text, or the beginning of it
   */
  public boolean isForSameState(String body) {
    return mark(body).filter(mark -> mark.group(1).equals(state)).isPresent();
  }

  /**
   * Whether a text is the one of some update, as it was written.
   *
   * @param body the whole text
   */
  public static boolean isUntouched(String body) {
    return mark(body)
        .filter(mark -> mark.group(2).equals(id(normal(normal(body).substring(mark.end())))))
        .isPresent();
  }

  private static Optional<Matcher> mark(String body) {
    Matcher mark = MARK.matcher(normal(body));
    return mark.find() ? Optional.of(mark) : Optional.empty();
  }

  /** Hosts change line ends and what is around a text. */
  private static String normal(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private static String id(String text) {
    return BlobIds.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }
}
