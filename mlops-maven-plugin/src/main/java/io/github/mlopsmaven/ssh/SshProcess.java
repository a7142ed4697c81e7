package io.github.mlopsmaven.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A command at a server, whose silence is bounded. JGit's own time limits interrupt the thread that
 * reads, which the pipe of a process does not notice.
 *
 * <p>There is a floor under the rate, too, once the first byte has come: over all the time that
 * somebody waits for bytes to come or to go. Before it, a person may have to find a password.
 */
final class SshProcess extends Process {

  /** Bytes a second, as for HTTP. */
  static final long FLOOR = 200;

  private static final int BUFFER = 8192;

  private final Process process;
  private final SshTrace trace;
  private final Runnable afterwards;
  private final Duration silence;
  private final SshConnection.Received received;
  private final InputStream in;
  private final OutputStream out;
  private final PipedInputStream err = new PipedInputStream(BUFFER);
  private final Thread reader;
  private final Object clock = new Object();
  private long waitingSince = System.nanoTime();
  private long waited;
  private long moved;
  private boolean answered;
  private volatile Duration limit;
  private volatile boolean over;

  /**
   * Watches a command.
   *
   * @param about what is remembered of it, and how long it may be silent
   * @param firstAnswer how long it may take until the first byte
   * @param afterwards is done once it has ended
   */
  SshProcess(Process process, SshConnection about, Duration firstAnswer, Runnable afterwards)
      throws IOException {
    this.process = process;
    this.trace = about.trace();
    this.afterwards = afterwards;
    this.silence = about.silence();
    this.received = about.received();
    this.limit = firstAnswer;
    this.in = new Watched(process.getInputStream());
    this.out = new Pieces(process.getOutputStream());
    PipedOutputStream copy = new PipedOutputStream(err);
    this.reader = start("ssh-errors", () -> copyErrors(copy));
    start("ssh-watch", this::watch);
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A program that stays in the background may hold the stream open: nobody waits for its end. */
  private void copyErrors(OutputStream copy) {
    byte[] buffer = new byte[BUFFER];
    boolean read = true;
    try (copy) {
      InputStream from = process.getErrorStream();
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        trace.error(buffer, n);
        if (read) {
          read = offer(copy, buffer, n);
        }
      }
    } catch (IOException e) {
      // The process is gone, and with it what it would have said.
      return;
    }
  }

  private static boolean offer(OutputStream copy, byte[] buffer, int length) {
    try {
      copy.write(buffer, 0, length);
      copy.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void watch() {
    long enough = Math.max(1, silence.toSeconds() * FLOOR);
    long waitedBefore = 0;
    long movedBefore = 0;
    try {
      while (!over && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        long since;
        long waitedNow;
        long movedNow;
        boolean isAnswered;
        synchronized (clock) {
          since = waitingSince;
          waitedNow = waited + (since == 0 ? 0 : now - since);
          movedNow = moved;
          isAnswered = answered;
        }
        if (since != 0 && now - since > limit.toNanos()) {
          trace.fellSilent();
          end();
          return;
        }
        if (!isAnswered) {
          waitedBefore = waitedNow;
        } else if (waitedNow - waitedBefore >= silence.toNanos()) {
          if (movedNow - movedBefore < enough) {
            trace.wasTooSlow();
            end();
            return;
          }
          waitedBefore = waitedNow;
          movedBefore = movedNow;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it has started, such as a {@code ProxyCommand}, would hold the pipes open. */
  private void end() {
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (UnsupportedOperationException e) {
      // JGit's own client is no process of the system.
    }
    process.destroyForcibly();
  }

  private void begins() {
    synchronized (clock) {
      waitingSince = System.nanoTime();
    }
  }

  private void ends(long bytes) {
    synchronized (clock) {
      waited += System.nanoTime() - waitingSince;
      waitingSince = 0;
      moved += bytes;
    }
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public InputStream getErrorStream() {
    return err;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public int waitFor() throws InterruptedException {
    int status = process.waitFor();
    ended(status);
    return status;
  }

  /** Its status; one that does not end by itself is ended. */
  @Override
  public int exitValue() {
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(2, TimeUnit.SECONDS);
      }
      ended(process.exitValue());
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 255;
    } catch (IllegalThreadStateException e) {
      return 255;
    }
  }

  private void ended(int status) throws InterruptedException {
    trace.exit(status);
    reader.join(1000);
    afterwards.run();
  }

  @Override
  public void destroy() {
    over = true;
    try {
      // What it has to say comes before its end.
      process.getOutputStream().close();
      // A channel that has ended says -1.
      int more = Math.max(0, Math.min(BUFFER, process.getInputStream().available()));
      byte[] rest = process.getInputStream().readNBytes(more);
      trace.output(rest, 0, rest.length);
      if (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
      reader.join(200);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
    try {
      err.close();
    } catch (IOException e) {
      // A stream in memory.
      throw new IllegalStateException(e);
    }
    afterwards.run();
  }

  /** Knows since when somebody waits. */
  private final class Watched extends FilterInputStream {

    Watched(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      begins();
      int n = 0;
      try {
        n = super.read(bytes, offset, length);
      } finally {
        ends(Math.max(0, n));
      }
      if (n > 0) {
        trace.output(bytes, offset, n);
        limit = silence;
        synchronized (clock) {
          answered = true;
        }
        received.bytes(n);
      }
      return n;
    }
  }

  /** A server that takes nothing is silent, too: each piece is waited for by itself. */
  private final class Pieces extends FilterOutputStream {

    Pieces(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BUFFER) {
        int piece = Math.min(BUFFER, length - done);
        begins();
        try {
          out.write(bytes, offset + done, piece);
        } finally {
          ends(piece);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      begins();
      try {
        out.flush();
      } finally {
        ends(0);
      }
    }
  }
}
