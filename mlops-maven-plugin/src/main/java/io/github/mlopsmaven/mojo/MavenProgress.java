package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.servers.TransferProgress;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.transfer.TransferListener;

/**
 * Shows transfers as Maven shows its own downloads: on one line of the console, and not at all with
 * {@code -B}, {@code -ntp} or {@code -q}. A transfer shorter than half a second is not shown.
 */
final class MavenProgress implements TransferProgress {

  private static final long SILENT_MILLIS = 500;
  private static final long STEP_MILLIS = 100;

  private final boolean shown;
  private final Log log;
  private String title = "";
  private long total;
  private long started;
  private long last;

  MavenProgress(MavenSession session, Log log) {
    TransferListener listener = session.getRequest().getTransferListener();
    // Maven picks the listener by -B, -ntp and -q, and tells plugins in no other way.
    this.shown = listener != null && listener.getClass().getSimpleName().startsWith("Console");
    this.log = log;
  }

  @Override
  public boolean isShown() {
    return shown;
  }

  @Override
  public void start(String what, long objects) {
    title = Visible.line(what);
    total = objects;
    started = System.nanoTime() / 1_000_000;
    last = 0;
  }

  @Override
  public void update(long objects, long bytes) {
    long now = System.nanoTime() / 1_000_000;
    if (shown && now - started >= SILENT_MILLIS && now - last >= STEP_MILLIS) {
      last = now;
      System.out.print(
          "\r"
              + title
              + ": "
              + objects
              + (total > 0 ? "/" + total : "")
              + (bytes > 0 ? " (" + bytes / 1000 + " kB)" : "")
              + "   ");
      System.out.flush();
    }
  }

  @Override
  public void done() {
    if (last > 0) {
      System.out.print("\r" + " ".repeat(title.length() + 40) + "\r");
      System.out.flush();
      last = 0;
    }
  }

  @Override
  public void info(String line) {
    log.info(line);
  }
}
