package io.github.mlopsmaven.needs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a text of a workflow can have, as far as the workflows themselves say it: the
 * choices of a manual start, the values of a matrix, what callers hand over.
 */
final class InputValues {

  private static final Pattern EXPRESSION = Pattern.compile("\\s*\\$\\{\\{(.*?)}}\\s*");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
  private static final Pattern INPUT = Pattern.compile("(?:github\\.event\\.)?inputs\\.([\\w-]+)");
  private static final Pattern MATRIX = Pattern.compile("matrix\\.([\\w-]+)");
  private static final String OWN = "./";
  private static final int DEEPEST = 8;

  private final Map<String, YamlNode> workflows;

  InputValues(Map<String, YamlNode> workflows) {
    this.workflows = workflows;
  }

  /**
   * The values of a text.
   *
   * @param text a literal, or one expression
   * @param path the workflow it is in
   * @param job the job it is in
   * @return what is known; nothing for what only a run can tell
   */
  Set<String> values(String text, String path, YamlNode job) {
    Set<String> found = new TreeSet<>();
    collect(text, path, job, found, 0);
    return found;
  }

  private void collect(String text, String path, YamlNode job, Set<String> found, int depth) {
    Matcher expression = EXPRESSION.matcher(text);
    if (!text.contains("${{")) {
      found.add(text);
    } else if (expression.matches() && depth < DEEPEST) {
      // In `a == 'x' && 'y' || b` only what stands last in each alternative is a result.
      for (String alternative : expression.group(1).split("\\|\\|", -1)) {
        String[] operands = alternative.split("&&", -1);
        operand(operands[operands.length - 1].strip(), path, job, found, depth);
      }
    }
  }

  private void operand(String operand, String path, YamlNode job, Set<String> found, int depth) {
    Matcher literal = LITERAL.matcher(operand);
    Matcher input = INPUT.matcher(operand);
    Matcher matrix = MATRIX.matcher(operand);
    if (literal.matches()) {
      found.add(literal.group(1));
    } else if (input.matches()) {
      input(input.group(1), path, found, depth + 1);
    } else if (matrix.matches()) {
      job.get("strategy").get("matrix").get(matrix.group(1)).items().stream()
          .map(YamlNode::text)
          .forEach(value -> collect(value, path, job, found, depth + 1));
    }
  }

  private void input(String name, String path, Set<String> found, int depth) {
    YamlNode workflow = workflows.getOrDefault(path, new YamlNode(null));
    YamlNode byHand = workflow.get("on").get("workflow_dispatch").get("inputs").get(name);
    byHand.get("options").items().forEach(option -> found.add(option.text()));
    workflows.forEach(
        (caller, text) ->
            text.get("jobs").entries().values().stream()
                .filter(job -> job.get("uses").text().equals(OWN + path))
                .filter(job -> job.get("with").has(name))
                .forEach(
                    job -> collect(job.get("with").get(name).text(), caller, job, found, depth)));
  }
}
