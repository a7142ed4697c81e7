package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that a string of a workflow or an action is given, where the file writes them.
 *
 * @param known the values that are written out
 * @param isComplete whether there are no others
 */
record GivenValues(Set<String> known, boolean isComplete) {

  private static final GivenValues NOTHING = new GivenValues(Set.of(), false);

  private static final Pattern NUMBER = Pattern.compile("\\s*|0+|0*1");

  GivenValues {
    known = Set.copyOf(known);
  }

  /** Whether a value may be one that GitHub makes the number of a boolean of. */
  static boolean mayBeNumber(YamlNode root, WorkflowExpressions.Place place, List<String> path) {
    return of(root, place, path).known().stream()
        .anyMatch(value -> NUMBER.matcher(value).matches());
  }

  /**
   * The values of a name.
   *
   * @param root the file
   * @param place where the name is read
   * @param path the name
   */
  static GivenValues of(YamlNode root, WorkflowExpressions.Place place, List<String> path) {
    return switch (path.get(0).toLowerCase(Locale.ROOT)) {
      case "env" -> path.size() == 2 ? variable(root, place, path.get(1)) : NOTHING;
      case "inputs" -> path.size() == 2 ? input(root, path.get(1)) : NOTHING;
      case "matrix" ->
          place
              .job()
              .filter(any -> path.size() == 2)
              .flatMap(job -> Matrices.values(job, path.get(1)))
              .map(values -> new GivenValues(Set.copyOf(values), true))
              .orElse(NOTHING);
      case "steps" ->
          place
              .job()
              .or(() -> root.get("runs"))
              .filter(any -> path.size() == 4)
              .map(owner -> written(owner, path.get(1), path.get(3)))
              .orElse(NOTHING);
      case "needs" -> path.size() == 4 ? needed(root, path.get(1), path.get(3)) : NOTHING;
      default -> NOTHING;
    };
  }

  /** The innermost {@code env} that has it decides. */
  private static GivenValues variable(YamlNode root, WorkflowExpressions.Place place, String name) {
    return Stream.of(place.step(), place.job(), Optional.of(root))
        .flatMap(Optional::stream)
        .flatMap(owner -> owner.get("env", name).stream())
        .findFirst()
        .flatMap(YamlNode::text)
        .filter(text -> !text.contains("$"))
        .map(text -> new GivenValues(Set.of(text), isNeverWritten(root, name)))
        .orElse(NOTHING);
  }

  private static boolean isNeverWritten(YamlNode root, String name) {
    boolean[] isWritten = {false};
    root.walk(
        node ->
            isWritten[0] |=
                node.text()
                    .filter(text -> text.contains("GITHUB_ENV") && text.contains(name))
                    .isPresent());
    return !isWritten[0];
  }

  /** The default of an action's input: who gives another one gives one of the same kind. */
  private static GivenValues input(YamlNode root, String name) {
    return root.get("inputs", name, "default")
        .filter(any -> root.get("runs").isPresent())
        .flatMap(YamlNode::text)
        .map(text -> new GivenValues(Set.of(text), true))
        .orElse(NOTHING);
  }

  private static GivenValues written(YamlNode owner, String id, String name) {
    Optional<String> run =
        Workflow.step(owner, id).flatMap(step -> step.get("run")).flatMap(YamlNode::text);
    if (run.isEmpty() || !run.get().contains("GITHUB_OUTPUT")) {
      return NOTHING;
    }
    Matcher write =
        Pattern.compile("(?<![\\w$.{-])" + Pattern.quote(name) + "=([^\\s\"'>;|)]*)")
            .matcher(run.get());
    Set<String> values = new TreeSet<>();
    boolean isComplete = true;
    while (write.find()) {
      String value = write.group(1);
      boolean isPlain = value.indexOf('$') < 0 && value.indexOf('`') < 0 && !value.isEmpty();
      isComplete &= isPlain;
      if (isPlain) {
        values.add(value);
      }
    }
    return new GivenValues(values, isComplete && !values.isEmpty());
  }

  /** An output of a job that is an output of one of its steps. */
  private static GivenValues needed(YamlNode root, String job, String output) {
    Optional<YamlNode> found = root.get("jobs", job);
    if (found.isEmpty()) {
      return NOTHING;
    }
    YamlNode owner = found.get();
    return owner
        .get("outputs", output)
        .flatMap(YamlNode::text)
        .map(text -> Embedded.in(text))
        .filter(all -> all.size() == 1)
        .flatMap(all -> ExpressionParser.parse(all.get(0).text(), Dialect.GITHUB).expression())
        .flatMap(expression -> expression.path())
        .filter(path -> path.size() == 4 && path.get(0).equalsIgnoreCase("steps"))
        .map(path -> written(owner, path.get(1), path.get(3)))
        .orElse(NOTHING);
  }
}
