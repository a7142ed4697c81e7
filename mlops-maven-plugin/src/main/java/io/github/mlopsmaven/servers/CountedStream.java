package io.github.mlopsmaven.servers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: counted, and read to its end when it is closed. */
final class CountedStream extends FilterInputStream {

  private static final int DRAIN = 64 * 1024;

  private final TransferMeter meter;
  private boolean closed;

  CountedStream(InputStream in, TransferMeter meter) {
    super(in);
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      meter.received(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      meter.received(n);
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
