package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.values.OwnRoot;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the commands that people type, as documents tell them, and those that a development
 * container runs when it is made.
 *
 * @param project the project
 * @param sink takes the commands
 */
record DocumentScripts(VerifiedProject project, Consumer<JobScript> sink) {

  private static final Set<String> SHELLS = Set.of("bash", "sh", "shell", "console", "zsh");

  /** From there on nobody knows where the commands are typed. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?m)^[ \\t]*(?:[$>] )?(?:cd|pushd|git clone|mkdir|cookiecutter|copier)\\b");

  private static final Pattern PROMPT = Pattern.compile("(?m)^([ \\t]*)[$>] ");

  /** https://containers.dev/implementors/json_reference/#lifecycle-scripts. */
  private static final List<String> LIFECYCLE =
      List.of(
          "initializeCommand",
          "onCreateCommand",
          "updateContentCommand",
          "postCreateCommand",
          "postStartCommand",
          "postAttachCommand");

  void find() {
    WorkTree tree = WorkTree.of(project.files());
    for (SourceFile file : project.files().all()) {
      String name = file.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(".md") && !file.isVendored() && file.text().contains("```")) {
        String commands = commands(file.text());
        // What the first document of a project tells is typed where it lies.
        Optional<String> directory = Optional.of("").filter(root -> file.directory().equals(root));
        sink.accept(
            new JobScript(
                commands, directory, Optional.of(file.directory()), tree, Origin.of(file)));
      } else if (name.equals("devcontainer.json") || name.equals(".devcontainer.json")) {
        YamlFile.ofJson(file.text())
            .root()
            .ifPresent(root -> LIFECYCLE.forEach(key -> container(file, root, key, tree)));
      }
    }
  }

  /** The commands are run where the project is mounted. */
  private void container(SourceFile file, YamlNode root, String key, WorkTree tree) {
    List<YamlNode> commands = new ArrayList<>();
    root.get(key).ifPresent(commands::add);
    root.get(key).ifPresent(node -> node.entries().forEach(entry -> commands.add(entry.value())));
    for (YamlNode command : commands) {
      String text =
          command
              .text()
              .orElseGet(
                  () ->
                      String.join(
                          " ",
                          command.items().stream().flatMap(item -> item.text().stream()).toList()));
      if (!text.isEmpty()) {
        sink.accept(
            new JobScript(
                text,
                Optional.of(OwnRoot.of("/" + file.path()).replaceFirst("^/", "")),
                Optional.empty(),
                tree,
                Origin.of(file, command)));
      }
    }
  }

  /** The blocks of commands, with blanks for all other text, so that every place stays. */
  private static String commands(String text) {
    StringBuilder commands = new StringBuilder(text);
    boolean isOpen = false;
    boolean isShell = false;
    boolean hasShell = false;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(at, stop).strip();
      boolean isFence = line.startsWith("```");
      if (isFence) {
        isShell = !isOpen && SHELLS.contains(line.substring(3).strip().toLowerCase(Locale.ROOT));
        hasShell |= isShell;
        isOpen = !isOpen;
      }
      if (isFence || !isShell) {
        blank(commands, at, stop);
      }
      at = stop + 1;
    }
    if (!hasShell) {
      return commands.toString();
    }
    Matcher elsewhere = ELSEWHERE.matcher(commands);
    if (elsewhere.find()) {
      blank(commands, elsewhere.start(), commands.length());
    }
    return PROMPT.matcher(commands).replaceAll("$1  ");
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
