package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.rules.values.ServiceValues;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The values that inputs of widely used actions take: the data file {@code action-values.txt}. */
final class ActionValues {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Read when the first action with inputs is looked at. */
  private static final class Holder {
    private static final Map<String, List<List<String>>> INPUTS = read();
  }

  private ActionValues() {}

  /**
   * Looks at the values that a step gives its action.
   *
   * @param step the step
   * @param uses the action
   * @param values takes what is found
   */
  static void check(YamlNode step, YamlNode uses, ServiceValues values) {
    if (step.get("with").isEmpty()) {
      return;
    }
    String action = uses.text().orElse("").replaceFirst("@.*", "").toLowerCase(Locale.ROOT);
    for (List<String> input : Holder.INPUTS.getOrDefault(action, List.of())) {
      step.get("with", input.get(0))
          .ifPresent(given -> value(given, input.get(0), input.subList(1, input.size()), values));
    }
  }

  private static void value(
      YamlNode given, String input, List<String> known, ServiceValues values) {
    String text = given.text().orElse("").strip();
    if (text.isEmpty() || text.contains("${{")) {
      return;
    }
    String[] ends = known.get(0).split("\\.\\.", -1);
    if (ends.length == 2) {
      boolean isNumber = NUMBER.matcher(text).matches();
      boolean isInside =
          isNumber
              && Integer.parseInt(text) >= Integer.parseInt(ends[0])
              && Integer.parseInt(text) <= Integer.parseInt(ends[1]);
      if (!isInside) {
        values.report(
            given,
            "'" + text + "' is not a value of '" + input + "'",
            "write a number from " + ends[0] + " to " + ends[1]);
      }
    } else if (known.stream().noneMatch(text::equalsIgnoreCase)) {
      values.report(
          given,
          "'" + text + "' is not a value of '" + input + "'",
          Suggestion.useOneOf(text, known));
    }
  }

  private static Map<String, List<List<String>>> read() {
    Map<String, List<List<String>>> inputs = new HashMap<>();
    for (String line : DataFile.lines(ActionValues.class, "action-values.txt")) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      inputs
          .computeIfAbsent(words.get(0), any -> new ArrayList<>())
          .add(words.subList(1, words.size()));
    }
    return inputs;
  }
}
