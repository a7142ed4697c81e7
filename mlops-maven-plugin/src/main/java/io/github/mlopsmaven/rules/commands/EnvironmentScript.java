package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that does nothing but set variables, so that it counts only for the shell that reads it.
 */
final class EnvironmentScript {

  private static final Pattern EXPORT =
      Pattern.compile("(?m)^[ \\t]*export[ \\t]+([A-Za-z_]\\w*)=");

  /** What such a script may do to find its values. */
  private static final Set<String> FINDING =
      Set.of(
          "",
          "set",
          "shopt",
          "echo",
          "printf",
          "source",
          ".",
          "[",
          "[[",
          "test",
          "return",
          "dirname",
          "basename",
          "pwd",
          "unset",
          "alias",
          "cat",
          "grep",
          "cut",
          "tr",
          "jq",
          "yq",
          "sed",
          "awk",
          "date",
          "true",
          ":",
          "head",
          "tail",
          "hostname",
          "whoami",
          "realpath",
          "readlink");

  private EnvironmentScript() {}

  /** The variables that a script exports, where it does nothing else; otherwise none. */
  static Set<String> exports(SourceFile file) {
    ShellScript script = ShellScript.of(file.content());
    boolean isOther =
        script.commands().stream().map(ShellCommand::name).anyMatch(name -> !FINDING.contains(name))
            || file.text().contains("GITHUB_ENV")
            || file.text().contains("##vso[")
            || script.syntax().isOpen()
            || !script.commands().stream().allMatch(command -> command.written().isEmpty());
    Set<String> names = new TreeSet<>();
    Matcher export = EXPORT.matcher(file.text());
    while (!isOther && export.find()) {
      names.add(export.group(1));
    }
    return names;
  }
}
