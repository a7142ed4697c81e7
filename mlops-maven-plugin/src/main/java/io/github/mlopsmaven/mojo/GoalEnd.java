package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.git.GitThreads;

/**
 * What a goal gives back when it is over, so that a JVM that stays can drop the plugin's class
 * loader: threads of the plugin and of its libraries.
 */
final class GoalEnd {

  private GoalEnd() {}

  /** Before anything else: what the libraries log. */
  static void prepare() {
    LibraryLogs.quiet();
  }

  /** Gives it back. */
  static void release() {
    GitThreads.end();
    Bounded.release();
    RecordMethods.forget();
  }
}
