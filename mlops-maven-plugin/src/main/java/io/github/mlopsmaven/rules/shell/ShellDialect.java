package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What bash has and the shell of POSIX has not.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">The
 *     shell of POSIX</a>
 */
public final class ShellDialect {

  /** Broken by scripts that are read by what they are not written for. */
  static final Rule RULE =
      new Rule(
          "shell-dialect",
          Level.ERROR,
          "Script in another language than its shell or program reads");

  private static final String BEGIN = "(?m)^[ \\t]*(?:(?:if|elif|while|until|then|do|!)[ \\t]+)*";

  private static final Pattern OF_BASH =
      Pattern.compile(
          BEGIN
              + "(?:(\\[\\[)[ \\t]|(source)[ \\t]+[\\w./\"$]|(\\(\\()[^)\\n]"
              + "|(function)[ \\t]+[\\w-]+|(set[ \\t]+-(?:[a-z]*o[ \\t]+)pipefail\\b)"
              + "|(?:(?:local|readonly|declare)[ \\t]+)?([A-Za-z_]\\w*\\+?=\\()|(declare|shopt)[ \\t])"
              + "|(<<<)|[^<\\w]([<>]\\()[A-Za-z]|(\\$\\{BASH_SOURCE)|(\\$\\{[A-Za-z_]\\w*\\[[@*0-9])"
              + "|(\\$\\{[A-Za-z_]\\w*(?:\\^\\^|,,|//|:[0-9]))");

  private static final Pattern COMMENT =
      Pattern.compile("(?m)^[ \\t]*#.*$|(?<=\\s)#[ \\t][^'\"\\n]*$");

  private static final Pattern DOCUMENT = Pattern.compile("(?<!<)<<(?!<)");

  private static final Pattern QUOTED = Pattern.compile("'[^'\\n]*'");

  private static final Pattern SH =
      Pattern.compile("#![ \\t]*(?:/usr)?/bin/(?:env[ \\t]+)?(?:sh|dash)\\b.*");

  private static final Pattern OTHER =
      Pattern.compile(
          "#![ \\t]*\\S*/(?:env[ \\t]+(?:-S[ \\t]+)?)?(python|node|perl|ruby|pwsh|Rscript)[\\d.]*\\b.*");

  private ShellDialect() {}

  /**
   * The first thing that only bash knows.
   *
   * @param text a script
   */
  public static Optional<ScriptLanguage.Sign> ofBash(String text) {
    if (DOCUMENT.matcher(text).find()) {
      // What a document has is not told from what the script does.
      return Optional.empty();
    }
    String code = blank(QUOTED, blank(COMMENT, text));
    Matcher matcher = OF_BASH.matcher(code);
    if (!matcher.find()) {
      return Optional.empty();
    }
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (matcher.group(i) != null) {
        return Optional.of(new ScriptLanguage.Sign(matcher.start(i), matcher.group(i).strip()));
      }
    }
    return Optional.empty();
  }

  private static String blank(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
  }

  /** Whether the first line says that the shell of POSIX reads a script. */
  static boolean isForSh(String text) {
    return SH.matcher(first(text)).matches();
  }

  /** The program of another language that the first line names. */
  static Optional<String> otherProgram(String text) {
    Matcher other = OTHER.matcher(first(text));
    return other.matches() ? Optional.of(other.group(1)) : Optional.empty();
  }

  private static String first(String text) {
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
