package io.github.mlopsmaven.servers;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The body of a request, counted piece by piece: what is stuck is seen. */
final class SentStream extends FilterOutputStream {

  private static final int PIECE = 16 * 1024;

  private final HttpTraffic traffic;

  SentStream(OutputStream out, HttpTraffic traffic) {
    super(out);
    this.traffic = traffic;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    traffic.sent(1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      out.write(buffer, offset + done, piece);
      traffic.sent(piece);
    }
  }
}
