package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Failures that nobody sees: behind a pipe, in a declaration, or in a script that goes on, where
 * all others of the project end.
 *
 * @see <a href="https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin">set</a>
 */
final class HiddenFailureCheck implements Check {

  static final Rule HIDDEN =
      new Rule(
          "shell-hidden-failure", Level.WARNING, "Failed command that a script does not notice");

  /** So many others show how a project does it. */
  private static final int OTHERS = 3;

  /** Commands whose failure nobody minds. */
  private static final Set<String> TELLING = Set.of("echo", "printf", "cat", "");

  /** What is run, and what only tells of it. */
  private static final Pattern TEE =
      Pattern.compile(
          "(?m)^[ \\t]*(?:[A-Z_]+=\\S*[ \\t]+)*(?:bash|sh|python3?|pytest|terraform|make|mypy|ruff|flake8|npm|dotnet|mvn|docker[ \\t]+build|az[ \\t]+(?:ml|deployment)|\\./[\\w./-]+)\\b(?:[^|\\n#]|\\\\\\n|\\|\\|)*?(\\|&?[ \\t]*tee\\b)[^|\\n]*$");

  private static final Pattern SEEN = Pattern.compile("pipefail|PIPESTATUS");

  private static final Pattern ENDS =
      Pattern.compile(
          "(?m)^[ \\t]*set[ \\t]+(?:-[a-zA-Z]*e[a-zA-Z]*\\b|-o[ \\t]+errexit\\b)|^#!.*\\s-[a-z]*e");

  private static final Pattern GOES_ON =
      Pattern.compile("(?m)^([ \\t]*)(set[ \\t]+\\+(?:[a-z]*e[a-z]*\\b|o[ \\t]+errexit\\b))");

