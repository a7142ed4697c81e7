package io.github.mlopsmaven.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Takes what one check finds. The same finding twice counts once. */
public final class Findings {

  /** More of one rule nobody reads; a file can be built to have as many as it has lines. */
  static final int MOST = 1000;

  /** How many are taken before the check is ended: each may take a while to find. */
  static final int ENOUGH = 10_000;

  /** Ends a check that has found enough. */
  static final class EnoughException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EnoughException() {
      super("enough", null, false, false);
    }
  }

  private final List<Rule> rules;
  private final Map<Rule, NavigableSet<Finding>> found = new HashMap<>();
  private final Map<Rule, Integer> dropped = new HashMap<>();
  private int taken;

  Findings(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reports that a rule is broken.
   *
   * @param rule one of the check's rules
   * @param path the file
   * @param position where in the file
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  public void add(Rule rule, String path, Position position, String problem, String remedy) {
    add(rule, rule.level(), path, position, problem, remedy);
  }

  /**
   * Reports what probably breaks a rule, and may be meant: a warning at most.
   *
   * @param rule one of the check's rules
   * @param path the file
   * @param position where in the file
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  public void addDoubtful(
      Rule rule, String path, Position position, String problem, String remedy) {
    Level level = rule.level() == Level.ERROR ? Level.WARNING : rule.level();
    add(rule, level, path, position, problem, remedy);
  }

  private void add(
      Rule rule, Level level, String path, Position position, String problem, String remedy) {
    if (!rules.contains(rule)) {
      throw new IllegalArgumentException(rule.id() + " is not among the rules of the check");
    }
    NavigableSet<Finding> kept = found.computeIfAbsent(rule, any -> new TreeSet<>());
    kept.add(new Finding(rule, level, path, position, problem, remedy));
    if (kept.size() > MOST) {
      kept.pollLast();
      dropped.merge(rule, 1, Integer::sum);
    }
    if (++taken >= ENOUGH) {
      throw new EnoughException();
    }
  }

  /**
   * Reports that a rule is broken at a node of a YAML file.
   *
   * @param rule one of the check's rules
   * @param file the file
   * @param node where in the file
   * @param problem what is wrong, without a full stop
   * @param remedy what to do, without a full stop
   */
  public void add(Rule rule, SourceFile file, YamlNode node, String problem, String remedy) {
    add(rule, file.path(), node.position(), problem, remedy);
  }

  /** What was found, sorted by place; of each rule the first, and how many more there are. */
  List<Finding> found() {
    NavigableSet<Finding> all = new TreeSet<>();
    found.values().forEach(all::addAll);
    dropped.forEach(
        (rule, more) -> {
          Finding last = found.getOrDefault(rule, all).last();
          all.add(
              new Finding(
                  rule,
                  rule.level(),
                  last.path(),
                  last.position(),
                  "of this rule there are "
                      + (taken >= ENOUGH ? "at least " : "")
                      + more
                      + " more than the "
                      + MOST
                      + " that are listed",
                  "correct these first, then run it again"));
        });
    return List.copyOf(all);
  }
}
