package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Strings that are asked for as if they were true or false: each string but the empty one is true.
 *
 * @param file the workflow or action
 * @param root its YAML
 * @param findings takes what is found
 */
record Truth(SourceFile file, YamlNode root, Findings findings) {

  private static final Set<String> TRUTHS = Set.of("true", "false");

  void check() {
    WorkflowExpressions.visit(
        root,
        any -> true,
        (whole, place) -> {
          if (place.key().equals("if")) {
            asked(whole, place);
          }
          whole.walk(
              part -> {
                if (part instanceof Expression.Operation operation) {
                  operation(operation, place);
                }
              });
        });
  }

  private void operation(Expression.Operation operation, WorkflowExpressions.Place place) {
    if (operation.operator().equals("!") || operation.operator().equals("&&")) {
      asked(operation.parts().get(0), place);
    }
    if (operation.operator().equals("&&") && place.key().equals("if")) {
      asked(operation.parts().get(1), place);
    }
  }

  private void asked(Expression part, WorkflowExpressions.Place place) {
    Optional<List<String>> path = part.path();
    ValueTypes types = new ValueTypes(file.kind(), root);
    if (path.isEmpty() || types.of(part, place.job()) != ValueTypes.Type.STRING) {
      return;
    }
    GivenValues values = GivenValues.of(root, place, path.get());
    boolean isAction = path.get().get(0).equalsIgnoreCase("inputs");
    if (values.isComplete()
        && TRUTHS.containsAll(values.known())
        && (isAction || values.known().contains("false"))) {
      String name = String.join(".", path.get());
      findings.add(
          ConditionCheck.CONSTANT,
          file.path(),
          place.position(part),
          name + " is a string, and the string 'false' is true",
          "write " + name + " == 'true'");
    }
  }
}
