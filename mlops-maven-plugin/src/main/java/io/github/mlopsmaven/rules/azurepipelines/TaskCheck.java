package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tasks that come with Azure Pipelines exist in the version that is named, and get their inputs.
 */
final class TaskCheck implements Check {

  static final Rule TASK =
      new Rule(
          "azure-pipelines-task",
          Level.ERROR,
          "Unknown task, version, input or value in an Azure pipeline");

  /** A name that differs in more letters may be one of an extension. */
  private static final int MOST_SLIPS = 2;

  private static final Map<String, Set<String>> VERSIONS = KnownTask.versions();

  @Override
  public List<Rule> rules() {
    return List.of(TASK);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          node.get("task")
                              .filter(YamlNode::isScalar)
                              .ifPresent(task -> task(file, node, task, findings))));
    }
  }

  /**
   * Tasks that got another name with a version: the service finds them by their id, which is the
   * same. Their {@code task.json} files in azure-pipelines-tasks say so.
   */
  private static final Map<String, String> NEW_NAMES =
      Map.of("AzureResourceGroupDeployment", "AzureResourceManagerTemplateDeployment");

  private static void task(SourceFile file, YamlNode step, YamlNode task, Findings findings) {
    String text = task.text().orElse("");
    if (text.contains("$")) {
      return;
    }
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Optional<String> known = VERSIONS.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    if (known.isEmpty()) {
      // Extensions bring tasks of any name.
      Suggestion.nearest(name, VERSIONS.keySet())
          .filter(near -> name.indexOf('.') < 0 && name.length() > 4)
          .filter(near -> near.charAt(0) == name.charAt(0))
          .filter(near -> Suggestion.isWithin(name, near, MOST_SLIPS))
          .ifPresent(
              near -> findings.add(TASK, file, task, "unknown task '" + name + "'", "use " + near));
    } else if (at < 0) {
      findings.add(
          TASK,
          file,
          task,
          "'" + text + "' names no version",
          "write " + text + "@" + last(known.get()));
    } else if (!VERSIONS.getOrDefault(known.get(), Set.of()).contains(text.substring(at + 1))) {
      // A version with a point is one that a team pins.
      String version = text.substring(at + 1);
      boolean isOfNewName =
          VERSIONS
              .getOrDefault(NEW_NAMES.getOrDefault(known.get(), ""), Set.of())
              .contains(version);
      if (version.matches("\\d{1,9}") && !isOfNewName && !mayBeNewer(known.get(), version)) {
        findings.add(
            TASK,
            file,
            task,
            "the task '" + name + "' has no version " + version,
            "use " + name + "@" + last(known.get()));
      }
    } else {
      inputs(file, step, known.get() + text.substring(at), findings);
    }
  }

  /** Whether a version may be newer than the list, where the task's source is not public. */
  private static boolean mayBeNewer(String name, String version) {
    String last = last(name);
    return !KnownTask.of(name + "@" + last).isWhole()
        && Integer.parseInt(version) == Integer.parseInt(last) + 1;
  }

  private static String last(String name) {
    return VERSIONS.getOrDefault(name, Set.of("1")).stream()
        .max((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
        .orElse("1");
  }

  private static void inputs(SourceFile file, YamlNode step, String task, Findings findings) {
    Map<String, Set<String>> known = KnownTask.of(task).inputs();
    required(file, step, task, known, findings);
    for (YamlNode.Entry input : step.get("inputs").map(YamlNode::entries).orElse(List.of())) {
      String name = input.name();
      String value = input.value().text().orElse("");
      if (name.contains("${{")) {
        continue;
      }
      Set<String> allowed = known.get(name);
      if (allowed == null) {
        Optional<String> near =
            Suggestion.nearest(name, known.keySet())
                .filter(
                    one -> !one.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)));
        if (KnownTask.of(task).isWhole() || near.isPresent()) {
          findings.add(
              TASK,
              file,
              input.key(),
              task + " has no input '" + name + "'",
              near.map(one -> "use " + one).orElse("remove it, or use an input of the task"));
        }
      } else if (!allowed.isEmpty()
          && !value.isEmpty()
          && !value.contains("$")
          && !allowed.contains(value)) {
        findings.add(
            TASK,
            file,
            input.value(),
            "'" + value + "' is not a value of '" + name + "'",
            Suggestion.useOneOf(value, allowed));
      }
    }
  }

  /** Where an input has a name that no list has, it may be another name of one that is needed. */
  private static void required(
      SourceFile file,
      YamlNode step,
      String task,
      Map<String, Set<String>> known,
      Findings findings) {
    Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    given.addAll(step.get("inputs").map(YamlNode::keys).orElse(Set.of()));
    Set<String> missing = new TreeSet<>();
    for (String names : KnownTask.of(task).required()) {
      if (Arrays.stream(names.split("/", -1)).noneMatch(given::contains)) {
        missing.add(names.replaceFirst("/.*", ""));
      }
    }
    // An expression may give all inputs at once.
    boolean isWhole = step.get("inputs").filter(YamlNode::isScalar).isPresent();
    boolean isOpen =
        isWhole
            || !known.keySet().containsAll(given)
            || step.keys().stream().anyMatch(key -> key.contains("${{"))
            || given.stream().anyMatch(name -> name.contains("$"));
    if (!isOpen) {
      chosen(task, step).filter(name -> !given.contains(name)).ifPresent(missing::add);
    }
    if (!missing.isEmpty() && !isOpen) {
      step.get("task")
          .ifPresent(
              node ->
                  findings.add(
                      TASK,
                      file,
                      node,
                      task + " needs the input '" + String.join("', '", missing) + "'",
                      "add it to 'inputs'"));
    }
  }

  /** The input that the value of another one asks for. */
  private static Optional<String> chosen(String task, YamlNode step) {
    for (String line : DataFile.lines(TaskCheck.class, "task-choices.txt")) {
      String[] words = line.split(" ", -1);
      if (words[0].equalsIgnoreCase(task)) {
        String value =
            step.get("inputs").map(YamlNode::entries).orElse(List.of()).stream()
                .filter(entry -> entry.name().equalsIgnoreCase(words[1]))
                .findFirst()
                .flatMap(entry -> entry.value().text())
                .orElse(words[2].substring(0, words[2].indexOf('=')));
        for (String choice : Arrays.asList(words).subList(2, words.length)) {
          if (choice.substring(0, choice.indexOf('=')).equalsIgnoreCase(value)) {
            return Optional.of(choice.substring(choice.indexOf('=') + 1));
          }
        }
      }
    }
    return Optional.empty();
  }
}
