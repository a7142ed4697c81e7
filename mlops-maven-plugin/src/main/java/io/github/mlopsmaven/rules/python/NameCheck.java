package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.CopiedFiles;
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
          PythonSyntax.of(file.content()).mistake().isEmpty()
              && !file.text().contains("{{")
              && !CopiedFiles.isExercise(file.path());
      if (isRead) {
        undefined(file, findings);
      }
    }
    boolean hasParser =
        project.files().of(FileKind.PYTHON).stream()
            .anyMatch(file -> file.text().contains("ArgumentParser"));
    if (hasParser) {
      PythonValues values = PythonValues.in(project);
      arguments(values, new PythonParsers(values), findings);
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

  /** What is read of parsed arguments, wherever they were handed on to. */
  private static void arguments(PythonValues values, PythonParsers parsers, Findings findings) {
    for (SourceFile file : values.files()) {
      Set<String> told = new HashSet<>();
      PythonWalk.expressions(
          PythonScope.of(file),
          (scope, expression) -> {
            if (expression instanceof Expression.Attribute attribute) {
              argument(
                  parsers,
                  file,
                  values.of(scope, attribute.value()),
                  attribute.name(),
                  attribute.place(),
                  told,
                  findings);
            } else if (expression instanceof Expression.Call call
                && call.arguments().size() == 2
                && PythonTree.dotted(call.function()).equals("getattr")) {
              Expression name = call.arguments().get(1).value();
              PythonTree.text(name)
                  .ifPresent(
                      text ->
                          argument(
                              parsers,
                              file,
                              values.of(scope, call.arguments().get(0).value()),
                              text,
                              name.index(),
                              told,
                              findings));
            }
          });
    }
  }

  private static void argument(
      PythonParsers parsers,
      SourceFile file,
      PythonValue value,
      String name,
      int index,
      Set<String> told,
      Findings findings) {
    Optional<Set<String>> known =
        value instanceof PythonValue.Arguments arguments
            ? parsers.of(arguments.parser())
            : Optional.empty();
    if (known.isPresent()
        && !known.get().contains(name)
        && !name.startsWith("_")
        && told.add(name)) {
      findings.add(
          NAME,
          file.path(),
          file.position(index),
          "the parser has no argument '" + name + "'",
          Suggestion.useOneOf(name, new TreeSet<>(known.get())));
    }
  }
}
