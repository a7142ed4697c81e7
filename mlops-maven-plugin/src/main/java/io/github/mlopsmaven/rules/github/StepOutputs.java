package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs that a step writes: those of its own text, and those of the project's programs that
 * it starts.
 */
final class StepOutputs {

  private static final Pattern MAY_SET = Pattern.compile(".*\\.(?:py|sh|bash|js|ts|ps1|mjs)");

  /** A name before what it is set to: in a text of its own, or where a line of a script begins. */
  private static final Pattern WRITTEN =
      Pattern.compile("(?<![\\w$.{-])([A-Za-z_][\\w-]*)(?:=|<<)|::set-output name=([\\w-]+)");

  /** A name that is put together when the script runs. */
  private static final Pattern COMPUTED =
      Pattern.compile(
          "%s=|[)}]=|\\$\\w+=|to_entries|printenv|\\benv\\s*>>|::set-output name=[^\\w]");

  /** The same in a program of another language. */
  private static final Pattern MADE =
      Pattern.compile("\\{\\w+\\}(?:=|<<)|%s(?:=|<<)|\\+ ?[\"'](?:=|<<)|\\.items\\(\\)|entries\\(");

  private static final Pattern HERE =
      Pattern.compile("<<-?\\s*['\"]?[A-Za-z_]\\w*['\"]?\\s*(?:[>|)]|$)", Pattern.MULTILINE);

  private static final Pattern ASSIGNED =
      Pattern.compile("(?m)^\\s*(?:export |local |readonly |declare )?[A-Za-z_]\\w*=");

  private static final Pattern SCRIPTED = Pattern.compile("setOutput\\(\\s*(['\"`])([^'\"`]+)\\1");

  private static final Pattern SCRIPTED_ANY =
      Pattern.compile("setOutput\\(|exportVariable|require\\(|import\\b");

  /** Commands that write no outputs themselves. */
  private static final Set<String> SILENT =
      Set.of(
          "echo",
          "printf",
          "az",
          "git",
          "pip",
          "pip3",
          "terraform",
          "docker",
          "ls",
          "cat",
          "mkdir",
          "cp",
          "mv",
          "rm",
          "cd",
          "set",
          "jq",
          "sed",
          "grep",
          "test",
          "[",
          "[[",
          "exit",
          "sleep",
          "curl",
          "true",
          "false",
          ":",
          "chmod",
          "date",
          "tee",
          "head",
          "tail",
          "cut",
          "tr");

  private static final Set<String> STARTERS = Set.of("python", "python3", "bash", "sh");

  private StepOutputs() {}

  /**
   * The outputs of a step.
   *
   * @param project the project
   * @param job the job or the action that the step is in
   * @param id its id
   * @param wanted the output that is looked for
   * @return the outputs; empty where nobody knows them
   */
  static Optional<Set<String>> of(VerifiedProject project, YamlNode job, String id, String wanted) {
    Optional<YamlNode> step = Workflow.step(job, id);
    Optional<String> uses = step.flatMap(one -> one.get("uses")).flatMap(YamlNode::text);
    if (uses.filter(text -> text.startsWith("actions/github-script@")).isPresent()) {
      return step.flatMap(one -> one.get("with", "script"))
          .flatMap(YamlNode::text)
          .flatMap(StepOutputs::scripted);
    }
    if (uses.isPresent() && PublishedAction.of(uses.get()).isPresent()) {
      // Programs may set outputs that they do not declare; one that is nearly right is a mistake.
      return PublishedAction.of(uses.get())
          .filter(action -> !action.isOpen())
          .map(PublishedAction::outputs)
          .filter(names -> Suggestion.nearest(wanted, names).isPresent());
    }
    if (uses.isPresent()) {
      return Callee.of(uses.get(), project, project.files(), false) instanceof Callee.Found found
              && found.file().kind() == FileKind.GITHUB_ACTION
          ? found
              .file()
              .yaml()
              .root()
              .map(action -> action.get("outputs").map(YamlNode::keys).orElse(Set.of()))
          : Optional.empty();
    }
    return step.flatMap(one -> one.get("run"))
        .flatMap(YamlNode::text)
        .flatMap(
            text ->
                written(project, text)
                    .map(
                        names -> {
                          names.addAll(ToolWrapper.outputs(project, job, id, text));
                          return names;
                        }));
  }

