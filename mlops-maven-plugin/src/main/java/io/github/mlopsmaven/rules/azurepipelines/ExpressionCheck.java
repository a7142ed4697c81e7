package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.expressions.Parsed;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions of pipelines can be read, and name what Azure Pipelines knows. */
final class ExpressionCheck implements Check {

  static final Rule EXPRESSION =
      new Rule(
          "azure-pipelines-expression",
          Level.ERROR,
          "Invalid expression, or unknown function, output or predefined variable in an Azure pipeline");

  private static final Pattern RUN_TIME = Pattern.compile("^\\s*\\$\\[(.*)]\\s*$", Pattern.DOTALL);

  private static final Pattern WITHOUT_DOLLAR =
      Pattern.compile("(?<![${\\w])\\{\\{\\s*((?:parameters|variables)\\b[.\\[])");

  /** What a shell would compute has no such names. */
  private static final Pattern WITHIN =
      Pattern.compile("\\$\\[\\s*(?:variables|dependencies|stageDependencies|parameters)[.\\[]");

  private static final Pattern MACRO = Pattern.compile("\\$\\(([A-Za-z_][\\w.]*)\\)");

  private static final Pattern LOOP =
      Pattern.compile("^\\s*each\\s+([\\w-]+)\\s+in\\s+(.*)$", Pattern.DOTALL);

  private static final Pattern DIRECTIVE =
      Pattern.compile("^\\s*(if|elseif|else|insert|each)\\b(.*)$", Pattern.DOTALL);

