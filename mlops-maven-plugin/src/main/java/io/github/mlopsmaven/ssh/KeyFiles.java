package io.github.mlopsmaven.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What can be told of a private key without opening it. */
final class KeyFiles {

  private static final int LARGEST = 100_000;
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";

  private KeyFiles() {}

  /** Whether a key file needs a passphrase. */
  static boolean isLocked(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        return false;
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!text.contains(OPENSSH)) {
        return text.contains("ENCRYPTED");
      }
      String body =
          text.substring(text.indexOf(OPENSSH) + OPENSSH.length()).replaceAll("-----.*", "");
      byte[] start = Base64.getMimeDecoder().decode(body.strip());
      // "openssh-key-v1", NUL, the length of the cipher's name, the name
      return start.length > 23
          && !new String(start, 19, 4, StandardCharsets.ISO_8859_1).equals("none");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
