package io.github.mlopsmaven.servers;

import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it is meant, before redirects and logins.
 *
 * @param method such as {@code GET}
 * @param url where to
 * @param headers what it says of itself; no login
 * @param body what it sends, if anything
 * @param following how redirects are followed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record HttpRequest(
    String method,
    URL url,
    Map<String, String> headers,
    Optional<byte[]> body,
    Following following) {

  /** Copies the headers, keeping their order. */
  public HttpRequest {
    headers = new LinkedHashMap<>(headers);
  }

  /** A request of git: the first one asks for a repository's refs. */
  public static HttpRequest ofGit(
      String method, URL url, Map<String, String> headers, Optional<byte[]> body) {
    boolean first = method.equals("GET") && url.getPath().endsWith(Redirects.REFS);
    return new HttpRequest(method, url, headers, body, first ? Following.FIRST : Following.LATER);
  }

  /** The same with another body. */
  HttpRequest withBody(byte[] bytes) {
    return new HttpRequest(method, url, headers, Optional.of(bytes), following);
  }
}
