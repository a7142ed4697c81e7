package io.github.mlopsmaven.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: counted, and read to its end when it is closed. */
final class CountedStream extends FilterInputStream {

  private static final int DRAIN = 64 * 1024;

  private final HttpSession session;
  private boolean closed;

  CountedStream(InputStream in, HttpSession session) {
    super(in);
    this.session = session;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      session.count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      session.count(n);
    }
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (InputStream rest = in) {
        rest.readNBytes(DRAIN);
      }
    }
  }
}
