package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The scripts of the project that a script starts, and what lets them be run.
 *
 * @param place where the script is
 */
record ScriptCalls(ScriptPlace place) {

  private static final Pattern RUNNABLE =
      Pattern.compile("[ugoa]*\\+\\w*x\\w*|0?[1357][0-7]{2}|[ugoa]*=\\w*x\\w*");

  /** What makes the arguments of a script something else. */
  private static final Pattern OWN_ARGUMENTS =
      Pattern.compile("\\(\\)|\\bfunction\\b|\\bshift\\b|\\bset --|\\bgetopts\\b");

  /**
   * The arguments of a script.
   *
   * @param areThoseOfTheCall whether {@code $1} is the first word of the call all through it
   */
  private record Arguments(boolean areThoseOfTheCall) {

    static Arguments of(Content content) {
      return new Arguments(!OWN_ARGUMENTS.matcher(content.text()).find());
    }
  }

  /**
   * {@code chmod +x FILE} and the like. Where the files are not known, all can be run.
   *
   * @param words the words of the command
   */
  void letRun(List<ShellWord> words) {
    boolean isDirect = words.get(0).literal().equals("chmod");
    boolean isMode = words.stream().anyMatch(word -> RUNNABLE.matcher(word.start()).matches());
    if (!isDirect || words.size() < 3) {
      place.made().letRun("");
    } else if (isMode) {
      for (ShellWord word : words.subList(1, words.size())) {
        place
            .resolve(place.pattern(word))
            .ifPresentOrElse(place.made()::letRun, () -> place.made().letRun(""));
      }
    }
  }

  /**
   * A script of the project that a command starts, as it runs from here: with the directory, the
   * files and the variables of its caller.
   */
  Optional<JobScript> called(List<ShellWord> words) {
    Optional<ShellCall> call =
        place.script().isOfDocument()
            ? Optional.empty()
            : ShellCall.of(words, place.directory(), place.tree(), place.variables());
    Optional<SourceFile> file = call.map(ShellCall::script);
    if (file.isEmpty() || !place.made().enters()) {
      return Optional.empty();
    }
    Map<String, String> environment = new HashMap<>(place.script().environment());
    CommandCheck.sourced(place.check().project(), file.get()).forEach(environment::putIfAbsent);
    if (file.get().content().learn(Arguments.class, Arguments::of).areThoseOfTheCall()) {
      for (int i = 0; i < call.get().words().size() && i < 9; i++) {
        List<String> values = place.values(call.get().words().get(i));
        if (values.size() == 1) {
          environment.put(String.valueOf(i + 1), values.get(0));
        }
      }
    }
    return Optional.of(
        new JobScript(
            file.get().text(),
            place.directory(),
            Optional.of(file.get().directory()),
            place.tree(),
            Origin.of(file.get()),
            environment,
            place.made()));
  }
}
