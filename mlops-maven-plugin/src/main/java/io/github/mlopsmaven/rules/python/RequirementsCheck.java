package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of requirements parse, and the lists that they include are there. */
final class RequirementsCheck implements Check {

  static final Rule SYNTAX =
      new Rule("python-requirements", Level.ERROR, "Invalid pip requirements or conda environment");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      Optional<Requirements> requirements = RequirementFiles.of(file);
      for (RequirementFiles.Misspelled wrong : RequirementFiles.misspelled(file)) {
        findings.add(
            SYNTAX,
            file,
            wrong.key(),
            "'" + wrong.key().text().orElse("") + "' is not known to conda",
            "use " + wrong.meant());
      }
      RequirementFiles.conda(file)
          .flatMap(PythonNewest::minor)
          .ifPresent(minor -> tooNew(project, file, minor, findings));
      if (requirements.isPresent()) {
        for (Requirements.Mistake mistake : requirements.get().mistakes()) {
          findings.add(
              SYNTAX,
              file.path(),
              mistake.position(),
              mistake.problem(),
              "write `name==version`, or take the line out");
        }
        for (String included : requirements.get().included()) {
          boolean isMissing =
              FileSet.resolve(file.directory(), included).filter(project.files()::exists).isEmpty();
          if (isMissing && included.indexOf(':') < 0 && included.indexOf('$') < 0) {
            findings.add(
                SYNTAX,
                file.path(),
                file.position(Math.max(0, file.text().indexOf(included))),
                "file '" + included + "' not found",
                "add it, or correct the path; it starts at the directory of this file");
          }
        }
      }
    }
  }

  /** Versions that pip does not install with the Python of an environment of conda. */
  private static void tooNew(
      VerifiedProject project, SourceFile conda, int minor, Findings findings) {
    List<SourceFile> lists = new ArrayList<>(List.of(conda));
    for (String included :
        RequirementFiles.of(conda).map(Requirements::included).orElse(List.of())) {
      FileSet.resolve(conda.directory(), included).flatMap(project::file).ifPresent(lists::add);
    }
    for (SourceFile list : lists) {
      RequirementFiles.of(list)
          .map(Requirements::pins)
          .orElse(Map.of())
          .forEach(
              (name, pin) ->
                  PythonNewest.below(name, pin.version(), minor)
                      .ifPresent(
                          newest ->
                              findings.add(
                                  SYNTAX,
                                  list.path(),
                                  pin.position(),
                                  "'"
                                      + name
                                      + pin.version()
                                      + "' needs a newer Python than 3."
                                      + minor
                                      + " of "
                                      + conda.path(),
                                  "take a newer Python, or at most " + name + "==" + newest)));
    }
  }
}
