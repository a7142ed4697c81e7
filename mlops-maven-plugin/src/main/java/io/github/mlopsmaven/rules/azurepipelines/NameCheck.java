package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters, stages and jobs that a pipeline names are declared in it. */
final class NameCheck implements Check {

  static final Rule UNKNOWN =
      new Rule(
          "azure-pipelines-unknown-name",
          Level.ERROR,
          "Undeclared parameter, stage or job in an Azure pipeline");

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{([^}$]*+(?:(?:}(?!})|\\$(?!\\{\\{))[^}$]*+)*+)}}");

  private static final Pattern PARAMETER =
      Pattern.compile("(?<![\\w.'])parameters(?:\\.([A-Za-z_][\\w-]*)|\\['([^']+)'])");

  @Override
  public List<Rule> rules() {
    return List.of(UNKNOWN);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Includers includers = Includers.of(project);
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                Map<String, Parameters.Declared> declared = Parameters.declared(root);
                // A template that declares nothing takes whatever it is given.
                if (root.get("parameters").isPresent() || Includers.isStarted(root)) {
                  Set<String> known = new TreeSet<>();
                  declared.values().forEach(one -> known.add(one.name()));
                  // The old form names defaults: others may be given, one that is a slip is not.
                  boolean isOpen = root.get("parameters").isPresent() && Parameters.isOpen(root);
                  Predicate<String> isMeant =
                      name ->
                          isOpen
                              && (known.stream().noneMatch(one -> Suggestion.isSlip(one, name))
                                  || includers.isMentioned(file, name));
                  root.walk(node -> parameters(file, node, declared, known, isMeant, findings));
                }
                Optional<Set<String>> outer = includers.names(file, root);
                outer.ifPresent(
                    names -> {
                      for (JobOrder order :
                          List.of(
                              new JobOrder(project, "stages", "stage"),
                              new JobOrder(project, "jobs", "job"))) {
                        root.walk(node -> order(file, node, order, names, findings));
                      }
                    });
              });
    }
  }

  private static void parameters(
      SourceFile file,
      YamlNode node,
      Map<String, Parameters.Declared> declared,
      Set<String> known,
      Predicate<String> isMeant,
      Findings findings) {
    String text = node.text().orElse("");
    if (!Expressions.isExpression(text)) {
      return;
    }
    Matcher expression = EXPRESSION.matcher(text);
    while (expression.find()) {
      Matcher parameter = PARAMETER.matcher(expression.group(1));
      while (parameter.find()) {
        String name = parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
        if (!declared.containsKey(name.toLowerCase(Locale.ROOT)) && !isMeant.test(name)) {
          findings.add(
              UNKNOWN,
              file.path(),
              node.positionOf(expression.start(1) + parameter.start()),
              "no parameter '" + name + "' is declared here",
              known.isEmpty() ? "declare it in 'parameters'" : Suggestion.useOneOf(name, known));
        }
      }
    }
  }

  /** {@code dependsOn} of the stages or jobs in one list, where all of them are known. */
  private static void order(
      SourceFile file, YamlNode parent, JobOrder order, Set<String> outer, Findings findings) {
    Optional<YamlNode> items = parent.get(order.list()).filter(YamlNode::isSequence);
    Optional<Set<String>> own = items.flatMap(list -> order.names(file, list, Map.of()));
    if (own.isEmpty()) {
      return;
    }
    Set<String> names = own.get();
    names.addAll(outer);
    for (YamlNode item : order.items(items.get())) {
      for (YamlNode one : order.waits(file, item)) {
        one.text().ifPresent(name -> known(file, one, name, order.kind(), names, findings));
      }
    }
  }

  private static void known(
      SourceFile file,
      YamlNode node,
      String name,
      String kind,
      Set<String> names,
      Findings findings) {
    if (!Expressions.isExpression(name) && !names.contains(name)) {
      findings.add(
          UNKNOWN,
          file,
          node,
          "unknown " + kind + " '" + name + "'",
          Suggestion.useOneOf(name, names));
    }
  }
}
