package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.KnownValues;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Comparisons of workflows may be true and may be false. */
final class ConditionCheck implements Check {

  static final Rule CONSTANT =
      new Rule(
          "github-constant-condition",
          Level.WARNING,
          "Comparison in a GitHub workflow with a value that never occurs");

  private static final Set<String> OPERATORS = Set.of("==", "!=");

  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(?:\\d+\\.?\\d*|\\.\\d+|0x\\p{XDigit}+)(?:[eE][-+]?\\d+)?\\s*");

  /** Read when the first comparison is looked at. */
  private static final class Holder {
    private static final KnownValues VALUES =
        KnownValues.of(ConditionCheck.class, "condition-values.txt");
  }

  @Override
  public List<Rule> rules() {
    return List.of(CONSTANT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                OneFile one = new OneFile(file, root, findings, new ValueTypes(file.kind(), root));
                WorkflowExpressions.visit(root, text -> text.indexOf('=') >= 0, one::comparisons);
                new Truth(file, root, findings).check();
              });
    }
  }

  private record OneFile(SourceFile file, YamlNode root, Findings findings, ValueTypes types) {

    void comparisons(Expression whole, WorkflowExpressions.Place place) {
      whole.walk(
          part -> {
            if (part instanceof Expression.Operation operation
                && operation.parts().size() == 2
                && OPERATORS.contains(operation.operator())
                && !typed(operation.parts(), place)) {
              compared(operation.parts(), place);
            }
          });
    }

    /** Whether the types of both sides say that they are never equal; that is reported. */
    private boolean typed(List<Expression> parts, WorkflowExpressions.Place place) {
      for (int i = 0; i < 2; i++) {
        Expression string = parts.get(i);
        Expression other = parts.get(1 - i);
        boolean isMixed =
            types.of(string, place.job()) == ValueTypes.Type.STRING
                && types.of(other, place.job()) == ValueTypes.Type.BOOLEAN;
        Optional<Never> never = isMixed ? mixed(string, other, place) : Optional.empty();
        if (never.isPresent()) {
          report(place, string instanceof Expression.Literal ? string : other, never.get());
          return true;
        }
      }
      return false;
    }

    /** GitHub makes numbers of both sides: {@code 'true'} is none, and so equals nothing. */
    private Optional<Never> mixed(
        Expression string, Expression other, WorkflowExpressions.Place place) {
      if (string instanceof Expression.Literal literal) {
        boolean isNumber = literal.text().isBlank() || NUMBER.matcher(literal.text()).matches();
        String name = other.path().map(path -> String.join(".", path)).orElse("");
        return isNumber || other instanceof Expression.Literal
            ? Optional.empty()
            : Optional.of(
                new Never(
                    (name.isEmpty() ? "what is compared" : name)
                        + " is true or false, and never the string '"
                        + literal.text()
                        + "'",
                    name.isEmpty()
                        ? "leave the comparison out"
                        : "write " + name + " or !" + name));
      }
      Optional<List<String>> path = string.path();
      if (path.isEmpty() || GivenValues.mayBeNumber(root, place, path.get())) {
        return Optional.empty();
      }
      String wanted = other instanceof Expression.Literal literal ? literal.text() : "a boolean";
      return Optional.of(
          new Never(
              String.join(".", path.get()) + " is a string, and never equal to " + wanted,
              other instanceof Expression.Literal
                  ? "compare it with '" + wanted + "'"
                  : "compare " + String.join(".", path.get()) + " with 'true' or 'false'"));
    }

    private void compared(List<Expression> parts, WorkflowExpressions.Place place) {
      for (int i = 0; i < 2; i++) {
        Optional<List<String>> path = parts.get(i).path();
        if (path.isPresent() && parts.get(1 - i) instanceof Expression.Literal literal) {
          never(path.get(), literal, place.job()).ifPresent(never -> report(place, literal, never));
        }
      }
    }

    private void report(WorkflowExpressions.Place place, Expression part, Never never) {
      findings.add(CONSTANT, file.path(), place.position(part), never.problem(), never.remedy());
    }

    /** Why a value never occurs. */
    private record Never(String problem, String remedy) {

      static Optional<Never> in(List<String> path, String value, List<String> known) {
        boolean isKnown = known.stream().anyMatch(value::equalsIgnoreCase);
        return isKnown
            ? Optional.empty()
            : Optional.of(
                new Never(
                    String.join(".", path) + " is never '" + value + "'",
                    Suggestion.useOneOf(value, known)));
      }
    }

    private Optional<Never> never(
        List<String> path, Expression.Literal literal, Optional<YamlNode> job) {
      String value = literal.text();
      String whole = String.join(".", path).toLowerCase(Locale.ROOT);
      // An empty text asks whether there is a value.
      if (literal.isString() && value.isEmpty()) {
        return Optional.empty();
      }
      if (whole.startsWith("inputs.") && path.size() == 2) {
        return input(path, literal);
      }
      if (!literal.isString()) {
        return Optional.empty();
      }
      if (whole.startsWith("matrix.") && path.size() == 2) {
        return job.flatMap(one -> Matrices.values(one, path.get(1)))
            .flatMap(known -> Never.in(path, value, known));
      }
      if (whole.equals("github.event_name")) {
        return event(path, value);
      }
      if (whole.equals("github.ref")) {
        return value.startsWith("refs/")
            ? Optional.empty()
            : Optional.of(
                new Never(
                    "github.ref is never '" + value + "': it begins with refs/heads/ or refs/tags/",
                    "compare github.ref_name with it, or write 'refs/heads/" + value + "'"));
      }
      if (whole.equals("github.ref_name") && value.startsWith("refs/")) {
        return Optional.of(
            new Never(
                "github.ref_name is never '" + value + "': it has no refs/heads/ before it",
                "compare github.ref with it"));
      }
      return Holder.VALUES.of(path).flatMap(known -> Never.in(path, value, known));
    }

    /** What is called gets the event of its caller. */
    private Optional<Never> event(List<String> path, String value) {
      if (!Events.types().containsKey(value)) {
        return Never.in(path, value, List.copyOf(new TreeSet<>(Events.types().keySet())))
            .map(
                never ->
                    new Never(
                        never.problem() + ": there is no such event",
                        Suggestion.nearest(value, Events.types().keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("use an event of this workflow's `on`")));
      }
      List<String> events = new Workflow(root).events();
      boolean isOpen =
          file.kind() != FileKind.GITHUB_WORKFLOW
              || events.isEmpty()
              || events.contains("workflow_call");
      return isOpen
          ? Optional.empty()
          : Never.in(path, value, events)
              .map(
                  never ->
                      new Never(
                          never.problem() + ": `on` does not have it",
                          "add it to `on`, or " + never.remedy()));
    }

    private Optional<Never> input(List<String> path, Expression.Literal literal) {
      List<String> known = new ArrayList<>();
      boolean isBoolean = false;
      boolean isOther = false;
      for (String event : List.of("workflow_dispatch", "workflow_call")) {
        Optional<YamlNode> inputs = root.get("on", event, "inputs");
        Optional<YamlNode> input =
            inputs.stream()
                .flatMap(node -> node.entries().stream())
                .filter(entry -> entry.name().equalsIgnoreCase(path.get(1)))
                .map(YamlNode.Entry::value)
                .findFirst();
        if (input.isPresent()) {
          String type = input.get().get("type").flatMap(YamlNode::text).orElse("string");
          isBoolean |= type.equals("boolean");
          isOther |= !type.equals("boolean") && !type.equals("choice");
          if (type.equals("choice")) {
            input
                .get()
                .get("options")
                .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(known::add)));
          }
        }
      }
      boolean isListed = !isBoolean && !isOther && !known.isEmpty() && literal.isString();
      return isListed ? Never.in(path, literal.text(), known) : Optional.empty();
    }
  }
}
