package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.rules.shell.ShellWord.Piece;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code $(…)} of a shell script gives, where that is certain. */
final class ShellSubstitution {

  /** The directory of the script, as scripts find it; quotes and blanks are taken away before. */
  private static final Pattern HERE =
      Pattern.compile(
          "dirname(?:--)?\\$(?:0|\\{0}|BASH_SOURCE|\\{BASH_SOURCE(?:\\[0])?(?::-\\$0)?})");

  private static final Pattern HERE_BELOW =
      Pattern.compile("cd(?:-P|--)?\\$\\(" + HERE.pattern() + "\\)([\\w./-]*)&&pwd(?:-P)?");

  private static final Pattern QUOTES_AND_BLANKS = Pattern.compile("[\"'\\s]");

  private static final String TOP_LEVEL = "gitrev-parse--show-toplevel";

  private static final int LONGEST = 500;

  private ShellSubstitution() {}

  /** What {@code $(…)} gives, where that is certain. */
  static Piece value(String inside) {
    if (inside.length() > LONGEST) {
      return new Piece.Unknown();
    }
    String bare = QUOTES_AND_BLANKS.matcher(inside).replaceAll("");
    if (HERE.matcher(bare).matches()) {
      return new Piece.Here("");
    }
    Matcher below = HERE_BELOW.matcher(bare);
    if (below.matches()) {
      return new Piece.Here(Optional.ofNullable(below.group(1)).orElse(""));
    }
    return bare.equals(TOP_LEVEL) ? new Piece.Text(ShellWord.ROOT, true) : new Piece.Unknown();
  }
}
