package io.github.mlopsmaven.servers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * How the body of an answer is compressed ({@code Content-Encoding}). A server may use what it was
 * not asked for, and cannot be told otherwise.
 */
public final class ContentCoding {

  /** The header field. */
  public static final String HEADER = "Content-Encoding";

  private ContentCoding() {}

  /**
   * A body as it was before it was compressed.
   *
   * @param body as it comes
   * @param header the value of the header field; null if there is none
   * @param origin who answered, for messages
   * @return the content; closing it closes the body
   * @throws UnreadableAnswerException if it is compressed in a way that is not read here
   */
  public static InputStream decoded(InputStream body, @Nullable String header, String origin)
      throws IOException {
    String coding = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> body;
      case "gzip", "x-gzip", "deflate" -> new Decoded(body, coding, origin);
      default ->
          throw new UnreadableAnswerException(
              origin
                  + " compresses its answer with "
                  + coding.replaceAll("[^\\w, -]", "?")
                  + ", which was not asked for and is not read",
              "ask its operators to use gzip or nothing for git, or use an SSH URL");
    };
  }

  /** Nothing is read before somebody wants content: an answer may have a coding and no body. */
  private static final class Decoded extends FilterInputStream {

    private final String coding;
    private final String origin;
    private final PushbackInputStream raw;
    private final Inflater inflater;
    private boolean begun;

    Decoded(InputStream body, String coding, String origin) {
      super(body);
      this.coding = coding;
      this.origin = origin;
      this.raw = new PushbackInputStream(body, 2);
      this.inflater = new Inflater(true);
    }

    private void begin() throws IOException {
      if (begun) {
        return;
      }
      begun = true;
      byte[] first = raw.readNBytes(2);
      if (first.length == 0) {
        return;
      }
      raw.unread(first);
      boolean zlib =
          first.length == 2
              && (first[0] & 0x0F) == 8
              && (((first[0] & 0xFF) << 8) + (first[1] & 0xFF)) % 31 == 0;
      // Servers have always disagreed whether deflate has zlib's frame around it.
      in =
          !coding.equals("deflate")
              ? new GZIPInputStream(raw)
              : zlib ? new InflaterInputStream(raw) : new InflaterInputStream(raw, inflater);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int n = read(one, 0, 1);
      return n < 0 ? n : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        begin();
        return in.read(buffer, offset, length);
      } catch (ZipException e) {
        throw new UnreadableAnswerException(
            origin + " says that its answer is compressed with " + coding + ", and it is not",
            "try again; if it stays, ask the operators of the server, or of the proxy before it");
      }
    }

    @Override
    public long skip(long n) throws IOException {
      return readNBytes(Math.toIntExact(Math.min(n, 8192))).length;
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      inflater.end();
      in.close();
    }
  }
}
