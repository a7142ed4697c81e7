package io.github.mlopsmaven.problem;

import java.util.List;

/** All that is wrong with one input, as one refusal. */
public final class SeveralMistakes extends UsageException {

  private static final long serialVersionUID = 1L;

  private final transient List<UsageException> mistakes;
  private final int more;

  SeveralMistakes(String what, List<UsageException> mistakes, int more) {
    super(text(what, mistakes, more), "correct all of them, then run it again");
    this.mistakes = List.copyOf(mistakes);
    this.more = more;
  }

  private static String text(String what, List<UsageException> mistakes, int more) {
    StringBuilder all = new StringBuilder();
    all.append(what).append(" has ").append(mistakes.size() + more).append(" mistakes:");
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
}
