package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole answer.
 *
 * @param status the HTTP status
 * @param headers the header fields, without that of a compression
 * @param body the body, without its compression
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  /** Reads an answer to its end, so that its connection can be used again. */
  static HttpAnswer read(HttpURLConnection connection, TransferMeter meter) throws IOException {
    int status = connection.getResponseCode();
    Map<String, List<String>> headers = new TreeMap<>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null && !name.equalsIgnoreCase(ContentCoding.HEADER)) {
                headers.put(name, List.copyOf(values));
              }
            });
    InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return new HttpAnswer(status, headers, new byte[0]);
    }
    try (InputStream in = content(connection, stream, meter)) {
      return new HttpAnswer(
          status,
          headers,
          BoundedInput.bytes(
              in, Bounds.ANSWER_BYTES, "the answer of " + connection.getURL().getHost()));
    }
  }

  /** A body, counted as it comes, and as it was before it was compressed. */
  static InputStream content(HttpURLConnection connection, InputStream body, TransferMeter meter)
      throws IOException {
    return ContentCoding.decoded(
        new CountedStream(body, meter),
        connection.getHeaderField(ContentCoding.HEADER),
        GitHost.of(connection.getURL()).id());
  }

  /** The values of a header field, whatever the case of its name. */
  public List<String> header(String name) {
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
