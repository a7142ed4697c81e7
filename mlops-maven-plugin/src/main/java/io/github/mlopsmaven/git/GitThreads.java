package io.github.mlopsmaven.git;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.util.CleanupService;
import org.eclipse.jgit.lib.internal.WorkQueue;
import org.eclipse.jgit.nls.NLS;
import org.jspecify.annotations.Nullable;

/** The threads that JGit keeps for the life of the JVM: with them it keeps its class loader. */
public final class GitThreads {

  private static @Nullable CleanupService cleanup;

  private GitThreads() {}

  /**
   * Keeps JGit from registering a shutdown hook, which would hold its class loader for the life of
   * the JVM. It has no need of one where it is a part of something bigger that ends before the JVM;
   * there its constructor makes an instance that only takes note of what is to be cleaned. What the
   * hook would remove, the lock files of a run that is ended from outside, the plugin removes
   * itself: with the staging directory, and in the cache.
   *
   * <p>To be called before JGit is used: {@link JGitSettings} does it.
   */
  static synchronized void begin() {
    if (cleanup == null) {
      cleanup = new CleanupService();
    }
  }

  private static synchronized boolean wasUsed() {
    return cleanup != null;
  }

  /** Ends them, if JGit was used at all. The next goal may use it again: then they come back. */
  public static void end() {
    if (wasUsed()) {
      ScheduledThreadPoolExecutor executor = WorkQueue.getExecutor();
      executor.getQueue().clear();
      executor.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
      executor.allowCoreThreadTimeOut(true);
      // The texts of messages, which JGit keeps with the thread that first wants one.
      NLS.clear();
    }
  }
}
