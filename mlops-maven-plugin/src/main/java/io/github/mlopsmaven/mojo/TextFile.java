package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file that a person wrote, with any editor: in UTF-8, or in what its byte order mark says, as
 * PowerShell and Notepad write it.
 */
final class TextFile {

  private TextFile() {}

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read, or is in another encoding
   */
  static String read(Path file) throws IOException {
    byte[] bytes = BoundedInput.file(file, Bounds.SETTINGS_BYTES, "the options file");
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      return decoded(bytes, 3, StandardCharsets.UTF_8);
    }
    if (begins(bytes, 0xFF, 0xFE)) {
      return withoutNul(decoded(bytes, 2, StandardCharsets.UTF_16LE));
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return withoutNul(decoded(bytes, 2, StandardCharsets.UTF_16BE));
    }
    return withoutNul(decoded(bytes, 0, StandardCharsets.UTF_8));
  }

  private static String withoutNul(String text) throws IOException {
    if (text.indexOf('\0') >= 0) {
      throw new IOException("it has NUL characters, as UTF-16 without a byte order mark or UTF-32");
    }
    return text;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String decoded(byte[] bytes, int from, Charset charset) throws IOException {
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not " + charset.name(), e);
    }
  }
}
