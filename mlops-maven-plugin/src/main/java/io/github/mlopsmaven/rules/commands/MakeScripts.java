package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.make.Makefile;
import io.github.mlopsmaven.rules.make.Makefiles;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the commands of makefiles: each line is a script of its own, which starts where the
 * makefile lies.
 *
 * @param project the project
 * @param sink takes the commands
 */
record MakeScripts(VerifiedProject project, Consumer<JobScript> sink) {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$[({]([A-Za-z_][\\w.-]*)[)}]|\\$[({][^)}]*[)}]|\\$[@<^?*%+|]");

  /** More commands in one file nobody wrote. */
  private static final int MOST = 500;

  private static final int LONGEST = 100_000;

  void find() {
    WorkTree tree = WorkTree.of(project.files());
    for (SourceFile file : project.files().all()) {
      boolean isMade =
          Makefile.is(file) && !file.name().endsWith(".mk") && !CopiedFiles.isTemplate(file.path());
      if (isMade && file.text().length() < LONGEST) {
        recipes(file, tree);
      }
    }
  }

  private void recipes(SourceFile file, WorkTree tree) {
    Map<String, String> variables = new HashMap<>();
    for (SourceFile one : Makefiles.of(project.files(), file).files()) {
      Makefile.of(one.content())
          .variables()
          .forEach((name, value) -> value.ifPresent(text -> variables.put(name, text)));
    }
    List<JobScript> scripts = new ArrayList<>();
    for (Makefile.Word recipe :
        Makefile.of(file.content()).recipes().stream().limit(MOST).toList()) {
      String command = recipe.text().substring(1).replaceFirst("^[@+\\s-]*", "");
      int start = recipe.index() + recipe.text().length() - command.length();
      scripts.add(
          new JobScript(
              " ".repeat(start) + filled(command, variables),
              Optional.of(file.directory()),
              Optional.of(file.directory()),
              tree,
              Origin.of(file)));
    }
    WorkTree made = withMade(file, scripts, tree);
    scripts.forEach(script -> sink.accept(script.in(made)));
  }

  /** One line may make what another one uses; who runs which first is not known. */
  private static WorkTree withMade(SourceFile file, List<JobScript> scripts, WorkTree tree) {
    WorkTree made = tree;
    for (JobScript script : scripts) {
      for (ShellWord word : MadePaths.in(ShellScript.of(file.content(), script.text()))) {
        String path = MadePaths.local(word.literal());
        Optional<String> full = FileSet.resolve(file.directory(), path);
        if (PathText.isPath(path) && full.isPresent() && !tree.mayHave(full.get())) {
          made = made.with(full.get(), Optional.empty());
        }
      }
    }
    return made;
  }

  /**
   * A value may be longer than its name, so that what follows it on its line is found by its text.
   */
  private static String filled(String command, Map<String, String> variables) {
    Matcher matcher = VARIABLE.matcher(command);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? "" : matcher.group(1);
      String value =
          matcher.group().equals("$$")
              ? "$"
              : variables.getOrDefault(name, String.valueOf(ShellWord.UNKNOWN));
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }
}
