package io.github.mlopsmaven.git;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer with status 200.
 *
 * @param headers the header fields that JGit looks at, by name in lower case
 * @param body the body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record HttpAnswer(Map<String, String> headers, byte[] body) {

  /** The answer of a server without refs (protocol version 2). */
  static final HttpAnswer NO_REFS =
      new HttpAnswer(
          Map.of("content-type", "application/x-git-upload-pack-result"),
          "0000".getBytes(StandardCharsets.US_ASCII));

  /** A header field. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
