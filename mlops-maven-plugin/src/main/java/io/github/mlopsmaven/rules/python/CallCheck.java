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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions and classes of the project get the arguments that they take, and its modules have the
 * names that are read of them.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html#calls">Calls</a>
 */
final class CallCheck implements Check {

  static final Rule CALL =
      new Rule("python-call", Level.ERROR, "Wrong arguments of a Python function of the project");

  static final Rule NAME =
      new Rule(
          "python-missing-attribute", Level.ERROR, "Undefined name of a Python module or class");

  /** Code that wants to see the call fail. */
  private static final Pattern WANTED = Pattern.compile("(?:raises|assertRaises\\w*)\\s*\\(");

  @Override
  public List<Rule> rules() {
    return List.of(CALL, NAME);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files = project.files().of(FileKind.PYTHON);
    if (files.isEmpty()) {
      return;
    }
    PythonProject python = new PythonProject(project);
    for (SourceFile file : files) {
      boolean isRead =
          PythonSyntax.of(file.content()).mistake().isEmpty()
              && !file.text().contains("{{")
              && file.text().length() < PythonModule.LONGEST;
      if (isRead) {
        new OneFile(python, file, PythonFile.marked(file.content()), findings).check();
      }
    }
  }

  private record OneFile(PythonProject python, SourceFile file, String code, Findings findings) {

    void check() {
      Set<String> told = new HashSet<>();
      PythonUses uses = PythonUses.of(file.content());
      for (PythonUses.Use use : uses.uses()) {
        List<String> names = use.names();
        boolean isSelf = names.size() == 2 && names.get(0).equals("self");
        if (!use.isCall() && isSelf) {
          continue;
        }
        PythonProject.Found found =
            isSelf ? python.method(file, use.start(), names.get(1)) : python.find(file, names);
        if (found.equals(PythonProject.Found.NOTHING) && names.size() == 2 && !isSelf) {
          found = python.attribute(file, names.get(0), names.get(1));
        }
        if (found.missing().isPresent() && !use.isAssigned()) {
          missing(found.missing().get(), use.start(), told);
        }
        // A test that patches a name gives it another meaning.
        boolean isKnown =
            found.signature().isPresent() && !uses.replaced().contains(names.get(names.size() - 1));
        if (use.isCall() && !use.isDefinition() && isKnown) {
          call(use, names.get(names.size() - 1), found.signature().get());
        }
      }
    }

    private void call(PythonUses.Use use, String name, Signature signature) {
      int end = PythonProgram.closing(code, use.end());
      PythonCall call = PythonCall.parse(code, use.end(), end);
      signature
          .mistake(call)
          .filter(problem -> !isWanted(use.start()))
          .ifPresent(
              problem ->
                  findings.add(
                      CALL,
                      file.path(),
                      file.position(use.start()),
                      "'" + name + "' " + problem,
                      remedy(problem, signature)));
    }

    private static String remedy(String problem, Signature signature) {
      Matcher unknown = Pattern.compile("has no parameter '(\\w+)'").matcher(problem);
      return unknown.find() && !signature.names().isEmpty()
          ? Suggestion.useOneOf(unknown.group(1), new TreeSet<>(signature.names()))
          : "correct the call, or the definition";
    }

    /** Whether a test stands near that expects the mistake. */
    private boolean isWanted(int index) {
      int line = code.lastIndexOf('\n', index);
      int before = code.lastIndexOf('\n', Math.max(0, line - 1));
      return WANTED.matcher(code.substring(Math.max(0, before), index)).find();
    }

    private void missing(PythonProject.Missing missing, int index, Set<String> told) {
      boolean isGuarded =
          file.text().contains("hasattr(")
              || file.text().contains("getattr(")
              || file.text().contains("AttributeError");
      if (isGuarded || python.isSet(missing.name()) || !told.add(missing.toString())) {
        return;
      }
      Optional<String> near = Suggestion.nearest(missing.name(), new TreeSet<>(missing.known()));
      findings.add(
          NAME,
          file.path(),
          file.position(index),
          "the " + missing.module() + " has no '" + missing.name() + "'",
          near.map(name -> "did you mean " + name + "?").orElse("add it there, or correct it"));
    }
  }
}
