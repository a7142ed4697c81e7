package io.github.mlopsmaven.servers;

/** Is told how a transfer goes. Calls come from one thread, quickly one after another. */
public interface TransferProgress {

  /** Tells nobody. */
  TransferProgress NONE = new TransferProgress() {};

  /** Whether anybody looks. If not, servers are asked not to send news of theirs: it is traffic. */
  default boolean isShown() {
    return false;
  }

  /**
   * A transfer begins.
   *
   * @param title what is transferred, for people
   * @param total how many objects, or -1 where the server does not say
   */
  default void start(String title, long total) {}

  /**
   * A transfer goes on.
   *
   * @param objects how many objects have come so far
   * @param bytes how many bytes have come so far over HTTP; 0 with other protocols
   */
  default void update(long objects, long bytes) {}

  /** The transfer that was started last is over, for better or worse. */
  default void done() {}

  /**
   * Something worth a line of its own.
   *
   * @param line one sentence without secrets
   */
  default void info(String line) {}
}
