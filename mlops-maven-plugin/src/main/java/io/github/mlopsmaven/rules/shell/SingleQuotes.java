package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables of a script that stand in single quotes, where bash leaves them as they are. */
final class SingleQuotes {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)})");

  /** A path or an address with a variable or an argument in it, and nothing else. */
  private static final Pattern PATH =
      Pattern.compile("[\\w.:/${}-]*(?:/[\\w.-]*\\$|\\$\\{?\\w+}?[\\w.-]*[/.])[\\w.:/${}?&=-]*");

  private static final Pattern ARGUMENT = Pattern.compile("\\$\\{?[1-9]}?");

  /** A command whose output is meant: {@code '$(name …)'}. */
  private static final Pattern COMMAND = Pattern.compile("\\$\\(([A-Za-z_][\\w-]*)[ )]");

  private static final Set<String> SHELLS = Set.of("bash", "sh");

  /** Programs that take a text as it is, and that do not fill in variables themselves. */
  private static final Set<String> PLAIN =
      Set.of(
          "echo",
          "az",
          "gh",
          "curl",
          "wget",
          "cp",
          "mv",
          "rm",
          "mkdir",
          "cd",
          "test",
          "[",
          "[[",
          "python",
          "python3",
          "pip",
          "terraform",
          "git",
          "databricks",
          "dvc",
          "mlflow",
          "touch",
          "cat",
          "ls",
          "docker",
          "tar",
          "zip",
          "azcopy",
          "pytest",
          "source",
          ".",
          "unzip");

  /** What evaluates a text of its own command line, as in {@code docker run x sh -c '…'}. */
  private static final Set<String> EVALUATING =
      Set.of(
          "-c",
          "-lc",
          "-ec",
          "sh",
          "bash",
          "eval",
          "exec",
          "envsubst",
          "ssh",
          "--command",
          "--query");

  private SingleQuotes() {}

  /**
   * Finds them.
   *
   * @param text the script
   * @param script the same, read
   * @param names the variables that have a value
   */
  static List<ShellSyntax.Mistake> mistakes(String text, ShellScript script, Set<String> names) {
    List<ShellSyntax.Mistake> found = new ArrayList<>();
    for (ShellCommand command : script.commands()) {
      String name = command.name();
      boolean isProgram = !SAYING.contains(name) || !isWritten(command);
      boolean isScript =
          name.indexOf('/') >= 0
              || script.syntax().functions().contains(name)
              || (SHELLS.contains(name)
                  && command.words().size() > 1
                  && !command.words().get(1).start().startsWith("-"));
      boolean isPlain = (PLAIN.contains(name) || isScript) && isProgram;
      boolean isEvaluated =
          command.words().stream().skip(1).anyMatch(word -> EVALUATING.contains(word.literal()));
      if (isPlain && !isEvaluated) {
        for (ShellWord word : command.words()) {
          word(text, word, names, script, found);
        }
      }
      for (ShellWord word : command.written()) {
        word(text, word, names, script, found);
      }
    }
    for (ShellWord word : script.assigned()) {
      if (PATH.matcher(word.literal()).matches()) {
        word(text, word, names, script, found);
      }
    }
    return found;
  }

  /** Commands that say what they are given. */
  private static final Set<String> SAYING = Set.of("echo", "printf", "cat");

  /** A text that goes to a file may be a script. */
  private static boolean isWritten(ShellCommand command) {
    return command.written().stream()
        .anyMatch(
            word ->
                word.pieces().stream()
                    .noneMatch(
                        piece ->
                            piece instanceof ShellWord.Piece.Variable variable
                                && variable.name().startsWith("GITHUB_")));
  }

  private static void word(
      String text,
      ShellWord word,
      Set<String> names,
      ShellScript script,
      List<ShellSyntax.Mistake> found) {
    for (ShellWord.Piece piece : word.pieces()) {
      if (piece instanceof ShellWord.Piece.Text part && part.isQuoted()) {
        Matcher argument = ARGUMENT.matcher(part.text());
        boolean isArgument =
            PATH.matcher(part.text()).matches()
                && argument.find()
                && isSingle(text, word.index(), argument.group());
        Matcher called = COMMAND.matcher(part.text());
        boolean isCommand =
            called.find()
                && script.syntax().functions().contains(called.group(1))
                && isSingle(text, word.index(), called.group())
                && !isShown(part.text());
        if (isArgument || isCommand) {
          found.add(
              new ShellSyntax.Mistake(
                  word.index(),
                  "'"
                      + (isArgument ? argument.group() : "$(" + called.group(1) + " …)")
                      + "' stands in single quotes, so it stays as it is written"));
          return;
        }
        Matcher variable = VARIABLE.matcher(part.text());
        while (variable.find()) {
          String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
          boolean isSingle = isSingle(text, word.index(), variable.group());
          if (names.contains(name) && isSingle && !isShown(part.text())) {
            found.add(
                new ShellSyntax.Mistake(
                    word.index(),
                    "'" + variable.group() + "' stands in single quotes, so it is no variable"));
            return;
          }
        }
      }
    }
  }

  /** Commands that are shown to a reader. */
  private static boolean isShown(String text) {
    return text.contains("export ") || text.contains("`") || text.contains("\\$");
  }

  /** Whether a text behind a place stands in single quotes, and not behind a backslash. */
  private static boolean isSingle(String text, int from, String variable) {
    int at = text.indexOf(variable, Math.max(0, from));
    boolean isSingle = false;
    boolean isDouble = false;
    for (int i = Math.max(0, from); i < at; i++) {
      char c = text.charAt(i);
      if (c == '\\' && !isSingle) {
        i++;
      } else if (c == '\'' && !isDouble) {
        isSingle = !isSingle;
      } else if (c == '"' && !isSingle) {
        isDouble = !isDouble;
      }
    }
    return at >= 0 && isSingle;
  }
}
