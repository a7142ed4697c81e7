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
 * @param headers the header fields
 * @param body the body as it came
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
              if (name != null) {
                headers.put(name, List.copyOf(values));
              }
            });
    InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return new HttpAnswer(status, headers, new byte[0]);
    }
    try (InputStream in = new CountedStream(stream, meter)) {
      return new HttpAnswer(
          status,
          headers,
          BoundedInput.bytes(
              in, Bounds.ANSWER_BYTES, "the answer of " + connection.getURL().getHost()));
    }
  }

  /** The values of a header field, whatever the case of its name. */
  public List<String> header(String name) {
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
