package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Scripts parse, and what they read is set. */
final class ShellCheck implements Check {

  static final Rule SYNTAX = new Rule("shell-syntax", Level.ERROR, "Invalid shell syntax");

  static final Rule UNSET = new Rule("shell-unset-variable", Level.WARNING, "Unset shell variable");

  /** The first line of a script that another shell or program reads. */
  private static final Pattern OTHER_PROGRAM =
      Pattern.compile("#!(?!.*/(?:env +)?(?:-S +)?(?:ba|da|k)?sh\\b).*");

  /** What another program makes a script of. */
  private static final Pattern TEMPLATE = Pattern.compile("\\{%|\\{\\{ *cookiecutter");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX, UNSET);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    SetElsewhere elsewhere = new SetElsewhere(project);
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (isBash(file.text()) && !file.isVendored()) {
        IntFunction<Position> place = index -> Position.of(file.text(), index);
        ShellSyntax syntax = ShellSyntax.of(file.content());
        report(file, syntax, place, findings);
        if (!elsewhere.isOpen(file)) {
          unset(file, syntax, elsewhere.setFor(file), elsewhere, place, findings);
        }
      }
    }
    for (PipelineScripts.Script script : new PipelineScripts(project).all()) {
      IntFunction<Position> place = script.node()::positionOf;
      ShellSyntax syntax = ShellSyntax.parse(script.text());
      report(script.file(), syntax, place, findings);
      if (!syntax.isOpen() && syntax.sourced().isEmpty()) {
        unset(script.file(), syntax, syntax.set(), elsewhere, place, findings);
      }
    }
  }

  static boolean isBash(String text) {
    String first = text.lines().findFirst().orElse("");
    return !OTHER_PROGRAM.matcher(first).matches() && !TEMPLATE.matcher(text).find();
  }

  private static void report(
      SourceFile file, ShellSyntax syntax, IntFunction<Position> place, Findings findings) {
    syntax
        .mistake()
        .ifPresent(
            mistake ->
                findings.add(
                    SYNTAX,
                    file.path(),
                    place.apply(mistake.index()),
                    "bash cannot read it: " + mistake.problem(),
                    "correct it at or above this line, then run `bash -n`"));
  }

  private static void unset(
      SourceFile file,
      ShellSyntax syntax,
      Set<String> set,
      SetElsewhere elsewhere,
      IntFunction<Position> place,
      Findings findings) {
    if (syntax.mistake().isPresent()) {
      return;
    }
    syntax
        .read()
        .forEach(
            (name, index) -> {
              if (!set.contains(name) && !elsewhere.mayBeSet(name)) {
                findings.add(
                    UNSET,
                    file.path(),
                    place.apply(index),
                    "the variable '" + name + "' is never set",
                    Suggestion.nearest(name, set)
                        .map(near -> "did you mean $" + near + "?")
                        .orElse(
                            "set it, or write ${"
                                + name
                                + ":?} where the environment has to set it"));
              }
            });
  }
}
