package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code gh workflow run} starts a workflow of the project that can be started, with the inputs
 * that it has.
 *
 * @see <a href="https://cli.github.com/manual/gh_workflow_run">gh workflow run</a>
 */
final class GithubCli {

  private static final Set<String> FIELDS = Set.of("-f", "--raw-field", "-F", "--field");

  private static final Set<String> REPOSITORY = Set.of("-R", "--repo");

  private static final Set<String> REF = Set.of("-r", "--ref");

  private GithubCli() {}

  /**
   * What is wrong with a command.
   *
   * @param words its words
   * @param project the project
   */
  static List<ProgramCall.Mistake> mistakes(List<ShellWord> words, VerifiedProject project) {
    boolean isRun =
        words.size() > 3
            && words.get(1).literal().equals("workflow")
            && words.get(2).literal().equals("run");
    List<ShellWord> fields = new ArrayList<>();
    Optional<ShellWord> name = Optional.empty();
    boolean isWhole = true;
    for (int i = 3; isRun && i < words.size(); i++) {
      String word = words.get(i).start();
      if (REPOSITORY.stream().anyMatch(word::startsWith) || word.equals("--json")) {
        return List.of();
      } else if (FIELDS.contains(word) && i + 1 < words.size()) {
        fields.add(words.get(++i));
      } else if (FIELDS.stream().anyMatch(option -> word.startsWith(option + "="))) {
        fields.add(words.get(i).behind(word.indexOf('=') + 1));
      } else if (REF.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && !words.get(i).literal().isEmpty() && name.isEmpty()) {
        name = Optional.of(words.get(i));
      } else if (!word.startsWith("-")) {
        isWhole = false;
      }
    }
    Optional<ShellWord> workflow = name.filter(word -> plain(word.literal()));
    if (workflow.isEmpty() || project.files().of(FileKind.GITHUB_WORKFLOW).isEmpty()) {
      return List.of();
    }
    return started(workflow.get(), fields, isWhole, project);
  }

  private static boolean plain(String text) {
    return !text.isEmpty() && text.indexOf(ShellWord.UNKNOWN) < 0 && !text.matches("\\d+");
  }

  private static List<ProgramCall.Mistake> started(
      ShellWord workflow, List<ShellWord> fields, boolean isWhole, VerifiedProject project) {
    String name = workflow.literal();
    List<SourceFile> files = project.files().of(FileKind.GITHUB_WORKFLOW);
    Optional<YamlNode> root =
        files.stream()
            .filter(
                file -> file.name().equals(name) || title(file).filter(name::equals).isPresent())
            .findFirst()
            .flatMap(file -> file.yaml().root());
    if (root.isEmpty()) {
      Set<String> known = new TreeSet<>();
      files.forEach(file -> known.add(file.name()));
      return files.stream().anyMatch(file -> file.name().equals(name))
          ? List.of()
          : List.of(
              mistake(
                  workflow,
                  "the project has no workflow '" + name + "'",
                  Suggestion.useOneOf(name, known)));
    }
    boolean isStartable =
        root.get().get("on").filter(on -> on.keys().contains("workflow_dispatch")).isPresent()
            || root.get()
                .get("on")
                .filter(
                    on ->
                        on.text().filter("workflow_dispatch"::equals).isPresent()
                            || on.items().stream()
                                .anyMatch(
                                    one ->
                                        one.text().filter("workflow_dispatch"::equals).isPresent()))
                .isPresent();
    if (!isStartable) {
      return List.of(
          mistake(
              workflow,
              "the workflow '" + name + "' cannot be started by hand",
              "add 'workflow_dispatch' to its 'on'"));
    }
    return inputs(workflow, fields, isWhole, root.get().get("on", "workflow_dispatch", "inputs"));
  }

  private static Optional<String> title(SourceFile file) {
    return file.yaml().root().flatMap(root -> root.get("name")).flatMap(YamlNode::text);
  }

  private static List<ProgramCall.Mistake> inputs(
      ShellWord workflow, List<ShellWord> fields, boolean isWhole, Optional<YamlNode> inputs) {
    List<ProgramCall.Mistake> found = new ArrayList<>();
    Set<String> known = new TreeSet<>(inputs.map(YamlNode::keys).orElse(Set.of()));
    Set<String> given = new HashSet<>();
    boolean areKnown = isWhole;
    for (ShellWord field : fields) {
      String text = field.start();
      int equals = text.indexOf('=');
      if (equals <= 0) {
        areKnown = false;
        continue;
      }
      String input = text.substring(0, equals);
      given.add(input);
      if (!known.contains(input)) {
        found.add(
            mistake(
                field,
                "the workflow '" + workflow.literal() + "' has no input '" + input + "'",
                known.isEmpty() ? "remove it" : Suggestion.useOneOf(input, known)));
      } else if (!field.literal().isEmpty()) {
        String value = field.literal().substring(equals + 1);
        List<String> options = new ArrayList<>();
        inputs
            .flatMap(node -> node.get(input, "options"))
            .ifPresent(list -> list.items().forEach(one -> one.text().ifPresent(options::add)));
        if (!options.isEmpty() && plain(value) && !options.contains(value)) {
          found.add(
              mistake(
                  field,
                  "'" + value + "' is not among the options of '" + input + "'",
                  Suggestion.useOneOf(value, options)));
        }
      }
    }
    for (YamlNode.Entry input : inputs.map(YamlNode::entries).orElse(List.of())) {
      boolean isRequired =
          input.value().get("required").flatMap(YamlNode::text).filter("true"::equals).isPresent()
              && input.value().get("default").isEmpty();
      if (areKnown && isRequired && !given.contains(input.name())) {
        found.add(
            mistake(
                workflow,
                "the workflow '"
                    + workflow.literal()
                    + "' requires the input '"
                    + input.name()
                    + "'",
                "add -f " + input.name() + "=VALUE"));
      }
    }
    return found;
  }

  private static ProgramCall.Mistake mistake(ShellWord word, String problem, String remedy) {
    return new ProgramCall.Mistake(word.start(), word.index(), problem, remedy, false);
  }
}
