package io.github.mlopsmaven.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that has as many bytes as it is said to have: neither more nor less. */
final class SizedStream extends FilterInputStream {

  private final long size;
  private long read;

  SizedStream(InputStream in, long size) {
    super(in);
    this.size = size;
  }

  private void require(boolean isRight) throws IOException {
    if (!isRight) {
      throw new IOException("a file has another size than the " + size + " bytes that are stated");
    }
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    read += b >= 0 ? 1 : 0;
    require(b >= 0 ? read <= size : read == size);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    read += Math.max(0, n);
    require(n >= 0 ? read <= size : read == size);
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
