package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The files that code reads in folders that Azure Machine Learning gives it are there. */
final class HandedFileCheck implements Check {

  static final Rule FILE =
      new Rule(
          "azureml-handed-file",
          Level.ERROR,
          "File that no step writes, or that the model does not have");

  @Override
  public List<Rule> rules() {
    return List.of(FILE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    ServedModel.notOfMlflow(
        project,
        (file, path) ->
            findings.add(
                FILE,
                file,
                path,
                "the folder has no file MLmodel, so it is no model of MLflow",
                "name the folder that MLflow saved, or write type: custom_model"));
    if (project.files().of(FileKind.AZURE_ML).isEmpty()
        || project.files().of(FileKind.PYTHON).isEmpty()) {
      return;
    }
    Set<String> told = new HashSet<>();
    Consumer<StepFiles.Missing> add =
        missing -> {
          if (told.add(missing.file().path() + " " + missing.index())) {
            findings.add(
                FILE,
                missing.file().path(),
                missing.file().position(missing.index()),
                "'" + missing.path() + "' is read, and " + missing.owner() + " has no such file",
                missing.remedy());
          }
        };
    new StepFiles(project).find(add);
    new ServedModel(project).find(add);
  }
}
