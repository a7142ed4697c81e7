package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.values.ServiceValues;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines with which a script speaks to the agent.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands">Logging
 *     commands</a>
 */
final class LoggingCommands {

  private static final Pattern COMMAND =
      Pattern.compile("##vso\\[([A-Za-z]+\\.[A-Za-z]+)([^\\]\\n]*)(]?)");

  private LoggingCommands() {}

  /**
   * Looks at a text.
   *
   * @param node where it stands
   * @param values takes what is found
   */
  static void check(YamlNode node, ServiceValues values) {
    String text = node.text().orElse("");
    Matcher command = COMMAND.matcher(text.contains("##vso[") ? text : "");
    while (command.find()) {
      String name = command.group(1).toLowerCase(Locale.ROOT);
      if (!ExpressionNames.COMMANDS.contains(name)) {
        values.report(
            node,
            "the agent knows no command '" + command.group(1) + "'",
            Suggestion.useOneOf(name, ExpressionNames.COMMANDS));
      } else if (command.group(3).isEmpty()) {
        values.report(
            node,
            "the command '" + command.group(1) + "' has no ']' in its line",
            "close it before the value, as in ##vso[task.setvariable variable=NAME]VALUE");
      } else if (name.equals("task.setvariable")
          && !command.group(2).toLowerCase(Locale.ROOT).matches("(?s).*\\bvariable\\s*=.*")) {
        values.report(
            node,
            "'task.setvariable' names no variable",
            "write ##vso[task.setvariable variable=NAME]VALUE");
      }
    }
  }
}
