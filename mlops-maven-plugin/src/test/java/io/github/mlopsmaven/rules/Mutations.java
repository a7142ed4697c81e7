package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.ProjectFiles;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which a project can be broken, by kind. */
final class Mutations {

  /** An input or parameter of GitHub Actions, Azure Pipelines or Azure Machine Learning. */
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{ ?(?:inputs|parameters|parent\\.inputs|outputs|needs)\\.(\\w{3,})");

  private static final Pattern JOB_OUTPUT =
      Pattern.compile("\\$\\{\\{ ?(?:parent\\.jobs\\.\\w+|needs\\.\\w+)\\.outputs\\.(\\w{3,})");

  private static final Pattern TERRAFORM_NAME =
      Pattern.compile("\\b(?:var|local|azurerm_\\w+|data\\.azurerm_\\w+)\\.(\\w{3,})");

  private static final Pattern BICEP_NAME =
      Pattern.compile("(?:\\w+\\.outputs\\.|: |= |\\()([a-z]\\w{3,})(?=[.\\s,)])");

  private static final Pattern OWN_IMPORT =
      Pattern.compile(
          "^from (?:taxi_fares|surface_defects|support_tickets|lifecycle)(?:\\.(\\w{3,}))? import"
              + " (\\w{3,})",
          Pattern.MULTILINE);

  private static final Pattern OWN_MODULE = Pattern.compile("python -m \\w+\\.(\\w{3,})");

  private static final Pattern LOCAL_PATH =
      Pattern.compile(
          "(?m)^\\s+(?:- )?(?:code|component|conda_file|path|scoring_script|create_job|template"
              + "|uses): (?:\\.{1,2}/)?((?:[\\w.-]+/)+[\\w.-]+)\\s*$");

  private static final Pattern SCRIPT_PATH =
      Pattern.compile(
          "(?:bash |python |--file \"?|--request-file |-r )(?:\"?\\$\\w+/)?((?:[\\w-]+/)*[\\w-]+\\.(?:sh|py|yml|txt|json))");

  private static final Pattern ASSET =
      Pattern.compile("(?:environment|compute|model|path): azureml:([a-z][\\w-]{3,})");

  private static final Pattern PERMISSION = Pattern.compile("(?m)^ +id-token: write.*\\n");

  private static final Pattern PAIR =
      Pattern.compile("(?m)^( +)([\\w-]+): (?![|>\\[{&*!])\\S.*\\n\\1[\\w-]+:.*\\n");

  private static final Pattern CLOSING = Pattern.compile("(?m)^ *}\\n");

  private static final Map<String, String> DISTRIBUTIONS =
      Map.of("sklearn", "scikit-learn", "PIL", "pillow", "yaml", "pyyaml");

  private final ProjectFiles project;
  private final Map<String, List<Mutant>> mutants = new LinkedHashMap<>();

  Mutations(ProjectFiles project) {
    this.project = project;
  }

  /** Every way to break the project, by kind. */
  Map<String, List<Mutant>> all() {
    for (String path : project.paths()) {
      String text = project.text(path);
      boolean isYaml = path.endsWith(".yml");
      boolean isRun = isYaml && !path.startsWith("config-") && !path.contains("dependabot");
      if (isReferenced(path)) {
        add(
            "rename a file that is named elsewhere",
            path,
            () -> project.renamed(path, renamed(path)));
      }
      if (isRun) {
        names("misspell an input, a parameter or an output", path, text, EXPRESSION);
        names("misspell an output of a job", path, text, JOB_OUTPUT);
        names("misspell a path in YAML", path, text, LOCAL_PATH);
        names("misspell a registered name", path, text, ASSET);
        names("misspell a module that is run", path, text, OWN_MODULE);
        cut("take a permission out", path, text, PERMISSION);
        requiredInputs(path);
      }
      if (isYaml) {
        pairs(path, text);
      }
      if (isRun || path.endsWith(".sh")) {
        names("misspell a file in a command", path, withoutComments(text), SCRIPT_PATH);
      }
      if (path.endsWith(".tf")) {
        names("misspell a name in Terraform", path, withoutComments(text), TERRAFORM_NAME);
      }
      if (path.endsWith(".bicep")) {
        names("misspell a name in Bicep", path, withoutBicepTypes(text), BICEP_NAME);
      }
      if (path.endsWith(".tf") || path.endsWith(".bicep")) {
        cut("take a closing bracket out", path, text, CLOSING);
        declarations(path, text);
      }
      if (path.endsWith(".py")) {
        names("misspell an import", path, text, OWN_IMPORT);
      }
    }
    requirements();
    settings();
    return mutants;
  }

  private void add(String kind, String place, Supplier<ProjectFiles> broken) {
    mutants
        .computeIfAbsent(kind, any -> new ArrayList<>())
        .add(new Mutant(kind, project.name() + " " + place, broken));
  }

  /** Whether another file has this one's name, or, for Python, imports it. */
  private boolean isReferenced(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.startsWith(".") || name.endsWith(".md") || name.endsWith(".tf")) {
      return false;
    }
    String stem = name.replaceFirst("\\.py$", "");
    Pattern wanted =
        name.endsWith(".py")
            ? Pattern.compile(
                "(?m)^(?:from \\w+(?:\\.\\w+)*\\."
                    + stem
                    + " |from \\w+ import .*\\b"
                    + stem
                    + "\\b)|-m \\w+\\."
                    + stem
                    + "\\b|/"
                    + stem
                    + "\\.py")
            : Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    return project.paths().stream()
        .filter(other -> !other.equals(path) && isCode(other))
        // Most files do not have the name at all, which is found out far quicker.
        .filter(other -> project.text(other).contains(stem))
        .anyMatch(other -> wanted.matcher(withoutComments(project.text(other))).find());
  }

