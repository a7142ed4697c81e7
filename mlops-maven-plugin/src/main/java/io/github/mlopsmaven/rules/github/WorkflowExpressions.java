package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The expressions of a workflow or an action, each with its place. */
final class WorkflowExpressions {

  private WorkflowExpressions() {}

  /**
   * Where an expression stands.
   *
   * @param node the text that it stands in
   * @param start where in the text it begins
   * @param key the key of the text
   * @param job the job that it is in
   * @param step the step that it is in
   */
  record Place(
      YamlNode node, int start, String key, Optional<YamlNode> job, Optional<YamlNode> step) {

    /** Where a part of the expression stands in the file. */
    Position position(Expression part) {
      return node.positionOf(start + part.index());
    }

    private Place at(YamlNode inner, String name) {
      return new Place(inner, 0, name, job, step);
    }
  }

  /** Is shown each expression. */
  interface Visitor {

    /**
     * An expression.
     *
     * @param whole all of it
     * @param place where it stands
     */
    void visit(Expression whole, Place place);
  }

  /**
   * Shows the expressions of a file that can be read.
   *
   * @param root the file's YAML
   * @param isWanted whether a text may have an expression that is looked for
   * @param visitor is shown each
   */
  static void visit(YamlNode root, Predicate<String> isWanted, Visitor visitor) {
    visit(new Place(root, 0, "", Optional.empty(), Optional.empty()), isWanted, visitor);
  }

  private static void visit(Place place, Predicate<String> isWanted, Visitor visitor) {
    YamlNode node = place.node();
    node.text().filter(isWanted).ifPresent(text -> text(text, place, visitor));
    for (YamlNode.Entry entry : node.entries()) {
      Place inner = place.at(entry.value(), entry.name());
      boolean isJob = place.job().isEmpty() && place.key().equals("jobs");
      visit(
          isJob
              ? new Place(
                  entry.value(),
                  0,
                  entry.name(),
                  Optional.of(entry.value()),
                  Optional.<YamlNode>empty())
              : inner,
          isWanted,
          visitor);
    }
    for (YamlNode item : node.items()) {
      boolean isStep = place.step().isEmpty() && place.key().equals("steps");
      visit(
          new Place(item, 0, place.key(), place.job(), isStep ? Optional.of(item) : place.step()),
          isWanted,
          visitor);
    }
  }

  private static void text(String text, Place place, Visitor visitor) {
    List<Embedded> all = Embedded.in(text);
    if (all.isEmpty() && place.key().equals("if")) {
      expression(text, 0, place, visitor);
    }
    for (Embedded one : all) {
      if (one.isClosed()) {
        expression(one.text(), one.start(), place, visitor);
      }
    }
  }

  private static void expression(String text, int start, Place place, Visitor visitor) {
    ExpressionParser.parse(text, Dialect.GITHUB)
        .expression()
        .ifPresent(
            found ->
                visitor.visit(
                    found, new Place(place.node(), start, place.key(), place.job(), place.step())));
  }
}
