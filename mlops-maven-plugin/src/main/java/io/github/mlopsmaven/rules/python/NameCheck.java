package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that Python code uses are bound somewhere in its file, and so are arguments that it reads.
 */
final class NameCheck implements Check {

  static final Rule NAME =
      new Rule("python-undefined-name", Level.ERROR, "Undefined name in Python");

  @Override
  public List<Rule> rules() {
    return List.of(NAME);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      boolean isRead =
          PythonSyntax.of(file.content()).mistake().isEmpty() && !file.text().contains("{{");
      if (isRead) {
        undefined(file, findings);
        arguments(file, findings);
      }
    }
  }

  private static void undefined(SourceFile file, Findings findings) {
    PythonNames names = PythonNames.of(file.content());
    Set<String> told = new HashSet<>();
    for (PythonNames.Use use : names.unbound()) {
      if (told.add(use.name())) {
        Optional<String> near = Suggestion.nearest(use.name(), new TreeSet<>(names.bound()));
        findings.add(
            NAME,
            file.path(),
            file.position(use.index()),
            "the name '" + use.name() + "' is bound nowhere in this file",
            near.map(name -> "did you mean " + name + "?").orElse("import it, or correct it"));
      }
    }
  }

  private static void arguments(SourceFile file, Findings findings) {
    Optional<PythonArguments> arguments = PythonArguments.of(file.content());
    if (arguments.isEmpty()) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (PythonNames.Use use : arguments.get().read()) {
      if (!arguments.get().names().contains(use.name()) && told.add(use.name())) {
        findings.add(
            NAME,
            file.path(),
            file.position(use.index()),
            "the parser has no argument '" + use.name() + "'",
            Suggestion.useOneOf(use.name(), new TreeSet<>(arguments.get().names())));
      }
    }
  }
}
