package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The files that the inputs of actions and tasks name: the table {@code step-files.txt}. */
final class StepFiles {

  private static final Pattern STAR = Pattern.compile("\\*\\*/|[*?]+|\\[[^]]*]|\\$\\([^)]*\\)");

  private static final Pattern SEPARATED = Pattern.compile("[\\n,;]");

  /** A text that is no path: an address, code in JSON, a variable of the shell. */
  private static final Pattern OTHER = Pattern.compile("://|[{}$\"'\\\\]|^[~/]|^[A-Za-z]:");

  private enum Way {
    READS,
    BELOW,
    MAKES
  }

  private record Line(String input, Way way, String extra) {}

  /** Read when the first step with inputs needs it. */
  private static final class Known {
    static final Map<String, List<Line>> TABLE = read();
  }

  private final ScriptCheck check;

  StepFiles(ScriptCheck check) {
    this.check = check;
  }

  /**
   * A step that runs an action or a task.
   *
   * @param name the action or the task, without its version
   * @param node the step
   * @param inputs the node with its inputs
   * @param tree what the job has checked out
   * @param files what its steps have made
   * @param origin where it is written
   * @param filled puts values into a text
   * @param rule what a file that is missing breaks
   */
  record Step(
      String name,
      YamlNode node,
      Optional<YamlNode> inputs,
      WorkTree tree,
      JobFiles files,
      Origin origin,
      UnaryOperator<String> filled,
      Rule rule) {}

  /** Looks at what a step reads, and keeps what it makes. */
  void check(Step step) {
    for (Line line : Known.TABLE.getOrDefault(step.name().toLowerCase(Locale.ROOT), List.of())) {
      Optional<YamlNode> value = input(step, line.input());
      String text = value.flatMap(YamlNode::text).orElse("");
      switch (line.way()) {
        case MAKES -> paths(step, text, "").forEach(step.files()::add);
        case READS -> value.ifPresent(node -> reads(step, node, text, ""));
        case BELOW -> {
          String folder = input(step, line.extra()).flatMap(YamlNode::text).orElse("");
          value.ifPresent(node -> reads(step, node, text, folder));
        }
      }
    }
  }

  /** The file that a step publishes by its own key: {@code publish: PATH}. */
  void reads(Step step, YamlNode node) {
    reads(step, node, node.text().orElse(""), "");
  }

  private static Optional<YamlNode> input(Step step, String name) {
    for (YamlNode.Entry entry : step.inputs().map(YamlNode::entries).orElse(List.of())) {
      if (entry.name().equalsIgnoreCase(name)) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  private void reads(Step step, YamlNode node, String text, String folder) {
    List<String> paths = paths(step, text, folder);
    List<String> missing = new ArrayList<>();
    String remedy = "";
    for (String path : paths) {
      Optional<String> found =
          new Absence(
                  check.project(),
                  step.tree(),
                  step.files(),
                  step.origin().file(),
                  readers(step.origin().file()))
              .remedy(path);
      if (found.isPresent()) {
        missing.add(path);
        remedy = found.get();
      }
    }
    for (String path : missing) {
      String shown = shown(path);
      Origin.Place place =
          step.origin().at(node).place(shown.substring(shown.lastIndexOf('/') + 1));
      check
          .findings()
          .add(
              step.rule(),
              place.path(),
              place.position(),
              "'" + shown + "' is neither in the project nor made in a step before",
              remedy);
    }
  }

  private static String shown(String path) {
    return path.replace(ShellWord.UNKNOWN, '*').replaceAll("\\*+", "*");
  }

  /** The paths of a text, from the root of the job's files. */
  private static List<String> paths(Step step, String text, String folder) {
    List<String> paths = new ArrayList<>();
    String from = step.filled().apply(folder);
    for (String line : SEPARATED.split(step.filled().apply(text), -1)) {
      String path = line.strip();
      if (path.isEmpty() || path.startsWith("!")) {
        continue;
      }
      boolean isRooted = path.startsWith(ShellWord.ROOT);
      String plain = isRooted ? path.substring(1) : path;
      String below =
          isRooted || from.isBlank() ? plain : from.replace(ShellWord.ROOT, "") + "/" + plain;
      String pattern = STAR.matcher(below).replaceAll(String.valueOf(ShellWord.UNKNOWN));
      String relative = isRooted ? pattern.replaceFirst("^/+", "") : pattern;
      if (!OTHER.matcher(relative).find()) {
        FileSet.resolve("", relative).filter(one -> !one.isEmpty()).ifPresent(paths::add);
      }
    }
    return paths;
  }

  /** The texts of a file that only read files. */
  private static List<String> readers(SourceFile file) {
    List<String> texts = new ArrayList<>();
    file.yaml()
        .root()
        .ifPresent(
            root ->
                root.walk(
                    node -> {
                      String name = name(node);
                      for (Line line : Known.TABLE.getOrDefault(name, List.of())) {
                        if (line.way() != Way.MAKES) {
                          List.of("with", "inputs").stream()
                              .flatMap(key -> node.get(key).stream())
                              .flatMap(inputs -> inputs.entries().stream())
                              .filter(entry -> entry.name().equalsIgnoreCase(line.input()))
                              .flatMap(entry -> entry.value().text().stream())
                              .forEach(texts::add);
                        }
                      }
                      node.get("publish").flatMap(YamlNode::text).ifPresent(texts::add);
                    }));
    return texts;
  }

  private static String name(YamlNode step) {
    String named =
        step.get("uses").or(() -> step.get("task")).flatMap(YamlNode::text).orElse("").strip();
    int at = named.indexOf('@');
    return (at < 0 ? named : named.substring(0, at)).toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<Line>> read() {
    Map<String, List<Line>> table = new HashMap<>();
    for (String line : DataFile.lines(StepFiles.class, "step-files.txt")) {
      String[] words = line.split(" +", -1);
      table
          .computeIfAbsent(words[0].toLowerCase(Locale.ROOT), any -> new ArrayList<>())
          .add(
              new Line(
                  words[1],
                  Way.valueOf(words[2].toUpperCase(Locale.ROOT)),
                  words.length > 3 ? words[3] : ""));
    }
    return table;
  }
}
