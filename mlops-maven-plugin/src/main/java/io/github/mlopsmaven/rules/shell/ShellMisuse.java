package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What bash reads, and means something else than its writer: assignments with blanks, tests without
 * them, words of functions outside of one, lines that were to go on.
 *
 * @see <a href="https://www.gnu.org/software/bash/manual/bash.html">The manual of bash</a>
 */
final class ShellMisuse {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  /** What only an option looks like. */
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][\\w-]*(?:=.*)?");

  /** Variables of the runner of GitHub Actions whose values are files. */
  private static final Set<String> RUNNER_FILES =
      Set.of("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE");

  private static final Set<String> COMPARING = Set.of("test", "expr", "let", "awk", "where", "set");

  private ShellMisuse() {}

  /** Finds them in a script that bash can read. */
  static List<ShellSyntax.Mistake> in(ShellScript script) {
    List<ShellSyntax.Mistake> found = new ArrayList<>();
    for (ShellCommand command : script.commands()) {
      if (!command.words().isEmpty()) {
        command(script, command, found);
      }
      for (ShellWord written : command.written()) {
        String name = written.literal();
        if (RUNNER_FILES.contains(name.startsWith("$") ? name.substring(1) : name)) {
          found.add(
              new ShellSyntax.Mistake(
                  written.index(),
                  "this writes a file called '"
                      + name
                      + "'; the file of the runner is \"$"
                      + (name.startsWith("$") ? name.substring(1) : name)
                      + "\""));
        }
      }
    }
    script.locals().stream()
        .findFirst()
        .ifPresent(
            local ->
                found.add(
                    new ShellSyntax.Mistake(
                        local.index(), "`local` is for functions only; bash refuses it here")));
    return found;
  }

  private static void command(
      ShellScript script, ShellCommand command, List<ShellSyntax.Mistake> found) {
    ShellWord first = command.words().get(0);
    String name = first.literal();
    boolean isNamed =
        NAME.matcher(name).matches()
            && !COMPARING.contains(name)
            && !script.syntax().functions().contains(name);
    if (isNamed && command.words().size() > 1) {
      ShellWord value = command.words().get(1);
      // In quotes it is a text, as an arrow may be.
      boolean isText =
          !value.pieces().isEmpty()
              && value.pieces().get(0) instanceof ShellWord.Piece.Text text
              && text.isQuoted();
      String second = isText ? "" : value.start();
      if (second.equals("=") || (second.startsWith("=") && !second.startsWith("=="))) {
        found.add(
            new ShellSyntax.Mistake(
                first.index(),
                "'" + name + " =' is a command, not an assignment: no blanks around ="));
      }
    }
    boolean isTest = name.isEmpty() && (first.start().equals("[") || first.start().equals("[["));
    if (isTest) {
      found.add(
          new ShellSyntax.Mistake(
              first.index(), "a blank is missing behind '" + first.start() + "'"));
    }
    if (isSetVariable(first)) {
      found.add(
          new ShellSyntax.Mistake(first.index(), "an assignment begins with the name, without $"));
    }
  }

  /**
   * The first option at the beginning of a line: the line before was to go on.
   *
   * @param text the script
   * @param script what it is read as
   */
  static Optional<ShellSyntax.Mistake> option(String text, ShellScript script) {
    for (ShellCommand command : script.commands()) {
      String name = command.words().isEmpty() ? "" : command.words().get(0).literal();
      if (OPTION.matcher(name).matches() && beginsLine(text, command.words().get(0).index())) {
        return Optional.of(
            new ShellSyntax.Mistake(
                command.words().get(0).index(),
                "'"
                    + name
                    + "' is an option, not a command: the line before it has to end with a"
                    + " backslash, and no blank after that"));
      }
    }
    return Optional.empty();
  }

  /** The words of `command` and `sudo` are those of what they run: they may be anywhere. */
  private static boolean beginsLine(String text, int index) {
    int before = index - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before > 0 && text.charAt(before) == '\n' && text.charAt(before - 1) != '\\';
  }

  /** {@code $name=value}, which runs a command that is called so. */
  private static boolean isSetVariable(ShellWord word) {
    return word.pieces().size() > 1
        && word.pieces().get(0) instanceof ShellWord.Piece.Variable
        && word.pieces().get(1) instanceof ShellWord.Piece.Text text
        && text.text().startsWith("=");
  }
}
