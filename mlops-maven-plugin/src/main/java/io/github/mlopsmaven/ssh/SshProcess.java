package io.github.mlopsmaven.ssh;

import java.io.FilterInputStream;
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
 */
final class SshProcess extends Process {

  private static final int BUFFER = 8192;

  private final Process process;
  private final SshTrace trace;
  private final Runnable afterwards;
  private final Duration silence;
  private final InputStream in;
  private final PipedInputStream err = new PipedInputStream(BUFFER);
  private final Thread reader;
  private volatile long waitingSince = System.nanoTime();
  private volatile Duration limit;
  private volatile boolean over;

  /**
   * Watches a command.
   *
   * @param firstAnswer how long it may take until the first byte
   * @param silence how long it may take until the next
   * @param afterwards is done once it has ended
   */
  SshProcess(
      Process process, SshTrace trace, Duration firstAnswer, Duration silence, Runnable afterwards)
      throws IOException {
    this.process = process;
    this.trace = trace;
    this.afterwards = afterwards;
    this.silence = silence;
    this.limit = firstAnswer;
    this.in = new Watched(process.getInputStream());
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
    try {
      while (!over && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
        long since = waitingSince;
        if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
          trace.fellSilent();
          process.destroyForcibly();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    return process.getOutputStream();
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
      waitingSince = System.nanoTime();
      int n;
      try {
        n = super.read(bytes, offset, length);
      } finally {
        waitingSince = 0;
      }
      if (n > 0) {
        trace.output(bytes, offset, n);
        limit = silence;
      }
      return n;
    }
  }
}
