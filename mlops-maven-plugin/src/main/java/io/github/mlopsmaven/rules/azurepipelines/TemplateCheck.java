package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Repositories;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Templates that pipelines include exist and get the parameters that they declare. */
final class TemplateCheck implements Check {

  static final Rule MISSING =
      new Rule(
          "azure-pipelines-missing-template", Level.ERROR, "Azure Pipelines template not found");

  static final Rule MISSING_PARAMETER =
      new Rule(
          "azure-pipelines-missing-parameter",
          Level.ERROR,
          "Missing required template parameter in an Azure pipeline");

  static final Rule UNKNOWN_PARAMETER =
      new Rule(
          "azure-pipelines-unknown-parameter",
          Level.ERROR,
          "Unknown template parameter in an Azure pipeline");

  static final Rule UNKNOWN_ALIAS =
      new Rule(
          "azure-pipelines-unknown-alias",
          Level.ERROR,
          "Undeclared repository or pipeline alias in an Azure pipeline");

  static final Rule NOT_CHECKED =
      new Rule(
          "azure-pipelines-not-checked",
          Level.WARNING,
          "Unreadable repository of Azure Pipelines templates: calls not checked");

  /** What stands below these is handed on as it is. */
  private static final Set<String> DATA =
      Set.of("inputs", "parameters", "env", "values", "default");

  private static final List<String> WORK =
      List.of(
          "stage", "job", "deployment", "task", "script", "bash", "pwsh", "powershell", "checkout");

  /** A variable has one value where a template is named, which a condition may have chosen. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\{\\s*variables\\b");

  @Override
  public List<Rule> rules() {
    return List.of(MISSING, MISSING_PARAMETER, UNKNOWN_PARAMETER, UNKNOWN_ALIAS, NOT_CHECKED);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Pipelines pipelines = new Pipelines(project);
    Includers includers = Includers.of(project);
    for (SourceFile file : pipelines.files()) {
      Map<String, Pipelines.Repository> aliases = pipelines.repositoriesOf(file);
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  new Includes(
                          project, pipelines, file, aliases, includers.isForOthers(file), findings)
                      .visit(root, false, ""));
      requireStates(project, pipelines, file, findings);
    }
  }

  /** A template that declares no parameters takes whatever it is given. */
  private static boolean declares(YamlNode template) {
    return template.get("parameters").isPresent();
  }

  /** Said once, where the state is named, and not for each template. */
  private static void requireStates(
      VerifiedProject project, Pipelines pipelines, SourceFile file, Findings findings) {
    Pipelines.repositories(file)
        .forEach(
            (alias, repository) -> {
              Optional<String> templates = pipelines.pipelineTemplates(alias, repository);
              if (templates.isPresent()
                  && project.repositories().find(templates.get(), repository.ref())
                      instanceof Repositories.Found.Lacking lacking) {
                findings.add(MISSING, file, repository.node(), lacking.problem(), lacking.remedy());
              }
            });
  }

