package io.github.mlopsmaven.servers;

import org.jspecify.annotations.Nullable;

/** What is behind a failure. */
public final class Causes {

  private Causes() {}

  /**
   * The first failure of a type among a failure and its causes.
   *
   * @param failure the failure
   * @param type what to look for
   * @return null if there is none
   */
  public static <T extends Throwable> @Nullable Throwable find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return t;
      }
    }
    return null;
  }

  /**
   * Whether a failure or one of its causes says something.
   *
   * @param failure the failure
   * @param text a part of the message
   */
  public static boolean says(Throwable failure, String text) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains(text)) {
        return true;
      }
    }
    return false;
  }
}
