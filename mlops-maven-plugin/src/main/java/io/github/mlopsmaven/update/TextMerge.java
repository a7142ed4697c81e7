package io.github.mlopsmaven.update;

/** Merges texts line by line. */
public interface TextMerge {

  /**
   * Merges what two sides made of a text.
   *
   * @param base what both started from; empty where that is not known
   * @param ours the project's text
   * @param theirs the template's text
   * @param labels what stands behind the markers of a conflict
   * @return the merged text
   */
  Merged merge(byte[] base, byte[] ours, byte[] theirs, Labels labels);

  /**
   * What stands behind the markers.
   *
   * @param ours behind {@code <<<<<<<}
   * @param base behind {@code |||||||}
   * @param theirs behind {@code >>>>>>>}
   */
  record Labels(String ours, String base, String theirs) {}

  /** A merged text. */
  final class Merged {

    private final byte[] content;
    private final int conflicts;

    /**
     * Makes one.
     *
     * @param content with markers where both sides changed the same lines
     * @param conflicts how many such places there are
     */
    public Merged(byte[] content, int conflicts) {
      this.content = content.clone();
      this.conflicts = conflicts;
    }

    /** The text, with markers where both sides changed the same lines. */
    public byte[] content() {
      return content.clone();
    }

    /** How many such places there are. */
    public int conflicts() {
      return conflicts;
    }
  }
}