  /** The includes of one file. */
  private record Includes(
      VerifiedProject project,
      Pipelines pipelines,
      SourceFile file,
      Map<String, Pipelines.Repository> aliases,
      boolean isForOthers,
      Findings findings) {

    /**
     * Looks at a node and below it.
     *
     * @param isConditional whether a condition or a loop decides about it
     * @param list the key of the list that it is in: {@code stages} and the like
     */
    void visit(YamlNode node, boolean isConditional, String list) {
      node.get("template")
          .filter(YamlNode::isScalar)
          .ifPresent(name -> template(node, name, isConditional, list));
      PipelineResources.check(pipelines, file, node, findings);
      node.get("checkout").filter(YamlNode::isScalar).ifPresent(this::checkout);
      node.get("download").filter(YamlNode::isScalar).ifPresent(this::download);
      for (YamlNode.Entry entry : node.entries()) {
        if (!DATA.contains(entry.name())) {
          boolean isExpression = Expressions.isExpression(entry.name());
          visit(entry.value(), isConditional || isExpression, isExpression ? list : entry.name());
        } else if (entry.name().equals("parameters")) {
          entry.value().entries().forEach(given -> handedOn(given.value()));
        }
      }
      node.items().forEach(item -> visit(item, isConditional, list));
    }

    /** Stages, jobs or steps that a template is given are seen from this file. */
    private void handedOn(YamlNode given) {
      boolean isWork =
          !given.items().isEmpty()
              && given.items().stream()
                  .allMatch(item -> WORK.stream().anyMatch(key -> item.get(key).isPresent()));
      if (isWork) {
        visit(given, false, "");
      }
    }

    private void checkout(YamlNode node) {
      String name = node.text().orElse("");
      boolean isAlias =
          !name.isEmpty()
              && !Set.of("self", "none").contains(name)
              && !name.contains("$")
              && !name.contains("://");
      if (isAlias && !aliases.containsKey(name)) {
        unknownAlias(node, name);
      }
    }

    /**
     * What is downloaded from another pipeline is declared in this one, or in one that includes it.
     */
    private void download(YamlNode node) {
      String name = node.text().orElse("");
      Set<String> known = new TreeSet<>();
      boolean isAlone =
          file.yaml().root().filter(Includers::isStarted).isPresent()
              && file.yaml().root().filter(root -> root.get("extends").isPresent()).isEmpty();
      for (SourceFile one : isAlone ? List.of(file) : pipelines.files()) {
        one.yaml()
            .root()
            .flatMap(root -> root.get("resources", "pipelines"))
            .ifPresent(
                list ->
                    list.items()
                        .forEach(
                            item ->
                                item.get("pipeline")
                                    .flatMap(YamlNode::text)
                                    .ifPresent(known::add)));
      }
      boolean isAlias =
          !name.isEmpty() && !Set.of("current", "none").contains(name) && !name.contains("$");
      if (isAlias && !known.contains(name) && !isOfIncluder(name, known)) {
        findings.add(
            UNKNOWN_ALIAS,
            file,
            node,
            "no pipeline resource has the alias '" + name + "'",
            known.isEmpty()
                ? "declare it in resources.pipelines, or write current"
                : Suggestion.useOneOf(name, known));
      }
    }

    /**
     * Whether a template that nobody here includes means an alias of its includer, and not one of
     * this project in another spelling.
     */
    private boolean isOfIncluder(String alias, Set<String> known) {
      return isForOthers && known.stream().noneMatch(one -> Suggestion.isSlip(one, alias));
    }

    private void unknownAlias(YamlNode node, String alias) {
      if (isOfIncluder(alias, aliases.keySet())) {
        return;
      }
      findings.add(
          UNKNOWN_ALIAS,
          file,
          node,
          "no repository resource has the alias '" + alias + "'",
          aliases.isEmpty()
              ? "declare it in resources.repositories"
              : Suggestion.useOneOf(alias, aliases.keySet()));
    }

    private void template(YamlNode node, YamlNode name, boolean isConditional, String list) {
      boolean[] isGiven = {false};
      Set<String> names =
          Expressions.resolve(
              name.text().orElse(""),
              value -> {
                Set<String> values = pipelines.values(file, value);
                isGiven[0] |= value.startsWith("parameters.") && values.contains("");
                return values;
              });
      // An empty default is a place for what the includer gives.
      if (names.isEmpty() || isGiven[0] || names.stream().anyMatch(String::isBlank)) {
        return;
      }
      String first = names.iterator().next();
      int at = first.indexOf('@');
      String alias = at < 0 ? "" : first.substring(at + 1).strip();
      FileSet files = project.files();
      String directory = file.directory();
      String where = "does not exist";
      if (alias.equals("self")) {
        directory = "";
      } else if (at >= 0) {
        if (!aliases.containsKey(alias)) {
          unknownAlias(name, alias);
          return;
        }
        Pipelines.Repository repository = aliases.get(alias);
        Optional<String> templates = pipelines.pipelineTemplates(alias, repository);
        if (templates.isEmpty()) {
          return;
        }
        Repositories.Found found = project.repositories().find(templates.get(), repository.ref());
        String state =
            templates.get() + (repository.ref().isEmpty() ? "" : " at " + repository.ref());
        if (found instanceof Repositories.Found.Lacking) {
          return;
        }
        if (found instanceof Repositories.Found.Absent absent) {
          findings.add(
              NOT_CHECKED,
              file,
              name,
              "templates of " + state + " were not checked: " + absent.reason(),
              "make it readable, or name a copy with -Dmlops.pipelineTemplatesUrl=URL");
          return;
        }
        files = ((Repositories.Found.Files) found).files();
        directory = "";
        where = "does not exist in " + state;
      }
      boolean isChosen =
          at < 0 && !isConditional && !VARIABLE.matcher(name.text().orElse("")).find();
      if (isChosen && names.size() > 1) {
        // A parameter can have each of its values.
        for (String one : names) {
          boolean isElsewhere =
              Pipelines.path(directory, plain(one)).filter(files::isInSubmodule).isPresent();
          if (!isElsewhere && find(Set.of(one), directory, files).isEmpty()) {
            missing(name, one, directory, files, where);
          }
        }
        return;
      }
      FileSet there = files;
      String from = directory;
      boolean isInSubmodule =
          names.stream()
              .flatMap(one -> Pipelines.path(from, plain(one)).stream())
              .anyMatch(there::isInSubmodule);
      if (isInSubmodule) {
        return;
      }
      if (at < 0
          && find(names, directory, files).isEmpty()
          && OtherRoot.has(project, file, isForOthers, names)) {
        return;
      }
      Optional<SourceFile> template = find(names, directory, files);
      template.ifPresent(found -> TemplateKind.check(file, name, found, list, findings));
      if (template.isEmpty()) {
        missing(name, first, directory, files, where);
      } else if (template.get().yaml().root().filter(TemplateCheck::declares).isPresent()) {
        parameters(node, name, template.get());
      }
    }

    private static Optional<SourceFile> find(Set<String> names, String directory, FileSet files) {
      return names.stream()
          .flatMap(one -> Pipelines.path(directory, plain(one)).stream())
          .flatMap(path -> files.file(path).stream())
          .findFirst();
    }

    private static String plain(String name) {
      return name.replaceFirst("@.*", "").strip();
    }

    private void missing(
        YamlNode name, String resolved, String directory, FileSet files, String where) {
      Optional<String> path = Pipelines.path(directory, plain(resolved));
      Optional<String> near =
          path.flatMap(
              wanted ->
                  Suggestion.nearest(
                      wanted,
                      files.paths().stream()
                          .filter(other -> other.endsWith(".yml") || other.endsWith(".yaml"))
                          .toList()));
      String problem =
          path.isEmpty()
              ? "'" + plain(resolved) + "' leads above the root of the repository"
              : "'" + path.get() + "' " + where;
      String remedy =
          near.map(other -> "name a file that exists (did you mean " + other + "?)")
              .orElse("name a file that exists; a path starts at the folder of this file");
      // A template that nobody here includes may be a copy, which works where it is from.
      if (isForOthers && near.isEmpty()) {
        findings.addDoubtful(MISSING, file.path(), name.position(), problem, remedy);
      } else {
        findings.add(MISSING, file, name, problem, remedy);
      }
    }

    private void parameters(YamlNode node, YamlNode name, SourceFile template) {
      Map<String, Parameters.Declared> declared =
          template.yaml().root().map(Parameters::declared).orElse(Map.of());
      Parameters.Given given = Parameters.given(node.get("parameters"));
      Set<String> seen = new HashSet<>();
      for (YamlNode key : given.keys()) {
        String text = key.text().orElse("");
        seen.add(text.toLowerCase(Locale.ROOT));
        // The old form names defaults: it takes others, and one that is a slip it does not read.
        boolean isOpen = template.yaml().root().filter(Parameters::isOpen).isPresent();
        boolean isTaken =
            isOpen
                && (template.text().contains(text)
                    || declared.values().stream()
                        .noneMatch(one -> Suggestion.isSlip(one.name(), text)));
        if (!declared.containsKey(text.toLowerCase(Locale.ROOT)) && !isTaken) {
          Set<String> known = new TreeSet<>();
          declared.values().forEach(one -> known.add(one.name()));
          findings.add(
              UNKNOWN_PARAMETER,
              file,
              key,
              template.path() + " declares no parameter '" + text + "'",
              known.isEmpty() ? "remove it" : Suggestion.useOneOf(text, known));
        }
      }
      for (Parameters.Declared one : declared.values()) {
        boolean isGiven = given.open() || seen.contains(one.name().toLowerCase(Locale.ROOT));
        if (one.required() && !isGiven) {
          findings.add(
              MISSING_PARAMETER,
              file,
              name,
              "missing required parameter '" + one.name() + "' of " + template.path(),
              "add '" + one.name() + "' to 'parameters'");
        }
      }
    }
  }
}
