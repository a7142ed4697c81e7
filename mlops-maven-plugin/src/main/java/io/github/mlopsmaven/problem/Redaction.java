package io.github.mlopsmaven.problem;

import java.util.regex.Pattern;

/** Takes credentials out of any text before a person or a file sees it. */
public final class Redaction {

  /** {@code scheme://user:password@host} and {@code scheme://token@host}. */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=[A-Za-z][A-Za-z0-9+.-]{0,30}://)[^/?#\\s@]+(@[^/?#\\s@]+)*@");

  /** Query parameters whose name says that their value is a secret. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)([?&](?:access_token|private_token|token|password|sig|api[-_]?key|code)=)[^&#\\s]+");

  /** {@code Authorization: Basic …} as HTTP libraries print it. */
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)(authorization\\s*[:=]\\s*(?:basic|bearer)?\\s*)\\S+");

  private Redaction() {}

  /**
   * The text without user information in URLs, secret query parameters and authorization headers.
   *
   * @param text any text, a URL or a message that holds some
   * @return the same text where nothing was found
   */
  public static String redact(String text) {
    if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
      return text;
    }
    String clean = USER_INFO.matcher(text).replaceAll(match -> keepLogin(match.group()));
    clean = SECRET_PARAMETER.matcher(clean).replaceAll("$1***");
    return AUTHORIZATION.matcher(clean).replaceAll("$1***");
  }

  /** {@code git@} names the account of every SSH host and is no secret; all else goes. */
  private static String keepLogin(String userInfo) {
    return userInfo.equals("git@") ? userInfo : "";
  }
}