  /** What a script in JavaScript sets, where that is all that it can. */
  private static Optional<Set<String>> scripted(String text) {
    Set<String> names = new TreeSet<>(Set.of("result"));
    int known = 0;
    Matcher set = SCRIPTED.matcher(text);
    while (set.find()) {
      names.add(set.group(2));
      known++;
    }
    long all = SCRIPTED_ANY.matcher(text).results().count();
    boolean isComputed = names.stream().anyMatch(name -> name.contains("$"));
    return known == all && !isComputed ? Optional.of(names) : Optional.empty();
  }

  private static Optional<Set<String>> written(VerifiedProject project, String text) {
    boolean writes = writes(text);
    if (writes && COMPUTED.matcher(text).find()) {
      return Optional.empty();
    }
    List<SourceFile> writers =
        project.files().all().stream()
            .filter(file -> MAY_SET.matcher(file.path()).matches() && writes(file.text()))
            .toList();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (writes) {
      collect(text, names);
    } else if (writers.isEmpty() && !isSilent(text)) {
      return Optional.empty();
    }
    for (SourceFile writer : started(project, text, writers)) {
      if ((isShell(writer) ? COMPUTED : MADE).matcher(writer.text()).find()) {
        return Optional.empty();
      }
      collect(writer.text(), names);
    }
    boolean isKnown = writes || !names.isEmpty() || isSilent(text);
    boolean mayStartOthers =
        text.contains("make ") || text.contains("npm ") || text.contains("npx ");
    return isKnown && !mayStartOthers ? Optional.of(names) : Optional.empty();
  }

  private static boolean writes(String text) {
    return text.contains("GITHUB_OUTPUT") || text.contains("::set-output");
  }

  private static boolean isShell(SourceFile file) {
    return file.kind() == FileKind.SHELL;
  }

  /** Outside of here documents, a name at the beginning of a line is a variable of the script. */
  private static void collect(String text, Set<String> names) {
    String said = HERE.matcher(text).find() ? text : ASSIGNED.matcher(text).replaceAll("");
    Matcher matcher = WRITTEN.matcher(said);
    while (matcher.find()) {
      names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
  }

  /** The writers that a text names, or that a program names which it names, and so on. */
  private static Set<SourceFile> started(
      VerifiedProject project, String text, List<SourceFile> writers) {
    Set<SourceFile> started = new LinkedHashSet<>();
    if (writers.isEmpty()) {
      return started;
    }
    List<SourceFile> programs =
        project.files().all().stream()
            .filter(file -> MAY_SET.matcher(file.path()).matches())
            .toList();
    Set<SourceFile> seen = new LinkedHashSet<>();
    Deque<String> texts = new ArrayDeque<>(List.of(text));
    while (!texts.isEmpty()) {
      String from = texts.pop();
      for (SourceFile program : programs) {
        if (!seen.contains(program) && names(from, program)) {
          seen.add(program);
          texts.push(program.text());
        }
      }
    }
    writers.stream().filter(seen::contains).forEach(started::add);
    return started;
  }

  /** By its file name, or as a module. */
  private static boolean names(String text, SourceFile program) {
    String name = program.name();
    String stem = name.substring(0, name.lastIndexOf('.'));
    return text.contains(name) || (stem.length() > 2 && text.contains(stem));
  }

  /** Whether all of a script's commands are known to write no outputs. */
  private static boolean isSilent(String text) {
    ShellScript shell = ShellScript.parse(text.replaceAll("\\$\\{\\{[^}]*}}", "x"));
    return shell.syntax().mistake().isEmpty()
        && shell.commands().stream().allMatch(StepOutputs::isSilent);
  }

  private static boolean isSilent(ShellCommand command) {
    String name = command.name();
    boolean isFile =
        command.words().stream()
            .skip(STARTERS.contains(name) ? 1 : 0)
            .findFirst()
            .map(ShellWord::literal)
            .filter(word -> MAY_SET.matcher(word).matches())
            .isPresent();
    return command.words().isEmpty() || SILENT.contains(name) || isFile;
  }
}
