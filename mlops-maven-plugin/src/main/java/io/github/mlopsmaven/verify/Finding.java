package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.problem.Visible;
import java.util.Comparator;

/**
 * One place where a rule is broken.
 *
 * @param rule the rule
 * @param level how bad it is, after a user's settings
 * @param path the file, from the project's root, separated by {@code /}
 * @param position where in the file
 * @param problem what is wrong, without a full stop, as in {@code 'train.yml' does not exist}
 * @param remedy what to do, an order without a full stop
 */
public record Finding(
    Rule rule, Level level, String path, Position position, String problem, String remedy)
    implements Comparable<Finding> {

  /** Files are quoted in both texts: each is one line without anything that cannot be seen. */
  public Finding {
    problem = Visible.line(cut(problem));
    remedy = Visible.line(cut(remedy));
  }

  /** What is quoted may be as long as its file. */
  private static final int LONGEST = 2000;

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::path)
          .thenComparing(Finding::position)
          .thenComparing(finding -> finding.rule().id())
          .thenComparing(Finding::problem);

  /**
   * The same finding, taken more or less seriously.
   *
   * @param other its level
   */
  public Finding at(Level other) {
    return new Finding(rule, other, path, position, problem, remedy);
  }

  /**
   * The same finding, shown in another file.
   *
   * @param file the file
   * @param place where in it
   */
  public Finding movedTo(String file, Position place) {
    return new Finding(rule, level, file, place, problem, remedy);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code PATH:LINE:COLUMN: level: problem; remedy [rule]}. */
  @Override
  public String toString() {
    return Visible.line(path)
        + ":"
        + position.line()
        + ":"
        + position.column()
        + ": "
        + level
        + ": "
        + problem
        + "; "
        + remedy
        + " ["
        + rule.id()
        + "]";
  }
}
