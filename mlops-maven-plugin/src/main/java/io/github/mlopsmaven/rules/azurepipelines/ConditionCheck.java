package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comparisons of pipelines may be true and may be false. */
final class ConditionCheck implements Check {

  static final Rule CONSTANT =
      new Rule(
          "azure-pipelines-constant-condition",
          Level.WARNING,
          "Comparison in an Azure pipeline with a value that never occurs");

  private static final Set<String> FUNCTIONS = Set.of("eq", "ne", "in", "notin");

  private static final Pattern RUN_TIME = Pattern.compile("^\\s*\\$\\[(.*)]\\s*$", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("^\\s*(?:if|elseif)\\b", Pattern.DOTALL);

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
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml()
          .root()
          .ifPresent(root -> new OneFile(file, declared(root), findings).visit(root, ""));
    }
  }

  /** Name of a parameter, in lower case, to the values that it lists. */
  private static Map<String, List<String>> declared(YamlNode root) {
    Map<String, List<String>> declared = new LinkedHashMap<>();
    for (YamlNode item : root.get("parameters").map(YamlNode::items).orElse(List.of())) {
      List<String> values = new ArrayList<>();
      item.get("values")
          .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(values::add)));
      boolean isPlain = !values.isEmpty() && values.stream().noneMatch(one -> one.contains("$"));
      item.get("name")
          .flatMap(YamlNode::text)
          .filter(any -> isPlain)
          .ifPresent(name -> declared.put(name.toLowerCase(Locale.ROOT), values));
    }
    return declared;
  }

  private record OneFile(SourceFile file, Map<String, List<String>> parameters, Findings findings) {

    void visit(YamlNode node, String key) {
      node.text().ifPresent(text -> text(node, text, key));
      for (YamlNode.Entry entry : node.entries()) {
        entry.key().text().ifPresent(text -> text(entry.key(), text, ""));
        visit(entry.value(), entry.name());
      }
      node.items().forEach(item -> visit(item, key));
    }

    private void text(YamlNode node, String text, String key) {
      if (text.indexOf('(') < 0 || text.indexOf('\'') < 0) {
        return;
      }
      for (Embedded one : Embedded.in(text)) {
        Matcher word = WORD.matcher(one.text());
        int from = word.find() ? word.end() : 0;
        if (one.isClosed()) {
          expression(node, one.start() + from, one.text().substring(from));
        }
      }
      Matcher runTime = RUN_TIME.matcher(text);
      if (text.contains("${{")) {
        return;
      }
      if (runTime.matches()) {
        expression(node, runTime.start(1), runTime.group(1));
      } else if (key.equals("condition") && !text.contains("$(")) {
        expression(node, 0, text);
      }
    }

    private void expression(YamlNode node, int start, String text) {
      ExpressionParser.parse(text, Dialect.AZURE)
          .expression()
          .ifPresent(
              found ->
                  found.walk(
                      part -> {
                        if (part instanceof Expression.Call call
                            && FUNCTIONS.contains(call.function().toLowerCase(Locale.ROOT))) {
                          compared(node, start, call.arguments());
                        }
                      }));
    }

    private void compared(YamlNode node, int start, List<Expression> arguments) {
      Optional<List<String>> path =
          arguments.stream().flatMap(argument -> argument.path().stream()).findFirst();
      for (Expression argument : path.isPresent() ? arguments : List.<Expression>of()) {
        if (argument instanceof Expression.Literal literal
            && literal.isString()
            && !literal.text().isEmpty()) {
          known(path.get())
              .filter(known -> known.stream().noneMatch(literal.text()::equalsIgnoreCase))
              .ifPresent(
                  known ->
                      report(
                          node,
                          start + literal.index(),
                          String.join(".", path.get()) + " is never '" + literal.text() + "'",
                          Suggestion.useOneOf(literal.text(), known)));
          branch(node, start, path.get(), literal);
        }
      }
    }

    private void report(YamlNode node, int index, String problem, String remedy) {
      findings.add(CONSTANT, file.path(), node.positionOf(index), problem, remedy);
    }

    private void branch(YamlNode node, int start, List<String> path, Expression.Literal literal) {
      String whole = String.join(".", path).toLowerCase(Locale.ROOT);
      boolean isWhole = whole.equals("variables.build.sourcebranch");
      boolean isName = whole.equals("variables.build.sourcebranchname");
      boolean isRef = literal.text().startsWith("refs/");
      if (isWhole && !isRef) {
        report(
            node,
            start + literal.index(),
            "Build.SourceBranch is never '" + literal.text() + "': it begins with refs/",
            "write 'refs/heads/" + literal.text() + "'");
      } else if (isName && literal.text().indexOf('/') >= 0) {
        report(
            node,
            start + literal.index(),
            "Build.SourceBranchName is never '"
                + literal.text()
                + "': it is what stands behind the last '/'",
            "compare Build.SourceBranch with it");
      }
    }

    private Optional<List<String>> known(List<String> path) {
      List<String> parts = new ArrayList<>();
      path.forEach(
          one -> parts.addAll(Arrays.asList(one.toLowerCase(Locale.ROOT).split("\\.", -1))));
      if (parts.size() == 2 && parts.get(0).equals("parameters")) {
        return Optional.ofNullable(parameters.get(parts.get(1)));
      }
      return Holder.VALUES.of(parts);
    }
  }
}
