package io.github.mlopsmaven.servers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets that requests had with them. A server may repeat what it was sent, in an error page
 * for example, and its words are shown to people.
 */
final class SentSecrets {

  private static final String HIDDEN = "***";

  /** A shorter text is no secret, and would be found in the middle of plain words. */
  private static final int SHORTEST = 4;

  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  /**
   * Keeps the value of a header that may hold a secret: all of it, what follows its scheme, and a
   * user and password that are encoded in it.
   */
  void header(String value) {
    add(value);
    String last = value.substring(value.lastIndexOf(' ') + 1);
    add(last);
    try {
      String decoded = new String(Base64.getDecoder().decode(last), StandardCharsets.UTF_8);
      add(decoded.substring(decoded.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      // It is not base64: a token.
    }
  }

  /** Keeps a login, as it is and as it is sent: {@code both} is user and password. */
  void login(Credentials login, String both) {
    add(login.secret());
    add(both);
    add(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  private void add(String secret) {
    if (secret.length() >= SHORTEST) {
      sent.add(secret);
    }
  }

  /** A server's words without what was sent. */
  String without(String text) {
    String clean = text;
    for (String secret :
        sent.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean;
  }
}
