package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a command of Terraform gives to variables. */
final class TerraformValues {

  private TerraformValues() {}

  /**
   * The variables that have to be given and have no value, where a file of values is given.
   *
   * @param module the directory that declares them
   * @param words the command
   * @param tree the files that are there
   * @param programs knows the project
   */
  static List<String> missing(
      TerraformModule module, List<ShellWord> words, WorkTree tree, ProgramFinder programs) {
    boolean isRun =
        words.stream()
            .anyMatch(word -> Set.of("plan", "apply", "destroy").contains(word.literal()));
    Set<String> given = new HashSet<>();
    int files = 0;
    for (int i = 0; isRun && i < words.size(); i++) {
      String word = words.get(i).start();
      String next = i + 1 < words.size() ? words.get(i + 1).start() : "";
      if (word.startsWith("-var-file")) {
        ShellWord path =
            word.startsWith("-var-file=")
                ? words.get(i).behind("-var-file=".length())
                : words.get(Math.min(i + 1, words.size() - 1));
        Optional<Set<String>> names =
            FileSet.resolve(module.directory(), path.literal())
                .filter(any -> !path.literal().isEmpty())
                .flatMap(tree::file)
                .flatMap(TerraformModule::given);
        if (names.isEmpty()) {
          return List.of();
        }
        given.addAll(names.get());
        files++;
      } else if (word.startsWith("-var")) {
        String setting = word.startsWith("-var=") ? word.substring("-var=".length()) : next;
        given.add(setting.replaceFirst("=.*", ""));
      } else if (word.isEmpty() || words.get(i).pieces().isEmpty()) {
        // What a variable of the shell adds, nobody knows.
        return List.of();
      }
    }
    programs
        .automatic(module.directory())
        .forEach(file -> TerraformModule.given(file).ifPresent(given::addAll));
    if (files == 0) {
      return List.of();
    }
    return module.variables().values().stream()
        .filter(TerraformModule.Variable::isRequired)
        .map(TerraformModule.Variable::name)
        .filter(name -> !given.contains(name) && !programs.isMentioned("TF_VAR_" + name))
        .sorted()
        .toList();
  }
}
