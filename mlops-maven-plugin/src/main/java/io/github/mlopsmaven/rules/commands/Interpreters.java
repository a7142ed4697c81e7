package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellDialect;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that a command gives to a program of another language than they are written in. */
final class Interpreters {

  static final Rule RULE =
      new Rule(
          "command-interpreter",
          Level.ERROR,
          "File of a command in another language than the program reads");

  private static final Set<String> POSIX = Set.of("sh", "dash");

  private static final Pattern PYTHON = Pattern.compile("python[\\d.]*");

  private Interpreters() {}

  /**
   * Looks at a command.
   *
   * @param words its words
   * @param place where the script is
   */
  static void check(List<ShellWord> words, ScriptPlace place) {
    String program = words.get(0).literal();
    boolean isShell = program.equals("bash") || POSIX.contains(program);
    if (words.size() < 2 || !(isShell || PYTHON.matcher(program).matches())) {
      return;
    }
    List<String> values = place.values(words.get(1));
    Optional<SourceFile> file =
        values.size() != 1
            ? Optional.empty()
            : place.candidates(values.get(0), place.directory()).stream()
                .flatMap(path -> place.tree().file(path).stream())
                .findFirst();
    String written = file.map(SourceFile::name).orElse("");
    String problem =
        isShell && written.endsWith(".py")
            ? "is written in Python"
            : !isShell && written.endsWith(".sh")
                ? "is a script of a shell"
                : POSIX.contains(program) && written.endsWith(".sh")
                    ? file.flatMap(one -> ShellDialect.ofBash(one.text()))
                        .map(sign -> "is written for bash: sh does not know '" + sign.text() + "'")
                        .orElse("")
                    : "";
    if (!problem.isEmpty()) {
      place.add(
          RULE,
          program,
          words.get(0).index(),
          program + " reads " + file.orElseThrow().path() + ", which " + problem,
          "start it with " + (written.endsWith(".py") ? "python" : "bash"));
    }
  }
}
