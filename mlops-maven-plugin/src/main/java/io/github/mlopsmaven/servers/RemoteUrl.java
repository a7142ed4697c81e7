package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.problem.UsageException;

/** What may be typed for a remote repository. */
public final class RemoteUrl {

  private RemoteUrl() {}

  /**
   * Whether a text is a git URL, as far as its form says.
   *
   * @param text what was typed
   */
  public static boolean isOne(String text) {
    try {
      GitLocation.parse(text);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }
}
