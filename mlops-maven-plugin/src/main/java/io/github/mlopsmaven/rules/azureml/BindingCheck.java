package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inputs and outputs are bound to something that is declared. */
final class BindingCheck implements Check {

  static final Rule UNBOUND =
      new Rule(
          "azureml-unbound",
          Level.ERROR,
          "Undeclared input, output or job in an Azure ML expression");

  static final Rule UNKNOWN_INPUT =
      new Rule(
          "azureml-unknown-input", Level.ERROR, "Unknown input or output of an Azure ML component");

  static final Rule MISSING_INPUT =
      new Rule(
          "azureml-missing-input", Level.ERROR, "Missing required input of an Azure ML component");

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_][\\w-]*){0,50})\\s*}}");

  /** What starts the code of a job: its expressions are about the job itself. */
  private static final Set<String> COMMANDS =
      Set.of("command", "args", "program_arguments", "input_data");

  /** What a binding may seem to begin with. */
  private static final Set<String> ROOTS =
      Set.of("inputs", "outputs", "jobs", "pipeline", "steps", "self", "job");

  /** What an expression of a command can begin with. */
  private static final Set<String> CONTEXTS =
      Set.of("inputs", "outputs", "search_space", "parent", "name", "default_datastore");

  @Override
  public List<Rule> rules() {
    return List.of(UNBOUND, UNKNOWN_INPUT, MISSING_INPUT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                new OneFile(project, file, findings).step(root);
                new OneFile(project, file, findings).pipeline(root);
              });
    }
    JobOutputNames.check(project, UNKNOWN_INPUT, findings);
  }

  private record OneFile(VerifiedProject project, SourceFile file, Findings findings) {

    /** A command job or component, or a job of a pipeline. */
    void step(YamlNode step) {
      for (YamlNode.Entry entry : step.entries()) {
        if (COMMANDS.contains(entry.name())) {
          command(step, entry.value());
        } else if (entry.name().equals("task") || entry.name().equals("trial")) {
          entry.value().entries().stream()
              .filter(inner -> COMMANDS.contains(inner.name()))
              .forEach(inner -> command(step, inner.value()));
        }
      }
    }

    private void command(YamlNode step, YamlNode command) {
      Matcher matcher = EXPRESSION.matcher(command.text().orElse(""));
      while (matcher.find()) {
        String[] path = matcher.group(1).split("\\.", -1);
        boolean isPort =
            path.length > 1 && Set.of("inputs", "outputs", "search_space").contains(path[0]);
        Optional<String> meant =
            isPort || CONTEXTS.contains(path[0])
                ? Optional.empty()
                : Suggestion.nearest(path[0], new TreeSet<>(CONTEXTS));
        if (path[0].equals("parent")) {
          add(
              command,
              matcher.start(),
              "a command does not know 'parent': it sees the inputs and outputs of its own job",
              path.length > 2
                  ? "bind it in the job's `inputs`, and write ${{" + path[1] + "." + path[2] + "}}"
                  : "write ${{inputs.NAME}}");
        }
        meant.ifPresent(
            context ->
                add(
                    command,
                    matcher.start(),
                    "there is no '" + path[0] + "' in an expression",
                    "use " + context));
        if (isPort && !hasPort(step, path[0], path[1])) {
          add(
              command,
              matcher.start(),
              path[0].replaceFirst("s$", "") + " '" + path[1] + "' is used and not declared",
              "declare it under `" + path[0] + "`, or correct its name");
        }
      }
    }

    private static boolean hasPort(YamlNode node, String kind, String name) {
      return node.get(kind, name).isPresent();
    }

    private static Set<String> ports(YamlNode node, String kind) {
      return node.get(kind).map(YamlNode::keys).orElse(Set.of());
    }

    void pipeline(YamlNode root) {
      for (YamlNode.Entry job : root.get("jobs").map(YamlNode::entries).orElse(List.of())) {
        step(job.value());
        for (String kind : List.of("inputs", "outputs")) {
          job.value().get(kind).ifPresent(ports -> ports.walk(value -> binding(root, value)));
        }
        References.component(project, file, job.value())
            .ifPresent(component -> call(job, component));
      }
    }

    private void binding(YamlNode root, YamlNode value) {
      Matcher matcher = EXPRESSION.matcher(value.text().orElse(""));
      while (matcher.find()) {
        List<String> path = List.of(matcher.group(1).split("\\.", -1));
        boolean isWhole = matcher.group().equals(value.text().orElse("").strip());
        if (isWhole && ROOTS.contains(path.get(0)) && path.size() > 1) {
          add(
              value,
              matcher.start(),
              "a binding begins with 'parent', not with '" + path.get(0) + "'",
              "write ${{parent." + rooted(root, path) + "}}");
        } else if (isWhole
            && path.size() > 1
            && path.get(0).equals("parent")
            && !Set.of("inputs", "outputs", "jobs").contains(path.get(1))) {
          add(
              value,
              matcher.start(),
              "the pipeline has no '" + path.get(1) + "' to bind",
              "write ${{parent." + rooted(root, path.subList(1, path.size())) + "}}");
        } else if (path.size() > 2 && path.get(0).equals("parent")) {
          problem(root, path)
              .ifPresent(
                  problem ->
                      add(
                          value,
                          matcher.start(),
                          problem,
                          "correct the name, or declare what it names"));
        }
      }
    }

    /** The way to what is meant, from the pipeline on. */
    private static String rooted(YamlNode root, List<String> path) {
      String rest = String.join(".", path.subList(1, path.size()));
      boolean isJob = root.get("jobs", path.get(0)).isPresent();
      boolean isPart = Set.of("inputs", "outputs", "jobs").contains(path.get(0));
      return isPart || !(isJob || hasPort(root, "inputs", path.get(0)))
          ? isPart ? path.get(0) + "." + rest : "inputs." + rest
          : isJob ? "jobs." + String.join(".", path) : "inputs." + String.join(".", path);
    }

    /** What is wrong with {@code parent.inputs.x} or {@code parent.jobs.a.outputs.b}. */
    private Optional<String> problem(YamlNode root, List<String> path) {
      String kind = path.get(1);
      String name = path.get(2);
      if (kind.equals("inputs") || kind.equals("outputs")) {
        return hasPort(root, kind, name)
            ? Optional.empty()
            : Optional.of("the pipeline has no " + kind.replaceFirst("s$", "") + " '" + name + "'");
      }
      if (!kind.equals("jobs")) {
        return Optional.empty();
      }
      Optional<YamlNode> job = root.get("jobs", name);
      if (job.isEmpty()) {
        return Optional.of("the pipeline has no job '" + name + "'");
      }
      if (path.size() < 5 || !(path.get(3).equals("outputs") || path.get(3).equals("inputs"))) {
        return Optional.empty();
      }
      Optional<Set<String>> known = known(job.get(), path.get(3));
      return known.isEmpty() || known.get().contains(path.get(4))
          ? Optional.empty()
          : Optional.of(
              "the job '"
                  + name
                  + "' has no "
                  + path.get(3).replaceFirst("s$", "")
                  + " '"
                  + path.get(4)
                  + "'");
    }

    /** The inputs or outputs of a job; empty where its component is not the project's. */
    private Optional<Set<String>> known(YamlNode job, String kind) {
      Set<String> names = new LinkedHashSet<>(ports(job, kind));
      if (job.get("component").isPresent()) {
        Optional<YamlNode> component = References.component(project, file, job);
        component.ifPresent(found -> names.addAll(ports(found, kind)));
        return component.map(found -> names);
      }
      boolean isOpen = job.get("command").isEmpty() && job.get("task").isEmpty();
      return isOpen ? Optional.empty() : Optional.of(names);
    }

    private void call(YamlNode.Entry job, YamlNode component) {
      for (String kind : List.of("inputs", "outputs")) {
        Set<String> declared = ports(component, kind);
        for (YamlNode.Entry given :
            job.value().get(kind).map(YamlNode::entries).orElse(List.of())) {
          if (!declared.contains(given.name())) {
            findings.add(
                UNKNOWN_INPUT,
                file,
                given.key(),
                "the component has no " + kind.replaceFirst("s$", "") + " '" + given.name() + "'",
                "declare it in the component, or take this line out");
          }
        }
      }
      Set<String> given = ports(job.value(), "inputs");
      for (YamlNode.Entry input :
          component.get("inputs").map(YamlNode::entries).orElse(List.of())) {
        boolean isOptional =
            input.value().get("default").isPresent()
                || input.value().get("optional").flatMap(YamlNode::text).orElse("").equals("true");
        if (!isOptional && !given.contains(input.name())) {
          findings.add(
              MISSING_INPUT,
              file,
              job.key(),
              "the component of the job '"
                  + job.name()
                  + "' requires the input '"
                  + input.name()
                  + "', which is missing",
              "add `" + input.name() + "` to the job's `inputs`");
        }
      }
    }

    private void add(YamlNode node, int index, String problem, String remedy) {
      findings.add(UNBOUND, file.path(), node.positionOf(index), problem, remedy);
    }
  }
}
