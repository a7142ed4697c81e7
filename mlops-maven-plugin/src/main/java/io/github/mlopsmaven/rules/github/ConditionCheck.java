package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Comparisons of workflows may be true and may be false. */
final class ConditionCheck implements Check {

  static final Rule CONSTANT =
      new Rule(
          "github-constant-condition",
          Level.WARNING,
          "Comparison in a GitHub workflow with a value that never occurs");

  private static final Set<String> OPERATORS = Set.of("==", "!=");

  /** Read when the first comparison is looked at. */
  private static final class Holder {
    private static final Map<List<String>, List<String>> VALUES = read();
  }

  @Override
  public List<Rule> rules() {
    return List.of(CONSTANT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      String text = file.text();
      if (text.contains("==") || text.contains("!=")) {
        file.yaml()
            .root()
            .ifPresent(root -> new OneFile(file, root, findings).visit(root, "", Optional.empty()));
      }
    }
  }

  private static Map<List<String>, List<String>> read() {
    Map<List<String>, List<String>> values = new LinkedHashMap<>();
    for (String line : PublishedAction.lines("condition-values.txt")) {
      String[] halves = line.split(" \\| ", 2);
      values.put(
          Arrays.asList(halves[0].split("\\.", -1)), Arrays.asList(halves[1].split(" ", -1)));
    }
    return values;
  }

  private record OneFile(SourceFile file, YamlNode root, Findings findings) {

    void visit(YamlNode node, String key, Optional<YamlNode> job) {
      node.text()
          .filter(text -> text.indexOf('=') >= 0)
          .ifPresent(
              text -> {
                List<Embedded> all = Embedded.in(text);
                if (all.isEmpty() && key.equals("if")) {
                  expression(node, 0, text, job);
                }
                all.stream()
                    .filter(Embedded::isClosed)
                    .forEach(one -> expression(node, one.start(), one.text(), job));
              });
      for (YamlNode.Entry entry : node.entries()) {
        boolean isJob = job.isEmpty() && key.equals("jobs");
        visit(entry.value(), entry.name(), isJob ? Optional.of(entry.value()) : job);
      }
      node.items().forEach(item -> visit(item, key, job));
    }

    private void expression(YamlNode node, int start, String text, Optional<YamlNode> job) {
      ExpressionParser.parse(text, Dialect.GITHUB)
          .expression()
          .ifPresent(
              found ->
                  found.walk(
                      part -> {
                        if (part instanceof Expression.Operation operation
                            && operation.parts().size() == 2
                            && OPERATORS.contains(operation.operator())) {
                          compared(node, start, operation.parts(), job);
                        }
                      }));
    }

    private void compared(
        YamlNode node, int start, List<Expression> parts, Optional<YamlNode> job) {
      for (int i = 0; i < 2; i++) {
        Optional<List<String>> path = parts.get(i).path();
        if (path.isPresent() && parts.get(1 - i) instanceof Expression.Literal literal) {
          never(path.get(), literal, job)
              .ifPresent(
                  never ->
                      findings.add(
                          CONSTANT,
                          file.path(),
                          node.positionOf(start + literal.index()),
                          never.problem(),
                          never.remedy()));
        }
      }
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
      return Holder.VALUES.entrySet().stream()
          .filter(entry -> fits(entry.getKey(), path))
          .findFirst()
          .flatMap(entry -> Never.in(path, value, entry.getValue()));
    }

    private static boolean fits(List<String> pattern, List<String> path) {
      if (pattern.size() != path.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        if (!pattern.get(i).equals("*") && !pattern.get(i).equalsIgnoreCase(path.get(i))) {
          return false;
        }
      }
      return true;
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
      if (isBoolean && !isOther && known.isEmpty() && literal.isString()) {
        return Optional.of(
            new Never(
                String.join(".", path)
                    + " is true or false, and never the string '"
                    + literal.text()
                    + "'",
                "write " + String.join(".", path) + " or !" + String.join(".", path)));
      }
      boolean isListed = !isBoolean && !isOther && !known.isEmpty() && literal.isString();
      return isListed ? Never.in(path, literal.text(), known) : Optional.empty();
    }
  }
}
