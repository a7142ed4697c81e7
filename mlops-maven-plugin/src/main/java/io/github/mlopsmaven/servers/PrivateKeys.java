package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.problem.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the private key of a client certificate. */
final class PrivateKeys {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (RSA |EC |ENCRYPTED |)PRIVATE KEY-----(.*?)-----END", Pattern.DOTALL);

  /** Version 0 and the algorithm RSA, as PKCS #8 has them before the key itself. */
  private static final byte[] RSA_HEADER = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private PrivateKeys() {}

  /**
   * Reads a key.
   *
   * @param file in PEM form, without a passphrase
   * @throws UsageException if it is in a form that is not read; the remedy converts it
   */
  static PrivateKey read(Path file) throws GeneralSecurityException, IOException {
    Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new InvalidKeyException(file + " has no private key in PEM form");
    }
    boolean encrypted = pem.group(1).startsWith("ENC") || pem.group(2).contains("Proc-Type");
    if (encrypted || pem.group(1).startsWith("EC")) {
      throw new UsageException(
          "the client key "
              + file
              + (encrypted ? " has a passphrase" : " is in the older form for EC")
              + ", which is not supported",
          "convert it: openssl pkcs8 -topk8 -nocrypt -in "
              + file
              + " -out NEW, and set http.sslKey to NEW");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    byte[] key = pem.group(1).isEmpty() ? der : wrapped(der);
    GeneralSecurityException last = new InvalidKeyException(file + " holds a key of unknown kind");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      } catch (GeneralSecurityException e) {
        last.addSuppressed(e);
      }
    }
    throw last;
  }

  private static byte[] wrapped(byte[] rsa) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA_HEADER);
    inner.writeBytes(element(4, rsa));
    return element(0x30, inner.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      int bytes = content.length < 256 ? 1 : content.length < 65536 ? 2 : 3;
      out.write(0x80 | bytes);
      for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out.write(content.length >> shift);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
