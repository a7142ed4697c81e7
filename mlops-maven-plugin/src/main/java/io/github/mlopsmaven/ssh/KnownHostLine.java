package io.github.mlopsmaven.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of {@code known_hosts}, in the format of sshd(8).
 *
 * @param marker {@code @revoked}, {@code @cert-authority}, or empty
 * @param hosts the patterns, or one hash
 * @param type the kind of key
 * @param data the key in base 64
 * @param number which line it is
 */
record KnownHostLine(String marker, String hosts, String type, String data, int number) {

  /** The lines of a file; none where it cannot be read. What is not a line for a key is skipped. */
  static List<KnownHostLine> read(Path file) {
    List<KnownHostLine> lines = new ArrayList<>();
    try {
      if (!Files.isRegularFile(file)) {
        return lines;
      }
      int number = 0;
      for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        number++;
        String[] fields = text.strip().split("[ \t]+", 5);
        boolean marked = fields[0].startsWith("@");
        int first = marked ? 1 : 0;
        if (fields[0].startsWith("#") || fields.length < first + 3) {
          continue;
        }
        lines.add(
            new KnownHostLine(
                marked ? fields[0] : "",
                fields[first],
                fields[first + 1],
                fields[first + 2],
                number));
      }
    } catch (IOException e) {
      // As OpenSSH has it: a file that cannot be read knows nobody.
      return lines;
    }
    return lines;
  }

  /**
   * Whether it is about a server.
   *
   * @param name {@code host}, or {@code [host]:port}
   */
  boolean isFor(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (hosts.startsWith("|1|")) {
      return isHashOf(lower);
    }
    return matches(Arrays.asList(hosts.split(",")), lower);
  }

  private boolean isHashOf(String name) {
    String[] parts = hosts.split("\\|", 4);
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return parts.length == 4
          && Arrays.equals(
              hash(decoder.decode(parts[2]), name.getBytes(StandardCharsets.UTF_8)),
              decoder.decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  static byte[] hash(byte[] salt, byte[] name) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    return mac.doFinal(name);
  }

  /** Whether a name matches one of some patterns and none of the negated ones. */
  static boolean matches(List<String> patterns, String name) {
    boolean found = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (glob(negated ? pattern.substring(1) : pattern).matcher(name).matches()) {
        if (negated) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
