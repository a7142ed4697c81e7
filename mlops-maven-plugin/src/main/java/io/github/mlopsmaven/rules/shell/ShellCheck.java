package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.Fragment;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Scripts parse, and what they read is set. */
final class ShellCheck implements Check {

  static final Rule SYNTAX = new Rule("shell-syntax", Level.ERROR, "Invalid shell syntax");

  static final Rule UNSET = new Rule("shell-unset-variable", Level.WARNING, "Unset shell variable");

  static final Rule MISUSE =
      new Rule("shell-misuse", Level.ERROR, "Shell code that bash reads as something else");

  static final Rule FUNCTION =
      new Rule("shell-unknown-function", Level.WARNING, "Unknown function in a shell script");

  /** The first line of a script that another shell or program reads. */
  private static final Pattern OTHER_PROGRAM =
      Pattern.compile("#!(?!.*/(?:env +)?(?:-S +)?(?:ba|da|k)?sh\\b).*");

  /** Commands that ask whether there is a program. */
  private static final Set<String> ASKING = Set.of("-v", "type", "which", "hash", "alias");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*");

  /** What another program makes a script of. */
  private static final Pattern TEMPLATE = Pattern.compile("\\{%|\\{\\{ *cookiecutter");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX, UNSET, FUNCTION, MISUSE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    SetElsewhere elsewhere = new SetElsewhere(project);
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (isBash(file.text()) && !file.isVendored()) {
        IntFunction<Position> place = index -> Position.of(file.text(), index);
        ShellSyntax syntax = ShellScript.of(file.content()).syntax();
        if (!Fragment.is(file.text())) {
          report(file, syntax, place, findings);
        }
        lineEnds(project, file, findings);
        misuse(
            file,
            file.text(),
            ShellScript.of(file.content()),
            syntax.set(),
            elsewhere.readBy(file),
            place,
            findings);
        if (!elsewhere.isOpen(file)) {
          Set<String> set = elsewhere.setFor(file);
          unset(file, syntax, set, name -> elsewhere.isMistake(name, set), place, findings);
          functions(
              file, ShellScript.of(file.content()), elsewhere.functionsFor(file), place, findings);
        }
      }
    }
    for (PipelineScripts.Script script : new PipelineScripts(project).all()) {
      IntFunction<Position> place = script.node()::positionOf;
      ShellScript shell = ShellScript.of(script.file().content(), script.text());
      ShellSyntax syntax = shell.syntax();
      report(script.file(), syntax, place, findings);
      Set<String> names = new TreeSet<>(syntax.set());
      names.addAll(script.given());
      misuse(script.file(), script.text(), shell, names, List.of(), place, findings);
      if (!syntax.isOpen() && syntax.sourced().isEmpty()) {
        Set<String> set = new TreeSet<>(syntax.set());
        set.addAll(script.given());
        unset(
            script.file(),
            syntax,
            set,
            name ->
                elsewhere.isMistake(name, set)
                    || (script.isClosed()
                        && SetElsewhere.isUnset(name)
                        && elsewhere.leavesNothing()),
            place,
            findings);
        functions(script.file(), shell, syntax.functions(), place, findings);
      }
    }
  }

  /**
   * A carriage return is part of the word before it. Where all files have them, Git has put them
   * there for somebody who works on Windows.
   */
  private static void lineEnds(VerifiedProject project, SourceFile file, Findings findings) {
    int index = file.text().indexOf("\r\n");
    boolean isAlone =
        index >= 0
            && project.files().all().stream()
                .filter(other -> !other.path().equals(file.path()) && other.content().isText())
                .anyMatch(other -> other.text().contains("\n") && !other.text().contains("\r\n"));
    if (isAlone) {
      findings.add(
          SYNTAX,
          file.path(),
          file.position(index),
          "the line ends as lines of Windows do, and bash takes the carriage return as part of it",
          "save the file with the line ends of Linux, and add `*.sh text eol=lf` to .gitattributes");
    }
  }

  private static void misuse(
      SourceFile file,
      String text,
      ShellScript shell,
      Set<String> names,
      List<String> others,
      IntFunction<Position> place,
      Findings findings) {
    if (shell.syntax().mistake().isPresent()) {
      return;
    }
    List<ShellSyntax.Mistake> mistakes = new ArrayList<>(ShellMisuse.in(shell));
    if (file.kind() != FileKind.AZURE_ML) {
      // What the service makes of the lines of a command before a shell sees it is not told.
      ShellMisuse.option(text, shell).ifPresent(mistakes::add);
    }
    mistakes.addAll(ShellFunctions.mistakes(text, shell, others));
    mistakes.addAll(SingleQuotes.mistakes(text, shell, names));
    for (ShellSyntax.Mistake mistake : mistakes) {
      findings.add(
          MISUSE,
          file.path(),
          place.apply(mistake.index()),
          mistake.problem(),
          "correct it, then run `shellcheck`");
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
      Predicate<String> isMistake,
      IntFunction<Position> place,
      Findings findings) {
    if (syntax.mistake().isPresent()) {
      return;
    }
    syntax
        .read()
        .forEach(
            (name, index) -> {
              if (!set.contains(name) && isMistake.test(name)) {
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

  /** Programs are rarely called {@code two_words}; functions often are. */
  private static boolean isMeantAsFunction(String name, ShellScript shell) {
    return name.matches("[a-z]+(?:_[a-z]+)+")
        && shell.commands().stream()
            .filter(command -> ASKING.contains(command.name()))
            .flatMap(command -> command.words().stream())
            .noneMatch(word -> word.literal().equals(name));
  }

  /** A command that is nearly a function of the script, and no program that there is. */
  private static void functions(
      SourceFile file,
      ShellScript shell,
      Set<String> functions,
      IntFunction<Position> place,
      Findings findings) {
    if (functions.isEmpty() || shell.syntax().mistake().isPresent()) {
      return;
    }
    for (ShellCommand command : shell.commands()) {
      String name = command.name();
      boolean isKnown =
          name.length() < 3 || functions.contains(name) || !NAME.matcher(name).matches();
      Optional<String> near =
          isKnown
              ? Optional.empty()
              : functions.stream().filter(one -> Suggestion.isSlip(one, name)).sorted().findFirst();
      boolean isMeant = near.isPresent() || (!isKnown && isMeantAsFunction(name, shell));
      if (!isMeant || Programs.has(name)) {
        continue;
      }
      findings.add(
          FUNCTION,
          file.path(),
          place.apply(command.words().get(0).index()),
          "no function is called '" + name + "'",
          near.map(one -> "did you mean " + one + "?").orElse("declare it, or correct its name"));
    }
  }
}
