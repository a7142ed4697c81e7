package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.rules.make.Makefiles;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Goes through the commands of a script as they would run, and knows the current directory. */
final class ScriptRun {

  /** Packages of others with modules that are run by name. */
  private static final Set<String> RUNNERS =
      Set.of("torch", "accelerate", "deepspeed", "horovod", "azureml", "mlflow", "jupyter");

  /** The name of a module that is known as a whole. */
  private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*){1,50}");

  /** A value of a variable that can only be a file of the project. */
  private static final Pattern FILE =
      Pattern.compile("(?:[\\w-]+/)+[\\w.-]+\\.(?:ya?ml|json|py|sh|csv)");

  /** A path to a file in a folder. */
  private static final Pattern NEIGHBOR =
      Pattern.compile("(?:\u0001/?)?(?:\\.{0,2}/)*(?:[\\w-]+/)+[\\w.-]+\\.[A-Za-z]\\w*");

  /** A name in a document that stands for one of the reader's own. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?i)path/to|(?:^|/)activate$|(?<![a-z])(?:your|my|some|example|sample|foo|xxx)(?![a-z])");

  /** What a virtual environment is entered with; Python makes it. */
  private static final Pattern ACTIVATE =
      Pattern.compile("(?:^|/)(?:bin|Scripts)/activate(?:\\.\\w+)?$");

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
          "docker-compose.override.yml");

  private final ScriptCheck check;
  private final JobScript script;
  private final ShellScript shell;
  private final Map<String, String> variables;
  private final MadePaths made = new MadePaths();
  private final Map<Integer, Optional<String>> directories = new HashMap<>();
  private Optional<String> directory;

  /** Where the script has gone from where it started, while nobody knows where that is. */
  private Optional<String> gone = Optional.of("");

  private final Map<Integer, Optional<String>> ways = new HashMap<>();

  ScriptRun(ScriptCheck check, JobScript script, ShellScript shell, Map<String, String> variables) {
    this.check = check;
    this.script = script;
    this.shell = shell;
    this.variables = variables;
    this.directory = script.directory();
  }

  void check() {
    commands();
    directory = script.directory();
    for (ShellWord word : shell.assigned()) {
      String value = word.literal();
      if (FILE.matcher(value).matches()) {
        report(value, word.index(), FileArguments.Kind.FILE, directory, false);
      }
    }
  }

  private void commands() {
    int depth = 0;
    for (ShellCommand command : shell.commands()) {
      if (command.depth() > depth) {
        directories.put(depth, directory);
        ways.put(depth, gone);
      } else if (command.depth() < depth) {
        directory = directories.getOrDefault(command.depth(), script.directory());
        gone = ways.getOrDefault(command.depth(), Optional.of(""));
      }
      depth = command.depth();
      List<ShellWord> words = shell.expanded(command);
      command.written().forEach(this::remember);
      if (command.name().equals("cd") || command.name().equals("pushd")) {
        change(words);
      } else if (MadePaths.isMadeBy(command.name())) {
        MadePaths.named(command.name(), words).forEach(this::remember);
      } else if (!words.isEmpty()) {
        MadePaths.outputs(words).forEach(this::remember);
        written(words);
        guard(words);
        convert(words);
        files(words);
        slips(words);
        module(words);
        program(words);
        options(words);
        tool(command, words);
      }
    }
  }

  private void tool(ShellCommand command, List<ShellWord> words) {
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
      GithubCli.mistakes(words, check.project())
          .forEach(
              mistake ->
                  add(
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
            && ((script.origin().isCall() && !mistakes.get(0).isOption())
                || check.isFirstGeneration().getAsBoolean());
    for (AzureCli.Mistake mistake : isUnknown ? List.<AzureCli.Mistake>of() : mistakes) {
      add(
          CommandCheck.AZURE_CLI,
          mistake.word().start(),
          mistake.word().index(),
          mistake.problem(),
          mistake.remedy());
    }
  }

  /** The makefile of the directory makes what it is asked for. */
  private void make(List<ShellWord> words) {
    Optional<String> in = directory;
    List<ShellWord> targets = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).start();
      boolean isDirectory = word.equals("-C") || word.startsWith("--directory");
      boolean isFile =
          word.startsWith("-f") || word.startsWith("--file") || word.startsWith("--makefile");
      if (isFile || words.get(i).values(variables).isEmpty()) {
        return;
      }
      if (isDirectory) {
        boolean isApart = word.indexOf('=') < 0 && i + 1 < words.size();
        ShellWord named = isApart ? words.get(++i) : words.get(i).behind(word.indexOf('=') + 1);
        List<String> values = named.values(variables);
        in = values.size() == 1 ? resolve(values.get(0)) : Optional.empty();
      } else if (MAKE_VALUES.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && word.indexOf('=') < 0 && !word.matches("\\d+")) {
        targets.add(words.get(i));
      }
    }
    Optional<Makefiles> makefiles = in.flatMap(script.tree()::makefiles);
    if (makefiles.isEmpty() || makefiles.get().isOpen()) {
      return;
    }
    for (ShellWord word : targets) {
      for (String target : word.values(variables)) {
        // A folder of that name only hides that nothing is made.
        boolean isFile =
            in.flatMap(at -> FileSet.resolve(at, target))
                .filter(script.tree()::mayHaveFile)
                .isPresent();
        boolean isExample =
            script.isOfDocument() && target.matches("(?i).*(?:target|command|your|<).*");
        if (!makefiles.get().makes(target) && !isFile && !isExample) {
          add(
              CommandCheck.TARGET,
              target,
              word.index(),
              "the makefile has no target '" + target + "'",
              Suggestion.useOneOf(target, new TreeSet<>(makefiles.get().names())));
        }
      }
    }
  }

  /** What {@code [ -f FILE ]} asks for may be there or not; what comes after it knows. */
  private void guard(List<ShellWord> words) {
    boolean isTest = Set.of("[", "[[", "test").contains(words.get(0).literal());
    for (int i = 1; isTest && i + 1 < words.size(); i++) {
      if (Set.of("-f", "-e", "-s", "-r", "-d", "-x").contains(words.get(i).literal())) {
        remember(words.get(i + 1));
      }
    }
  }

  /**
   * A program that the script wrote itself, and that nobody can read here, may make each file that
   * it is given and that is not there.
   */
  private void written(List<ShellWord> words) {
    boolean isWritten =
        words.size() > 1
            && words.stream()
                .limit(2)
                .flatMap(word -> word.values(variables).stream())
                .anyMatch(made::has);
    if (isWritten) {
      words.subList(1, words.size()).forEach(this::remember);
    }
  }

  /** {@code jupyter nbconvert --to script x.ipynb} makes {@code x.py} beside it. */
  private void convert(List<ShellWord> words) {
    boolean isConverter = words.stream().anyMatch(word -> word.literal().equals("nbconvert"));
    for (ShellWord word : isConverter ? words : List.<ShellWord>of()) {
      for (String value : word.values(variables)) {
        if (value.endsWith(".ipynb")) {
          String made = value.substring(0, value.length() - ".ipynb".length()) + ".py";
          resolve(made).ifPresent(this.made::add);
          this.made.add(made);
        }
      }
    }
  }

  private void change(List<ShellWord> words) {
    List<String> values = words.size() == 2 ? words.get(1).values(variables) : List.<String>of();
    values.forEach(value -> entered(value, words.get(1)));
    boolean isRelative =
        values.size() == 1 && !values.get(0).startsWith("/") && !values.get(0).startsWith("~");
    gone =
        isRelative && !values.get(0).startsWith(ShellWord.ROOT)
            ? gone.map(way -> way + "/" + values.get(0))
            : Optional.empty();
    directory = values.size() == 1 ? resolve(values.get(0)) : Optional.empty();
  }

  /** A folder that is nowhere: in a folder of the project, or nearly one of its folders. */
  private void entered(String value, ShellWord word) {
    Optional<String> path = PathText.isPath(value) ? resolve(value) : Optional.empty();
    boolean isMissing =
        path.isPresent()
            && !path.get().isEmpty()
            && !script.tree().mayHaveDirectory(path.get())
            && !made.has(path.get())
            && !made.has(value)
            && shell.commands().stream().noneMatch(ScriptRun::bringsFiles)
            && !isBesideItsPipelines(List.of(path.get()), FileArguments.Kind.DIRECTORY);
    Optional<String> near =
        isMissing ? script.tree().nearestDirectory(path.get()) : Optional.empty();
    if (near.isPresent()) {
      add(
          CommandCheck.MISSING_DIRECTORY,
          PathText.display(value),
          word.index(),
          "directory '" + path.get() + "' not found",
          "did you mean " + near.get() + "?");
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
      directory
          .flatMap(in -> FileSet.resolve(in, name))
          .flatMap(script.tree()::file)
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
        add(
            CommandCheck.TARGET,
            word,
            words.get(i).index(),
            "no service is called '" + word + "'",
            Suggestion.useOneOf(word, services));
      }
    }
  }

  private Optional<String> resolve(String value) {
    if (value.startsWith(ShellWord.ROOT)) {
      return FileSet.resolve("", value.substring(1));
    }
    boolean isElsewhere = value.startsWith("/") || value.startsWith("~");
    return isElsewhere ? Optional.empty() : directory.flatMap(at -> FileSet.resolve(at, value));
  }

  private void remember(ShellWord word) {
    word.values(variables).forEach(value -> resolve(value).ifPresent(made::add));
    word.values(variables).forEach(made::add);
  }

  private void files(List<ShellWord> words) {
    for (FileArguments.Named named : FileArguments.in(words)) {
      for (String value : named.word().values(variables)) {
        argument(value, named, words);
      }
    }
  }

  /** A path that no table knows is wrong if a file beside it is called nearly the same. */
  private void slips(List<ShellWord> words) {
    for (ShellWord word : words.subList(1, words.size())) {
      for (String value : word.values(variables)) {
        Optional<String> path =
            Optional.of(value)
                .filter(text -> NEIGHBOR.matcher(text).matches() && !made.has(text))
                .flatMap(this::resolve)
                .filter(full -> !script.tree().mayHave(full) && !made.has(full))
                .filter(full -> !isBesideItsPipelines(List.of(full), FileArguments.Kind.ANY));
        path.flatMap(script.tree()::nearest)
            .filter(near -> !script.tree().isOfUser(path.get()))
            .ifPresent(
                near ->
                    add(
                        CommandCheck.MISSING_FILE,
                        PathText.display(value),
                        word.index(),
                        "file '" + path.get() + "' not found",
                        "did you mean " + near + "?"));
      }
    }
  }

  /** {@code python -m package.module}, where the package is the project's. */
  private void module(List<ShellWord> words) {
    boolean isPython = Set.of("python", "python3").contains(words.get(0).literal());
    for (int i = 1; isPython && i + 1 < words.size(); i++) {
      String name = words.get(i + 1).literal();
      if (words.get(i).literal().equals("-m") && name.indexOf('.') > 0 && directory.isPresent()) {
        String path = name.replace('.', '/');
        Optional<String> full = FileSet.resolve(directory.get(), path);
        Optional<String> start = FileSet.resolve(directory.get(), PathText.first(path));
        boolean isOwn = start.isPresent() && script.tree().mayHaveDirectory(start.get());
        boolean isThere =
            full.isPresent()
                && (script.tree().mayHaveFile(full.get() + ".py")
                    || script.tree().mayHaveDirectory(full.get()));
        boolean isSent = script.isPackaged() && script.origin().file().kind() == FileKind.AZURE_ML;
        boolean isWhole = MODULE.matcher(name).matches();
        if (!isThere && isWhole && (isOwn || isSent) && !RUNNERS.contains(PathText.first(path))) {
          add(
              CommandCheck.MISSING_FILE,
              name,
              words.get(i + 1).index(),
              "no module '" + name + "' in '" + directory.get() + "'",
              "add it, or correct its name");
        }
        return;
      }
    }
  }

  private void add(Rule rule, String part, int index, String problem, String remedy) {
    Origin.Place place = script.origin().place(part, index);
    Rule broken = script.isOfDocument() ? CommandCheck.DOCUMENT : rule;
    check.findings().add(broken, place.path(), place.position(), problem, remedy);
  }

  private void argument(String value, FileArguments.Named named, List<ShellWord> words) {
    FileArguments.Kind kind = named.kind();
    String path = value;
    if (kind == FileArguments.Kind.PARAMETERS) {
      boolean isFile = value.startsWith("@") || value.endsWith(".bicepparam");
      if (!isFile) {
        return;
      }
      path = value.startsWith("@") ? value.substring(1) : value;
    }
    boolean looksLikePath = named.isCertain() || path.indexOf('/') > 0;
    // Without a slash, the shell looks for it among the programs first.
    boolean isSourced = Set.of("source", ".").contains(words.get(0).literal());
    if (isSourced && (path.indexOf('/') < 0 || ACTIVATE.matcher(path).find())) {
      return;
    }
    if (!looksLikePath && PathText.isPath(path) && path.length() > 3) {
      // A plain word that is a slip away from a folder is meant as the folder.
      resolve(path)
          .filter(full -> !script.tree().mayHave(full) && !made.has(full))
          .flatMap(full -> script.tree().nearestDirectory(full))
          .ifPresent(
              near ->
                  add(
                      CommandCheck.MISSING_FILE,
                      PathText.display(value),
                      named.word().index(),
                      "'" + PathText.display(value) + "' not found",
                      "did you mean " + near + "?"));
    }
    if (looksLikePath && PathText.isPath(path)) {
      Optional<String> from =
          kind == FileArguments.Kind.VARIABLES ? terraformDirectory(words) : directory;
      report(path, named.word().index(), kind, from, named.isCertain());
    }
  }

  /** The options of the project's Python programs; those of jobs in Azure are looked at apart. */
  private void options(List<ShellWord> words) {
    if (script.origin().file().kind() == FileKind.AZURE_ML) {
      return;
    }
    Optional<ProgramCall> call = check.programs().find(words, directory, script.tree());
    List<ProgramCall.Mistake> mistakes =
        call.map(ProgramCall::mistakes)
            .or(
                () ->
                    ShellCall.of(words, directory, script.tree(), variables)
                        .map(ShellCall::mistakes))
            .orElse(List.of());
    for (ProgramCall.Mistake mistake : mistakes) {
      // A document may tell the beginning of a command only.
      if (!(mistake.isMissing() && script.isOfDocument())) {
        int index = mistake.isMissing() ? words.get(0).index() : mistake.index();
        add(CommandCheck.OPTION, mistake.word(), index, mistake.problem(), mistake.remedy());
      }
    }
  }

  /** A script that is run by its own name. */
  private void program(List<ShellWord> words) {
    for (String value : words.get(0).values(variables)) {
      if (value.indexOf('/') >= 0 && PathText.isPath(value) && !value.contains("=")) {
        report(value, words.get(0).index(), FileArguments.Kind.FILE, directory, false);
      }
    }
  }

  /**
   * Reports a path that is not there, unless there is doubt: a path that was made by the script, or
   * one whose first directory is unknown and that need not be a file of the project.
   */
  private void report(
      String value, int index, FileArguments.Kind kind, Optional<String> from, boolean isCertain) {
    List<String> candidates = new ArrayList<>();
    if (from.isPresent() && !script.tree().mayHaveDirectory(from.get())) {
      // A finding of its own; from there on everything is missing.
      return;
    }
    if (value.startsWith(ShellWord.ROOT)) {
      FileSet.resolve("", value.substring(1)).ifPresent(candidates::add);
    } else if (from.isPresent()) {
      FileSet.resolve(from.get(), value).ifPresent(candidates::add);
    } else if (script.home().isPresent() && gone.isPresent()) {
      String way = gone.get() + "/" + value;
      FileSet.resolve("", way).ifPresent(candidates::add);
      FileSet.resolve(script.home().get(), way).ifPresent(candidates::add);
    }
    boolean isFound =
        candidates.isEmpty()
            || (script.isOfDocument() && isExample(value))
            || candidates.stream()
                .anyMatch(path -> path.isEmpty() || exists(path, kind) || isNotebook(path))
            || isBesideItsPipelines(candidates, kind);
    // Who uses the project makes what git ignores, from an example that lies beside it.
    boolean isOfUser = candidates.stream().anyMatch(path -> script.tree().isOfUser(path));
    if (isFound || isOfUser || made.has(value) || candidates.stream().anyMatch(made::has)) {
      return;
    }
    String path = candidates.get(0);
    boolean isAnchored =
        script.tree().mayHaveDirectory(PathText.first(path)) && path.indexOf('/') > 0;
    boolean isInNewPlace = shell.commands().stream().anyMatch(ScriptRun::bringsFiles);
    if (isAnchored || (isCertain && from.isPresent() && !isInNewPlace)) {
      boolean isDirectory = kind == FileArguments.Kind.DIRECTORY;
      add(
          isDirectory ? CommandCheck.MISSING_DIRECTORY : CommandCheck.MISSING_FILE,
          PathText.display(value),
          index,
          (isDirectory ? "directory" : "file") + " '" + path + "' not found",
          "add it, or correct the path");
    }
  }

  /** A folder with pipelines of its own is the root of a repository of its own. */
  private boolean isBesideItsPipelines(List<String> candidates, FileArguments.Kind kind) {
    String root = script.tree().ownRoot(script.origin().file().path());
    return !root.isEmpty()
        && candidates.stream()
            .anyMatch(
                path -> FileSet.resolve(root, path).filter(one -> exists(one, kind)).isPresent());
  }

  /** Whether a document does not mean the project's file of that name, or some directory has it. */
  private boolean isExample(String value) {
    String name = value.substring(value.lastIndexOf('/') + 1);
    return EXAMPLE.matcher(value).find()
        || script.tree().mayHaveBelow(value)
        // The text tells the reader to write it.
        || script.origin().text().contains("`" + name + "`");
  }

  /** Whether a command may put files where nobody can tell. */
  private static boolean bringsFiles(ShellCommand command) {
    return Set.of("git", "curl", "wget", "tar", "unzip", "gh", "azcopy").contains(command.name())
        || command.words().stream().anyMatch(word -> word.literal().equals("download"));
  }

  /** Whether a script is a notebook in the project, which another step makes a script of. */
  private boolean isNotebook(String path) {
    return path.endsWith(".py")
        && script.tree().hasFile(path.substring(0, path.length() - ".py".length()) + ".ipynb");
  }

  private boolean exists(String path, FileArguments.Kind kind) {
    return switch (kind) {
      case FILE, PARAMETERS, VARIABLES -> script.tree().mayHaveFile(path);
      case DIRECTORY -> script.tree().mayHaveDirectory(path);
      case ANY -> script.tree().mayHave(path);
    };
  }

  private Optional<String> terraformDirectory(List<ShellWord> words) {
    for (ShellWord word : words) {
      if (word.start().startsWith("-chdir=")) {
        List<String> values = word.behind("-chdir=".length()).values(variables);
        return values.size() == 1 ? resolve(values.get(0)) : Optional.empty();
      }
    }
    return directory;
  }

  private void terraform(List<ShellWord> words) {
    Optional<TerraformModule> module =
        terraformDirectory(words)
            .filter(path -> script.tree().mayHaveDirectory(path))
            .flatMap(path -> Optional.ofNullable(check.terraform().get(path)))
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
            .map(found -> TerraformValues.missing(found, words, script.tree(), check.programs()))
            .orElse(List.of())) {
      add(
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
      add(
          CommandCheck.TERRAFORM_VARIABLE,
          name + "=",
          index,
          "`-var " + name + "=…` is given, and " + where + " declares no such variable",
          "remove it, or declare `variable \"" + name + "\"` in " + where);
    }
  }
}
