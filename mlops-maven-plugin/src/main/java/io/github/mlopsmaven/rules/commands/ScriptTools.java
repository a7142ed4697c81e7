package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.docker.BuildContext;
import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.rules.make.Makefiles;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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

  private static final Pattern COPYING =
      Pattern.compile("\\b(?:cp|mv|rsync|ln|install|copy|Copy-Item|tar|unzip|download|dvc)\\b");

  private final ScriptPlace place;
  private final BicepCommands bicep;

  ScriptTools(ScriptPlace place) {
    this.place = place;
    this.bicep = new BicepCommands(place);
  }

  /** Looks at the words of a command. */
  void check(ShellCommand command, List<ShellWord> words) {
    String name = words.get(0).literal();
    DockerBuild.of(words).ifPresent(this::build);
    environment(words);
    OwnFiles.check(words, place);
    Interpreters.check(words, place);
    bicep.check(words);
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

  /** A script that sets variables has to be read by this shell, and not by one of its own. */
  private void environment(List<ShellWord> words) {
    boolean isShell = Set.of("bash", "sh").contains(words.get(0).literal()) && words.size() > 1;
    ShellWord named = isShell ? words.get(1) : words.get(0);
    for (String value : place.values(named)) {
      boolean isPath =
          isShell ? value.indexOf('.') > 0 || value.indexOf('/') >= 0 : value.indexOf('/') >= 0;
      if (isPath && value.matches("(?:.*/)?(?:bin|Scripts)/activate")) {
        place.add(
            CommandCheck.MISSING_SOURCE,
            PathText.display(value),
            named.index(),
            "an environment is activated in a shell that ends at once",
            "write source " + PathText.display(value));
      }
      Optional<SourceFile> file =
          isPath
              ? place.candidates(value, place.directory()).stream()
                  .flatMap(path -> place.tree().file(path).stream())
                  .filter(one -> one.kind() == FileKind.SHELL)
                  .findFirst()
              : Optional.empty();
      Set<String> missing = new TreeSet<>(file.map(EnvironmentScript::exports).orElse(Set.of()));
      missing.retainAll(place.read());
      missing.removeAll(place.script().environment().keySet());
      if (!missing.isEmpty()) {
        place.add(
            CommandCheck.MISSING_SOURCE,
            PathText.display(value),
            named.index(),
            file.get().path()
                + " sets '"
                + missing.iterator().next()
                + "' in a shell of its own, and this script reads it",
            "write source " + PathText.display(value));
      }
    }
  }

  /** What the Dockerfile of a build copies is in the context of the build. */
  private void build(DockerBuild build) {
    List<String> contexts = place.values(build.context());
    Optional<String> context =
        contexts.size() == 1 && contexts.get(0).matches("[\\w./\u0001-]+")
            ? place.resolve(contexts.get(0))
            : Optional.empty();
    Optional<String> docker =
        build
            .file()
            .map(
                word -> {
                  List<String> values = place.values(word);
                  return values.size() != 1
                      ? Optional.<String>empty()
                      : build.isFromContext()
                          ? context.flatMap(at -> FileSet.resolve(at, values.get(0)))
                          : place.resolve(values.get(0));
                })
            .orElseGet(() -> context.flatMap(at -> FileSet.resolve(at, "Dockerfile")));
    FileSet files = place.check().project().files();
    Optional<SourceFile> file =
        docker.flatMap(files::file).filter(one -> place.tree().file(one.path()).isPresent());
    if (context.isEmpty() || file.isEmpty()) {
      return;
    }
    for (BuildContext.Source source : BuildContext.missing(files, file.get(), context.get())) {
      String name = source.path().replaceFirst("/+$", "").replaceFirst(".*/", "");
      boolean isCopied =
          place.isMade(source.path())
              || place.bringsFiles()
              || files.all().stream()
                  .filter(other -> other.content().isText())
                  .anyMatch(other -> isCopied(other.text(), name));
      if (!isCopied) {
        place.add(
            CommandCheck.MISSING_FILE,
            contexts.get(0),
            build.context().index(),
            file.get().path()
                + " copies '"
                + source.path()
                + "', which is not in the build context '"
                + (context.get().isEmpty() ? "." : context.get())
                + "'",
            "build with a folder that has it, or correct the path in the Dockerfile");
      }
    }
  }

  /** Whether a command of a text copies a file of this name. */
  private static boolean isCopied(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = text.lastIndexOf('\n', at) + 1;
      String before = text.substring(start, at);
      if (COPYING.matcher(before).find()) {
        return true;
      }
    }
    return false;
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
    module.ifPresent(found -> output(words, found));
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

  /** {@code terraform output NAME}: the outputs of the directory are declared in its code. */
  private void output(List<ShellWord> words, TerraformModule module) {
    boolean isOutput = words.stream().anyMatch(word -> word.literal().equals("output"));
    int at = 0;
    while (isOutput && !words.get(at).literal().equals("output")) {
      at++;
    }
    for (int i = at + 1; isOutput && i < words.size(); i++) {
      String name = words.get(i).literal();
      if (!name.startsWith("-")
          && name.matches("[A-Za-z_][\\w-]*")
          && !module.outputs().contains(name)) {
        String where = module.directory().isEmpty() ? "the root directory" : module.directory();
        place.add(
            CommandCheck.TERRAFORM_VARIABLE,
            name,
            words.get(i).index(),
            where + " declares no output '" + name + "'",
            module.outputs().isEmpty()
                ? "declare `output \"" + name + "\"` there"
                : Suggestion.useOneOf(name, new TreeSet<>(module.outputs())));
        return;
      }
      if (words.get(i).literal().equals("-state") || name.isEmpty()) {
        return;
      }
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
