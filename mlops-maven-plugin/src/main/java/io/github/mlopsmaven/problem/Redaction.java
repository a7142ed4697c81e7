package io.github.mlopsmaven.problem;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes credentials out of any text before a person or a file sees it. */
public final class Redaction {

  /** {@code scheme://user:password@host} and {@code scheme://token@host}. */
  private static final Pattern USER_INFO =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30})://([^/?#\\s]+)@");

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._~%+-]+");

  /** Query parameters whose name says that their value is a secret. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)([?&](?:access_token|private_token|token|password|passwd|(?:client_)?secret|sig|api[-_]?key|code)=)[^&#\\s]+");

  /**
   * {@code Authorization: Basic …} as HTTP libraries print it, without a quote behind it: a command
   * that is shown has to stay one. What stands for a token in such a command is none.
   */
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "(?i)(authorization\\s*[:=]\\s*(?:basic|bearer|token)\\s+)(?!(?-i:TOKEN)[\"']?(?:\\s|$))"
              + "\\S+?(?=[\"']?(?:\\s|$))");

  /** The value of such a header alone, as servers repeat it. */
  private static final Pattern SCHEME =
      Pattern.compile("(?i)\\b((?:basic|bearer)\\s+)[A-Za-z0-9+/._~-]{16,}=*");

  /** Tokens that say themselves what they are: GitHub's and GitLab's. */
  private static final Pattern TOKEN =
      Pattern.compile("\\b(?:gh[opsur]_|github_pat_|glpat-)[A-Za-z0-9_-]{16,}");

  private Redaction() {}

  /**
   * The text without user information in URLs, secret query parameters, authorization headers and
   * tokens.
   *
   * @param text any text, a URL or a message that holds some
   * @return the same text where nothing was found
   */
  public static String redact(String text) {
    String clean =
        USER_INFO
            .matcher(text)
            .replaceAll(match -> match.group(1) + "://" + Matcher.quoteReplacement(account(match)));
    clean = SECRET_PARAMETER.matcher(clean).replaceAll("$1***");
    clean = AUTHORIZATION.matcher(clean).replaceAll("$1***");
    clean = SCHEME.matcher(clean).replaceAll("$1***");
    return TOKEN.matcher(clean).replaceAll("***");
  }

  /**
   * The account of an SSH URL is no secret where no password is with it, and without it the URL
   * leads elsewhere; before another host it may be a token.
   */
  private static String account(MatchResult match) {
    String user = match.group(2);
    boolean ssh = match.group(1).toLowerCase(Locale.ROOT).contains("ssh");
    return user.equals("git") || (ssh && ACCOUNT.matcher(user).matches()) ? user + "@" : "";
  }
}
