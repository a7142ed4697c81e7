package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.shell.Environment;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a step leaves in {@code GITHUB_ENV} and {@code GITHUB_PATH} is read in later steps only.
 *
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">Workflow
 *     commands</a>
 */
final class LateVariableCheck implements Check {

  static final Rule LATE =
      new Rule(
          "github-late-variable",
          Level.ERROR,
          "Variable or program that a step of a GitHub workflow leaves for later steps and uses itself");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]*}}");

  private static final String WORKSPACE = "github.workspace";

  /** What is set: in quotes, or where a line of a here document begins. */
  private static final Pattern LEFT = Pattern.compile("(?m)(?:[\"'\\s]|^)([A-Za-z_]\\w*)(?:=|<<)");

  /** The beginning of an address or of a command that asks whether there is a program. */
  private static final Set<String> ASKING = Set.of("command", "which", "type", "hash", "test", "[");

  @Override
  public List<Rule> rules() {
    return List.of(LATE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      boolean isLeaving = file.text().contains("GITHUB_ENV") || file.text().contains("GITHUB_PATH");
      Optional<YamlNode> root = file.yaml().root().filter(any -> isLeaving);
      if (root.isPresent()) {
        Owner owner = new Owner(project, file, findings);
        new Workflow(root.get())
            .jobs()
            .forEach(job -> owner.steps(List.of(root.get(), job.value()), job.value()));
        root.get().get("runs").ifPresent(runs -> owner.steps(List.of(), runs));
      }
    }
  }

  /** What has steps: a job, or an action. */
  private record Owner(VerifiedProject project, SourceFile file, Findings findings) {

    void steps(List<YamlNode> owners, YamlNode node) {
      Set<String> given = new HashSet<>();
      owners.forEach(owner -> owner.get("env").ifPresent(env -> given.addAll(env.keys())));
      boolean isAction = owners.isEmpty();
      for (YamlNode step : Workflow.steps(node)) {
        Optional<YamlNode> run = step.get("run");
        String text = run.flatMap(YamlNode::text).orElse("");
        boolean isBash =
            step.get("shell")
                .flatMap(YamlNode::text)
                .map(shell -> shell.startsWith("bash") || shell.startsWith("sh"))
                .orElse(!isAction);
        Set<String> own = new HashSet<>(given);
        step.get("env").ifPresent(env -> own.addAll(env.keys()));
        if (isBash && text.contains("GITHUB_ENV")) {
          variables(run.orElseThrow(), text, own, isAction);
        }
        if (isBash && text.contains("GITHUB_PATH")) {
          programs(run.orElseThrow(), text);
        }
        if (text.contains("GITHUB_ENV")) {
          Matcher left = LEFT.matcher(text);
          while (left.find()) {
            given.add(left.group(1));
          }
        }
      }
    }

    private void variables(YamlNode run, String text, Set<String> given, boolean isAction) {
      ShellScript shell = shell(text);
      boolean isOpen =
          shell.syntax().mistake().isPresent()
              || shell.syntax().isOpen()
              || !shell.syntax().sourced().isEmpty();
      Matcher left = LEFT.matcher(isOpen || isAction ? "" : text);
      Set<String> seen = new HashSet<>();
      while (left.find()) {
        String name = left.group(1);
        boolean isElsewhere =
            given.contains(name)
                || shell.syntax().set().contains(name)
                || Environment.has(name)
                || name.startsWith("GITHUB_");
        if (!isElsewhere && isWritten(shell, name) && seen.add(name)) {
          reads(shell, name, left.start(1))
              .or(() -> filledIn(text, name))
              .ifPresent(
                  index ->
                      report(
                          run,
                          index,
                          "'" + name + "' is not set before the next step",
                          "set a variable of the script with the same value, and use that"));
        }
      }
    }

    /** Whether a command whose output goes to the file has the name. */
    private static boolean isWritten(ShellScript shell, String name) {
      for (ShellCommand command : shell.commands()) {
        boolean isSaid =
            command.words().stream().anyMatch(word -> word.start().startsWith(name + "="));
        boolean isSent =
            command.written().stream().anyMatch(word -> isVariable(word, "GITHUB_ENV"));
        if (isSaid && isSent) {
          return true;
        }
      }
      return false;
    }

    private static boolean isVariable(ShellWord word, String name) {
      return word.pieces().stream()
          .anyMatch(
              piece ->
                  piece instanceof ShellWord.Piece.Variable variable
                      && variable.name().equals(name));
    }

    /** Expressions are filled in before the script begins. */
    private static Optional<Integer> filledIn(String text, String name) {
      int at = text.indexOf("env." + name);
      Matcher expression = EXPRESSION.matcher(at < 0 ? "" : text);
      while (expression.find()) {
        if (expression.group().matches("(?s).*\\benv\\." + name + "\\b.*")) {
          return Optional.of(expression.start());
        }
      }
      return Optional.empty();
    }

    /** Where a command behind a place reads a variable. */
    private static Optional<Integer> reads(ShellScript shell, String name, int from) {
      List<ShellWord> words = new ArrayList<>(shell.assigned());
      shell.commands().stream()
          .filter(command -> !ASKING.contains(command.name()) && !command.name().equals("[["))
          .forEach(command -> words.addAll(command.words()));
      return words.stream()
          .filter(word -> word.index() > from && isVariable(word, name))
          .map(ShellWord::index)
          .min(Integer::compare);
    }

    /** A program in a folder that the step adds to the path, by its bare name. */
    private void programs(YamlNode run, String text) {
      ShellScript shell = shell(text);
      boolean isOpen =
          shell.syntax().mistake().isPresent() || shell.syntax().set().contains("PATH");
      Map<String, String> known = Map.of("GITHUB_WORKSPACE", ShellWord.ROOT, "PWD", ShellWord.ROOT);
      Map<String, String> values = shell.values(known);
      Set<String> folders = new HashSet<>();
      Set<String> made = new HashSet<>();
      for (ShellCommand command : isOpen ? List.<ShellCommand>of() : shell.commands()) {
        boolean isAdding =
            command.written().stream().anyMatch(word -> isVariable(word, "GITHUB_PATH"));
        List<ShellWord> words = command.words();
        if (isAdding && words.size() > 1) {
          words.get(words.size() - 1).values(values).forEach(one -> folders.add(path(one)));
        } else if (!folders.isEmpty() && !words.isEmpty()) {
          String name = command.name();
          boolean isThere =
              !name.isEmpty()
                  && name.indexOf('/') < 0
                  && folders.stream()
                      .map(folder -> folder.isEmpty() ? name : folder + "/" + name)
                      .anyMatch(one -> made.contains(one) || project.file(one).isPresent());
          if (isThere) {
            report(
                run,
                words.get(0).index(),
                "the folder of '" + name + "' is in the path from the next step on",
                "call it by its path here, or in the next step");
            return;
          }
        }
        command.written().forEach(word -> word.values(values).forEach(one -> made.add(path(one))));
        words.forEach(word -> word.values(values).forEach(one -> made.add(path(one))));
      }
    }

    private static String path(String value) {
      String plain = value.startsWith(ShellWord.ROOT) ? value.substring(1) : value;
      return FileSet.resolve("", plain).orElse(value);
    }

    private static ShellScript shell(String text) {
      return ShellScript.parse(
          EXPRESSION
              .matcher(text)
              .replaceAll(
                  found ->
                      found.group().toLowerCase(Locale.ROOT).contains(WORKSPACE)
                          ? ShellWord.ROOT + "/".repeat(found.group().length() - 1)
                          : String.valueOf(ShellWord.UNKNOWN).repeat(found.group().length())));
    }

    private void report(YamlNode run, int index, String problem, String remedy) {
      findings.add(LATE, file.path(), run.positionOf(index), problem, remedy);
    }
  }
}