  private static boolean isCode(String path) {
    return path.matches(".*\\.(yml|sh|py|tf|bicep|bicepparam|txt)|.*Dockerfile")
        && !path.contains("dependabot")
        && !path.startsWith(".");
  }

  private static String renamed(String path) {
    int point = path.lastIndexOf('.');
    boolean hasEnd = point > path.lastIndexOf('/');
    return hasEnd ? path.substring(0, point) + "_old" + path.substring(point) : path + "_old";
  }

  /** Two letters of a name change places, so that it is no longer the one that is declared. */
  private void names(String kind, String path, String code, Pattern pattern) {
    Matcher matcher = pattern.matcher(code);
    while (matcher.find()) {
      int group = matcher.groupCount();
      int start = matcher.start(group);
      String name = matcher.group(group);
      String wrong = misspelt(name);
      if (!wrong.equals(name)) {
        String text = project.text(path);
        add(
            kind,
            path + " " + name,
            () ->
                project.with(
                    path,
                    text.substring(0, start) + wrong + text.substring(start + name.length())));
      }
    }
  }

  private static String misspelt(String name) {
    int from = name.lastIndexOf('/') + 1;
    for (int i = from + 1; i + 1 < name.length(); i++) {
      boolean differ = name.charAt(i) != name.charAt(i + 1);
      if (differ && Character.isLetter(name.charAt(i)) && Character.isLetter(name.charAt(i + 1))) {
        return name.substring(0, i) + name.charAt(i + 1) + name.charAt(i) + name.substring(i + 2);
      }
    }
    return name;
  }

