package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makefiles can be read, and have rules for what their rules need. */
final class MakeCheck implements Check {

  static final Rule SYNTAX = new Rule("make-syntax", Level.ERROR, "Invalid makefile");

  static final Rule TARGET =
      new Rule("make-missing-target", Level.WARNING, "Target that no rule of a makefile makes");

  static final Rule UNSET =
      new Rule("make-unset-variable", Level.WARNING, "Unset variable in a makefile");

  /** What implicit rules of make have, beside the variables of the environment. */
  private static final Pattern BUILT_IN =
      Pattern.compile(
          "MAKE.*|CURDIR|SHELL|VPATH|SUFFIXES|AR|AS|CC|CXX|CPP|FC|LD|LEX|YACC|RM|.*FLAGS|OUTPUT_OPTION|GNUMAKEFLAGS");

  /** A file that a program for making documents or code leaves, or that a person has. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?i).*\\.(?:o|a|so|exe|whl|stamp|done|lock|env|log|out|tmp|gz|zip|tar|html|pdf)");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX, TARGET, UNSET, RecipeCheck.RECIPE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (Makefile.is(file)) {
        check(project, file, findings);
      }
    }
  }

  private static void check(VerifiedProject project, SourceFile file, Findings findings) {
    Makefile makefile = Makefile.of(file.content());
    for (Makefile.Word mistake : makefile.mistakes()) {
      findings.add(
          SYNTAX,
          file.path(),
          file.position(mistake.index()),
          mistake.text(),
          "correct the line, then run `make -n`");
    }
    if (makefile.mistakes().isEmpty() && !CopiedFiles.isTemplate(file.path())) {
      new RecipeCheck(project, file, findings).check(makefile);
    }
    Makefiles all = Makefiles.of(project.files(), file);
    // A part is seen from where it is included.
    boolean isPart = file.name().toLowerCase(Locale.ROOT).endsWith(".mk");
    if (all.isOpen() || isPart || !makefile.mistakes().isEmpty()) {
      return;
    }
    for (Makefile.Word word : makefile.needed()) {
      needed(project, file, all, word, findings);
    }
    Set<String> set = new TreeSet<>(all.variables());
    for (Makefile.Word word : makefile.named()) {
      boolean isSet = set.contains(word.text()) || BUILT_IN.matcher(word.text()).matches();
      // The environment and the command line may set any other name.
      Optional<String> near =
          isSet || word.text().length() < 3
              ? Optional.empty()
              : set.stream().filter(name -> Suggestion.isSlip(name, word.text())).findFirst();
      near.ifPresent(
          name ->
              findings.add(
                  UNSET,
                  file.path(),
                  file.position(word.index()),
                  "the variable '" + word.text() + "' is never set",
                  "did you mean " + name + "?"));
    }
  }

  private static void needed(
      VerifiedProject project,
      SourceFile file,
      Makefiles all,
      Makefile.Word word,
      Findings findings) {
    String name = word.text();
    boolean isComputed = name.chars().anyMatch(c -> "$%*?[~(\\".indexOf(c) >= 0);
    if (isComputed
        || name.startsWith("/")
        || name.startsWith("-l")
        || MADE.matcher(name).matches()) {
      return;
    }
    boolean isThere =
        FileSet.resolve(file.directory(), name).filter(project.files()::exists).isPresent();
    Optional<String> near = Suggestion.nearest(name, all.names());
    // A file may come from elsewhere; a plain word is a target.
    boolean isTarget = name.indexOf('.') < 0 && name.indexOf('/') < 0;
    if (!isThere && !all.makes(name) && (isTarget || near.isPresent())) {
      findings.add(
          TARGET,
          file.path(),
          file.position(word.index()),
          "no rule makes '" + name + "'",
          near.map(one -> "use " + one).orElse("add a rule for it, or correct its name"));
    }
  }
}
