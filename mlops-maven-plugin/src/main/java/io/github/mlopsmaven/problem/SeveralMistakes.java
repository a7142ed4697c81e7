package io.github.mlopsmaven.problem;

import java.util.List;

/** All that is wrong with one input, as one refusal. */
public final class SeveralMistakes extends UsageException {

  private static final long serialVersionUID = 1L;

  private final transient List<UsageException> mistakes;
  private final int more;
  private final boolean isAll;

  SeveralMistakes(String what, List<UsageException> mistakes, int more, boolean isAll) {
    super(text(what, mistakes, more, isAll), "correct all of them, then run it again");
    this.mistakes = List.copyOf(mistakes);
    this.more = more;
    this.isAll = isAll;
  }

  private static String text(String what, List<UsageException> mistakes, int more, boolean isAll) {
    StringBuilder all = new StringBuilder();
    all.append(what).append(" has ").append(mistakes.size() + more).append(" mistakes");
    all.append(isAll ? ":" : " or more:");
    for (UsageException mistake : mistakes) {
      all.append("\n  ").append(mistake.problem());
      all.append("\n    ").append(mistake.remedy());
    }
    if (more > 0) {
      all.append("\n  and ").append(more).append(" more");
    }
    return all.toString();
  }

  /** Each of them; of very many, the first. */
  public List<UsageException> mistakes() {
    return mistakes;
  }

  /** How many there are beyond those. */
  int more() {
    return more;
  }

  /** Whether all of the input was looked at. */
  boolean isAll() {
    return isAll;
  }
}
