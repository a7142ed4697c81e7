package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stages, jobs and steps of a project's pipelines hand on to later ones, and what those
 * are called.
 *
 * @param names of stages and jobs; those that a parameter gives too
 * @param steps of steps
 * @param variables that a script or a task sets for others
 * @param late the variables that scripts set, and no file otherwise
 * @param areKnown whether those are all: no task, and no name that is put together, sets others
 */
record Outputs(
    Set<String> names,
    Set<String> steps,
    Set<String> variables,
    Set<String> late,
    boolean areKnown) {

  private static final Pattern MAY_SET = Pattern.compile(".*\\.(?:sh|bash|py|ps1|js|ts)");

  private static final Pattern SET =
      Pattern.compile("task\\.setvariable\\s+([^\\]]*)]", Pattern.CASE_INSENSITIVE);

  private static final Pattern VARIABLE =
      Pattern.compile("variable\\s*=\\s*([^;\\]]+)", Pattern.CASE_INSENSITIVE);

  static Outputs of(VerifiedProject project) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> steps = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> variables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> late = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> early = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    boolean[] isOpen = {false, false, false};
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node -> {
                        for (String key : List.of("stage", "job", "deployment")) {
                          node.get(key)
                              .flatMap(YamlNode::text)
                              .ifPresent(
                                  text -> {
                                    isOpen[0] |= Expressions.isExpression(text);
                                    names.add(text);
                                  });
                        }
                        step(node, steps);
                        node.get("variables").ifPresent(set -> early(set, early, isOpen));
                        node.get("template")
                            .filter(template -> template.text().orElse("").indexOf('@') > 0)
                            .ifPresent(template -> isOpen[1] = true);
                        node.get("parameters").ifPresent(parameters -> given(parameters, given));
                      }));
    }
    if (isOpen[0]) {
      names.addAll(given);
      steps.addAll(given);
    }
    boolean isComputed = isOpen[1];
    for (SourceFile file : project.files().all()) {
      isComputed |= mayHaveScripts(file) && collect(file, variables, late);
    }
    late.removeAll(early);
    if (isOpen[2]) {
      late.clear();
    }
    return new Outputs(names, steps, variables, late, !isComputed);
  }

  /** The names that files set, and whether there are groups of others. */
  private static void early(YamlNode variables, Set<String> early, boolean[] isOpen) {
    variables.walk(
        node -> {
          early.addAll(node.keys());
          node.get("name").flatMap(YamlNode::text).ifPresent(early::add);
          isOpen[2] |= node.get("group").isPresent();
        });
  }

  /** Whether a variable has a value only when a job has set it. */
  boolean isLate(String name) {
    return late.contains(name);
  }

  /** What is handed to a template, and what a parameter is otherwise; not what it is called. */
  private static void given(YamlNode parameters, Set<String> given) {
    for (YamlNode.Entry entry : parameters.entries()) {
      texts(entry.value(), given);
    }
    for (YamlNode item : parameters.items()) {
      for (String key : List.of("default", "values")) {
        item.get(key).ifPresent(values -> texts(values, given));
      }
    }
  }

  /**
   * The texts of a value, without its keys and without stages, jobs and steps, which have names.
   */
  private static void texts(YamlNode value, Set<String> given) {
    value.text().ifPresent(given::add);
    value.entries().forEach(entry -> texts(entry.value(), given));
    if (!HandedOn.isWork(value)) {
      value.items().forEach(item -> texts(item, given));
    }
  }

  private static void step(YamlNode node, Set<String> steps) {
    boolean isStep =
        List.of("task", "script", "bash", "pwsh", "powershell").stream()
            .anyMatch(key -> node.get(key).isPresent());
    if (isStep) {
      node.get("name").flatMap(YamlNode::text).ifPresent(steps::add);
    }
  }

  private static boolean mayHaveScripts(SourceFile file) {
    return file.kind() == FileKind.AZURE_PIPELINE || MAY_SET.matcher(file.path()).matches();
  }

  /** Whether a text has {@code task.setvariable}, in any case: patterns would take much longer. */
  static boolean maySet(String text) {
    for (int point = text.indexOf('.'); point >= 0; point = text.indexOf('.', point + 1)) {
      if (text.regionMatches(true, point - 4, "task.setvariable", 0, 16)) {
        return true;
      }
    }
    return false;
  }

  /** Collects the variables, and says whether a name is put together. */
  private static boolean collect(SourceFile file, Set<String> variables, Set<String> late) {
    if (!maySet(file.text())) {
      return false;
    }
    Matcher matcher = SET.matcher(file.text());
    boolean isComputed = false;
    while (matcher.find()) {
      String properties = matcher.group(1);
      Matcher variable = VARIABLE.matcher(properties);
      if (variable.find()) {
        String name = variable.group(1).strip();
        isComputed |= !name.matches("[\\w.-]+");
        late.add(name);
        if (properties.toLowerCase(Locale.ROOT).matches(".*isoutput\\s*=\\s*true.*")) {
          variables.add(name);
        }
      }
    }
    return isComputed;
  }

  /**
   * What is wrong with a path such as {@code dependencies.a.outputs['step.variable']}.
   *
   * @param path its names
   */
  Optional<String> problem(List<String> path) {
    String context = path.get(0).toLowerCase(Locale.ROOT);
    boolean isStage = context.equals("stagedependencies");
    if (!(isStage || context.equals("dependencies")) || !areKnown || names.isEmpty()) {
      return Optional.empty();
    }
    int last = isStage ? 3 : 2;
    for (int i = 1; i < Math.min(last, path.size()); i++) {
      String name = path.get(i);
      if (!name.equals("*") && !names.contains(name)) {
        return Optional.of("unknown stage or job '" + name + "'");
      }
    }
    if (path.size() != last + 2 || !path.get(last).equalsIgnoreCase("outputs")) {
      return Optional.empty();
    }
    String[] parts = path.get(last + 1).split("\\.", -1);
    String variable = parts[parts.length - 1];
    if (!variables.contains(variable)) {
      return Optional.of("no step sets an output variable '" + variable + "'");
    }
    boolean isLost = parts.length > 1 && !steps.contains(parts[parts.length - 2]);
    return isLost
        ? Optional.of("there is no step named '" + parts[parts.length - 2] + "'")
        : Optional.empty();
  }
}
