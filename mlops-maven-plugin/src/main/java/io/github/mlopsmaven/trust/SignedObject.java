package io.github.mlopsmaven.trust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit or tag taken apart: what was signed, and the signature.
 *
 * @param headers the lines before the message, without signatures, as in {@code object 1a2b…}
 * @param payload what was signed
 * @param signatures the signatures; one, if it is signed
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record SignedObject(List<String> headers, byte[] payload, List<byte[]> signatures) {

  private static final List<String> ARMORS =
      List.of(
          "-----BEGIN PGP SIGNATURE-----",
          "-----BEGIN PGP MESSAGE-----",
          "-----BEGIN SSH SIGNATURE-----",
          "-----BEGIN SIGNED MESSAGE-----");

  /** A commit has its signature in a header, and what was signed is the rest. */
  static SignedObject commit(byte[] content) {
    List<String> headers = new ArrayList<>();
    List<byte[]> signatures = new ArrayList<>();
    ByteArrayOutputStream payload = new ByteArrayOutputStream(content.length);
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    boolean inSignature = false;
    boolean counts = false;
    int at = 0;
    while (at < content.length && content[at] != '\n') {
      int end = lineEnd(content, at);
      String line = new String(content, at, end - at, StandardCharsets.ISO_8859_1);
      boolean goesOn = line.startsWith(" ");
      if (!goesOn && counts) {
        signatures.add(signature.toByteArray());
        signature.reset();
        counts = false;
      }
      if (!goesOn) {
        inSignature = line.startsWith("gpgsig ") || line.startsWith("gpgsig-sha256 ");
        counts = line.startsWith("gpgsig ");
      }
      if (!inSignature) {
        payload.write(content, at, end - at);
        headers.add(line.strip());
      } else if (counts) {
        int text = goesOn ? at + 1 : at + "gpgsig ".length();
        signature.write(content, text, end - text);
      }
      at = end;
    }
    if (counts) {
      signatures.add(signature.toByteArray());
    }
    payload.write(content, at, content.length - at);
    return new SignedObject(headers, payload.toByteArray(), signatures);
  }

  /** A tag has its signature behind its message, and what was signed is all before it. */
  static SignedObject tag(byte[] content) {
    List<String> headers = new ArrayList<>();
    boolean inHeaders = true;
    int signature = -1;
    int at = 0;
    while (at < content.length) {
      int end = lineEnd(content, at);
      String line = new String(content, at, end - at, StandardCharsets.ISO_8859_1).strip();
      inHeaders &= !line.isEmpty();
      if (inHeaders) {
        headers.add(line);
      }
      if (ARMORS.contains(line)) {
        signature = at;
      }
      at = end;
    }
    if (signature < 0) {
      return new SignedObject(headers, content, List.of());
    }
    byte[] payload = new byte[signature];
    System.arraycopy(content, 0, payload, 0, signature);
    byte[] armored = new byte[content.length - signature];
    System.arraycopy(content, signature, armored, 0, armored.length);
    return new SignedObject(headers, payload, List.of(armored));
  }

  private static int lineEnd(byte[] content, int from) {
    int at = from;
    while (at < content.length && content[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, content.length);
  }

  /** The text of a header. */
  Optional<String> header(String name) {
    return headers.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst();
  }
}