  private void cut(String kind, String path, String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      int end = matcher.end();
      int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
      add(
          kind,
          path + " line " + line,
          () -> project.with(path, text.substring(0, start) + text.substring(end)));
    }
  }

  /** Two entries of a mapping: the second is moved by a column, or the first is set twice. */
  private void pairs(String path, String text) {
    Matcher matcher = PAIR.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      from = text.indexOf('\n', matcher.start()) + 1;
      int second = from;
      String first = text.substring(matcher.start(), second);
      String place = path + " " + matcher.group(2);
      if (!isInBlock(text, matcher.start())) {
        add(
            "break an indentation",
            place,
            () -> project.with(path, text.substring(0, second) + " " + text.substring(second)));
        add(
            "give a key twice",
            place,
            () -> project.with(path, text.substring(0, second) + first + text.substring(second)));
      }
    }
  }

  /** Whether a line belongs to a text of several lines. */
  private static boolean isInBlock(String text, int start) {
    int indent = indent(text, start);
    int line = start;
    while (line > 0) {
      line = text.lastIndexOf('\n', line - 2) + 1;
      String content = text.substring(line, text.indexOf('\n', line));
      if (!content.isBlank() && indent(text, line) < indent) {
        return content.matches(".*: *[|>][-+]?\\s*");
      }
    }
    return false;
  }

  private static int indent(String text, int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - line;
  }

  /** An input that the called workflow, template or component requires is no longer given. */
  private void requiredInputs(String path) {
    project
        .yaml(path)
        .ifPresent(
            root ->
                root.walk(
                    node -> {
                      call(path, node, "uses", "with", Mutations::requiredByWorkflow);
                      call(path, node, "template", "parameters", Mutations::requiredByTemplate);
                      call(path, node, "component", "inputs", Mutations::requiredByComponent);
                    }));
  }

  private void call(
      String path,
      YamlNode node,
      String key,
      String given,
      BiConsumer<YamlNode, Set<String>> rule) {
    Optional<YamlNode> callee =
        node.get(key)
            .flatMap(YamlNode::text)
            .flatMap(name -> target(path, name))
            .flatMap(project::yaml);
    Set<String> required = new HashSet<>();
    callee.ifPresent(root -> rule.accept(root, required));
    List<String> lines = project.text(path).lines().toList();
    for (YamlNode.Entry entry : node.get(given).map(YamlNode::entries).orElse(List.of())) {
      int line = entry.key().position().line() - 1;
      boolean isOneLine =
          lines.get(line).strip().startsWith(entry.name() + ":") && entry.value().isScalar();
      if (isOneLine && required.contains(entry.name())) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(line);
        add(
            "take a required input out",
            path + " " + entry.name(),
            () -> project.with(path, String.join("\n", rest) + "\n"));
      }
    }
  }

  private Optional<String> target(String path, String name) {
    String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return FileSet.resolve(name.startsWith("./.github/") ? "" : directory, name)
        .map(found -> found.matches(".*\\.ya?ml") ? found : found + "/action.yml");
  }

  private static void requiredByWorkflow(YamlNode root, Set<String> names) {
    root.get("on", "workflow_call", "inputs")
        .or(() -> root.get("inputs"))
        .ifPresent(
            inputs ->
                inputs.entries().stream()
                    .filter(
                        input ->
                            input
                                .value()
                                .get("required")
                                .flatMap(YamlNode::text)
                                .orElse("")
                                .equals("true"))
                    .forEach(input -> names.add(input.name())));
  }

  private static void requiredByTemplate(YamlNode root, Set<String> names) {
    root.get("parameters")
        .ifPresent(
            list ->
                list.items().stream()
                    .filter(item -> item.get("default").isEmpty())
                    .flatMap(item -> item.get("name").flatMap(YamlNode::text).stream())
                    .forEach(names::add));
  }

  private static void requiredByComponent(YamlNode root, Set<String> names) {
    root.get("inputs")
        .ifPresent(
            inputs ->
                inputs.entries().stream()
                    .filter(input -> input.value().get("default").isEmpty())
                    .filter(input -> input.value().get("optional").isEmpty())
                    .forEach(input -> names.add(input.name())));
  }

  /** A variable or parameter gets another name where it is declared. */
  private void declarations(String path, String text) {
    Matcher matcher =
        Pattern.compile("(?m)^(?:variable \"|param |var |module )(\\w{3,})").matcher(text);
    while (matcher.find()) {
      int end = matcher.end(1);
      add(
          "rename a variable, a parameter or a module",
          path + " " + matcher.group(1),
          () -> project.with(path, text.substring(0, end) + "Old" + text.substring(end)));
    }
  }

  /** A distribution that the code imports is no longer asked for. */
  private void requirements() {
    Set<String> imported = new HashSet<>();
    for (String path : project.paths()) {
      if (path.startsWith("data-science/src/") && path.endsWith(".py")) {
        Matcher matcher =
            Pattern.compile("(?m)^(?:import|from) (\\w+)").matcher(project.text(path));
        while (matcher.find()) {
          String name = matcher.group(1);
          imported.add(DISTRIBUTIONS.getOrDefault(name, name.replace('_', '-')));
        }
      }
    }
    for (String path : project.paths()) {
      if (path.matches("data-science/environment/requirements\\.txt")) {
        for (String name : imported) {
          cut(
              "take a requirement out",
              path,
              project.text(path),
              Pattern.compile("(?m)^" + Pattern.quote(name) + "==.*\\n"));
        }
      }
    }
  }

  /** Names that Azure refuses, and a key that nobody may see. */
  private void settings() {
    for (String path : List.of("config-infra-dev.yml", "config-infra-prod.yml")) {
      String text = project.text(path);
      for (String setting : List.of("storage_account", "key_vault", "container_registry")) {
        Matcher matcher = Pattern.compile("(?m)^  " + setting + ": (\\S+)").matcher(text);
        if (matcher.find()) {
          int end = matcher.end(1);
          add(
              "make a name too long",
              path + " " + setting,
              () ->
                  project.with(
                      path, text.substring(0, end) + "x".repeat(50) + text.substring(end)));
        }
      }
      String key = "Account" + "Key=" + "Ab1".repeat(28) + "Ab==";
      add(
          "write a key into a file",
          path,
          () -> project.with(path, text + "  extra: \"" + key + "\"\n"));
    }
  }

  /** Comments of shell, YAML and Terraform become blanks; every character keeps its place. */
  private static String withoutComments(String text) {
    StringBuilder code = new StringBuilder(text);
    Matcher matcher = Pattern.compile("(?m)(?:^|\\s)#.*$").matcher(text);
    while (matcher.find()) {
      for (int i = matcher.start(); i < matcher.end(); i++) {
        if (code.charAt(i) != '\n') {
          code.setCharAt(i, ' ');
        }
      }
    }
    return code.toString();
  }

  /** Without comments, and without what the compiler knows and this project does not declare. */
  private static String withoutBicepTypes(String text) {
    StringBuilder code = new StringBuilder(text);
    Matcher matcher =
        Pattern.compile(
                "(?m)//.*$|'[^'\\n]*'|\\b(?:true|false|null|string|object|bool|array|existing)\\b|^(?:type|@).*$|^  \\w+: (?:string|int|bool)$")
            .matcher(text);
    while (matcher.find()) {
      for (int i = matcher.start(); i < matcher.end(); i++) {
        code.setCharAt(i, ' ');
      }
    }
    return code.toString();
  }
}
