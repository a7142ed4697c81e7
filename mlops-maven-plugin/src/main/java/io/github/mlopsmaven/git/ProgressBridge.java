package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.TransferProgress;
import java.util.function.LongSupplier;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;

/**
 * Tells a {@link TransferProgress} of the objects that JGit receives, and of none of its other
 * work.
 */
final class ProgressBridge implements ProgressMonitor {

  private final TransferProgress progress;
  private final String title;
  private final LongSupplier bytes;
  private boolean receiving;
  private long done;

  /**
   * Makes a bridge.
   *
   * @param title what is transferred
   * @param bytes how many bytes have come so far
   */
  ProgressBridge(TransferProgress progress, String title, LongSupplier bytes) {
    this.progress = progress;
    this.title = title;
    this.bytes = bytes;
  }

  @Override
  public void start(int totalTasks) {
    // JGit's tasks are not the user's.
  }

  @Override
  public void beginTask(String task, int total) {
    receiving = task.equals(JGitText.get().receivingObjects);
    done = 0;
    if (receiving) {
      progress.start(title, total == UNKNOWN ? -1 : total);
    }
  }

  @Override
  public void update(int completed) {
    if (receiving) {
      done += completed;
      progress.update(done, bytes.getAsLong());
    }
  }

  @Override
  public void endTask() {
    if (receiving) {
      receiving = false;
      progress.done();
    }
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public void showDuration(boolean enabled) {
    // The progress port decides what is shown.
  }
}
