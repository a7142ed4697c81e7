package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.rules.make.Makefiles;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tools that a script calls: whether they know the names that they are given. */
final class ScriptTools {

  /** Options of make whose next word is their value. */
  private static final Set<String> MAKE_VALUES =
      Set.of("-I", "--include-dir", "-o", "--old-file", "-W", "--what-if", "--eval", "-E");

  /** Commands of Compose whose words are services. */
  private static final Set<String> COMPOSE_COMMANDS =
      Set.of("up", "build", "start", "stop", "restart", "logs", "pull", "create", "kill", "rm");

  private static final Set<String> COMPOSE_FLAGS =
      Set.of(
          "-d",
          "--detach",
          "--build",
          "--no-deps",
          "--force-recreate",
          "--wait",
          "-f",
          "--follow",
          "--no-cache",
          "--pull");

  private static final List<String> COMPOSE_FILES =
      List.of(
          "compose.yaml",
          "compose.yml",
          "docker-compose.yml",
          "docker-compose.yaml",
          "compose.override.yaml",
          "compose.override.yml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  private final ScriptPlace place;

  ScriptTools(ScriptPlace place) {
    this.place = place;
  }

  /** Looks at the words of a command. */
  void check(ShellCommand command, List<ShellWord> words) {
    String name = words.get(0).literal();
    if (command.name().equals("terraform") || name.equals("terraform")) {
      terraform(words);
    } else if (name.equals("az")) {
      azure(words);
    } else if (name.equals("make") || name.equals("gmake")) {
      make(words);
    } else if (name.equals("docker") || name.equals("docker-compose")) {
      compose(words);
    } else if (name.equals("gh")) {
      GithubCli.mistakes(words, place.check().project())
          .forEach(
              mistake ->
                  place.add(
                      CommandCheck.GITHUB_CLI,
                      mistake.word(),
                      mistake.index(),
                      mistake.problem(),
                      mistake.remedy()));
    }
  }

  private void azure(List<ShellWord> words) {
    List<AzureCli.Mistake> mistakes = AzureCli.mistakes(words);
    // What another repository runs may be of the first generation, which it installs itself.
    boolean isUnknown =
        !mistakes.isEmpty()
            && words.get(1).literal().equals("ml")
            && ((place.script().origin().isCall() && !mistakes.get(0).isOption())
                || place.check().isFirstGeneration().getAsBoolean());
    for (AzureCli.Mistake mistake : isUnknown ? List.<AzureCli.Mistake>of() : mistakes) {
      place.add(
          CommandCheck.AZURE_CLI,
          mistake.word().start(),
          mistake.word().index(),
          mistake.problem(),
          mistake.remedy());
    }
  }

  /** The makefile of the directory makes what it is asked for. */
  private void make(List<ShellWord> words) {
    Optional<String> in = place.directory();
    List<ShellWord> targets = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).start();
      boolean isDirectory = word.equals("-C") || word.startsWith("--directory");
      boolean isFile =
          word.startsWith("-f") || word.startsWith("--file") || word.startsWith("--makefile");
      if (isFile || place.values(words.get(i)).isEmpty()) {
        return;
      }
      if (isDirectory) {
        boolean isApart = word.indexOf('=') < 0 && i + 1 < words.size();
        ShellWord named = isApart ? words.get(++i) : words.get(i).behind(word.indexOf('=') + 1);
        List<String> values = place.values(named);
        in = values.size() == 1 ? place.resolve(values.get(0)) : Optional.empty();
      } else if (MAKE_VALUES.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && word.indexOf('=') < 0 && !word.matches("\\d+")) {
        targets.add(words.get(i));
      }
    }
    Optional<Makefiles> makefiles = in.flatMap(place.tree()::makefiles);
    if (makefiles.isEmpty() || makefiles.get().isOpen()) {
      return;
    }
    for (ShellWord word : targets) {
      for (String target : place.values(word)) {
        // A folder of that name only hides that nothing is made.
        boolean isFile =
            in.flatMap(at -> FileSet.resolve(at, target))
                .filter(place.tree()::mayHaveFile)
                .isPresent();
        boolean isExample =
            place.script().isOfDocument() && target.matches("(?i).*(?:target|command|your|<).*");
        if (!makefiles.get().makes(target) && !isFile && !isExample) {
          place.add(
              CommandCheck.TARGET,
              target,
              word.index(),
              "the makefile has no target '" + target + "'",
              Suggestion.useOneOf(target, new TreeSet<>(makefiles.get().names())));
        }
      }
    }
  }

  /** {@code docker compose up SERVICE}: the services are those of the folder's Compose files. */
  private void compose(List<ShellWord> words) {
    boolean isOwnProgram = words.get(0).literal().equals("docker-compose");
    int at = isOwnProgram ? 1 : 2;
    boolean isCompose =
        isOwnProgram || (words.size() > 2 && words.get(1).literal().equals("compose"));
    if (!isCompose || at >= words.size() || !COMPOSE_COMMANDS.contains(words.get(at).literal())) {
      return;
    }
    Set<String> services = new TreeSet<>();
    for (String name : COMPOSE_FILES) {
      place
          .directory()
          .flatMap(in -> FileSet.resolve(in, name))
          .flatMap(place.tree()::file)
          .flatMap(file -> file.yaml().root())
          .flatMap(
              root -> root.get("include").isPresent() ? Optional.empty() : root.get("services"))
          .ifPresent(node -> services.addAll(node.keys()));
    }
    for (int i = at + 1; !services.isEmpty() && i < words.size(); i++) {
      String word = words.get(i).literal();
      if (word.startsWith("-") && COMPOSE_FLAGS.contains(word)) {
        continue;
      }
      if (word.isEmpty() || word.startsWith("-")) {
        // An option that may have a value.
        return;
      }
      if (word.matches("[\\w.-]+") && !services.contains(word)) {
        place.add(
            CommandCheck.TARGET,
            word,
            words.get(i).index(),
            "no service is called '" + word + "'",
            Suggestion.useOneOf(word, services));
      }
    }
  }

  private void terraform(List<ShellWord> words) {
    Optional<TerraformModule> module =
        place
            .terraformDirectory(words)
            .filter(path -> place.tree().mayHaveDirectory(path))
            .flatMap(path -> Optional.ofNullable(place.check().terraform().get(path)))
            .filter(TerraformModule::isComplete);
    for (int i = 0; module.isPresent() && i < words.size(); i++) {
      ShellWord word = words.get(i);
      boolean isNext = word.literal().equals("-var") && i + 1 < words.size();
      String setting = isNext ? words.get(i + 1).start() : word.start();
      if (isNext || setting.startsWith("-var=")) {
        int index = isNext ? words.get(i + 1).index() : word.index();
        variable(setting.replaceFirst("^-var=", ""), index, module.get());
      }
    }
    for (String name :
        module
            .map(
                found ->
                    TerraformValues.missing(found, words, place.tree(), place.check().programs()))
            .orElse(List.of())) {
      place.add(
          CommandCheck.TERRAFORM_VARIABLE,
          "-var-file",
          words.get(0).index(),
          "the variable '" + name + "' has no value in this command",
          "set it in the file that `-var-file` names, or give it a default");
    }
  }

  private void variable(String setting, int index, TerraformModule module) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? "" : setting.substring(0, equals).strip();
    if (name.matches("\\w+") && !module.variables().containsKey(name)) {
      String where = module.directory().isEmpty() ? "the root directory" : module.directory();
      place.add(
          CommandCheck.TERRAFORM_VARIABLE,
          name + "=",
          index,
          "`-var " + name + "=…` is given, and " + where + " declares no such variable",
          "remove it, or declare `variable \"" + name + "\"` in " + where);
    }
  }
}
