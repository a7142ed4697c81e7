package io.github.mlopsmaven.rules.leaks;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;

/** Nothing is in the project that a program left behind. */
final class JunkCheck implements Check {

  static final Rule LEFTOVER =
      new Rule(
          "junk-leftover",
          Level.WARNING,
          "Leftover file of an editor, a tool or an operating system");

  private static final List<Kind> KINDS =
      DataFile.lines(JunkCheck.class, "junk.txt").stream()
          .map(line -> line.split("\t", 2))
          .map(Kind::of)
          .toList();

  private record Kind(Glob glob, String program) {

    static Kind of(String[] columns) {
      return new Kind(Glob.of(columns[0]), columns[1]);
    }
  }

  @Override
  public List<Rule> rules() {
    return List.of(LEFTOVER);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    boolean isOfTemplate =
        project.selection().isPresent() || project.file("mlops-template.yml").isPresent();
    for (SourceFile file : project.files().all()) {
      if (file.isVendored()) {
        continue;
      }
      String path = file.path();
      KINDS.stream()
          .filter(kind -> kind.glob().matches(path))
          .findFirst()
          .ifPresent(
              kind ->
                  findings.add(
                      LEFTOVER,
                      path,
                      Position.START,
                      "the file was left by " + kind.program(),
                      isOfTemplate
                          ? "remove it from the template, or add it to `exclude` in"
                              + " mlops-template.yml"
                          : "remove it: git rm --cached '"
                              + path
                              + "', and add its name to .gitignore"));
    }
  }
}
