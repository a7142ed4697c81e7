package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands of workflows, pipelines and scripts name is there. */
final class CommandCheck implements Check {

  static final Rule MISSING_FILE =
      new Rule("command-missing-file", Level.ERROR, "File of a command not found");

  static final Rule MISSING_DIRECTORY =
      new Rule(
          "command-missing-directory", Level.ERROR, "Working directory of a command not found");

  static final Rule TERRAFORM_VARIABLE =
      new Rule(
          "command-terraform-variable",
          Level.ERROR,
          "Undeclared Terraform variable on a command line");

  static final Rule OPTION =
      new Rule(
          "command-unknown-option",
          Level.ERROR,
          "Unknown, missing or invalid command-line option of a Python program");

  static final Rule DOCUMENT =
      new Rule("document-command", Level.WARNING, "File of a documented command not found");

  @Override
  public List<Rule> rules() {
    return List.of(MISSING_FILE, MISSING_DIRECTORY, TERRAFORM_VARIABLE, OPTION, DOCUMENT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    ProgramFinder programs = new ProgramFinder(project);
    ScriptCheck check = new ScriptCheck(TerraformModule.in(project), programs, findings);
    Consumer<WorkDirectory> directories = directory -> checkDirectory(directory, findings);
    new GithubScripts(project, check::check, directories).find();
    new AzureScripts(project, check::check, directories).find();
    new AzureMlScripts(project, check::check).find();
    new JobOptions(project, programs, findings).find();
    new DocumentScripts(project, check::check).find();
    WorkTree tree = WorkTree.of(project.files());
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      check.check(
          new JobScript(
              file.text(), Optional.empty(), Optional.of(file.directory()), tree, Origin.of(file)));
    }
  }

  private static void checkDirectory(WorkDirectory directory, Findings findings) {
    if (!directory.tree().mayHaveDirectory(directory.path())) {
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