  private static final Pattern STATUS = Pattern.compile("\\$\\?|\\|\\||&&|\\bif\\b|PIPESTATUS");

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?m)^[ \\t]*((?:local|declare|export|readonly)[ \\t]+([A-Za-z_]\\w*)=\"?\\$\\()");

  private static final Pattern APART =
      Pattern.compile(
          "(?m)^[ \\t]*(?:local|declare)[ \\t]+[A-Za-z_]\\w*(?:[ \\t]+[A-Za-z_]\\w*)*[ \\t]*$");

  private static final Pattern PIPED =
      Pattern.compile(
          "(?m)^[ \\t]*(?:[A-Za-z_]\\w*=)?\"?(?:\\$\\()?(az|terraform|curl|python3?|jq)\\b[^|\\n]*\\|[ \\t]*\\w");

  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*#.*$");

  @Override
  public List<Rule> rules() {
    return List.of(HIDDEN);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> scripts = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (!file.isVendored() && ShellCheck.isBash(file.text())) {
        scripts.add(file);
      }
    }
    Map<SourceFile, Boolean> sourced = new HashMap<>();
    for (SourceFile file : scripts) {
      sourced.put(file, isSourced(project, file));
    }
    List<SourceFile> run =
        scripts.stream().filter(file -> !Boolean.TRUE.equals(sourced.get(file))).toList();
    for (SourceFile file : run) {
      goesOn(file, run, findings);
      pipes(file, run, findings);
    }
    for (SourceFile file : scripts) {
      IntFunction<Position> place = index -> Position.of(file.text(), index);
      boolean ends = ENDS.matcher(file.text()).find();
      if (ends) {
        tee(file, file.text(), place, findings);
        lost(file, findings);
      }
    }
    declared(scripts, findings);
    steps(project, findings);
  }

  private static boolean isSourced(VerifiedProject project, SourceFile file) {
    Pattern reading =
        Pattern.compile(
            "(?m)(?:^|[\\s;&({`])(?:source|\\.)[ \\t][^\\n]*" + Pattern.quote(file.name()));
    return project.files().all().stream()
        .anyMatch(
            other ->
                other.content().isText()
                    && other.text().contains(file.name())
                    && reading.matcher(other.text()).find());
  }

  /** The only script that goes on behind a failed command. */
  private static void goesOn(SourceFile file, List<SourceFile> all, Findings findings) {
    if (ENDS.matcher(file.text()).find()) {
      return;
    }
    long others = all.stream().filter(one -> ENDS.matcher(one.text()).find()).count();
    boolean isWork =
        file.text().startsWith("#!")
            && ShellScript.of(file.content()).commands().stream()
                    .filter(command -> !TELLING.contains(command.name()))
                    .count()
                > 1;
    if (isWork && others >= OTHERS && others == all.size() - 1) {
      findings.add(
          HIDDEN,
          file.path(),
          Position.START,
          "the script goes on behind a command that failed; all others of the project end",
          "add `set -euo pipefail` at its beginning");
    }
  }

  /** The only script that takes the last command of a pipe for all of it. */
  private static void pipes(SourceFile file, List<SourceFile> all, Findings findings) {
    if (SEEN.matcher(file.text()).find()
        || !ENDS.matcher(file.text()).find()
        || TEE.matcher(file.text()).find()) {
      return;
    }
    long others = all.stream().filter(one -> SEEN.matcher(one.text()).find()).count();
    Matcher piped = PIPED.matcher(file.text());
    if (others >= OTHERS && others == all.size() - 1 && piped.find()) {
      findings.add(
          HIDDEN,
          file.path(),
          Position.of(file.text(), piped.start(1)),
          "a failure of '"
              + piped.group(1)
              + "' is not seen behind the pipe; all other scripts of"
              + " the project set pipefail",
          "add `set -o pipefail` at its beginning");
    }
  }

  private static void tee(
      SourceFile file, String text, IntFunction<Position> place, Findings findings) {
    if (SEEN.matcher(text).find() || !text.contains("tee")) {
      return;
    }
    Matcher tee = TEE.matcher(text);
    if (tee.find()) {
      findings.add(
          HIDDEN,
          file.path(),
          place.apply(tee.start(1)),
          "the result is that of tee: a failure of the command before it is not seen",
          "write `set -o pipefail` before it");
    }
  }

  /** {@code set +e} that is never taken back, and nobody asks how the commands behind it ended. */
  private static void lost(SourceFile file, Findings findings) {
    String text = COMMENT.matcher(file.text()).replaceAll(one -> " ".repeat(one.group().length()));
    Matcher off = GOES_ON.matcher(text);
    while (off.find()) {
      String rest = text.substring(off.end());
      if (off.group(1).isEmpty()
          && rest.lines().filter(line -> !line.isBlank()).count() > 1
          && !ENDS.matcher(rest).find()
          && !STATUS.matcher(rest).find()) {
        findings.add(
            HIDDEN,
            file.path(),
            Position.of(file.text(), off.start(2)),
            "from here on the script goes on behind a command that failed, and nothing asks for it",
            "write `set -e` behind the command that may fail, or `|| true` after it");
      }
    }
  }

  /** The only declaration that takes the result of a command for its own. */
  private static void declared(List<SourceFile> scripts, Findings findings) {
    SourceFile only = null;
    int index = 0;
    int count = 0;
    int apart = 0;
    for (SourceFile file : scripts) {
      Matcher declared = DECLARED.matcher(file.text());
      while (declared.find()) {
        count++;
        only = file;
        index = declared.start(1);
      }
      Matcher alone = APART.matcher(file.text());
      while (alone.find()) {
        apart++;
      }
    }
    if (only != null && count == 1 && apart >= OTHERS && ENDS.matcher(only.text()).find()) {
      findings.add(
          HIDDEN,
          only.path(),
          Position.of(only.text(), index),
          "the result is that of the declaration: a failure of the command in it is not seen",
          "declare the variable in a line of its own, as the other scripts do");
    }
  }

  /** The scripts of steps: GitHub ends them at a failure, Azure Pipelines goes on. */
  private static void steps(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      file.yaml()
          .root()
          .filter(root -> root.get("defaults", "run", "shell").isEmpty())
          .ifPresent(
              root ->
                  root.walk(
                      node -> {
                        if (node.get("defaults", "run", "shell").isEmpty()) {
                          node.get("steps")
                              .ifPresent(
                                  steps ->
                                      steps.items().forEach(step -> run(file, step, findings)));
                        }
                      }));
    }
    List<Multi> several = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> task(file, node, several, findings)));
    }
    List<Multi> without = several.stream().filter(one -> !one.ends()).toList();
    if (without.size() == 1 && several.size() > 2) {
      Multi one = without.get(0);
      findings.add(
          HIDDEN,
          one.file().path(),
          one.node().positionOf(0),
          "only the result of the last command counts; all other scripts of steps end at a failure",
          "begin it with `set -e`");
    }
  }

  /** A script of several commands in a step. */
  private record Multi(SourceFile file, YamlNode node, boolean ends) {}

  private static void run(SourceFile file, YamlNode step, Findings findings) {
    boolean isUsual = step.get("shell").isEmpty() && step.get("continue-on-error").isEmpty();
    Optional<YamlNode> run = isUsual ? step.get("run") : Optional.empty();
    run.flatMap(YamlNode::text)
        .ifPresent(text -> tee(file, text, run.orElseThrow()::positionOf, findings));
  }

  private static void task(SourceFile file, YamlNode step, List<Multi> several, Findings findings) {
    if (step.get("continueOnError").isPresent()) {
      return;
    }
    Optional<YamlNode> script =
        step.get("bash")
            .or(
                () ->
                    step.get("inputs", "scriptType")
                        .flatMap(YamlNode::text)
                        .filter("bash"::equals)
                        .flatMap(any -> step.get("inputs", "inlineScript")));
    String text = script.flatMap(YamlNode::text).orElse("");
    if (script.isEmpty()) {
      return;
    }
    tee(file, text, script.get()::positionOf, findings);
    long lines =
        text.lines().filter(line -> line.matches("[a-z].*") && !line.startsWith("echo")).count();
    if (lines > 2) {
      several.add(new Multi(file, script.get(), ENDS.matcher(text).find()));
    }
  }
}
