package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the commands of workflows, pipelines and scripts name is there. */
final class CommandCheck implements Check {

  static final Rule MISSING_FILE =
      new Rule("command-missing-file", Level.ERROR, "File of a command not found");

  static final Rule NOT_EXECUTABLE =
      new Rule(
          "command-not-executable",
          Level.ERROR,
          "Script that is run by its path and has no execute permission");

  static final Rule GITHUB_FILE =
      new Rule(
          "github-step-file",
          Level.ERROR,
          "File of an input of an action that no step of the job makes");

  static final Rule AZURE_FILE =
      new Rule(
          "azure-pipelines-step-file",
          Level.ERROR,
          "File of an input of a task that no step of the job makes");

  static final Rule MISSING_DIRECTORY =
      new Rule(
          "command-missing-directory", Level.ERROR, "Working directory of a command not found");

  static final Rule TERRAFORM_VARIABLE =
      new Rule(
          "command-terraform-variable",
          Level.ERROR,
          "Undeclared or missing Terraform variable or output on a command line");

  static final Rule MISSING_SOURCE =
      new Rule(
          "command-lost-environment",
          Level.ERROR,
          "Script that sets variables is run and not sourced");

  static final Rule BICEP =
      new Rule(
          "command-bicep-template",
          Level.ERROR,
          "Command with a parameter or an output that its Bicep file does not have");

  static final Rule OPTION =
      new Rule(
          "command-unknown-option",
          Level.ERROR,
          "Unknown, missing or invalid command-line option of a program of the project");

  static final Rule ALONE =
      new Rule(
          "command-relative-import",
          Level.ERROR,
          "Python file that is started by its path and imports from its package");

  static final Rule TARGET =
      new Rule(
          "command-missing-target", Level.ERROR, "Target of make or service of Compose not found");

  static final Rule AZURE_CLI =
      new Rule("command-azure-cli", Level.ERROR, "Unknown command or option of the Azure CLI");

  static final Rule GITHUB_CLI =
      new Rule(
          "command-github-cli",
          Level.ERROR,
          "Workflow or input in a command of the GitHub CLI not found");

  static final Rule ARTIFACT =
      new Rule(
          "azure-pipelines-artifact",
          Level.ERROR,
          "Artifact that no step of an Azure pipeline publishes");

  static final Rule DOCUMENT =
      new Rule(
          "document-command",
          Level.WARNING,
          "File, target or option of a documented command not found");

  @Override
  public List<Rule> rules() {
    return List.of(
        MISSING_FILE,
        NOT_EXECUTABLE,
        GITHUB_FILE,
        AZURE_FILE,
        MISSING_DIRECTORY,
        TERRAFORM_VARIABLE,
        MISSING_SOURCE,
        BICEP,
        OPTION,
        ALONE,
        TARGET,
        AZURE_CLI,
        GITHUB_CLI,
        ARTIFACT,
        DOCUMENT,
        JsonKeys.KEY,
        Interpreters.RULE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    ProgramFinder programs = new ProgramFinder(project);
    ScriptCheck check = ScriptCheck.of(project, programs, findings);
    Consumer<WorkDirectory> directories = directory -> checkDirectory(directory, findings);
    StepFiles inputs = new StepFiles(check);
    new GithubScripts(project, check::check, directories, inputs::check).find();
    new AzureScripts(project, check::check, directories, inputs::check, findings).find();
    new AzureMlScripts(project, check::check).find();
    new JobOptions(project, programs, findings).find();
    new SdkScripts(project, check::check).find();
    new DocumentScripts(project, check::check).find();
    new MakeScripts(project, check::check).find();
    new PreCommitScripts(project, check::check).find();
    SwappedArguments.find(project, findings);
    ScratchFiles.find(project, findings);
    HandedNames.find(project, findings);
    JsonKeys.find(project, findings);
    WorkTree tree = WorkTree.of(project.files());
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (check.followed().contains(file.path())) {
        // Where it is started from, more of it was known.
        continue;
      }
      check.check(
          new JobScript(
              file.text(),
              Optional.empty(),
              Optional.of(file.directory()),
              tree,
              Origin.of(file),
              sourced(project, file),
              new JobFiles(false)));
    }
  }

  /** What the scripts set that a script reads into itself, where that is certain. */
  static Map<String, String> sourced(VerifiedProject project, SourceFile file) {
    Map<String, String> values = new HashMap<>();
    Set<String> seen = new HashSet<>(Set.of(file.path()));
    Deque<SourceFile> next = new ArrayDeque<>(List.of(file));
    while (!next.isEmpty()) {
      SourceFile reading = next.remove();
      Map<String, String> known =
          Map.of(ShellWord.HERE, ShellWord.ROOT + "/" + reading.directory());
      ShellScript script = ShellScript.of(reading.content());
      if (!reading.equals(file)) {
        script.values(known).forEach(values::putIfAbsent);
      }
      for (ShellCommand command : script.commands()) {
        boolean reads = command.name().equals("source") || command.name().equals(".");
        List<String> paths =
            reads && command.words().size() > 1
                ? command.words().get(1).values(known)
                : List.<String>of();
        paths.stream()
            .map(
                path ->
                    path.startsWith(ShellWord.ROOT)
                        ? path.substring(1)
                        : reading.directory() + "/" + path)
            .flatMap(path -> FileSet.resolve("", path).stream())
            .filter(seen::add)
            .flatMap(path -> project.file(path).stream())
            .forEach(next::add);
      }
    }
    values.remove(ShellWord.HERE);
    return values;
  }

  private static void checkDirectory(WorkDirectory directory, Findings findings) {
    if (!directory.mayBeThere()) {
      String written = directory.origin().text();
      boolean isOwnText = !directory.origin().isCall() && !written.contains("$");
      Origin.Place place = directory.origin().place(isOwnText ? written : directory.path());
      findings.add(
          MISSING_DIRECTORY,
          place.path(),
          place.position(),
          "directory '" + directory.path() + "' not found",
          "add it, or correct the path");
    }
  }
}
