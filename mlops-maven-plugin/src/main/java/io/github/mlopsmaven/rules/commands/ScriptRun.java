package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.python.PythonVersions;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through the commands of a script as they would run. */
final class ScriptRun {

  private final ShellScript shell;
  private final ScriptPlace place;
  private final ScriptFiles files;
  private final ScriptTools tools;
  private final ScriptCalls calls;

  ScriptRun(ScriptCheck check, JobScript script, ShellScript shell, Map<String, String> variables) {
    this.shell = shell;
    this.place = new ScriptPlace(check, script, shell, variables);
    this.files = new ScriptFiles(place);
    this.tools = new ScriptTools(place);
    this.calls = new ScriptCalls(place);
  }

  void check() {
    commands();
    place.restart();
    shell.assigned().forEach(files::assigned);
  }

  private void commands() {
    for (ShellCommand command : shell.commands()) {
      place.at(command.depth());
      List<ShellWord> words = shell.expanded(command);
      command.written().forEach(place::remember);
      if (command.name().equals("cd") || command.name().equals("pushd")) {
        place.change(words);
      } else if (MadePaths.isMadeBy(command.name())) {
        if (MadePaths.isCopying(command.name()) || command.name().equals("curl")) {
          files.named(words);
        }
        MadePaths.named(command.name(), words).forEach(place::remember);
        place.results(words);
      } else if (!words.isEmpty()) {
        if (words.stream().anyMatch(ScriptRun::isModeChange)) {
          calls.letRun(words);
        }
        MadePaths.outputs(words).forEach(place::remember);
        written(words);
        guard(words);
        convert(words);
        files.check(words);
        options(words);
        alone(words);
        follow(words);
        tools.check(command, words);
        place.results(words);
        words.stream().skip(1).forEach(place::give);
      }
    }
  }

  private static boolean isModeChange(ShellWord word) {
    return word.start().equals("chmod") || word.start().startsWith("--chmod");
  }

  /** What a script does that this one starts. */
  private void follow(List<ShellWord> words) {
    calls
        .called(words)
        .ifPresent(
            script -> {
              place.check().follow(script);
              script.files().leave();
            });
  }

  /** What {@code [ -f FILE ]} asks for may be there or not; what comes after it knows. */
  private void guard(List<ShellWord> words) {
    boolean isTest = Set.of("[", "[[", "test").contains(words.get(0).literal());
    for (int i = 1; isTest && i + 1 < words.size(); i++) {
      if (Set.of("-f", "-e", "-s", "-r", "-d", "-x").contains(words.get(i).literal())) {
        place.remember(words.get(i + 1));
      }
    }
  }

  /**
   * A program that the script wrote itself, and that nobody can read here, may make each file that
   * it is given and that is not there.
   */
  private void written(List<ShellWord> words) {
    boolean isWritten =
        words.size() > 1
            && words.stream()
                .limit(2)
                .flatMap(word -> place.values(word).stream())
                .anyMatch(place::isMade);
    if (isWritten) {
      words.subList(1, words.size()).forEach(place::remember);
    }
  }

  /** {@code jupyter nbconvert --to script x.ipynb} makes {@code x.py} beside it. */
  private void convert(List<ShellWord> words) {
    boolean isConverter = words.stream().anyMatch(word -> word.literal().equals("nbconvert"));
    for (ShellWord word : isConverter ? words : List.<ShellWord>of()) {
      for (String value : place.values(word)) {
        if (value.endsWith(".ipynb")) {
          String made = value.substring(0, value.length() - ".ipynb".length()) + ".py";
          place.remember(made);
        }
      }
    }
  }

  /** A file that is started by its path is in no package: imports with points before them fail. */
  private void alone(List<ShellWord> words) {
    place
        .check()
        .programs()
        .script(words, place.directory(), place.tree())
        .filter(script -> PythonVersions.relativeImport(script).isPresent())
        .ifPresent(
            script ->
                place.add(
                    CommandCheck.ALONE,
                    words.get(1).literal(),
                    words.get(1).index(),
                    "'" + script.path() + "' is started as a file, and imports from its package",
                    "start it with python -m, or take the points out of its imports"));
  }

  /** The options of the project's Python programs; those of jobs in Azure are looked at apart. */
  private void options(List<ShellWord> words) {
    if (place.script().origin().file().kind() == FileKind.AZURE_ML) {
      return;
    }
    Optional<ProgramCall> call =
        place.check().programs().find(words, place.directory(), place.tree());
    List<ProgramCall.Mistake> mistakes =
        call.map(ProgramCall::mistakes)
            .or(
                () ->
                    ShellCall.of(words, place.directory(), place.tree(), place.variables())
                        .map(one -> one.mistakes(this::isInQuotes)))
            .orElse(List.of());
    for (ProgramCall.Mistake mistake : mistakes) {
      // A document may tell the beginning of a command only; what is read into a script has its
      // arguments, if it is given none.
      boolean isRead = Set.of("source", ".").contains(words.get(0).literal()) && words.size() == 2;
      if (!(mistake.isMissing() && (isRead || place.script().isOfDocument()))) {
        int index = mistake.isMissing() ? words.get(0).index() : mistake.index();
        place.add(CommandCheck.OPTION, mistake.word(), index, mistake.problem(), mistake.remedy());
      }
    }
  }

  /** Whether quotes make one word of a variable or a command. */
  private boolean isInQuotes(ShellWord word) {
    String text = place.script().text();
    int end = text.indexOf('\n', Math.min(word.index(), text.length()));
    String rest =
        text.substring(Math.min(word.index(), text.length()), end < 0 ? text.length() : end);
    return rest.startsWith("\"") && rest.indexOf('@') < 0;
  }
}
