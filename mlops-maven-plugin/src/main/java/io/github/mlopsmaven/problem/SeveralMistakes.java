package io.github.mlopsmaven.problem;

import java.util.List;

/** All that is wrong with one input, as one refusal. */
public final class SeveralMistakes extends UsageException {

  private static final long serialVersionUID = 1L;

  private final transient List<UsageException> mistakes;

  SeveralMistakes(String what, List<UsageException> mistakes) {
    super(text(what, mistakes), "correct all of them, then run it again");
    this.mistakes = List.copyOf(mistakes);
  }

  private static String text(String what, List<UsageException> mistakes) {
    StringBuilder all = new StringBuilder();
    all.append(what).append(" has ").append(mistakes.size()).append(" mistakes:");
    for (UsageException mistake : mistakes) {
      all.append("\n  ").append(mistake.problem());
      all.append("\n    ").append(mistake.remedy());
    }
    return all.toString();
  }

  /** Each of them. */
  public List<UsageException> mistakes() {
    return mistakes;
  }
}
