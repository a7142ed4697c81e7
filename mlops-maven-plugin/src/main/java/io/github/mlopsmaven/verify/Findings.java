package io.github.mlopsmaven.verify;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Takes what one check finds. The same finding twice counts once. */
public final class Findings {

  private final List<Rule> rules;
  private final SortedSet<Finding> found = new TreeSet<>();

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
    if (!rules.contains(rule)) {
      throw new IllegalArgumentException(rule.id() + " is not among the rules of the check");
    }
    found.add(new Finding(rule, rule.level(), path, position, problem, remedy));
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

  /** What was found, sorted by place. */
  List<Finding> found() {
    return List.copyOf(found);
  }
}