  @Override
  public List<Rule> rules() {
    return List.of(EXPRESSION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Pipelines pipelines = new Pipelines(project);
    if (pipelines.files().isEmpty()) {
      return;
    }
    Outputs outputs = Outputs.of(project);
    Includers includers = Includers.of(project);
    CompileTime compileTime = CompileTime.of(pipelines.files());
    for (SourceFile file : pipelines.files()) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                Set<String> names = new HashSet<>();
                root.walk(node -> node.text().ifPresent(text -> loops(text, names)));
                new OneFile(file, root, names, outputs, findings).visit(root, "");
                compileTime.check(file, root, findings);
                if (includers.isPipeline(file, root)) {
                  new OutputPaths(includers.tree(file, root), outputs, findings).check();
                }
              });
    }
  }

  private static void loops(String text, Set<String> names) {
    for (Embedded one : Embedded.in(text)) {
      Matcher loop = LOOP.matcher(one.text());
      if (loop.matches()) {
        names.add(loop.group(1).toLowerCase(Locale.ROOT));
      }
    }
  }

  private record OneFile(
      SourceFile file, YamlNode root, Set<String> loops, Outputs outputs, Findings findings) {

    void visit(YamlNode node, String key) {
      node.text().ifPresent(text -> text(node, text, key));
      for (YamlNode.Entry entry : node.entries()) {
        entry.key().text().ifPresent(text -> text(entry.key(), text, ""));
        visit(entry.value(), entry.name());
      }
      node.items().forEach(item -> visit(item, key));
    }

    private void text(YamlNode node, String text, String key) {
      if (text.indexOf('{') >= 0) {
        Matcher plain = WITHOUT_DOLLAR.matcher(text);
        if (plain.find()) {
          report(
              node,
              plain.start(),
              "'{{' begins no expression",
              "write ${{ " + plain.group(1) + "… }}");
        }
      }
      if (text.indexOf('$') < 0 && !key.equals("condition")) {
        return;
      }
      for (Embedded one : Embedded.in(text)) {
        if (one.isClosed()) {
          directive(node, one);
        } else {
          report(node, one.start(), "the expression that begins here is not closed", "add }}");
        }
      }
      Matcher runTime = RUN_TIME.matcher(text);
      boolean isCondition = key.equals("condition") && !text.contains("${{");
      if (runTime.matches() && !text.contains("${{")) {
        expression(node, runTime.start(1), runTime.group(1), true);
      } else if (isCondition && !text.contains("$(")) {
        expression(node, 0, text, true);
      }
      Matcher within = WITHIN.matcher(text);
      if (!runTime.matches() && within.find()) {
        report(
            node,
            within.start(),
            "a run-time expression stands within a text, where it is not filled in",
            "set a variable to it, and write $(NAME) here");
      }
      Matcher macro = MACRO.matcher(text);
      while (macro.find()) {
        variable(node, macro.start(1), macro.group(1));
      }
    }

    private void directive(YamlNode node, Embedded one) {
      Matcher directive = DIRECTIVE.matcher(one.text());
      Matcher loop = LOOP.matcher(one.text());
      if (loop.matches()) {
        expression(node, one.start() + loop.start(2), loop.group(2), false);
        LoopTarget.notAList(root, loop.group(2))
            .ifPresent(
                what ->
                    report(
                        node,
                        one.start() + loop.start(2),
                        what + " is a string, and a loop goes over a list or a mapping",
                        "use a parameter of type object, or split(TEXT, ',')"));
      } else if (directive.matches() && directive.group(1).equals("each")) {
        report(node, one.start(), "a loop has another form", "write ${{ each NAME in LIST }}");
      } else if (directive.matches() && directive.group(1).endsWith("if")) {
        expression(node, one.start() + directive.start(2), directive.group(2), false);
      } else if (!directive.matches()) {
        expression(node, one.start(), one.text(), false);
      }
    }

    private void report(YamlNode node, int index, String problem, String remedy) {
      findings.add(EXPRESSION, file.path(), node.positionOf(index), problem, remedy);
    }

    private void expression(YamlNode node, int start, String text, boolean isRunTime) {
      Parsed parsed = ExpressionParser.parse(text, Dialect.AZURE);
      parsed
          .mistake()
          .ifPresent(
              mistake ->
                  report(node, start + mistake.index(), mistake.problem(), mistake.remedy()));
      parsed
          .expression()
          .ifPresent(found -> found.walk(part -> part(node, start, part, isRunTime)));
    }

    private void part(YamlNode node, int start, Expression part, boolean isRunTime) {
      int index = start + part.index();
      if (part instanceof Expression.Call call
          && !ExpressionNames.FUNCTIONS.contains(call.function())) {
        report(
            node,
            index,
            "unknown function '" + call.function() + "'",
            Suggestion.useOneOf(call.function(), ExpressionNames.FUNCTIONS));
      } else if (part instanceof Expression.Call call) {
        int count = call.arguments().size();
        ExpressionNames.arity(call.function())
            .filter(arity -> count < arity.least() || count > arity.most())
            .ifPresent(
                arity ->
                    report(
                        node,
                        index,
                        "the function '"
                            + call.function()
                            + "' is given "
                            + count
                            + (count == 1 ? " argument" : " arguments"),
                        "give it " + arity.text()));
      } else if (part instanceof Expression.Name name) {
        // Nothing else than contexts, variables of loops and functions has a name.
        boolean isKnown =
            ExpressionNames.CONTEXTS.contains(name.name())
                || loops.contains(name.name().toLowerCase(Locale.ROOT));
        if (!isKnown) {
          Set<String> known = new TreeSet<>(ExpressionNames.CONTEXTS);
          known.addAll(loops);
          boolean isFunction = ExpressionNames.FUNCTIONS.contains(name.name());
          report(
              node,
              index,
              "there is no '" + name.name() + "'",
              isFunction
                  ? "call the function: " + name.name() + "()"
                  : Suggestion.nearest(name.name(), known)
                      .map(near -> "use " + near)
                      .orElse("write a string in single quotes, or parameters." + name.name()));
        }
      } else if (part instanceof Expression.Property property) {
        property.path().ifPresent(path -> path(node, index, path, isRunTime));
      }
    }

    private void path(YamlNode node, int index, List<String> path, boolean isRunTime) {
      String context = path.get(0).toLowerCase(Locale.ROOT);
      if (context.equals("variables") && path.size() == 2) {
        variable(node, index, path.get(1));
        if (!isRunTime) {
          late(node, index, path.get(1));
        }
      } else if (context.equals("variables")) {
        report(
            node,
            index,
            "a variable has no parts: '" + String.join(".", path) + "' is not read as one name",
            "write variables['" + String.join(".", path.subList(1, path.size())) + "']");
      } else if (context.equals("parameters") && isRunTime) {
        report(
            node,
            index,
            "parameters are known only before a pipeline runs",
            "write ${{ " + String.join(".", path) + " }}");
      }
      outputs
          .problem(path)
          .ifPresent(problem -> report(node, index, problem, "correct the name, or set it there"));
    }

    /** A template expression is evaluated before any job has set its outputs. */
    private void late(YamlNode node, int index, String name) {
      // Without a value, the path of a template begins at the root, which is what is meant.
      boolean isTemplate =
          node.text().filter(text -> text.matches("(?s).*\\.ya?ml(?:@[\\w-]+)?\\s*")).isPresent();
      if (!isTemplate && (ExpressionNames.LATE.contains(name) || outputs.isLate(name))) {
        report(
            node,
            index,
            "'" + name + "' has no value yet when ${{ }} is filled in",
            "write $(" + name + "), or a condition of the step");
      }
    }

    /** A predefined variable that is nearly right; others may be set anywhere. */
    private void variable(YamlNode node, int index, String name) {
      if (name.toLowerCase(Locale.ROOT).startsWith("parameters.")) {
        report(
            node,
            index,
            "'" + name + "' is a parameter, not a variable",
            "write ${{ " + name + " }}");
        return;
      }
      boolean isPredefined =
          name.matches("(?i)(?:Agent|Build|System|Pipeline|Environment|Strategy|Common)\\..*");
      if (isPredefined && !ExpressionNames.VARIABLES.contains(name)) {
        Optional<String> near = Suggestion.nearest(name, ExpressionNames.VARIABLES);
        near.ifPresent(
            known -> report(node, index, "unknown variable '" + name + "'", "use " + known));
      }
    }
  }
}
