package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.regex.Pattern;

/** Python can read the project's code. */
final class PythonSyntaxCheck implements Check {

  static final Rule SYNTAX = new Rule("python-syntax", Level.ERROR, "Invalid Python syntax");

  /** Another program fills the file in first: cookiecutter, Jinja, notebooks with commands. */
  private static final Pattern MADE = Pattern.compile("\\{\\{ ?cookiecutter|\\{%|(?m)^[%!]\\w");

  /** A file that a test wants to be refused. */
  private static final Pattern MEANT =
      Pattern.compile("(?:.*/)?tests?/.*(?:bad|invalid|broken|malformed)_?[\\w.]*\\.py");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      PythonSyntax.of(file.content())
          .mistake()
          .filter(mistake -> !MADE.matcher(file.text()).find())
          .filter(mistake -> !MEANT.matcher(file.path()).matches())
          .ifPresent(
              mistake ->
                  findings.add(
                      SYNTAX,
                      file.path(),
                      file.position(mistake.index()),
                      mistake.problem(),
                      "correct it there or above"));
    }
  }
}
