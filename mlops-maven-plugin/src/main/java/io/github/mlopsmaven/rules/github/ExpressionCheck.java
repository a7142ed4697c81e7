package io.github.mlopsmaven.rules.github;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.expressions.Parsed;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.StepVariables;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Expressions of workflows and actions can be read, and name what GitHub knows. */
final class ExpressionCheck implements Check {

  static final Rule EXPRESSION =
      new Rule(
          "github-expression",
          Level.ERROR,
          "Invalid expression, or unknown context, property or function in a GitHub workflow");

  @Override
  public List<Rule> rules() {
    return List.of(EXPRESSION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml().root().ifPresent(root -> new OneFile(project, file, root, findings).check());
    }
  }

  /**
   * Where an expression stands.
   *
   * @param keys the keys to it, with a star for the id of the job
   * @param job the job that it is in
   */
  private record Place(String keys, Optional<YamlNode> job) {}

  private record OneFile(
      VerifiedProject project, SourceFile file, YamlNode root, Findings findings) {

    void check() {
      visit(root, "", "", Optional.empty());
    }

    /** Goes down with the job that the place is in, since some contexts are about it. */
    private void visit(YamlNode node, String key, String place, Optional<YamlNode> job) {
      node.text().ifPresent(text -> text(node, text, key, new Place(place, job)));
      for (YamlNode.Entry entry : node.entries()) {
        boolean isJob =
            job.isEmpty()
                && (entry.value().get("steps").isPresent()
                    || entry.value().get("runs-on").isPresent()
                    || entry.value().get("uses").isPresent());
        String name = place.equals("jobs") ? "*" : entry.name();
        visit(
            entry.value(),
            entry.name(),
            place.isEmpty() ? name : place + "." + name,
            isJob ? Optional.of(entry.value()) : job);
      }
      node.items().forEach(item -> visit(item, key, place, job));
    }

    private void text(YamlNode node, String text, String key, Place place) {
      List<Embedded> all = Embedded.in(text);
      if (all.isEmpty() && key.equals("if")) {
        expression(node, 0, text, place);
      }
      for (Embedded one : all) {
        if (one.isClosed()) {
          expression(node, one.start(), one.text(), place);
        } else {
          report(node, one.start(), "the expression that begins here is not closed", "add }}");
        }
      }
      if (key.equals("if") && !all.isEmpty() && all.get(0).isClosed()) {
        Embedded first = all.get(0);
        int end = first.start() + first.text().length() + 2;
        boolean isMixed = first.start() > 3 || end < text.strip().length();
        if (isMixed && all.size() == 1 && !text.strip().startsWith("!")) {
          report(
              node,
              0,
              "this condition is always true: what is outside of ${{ }} makes it a string",
              "put all of it between ${{ and }}, or leave them out");
        }
      }
    }

    private void report(YamlNode node, int index, String problem, String remedy) {
      findings.add(EXPRESSION, file.path(), node.positionOf(index), problem, remedy);
    }

    private void expression(YamlNode node, int start, String text, Place place) {
      Parsed parsed = ExpressionParser.parse(text, Dialect.GITHUB);
      parsed
          .mistake()
          .ifPresent(
              mistake ->
                  report(node, start + mistake.index(), mistake.problem(), mistake.remedy()));
      parsed.expression().ifPresent(found -> found.walk(part -> part(node, start, part, place)));
    }

    private void part(YamlNode node, int start, Expression part, Place place) {
      int index = start + part.index();
      if (part instanceof Expression.Name name) {
        String lower = name.name().toLowerCase(Locale.ROOT);
        if (!ContextNames.contexts().contains(lower)) {
          report(
              node,
              index,
              "unknown context '" + name.name() + "'",
              Suggestion.useOneOf(lower, ContextNames.contexts()));
        } else if (file.kind() == FileKind.GITHUB_WORKFLOW
            && ContextNames.isUnavailable(lower, place.keys())
            // A job without a matrix is told by the name that it lacks.
            && !(lower.equals("matrix") && isWithoutMatrix(place.job()))) {
          report(
              node,
              index,
              "'"
                  + name.name()
                  + "' is not available at "
                  + place.keys().replaceFirst("^jobs\\.\\*\\.", ""),
              "use github, needs, vars or inputs there, or move the condition to where it is");
        }
      } else if (part instanceof Expression.Call call) {
        call(node, index, call);
      } else if (part instanceof Expression.Property property) {
        property.path().ifPresent(path -> path(node, index, path, place.job()));
      }
    }

    private static boolean isWithoutMatrix(Optional<YamlNode> job) {
      return job.flatMap(one -> Matrices.names(one)).filter(Set::isEmpty).isPresent();
    }

    private void call(YamlNode node, int index, Expression.Call call) {
      Optional<int[]> bounds = ContextNames.arguments(call.function());
      int count = call.arguments().size();
      if (bounds.isEmpty()) {
        report(
            node,
            index,
            "unknown function '" + call.function() + "'",
            Suggestion.useOneOf(call.function(), ContextNames.functions()));
      } else if (count < bounds.get()[0] || count > bounds.get()[1]) {
        report(
            node,
            index,
            "the function '" + call.function() + "' is given " + count + " arguments",
            bounds.get()[0] == bounds.get()[1]
                ? "give it " + bounds.get()[0]
                : "give it at least " + bounds.get()[0]);
      } else if (call.function().equalsIgnoreCase("fromJSON")
          && call.arguments().get(0) instanceof Expression.Literal literal
          && literal.isString()
          && !isJson(literal.text())) {
        report(
            node,
            index,
            "the text that fromJSON() is given is not JSON",
            "correct its quotes and brackets");
      }
    }

    private static boolean isJson(String text) {
      try {
        return !text.isBlank() && JsonParser.parseReader(strict(text)) != null;
      } catch (JsonParseException e) {
        return false;
      }
    }

    private static JsonReader strict(String text) {
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      return reader;
    }

    /** A variable that no {@code env} of the workflow has, and no step leaves. */
    private void variable(YamlNode node, int index, String name) {
      Optional<YamlNode> root = file.yaml().root();
      if (file.kind() != FileKind.GITHUB_WORKFLOW || root.isEmpty()) {
        return;
      }
      StepVariables set = root.get().learn(StepVariables.class, StepVariables::ofWorkflow);
      Optional<String> near =
          set.names().stream().filter(one -> Suggestion.isSlip(one, name)).sorted().findFirst();
      boolean isClosed = set.isClosed() && StepVariables.leaveNothing(project);
      if (!set.names().contains(name) && (near.isPresent() || isClosed)) {
        report(
            node,
            index,
            "no 'env' of the workflow sets '" + name + "'",
            near.map(one -> "use env." + one).orElse("set it in 'env'"));
      }
    }

    private void path(YamlNode node, int index, List<String> path, Optional<YamlNode> job) {
      String context = path.get(0).toLowerCase(Locale.ROOT);
      String name = path.get(1);
      if (!ContextNames.contexts().contains(context) || name.equals("*")) {
        star(node, index, context, path);
        return;
      }
      if (path.size() == 2 && context.equals("env")) {
        variable(node, index, name);
      } else if (path.size() == 2) {
        Optional<Set<String>> names =
            context.equals("matrix")
                ? job.flatMap(one -> Matrices.names(one))
                : ContextNames.names(context);
        names
            .filter(known -> !known.contains(name))
            .ifPresent(
                known ->
                    report(
                        node,
                        index,
                        "'"
                            + context
                            + "' has no '"
                            + name
                            + "'"
                            + (known.isEmpty() ? ": the job has no matrix" : ""),
                        known.isEmpty()
                            ? "add it to strategy.matrix"
                            : Suggestion.useOneOf(name, known)));
      } else if (path.size() == 3) {
        result(node, index, context, path.get(2));
      } else if (path.size() == 4 && path.get(2).equals("outputs")) {
        output(node, index, context, path, job);
      }
    }

    private void star(YamlNode node, int index, String context, List<String> path) {
      if (path.size() == 3 && path.get(1).equals("*")) {
        result(node, index, context, path.get(2));
      }
    }

    /** What is known of each step and job. */
    private void result(YamlNode node, int index, String context, String name) {
      Set<String> known =
          switch (context) {
            case "steps" -> Set.of("outputs", "outcome", "conclusion");
            case "needs", "jobs" -> Set.of("outputs", "result");
            default -> Set.of();
          };
      if (!known.isEmpty() && !known.contains(name.toLowerCase(Locale.ROOT))) {
        report(
            node,
            index,
            "'" + context + "' has no '" + name + "' for each of its members",
            Suggestion.useOneOf(name, new TreeSet<>(known)));
      }
    }

    private void output(
        YamlNode node, int index, String context, List<String> path, Optional<YamlNode> job) {
      String name = path.get(3);
      Optional<Set<String>> known = Optional.empty();
      if (context.equals("jobs")) {
        known = root.get("jobs", path.get(1)).flatMap(one -> Callee.outputs(one, project));
      } else if (context.equals("steps")) {
        Optional<YamlNode> owner = job.or(() -> root.get("runs"));
        known = owner.flatMap(one -> StepOutputs.of(project, one, path.get(1), name));
      }
      known
          .filter(names -> names.stream().noneMatch(name::equalsIgnoreCase))
          .ifPresent(
              names ->
                  report(
                      node,
                      index,
                      "'" + path.get(1) + "' has no output '" + name + "'",
                      names.isEmpty()
                          ? "write it to $GITHUB_OUTPUT there, or correct the name"
                          : Suggestion.useOneOf(name, names)));
    }
  }
}
