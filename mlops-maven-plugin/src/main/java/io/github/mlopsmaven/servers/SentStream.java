package io.github.mlopsmaven.servers;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The body of a request, counted piece by piece: what is stuck is seen. */
final class SentStream extends FilterOutputStream {

  private static final int PIECE = 16 * 1024;

  private final TransferMeter meter;

  SentStream(OutputStream out, TransferMeter meter) {
    super(out);
    this.meter = meter;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    meter.sent(1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      out.write(buffer, offset + done, piece);
      meter.sent(piece);
    }
  }
}
