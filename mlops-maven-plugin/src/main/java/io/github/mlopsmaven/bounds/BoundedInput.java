package io.github.mlopsmaven.bounds;

import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads as many bytes as there may be, and no more. */
public final class BoundedInput {

  private BoundedInput() {}

  /**
   * Everything that a stream has.
   *
   * @param in what to read; stays open
   * @param most how many bytes it may have
   * @param what it is, for messages
   * @throws LimitException if it has more
   * @throws IOException if it cannot be read
   */
  public static byte[] bytes(InputStream in, int most, String what) throws IOException {
    byte[] bytes = in.readNBytes(most);
    if (bytes.length == most && in.read() >= 0) {
      throw tooLarge(what, most);
    }
    return bytes;
  }

  /**
   * A file that somebody named.
   *
   * @param file a regular file: what is read from a device or a pipe may never end
   * @param most how many bytes it may have
   * @param what it is, for messages, as in {@code the options file}
   * @throws UsageException if it is no regular file, or too large
   * @throws IOException if it cannot be read
   */
  public static byte[] file(Path file, int most, String what) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UsageException(
          what + " " + file + " is not a file with content of its own", "name a regular file");
    }
    if (Files.exists(file) && Files.size(file) > most) {
      throw tooLarge(what + " " + file, most);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in, most, what + " " + file);
    }
  }

  /**
   * The text of a file that somebody named, as {@link #file} reads it.
   *
   * @throws UsageException if it is no regular file, or too large
   * @throws IOException if it cannot be read, or is not UTF-8
   */
  public static String text(Path file, int most, String what) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(file(file, most, what)))
        .toString();
  }

  /**
   * Refuses bytes that are more than {@link Bounds#TEXT_BYTES}.
   *
   * @param bytes what was read
   * @param what it is, for messages
   * @throws LimitException if they are
   */
  public static void requireText(byte[] bytes, String what) {
    if (bytes.length > Bounds.TEXT_BYTES) {
      throw tooLarge(what, Bounds.TEXT_BYTES);
    }
  }

  private static LimitException tooLarge(String what, int most) {
    return new LimitException(what + " has more than " + most + " bytes", "make it smaller");
  }
}
