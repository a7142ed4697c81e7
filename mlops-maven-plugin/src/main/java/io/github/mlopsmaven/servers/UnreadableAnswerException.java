package io.github.mlopsmaven.servers;

import java.io.IOException;

/** An answer in a form of HTTP that is not read here. */
public final class UnreadableAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  private final String remedy;

  UnreadableAnswerException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /** An answer before the answer, which Java's client takes for the whole one before Java 20. */
  static UnreadableAnswerException interim(String origin, int status) {
    return new UnreadableAnswerException(
        origin
            + " answers with status "
            + status
            + (status == 101 ? ", which nobody asked for" : " first, which Java 17 does not read"),
        status == 101
            ? "check the URL, and that it is that of a git repository"
            : "run Maven with Java 21 or later, use an SSH URL, or ask its operators to turn "
                + status
                + " off");
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
