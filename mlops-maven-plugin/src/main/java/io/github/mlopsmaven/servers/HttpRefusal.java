package io.github.mlopsmaven.servers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An answer that is not what was asked for.
 *
 * @param status the HTTP status
 * @param origin who answered, after redirects
 * @param headers the header fields
 * @param text the beginning of the body
 * @param sent which login the request had
 * @param proxy the proxy that the request went through
 * @param pushes whether something was to be pushed
 */
record HttpRefusal(
    int status,
    GitHost origin,
    Map<String, List<String>> headers,
    String text,
    Sent sent,
    Optional<HttpProxy> proxy,
    boolean pushes) {

  /** Which login a request had. */
  enum Sent {
    /** None. */
    NOTHING,
    /** One that was looked up. */
    LOGIN,
    /** A header of {@code http.extraHeader}. */
    HEADER
  }

  /** The answer, with the beginning of its body. */
  HttpAnswer asAnswer() {
    return new HttpAnswer(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The values of a header field, whatever the case of its name; in one text. */
  String header(String name) {
    return String.join(
        ", ",
        headers.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .flatMap(entry -> entry.getValue().stream())
            .toList());
  }

  /**
   * The ways to log in that the server offers, or the proxy where it is the one that refuses, in
   * lower case; empty if it names none.
   */
  List<String> schemes() {
    String field = status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(field))
        .flatMap(entry -> entry.getValue().stream())
        .flatMap(HttpRefusal::challenges)
        .toList();
  }

  /** A field may have several: what stands before a blank or a comma, and is no parameter. */
  private static Stream<String> challenges(String field) {
    String plain = field.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"");
    return Arrays.stream(plain.split(",", -1))
        .map(String::strip)
        .filter(part -> part.matches("[A-Za-z][A-Za-z0-9-]*(\\s.*)?"))
        .map(part -> part.split("\\s", 2)[0].toLowerCase(Locale.ROOT));
  }
}
