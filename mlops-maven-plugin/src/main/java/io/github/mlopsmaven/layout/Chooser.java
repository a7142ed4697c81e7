package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what a user chose into one combination of the matrix, or says in one sentence why not. */
public final class Chooser {

  private static final String FIRST = "project_type";

  private final Matrix matrix;

  /**
   * Makes a chooser.
   *
   * @param matrix what the template has
   */
  public Chooser(Matrix matrix) {
    this.matrix = matrix;
  }

  /** Asks a person for the value of an option. */
  @FunctionalInterface
  public interface Question {

    /**
     * Asks.
     *
     * @param option the option
     * @param values the values that are possible after the answers so far, at least two
     * @return one of them; empty if nobody can be asked
     */
    Optional<String> ask(Option option, List<String> values);
  }

  /**
   * Finds the combination that was chosen.
   *
   * @param chosen option name to value, as far as the user gave them; one that does not apply to
   *     the others is left away, as a default of a parent POM has to be
   * @param question asked for what is missing, in the descriptor's order
   * @param allowPartial whether a combination that the template has only in part will do
   * @throws UsageException if the template does not have what was chosen, or not the whole of it
   */
  public Combination choose(Map<String, String> chosen, Question question, boolean allowPartial) {
    Mistakes mistakes = new Mistakes();
    check(chosen, Spelling.COMMAND_LINE, mistakes);
    mistakes.refuse("the selection");
    Map<String, String> values = new LinkedHashMap<>(chosen);
    matrix.options().stream()
        .filter(option -> isRuledOut(option, values))
        .forEach(option -> values.remove(option.name()));
    requirePossible(values);
    for (Option option : inTheOrderToAsk()) {
      if (!values.containsKey(option.name()) && option.when().holds(new Selection(values))) {
        values.put(option.name(), fill(option, values, question, allowPartial));
      }
    }
    Combination combination = matrix.matching(values).get(0);
    if (!combination.isComplete() && !allowPartial) {
      throw partial(combination);
    }
    return combination;
  }

  /** What kind of project it is decides what the other questions mean, so it comes first. */
  private List<Option> inTheOrderToAsk() {
    List<Option> options = new ArrayList<>(matrix.options());
    options.stream()
        .filter(option -> option.name().equals(FIRST) && option.when().equals(Condition.always()))
        .findFirst()
        .ifPresent(
            first -> {
              options.removeIf(option -> option.name().equals(FIRST));
              options.add(0, first);
            });
    return options;
  }

  /** Whether the values rule an option out; values that are still open may allow it. */
  private static boolean isRuledOut(Option option, Map<String, String> values) {
    return option.when().isRuledOut(values);
  }

  private String fill(
      Option option, Map<String, String> values, Question question, boolean allowPartial) {
    List<String> possible = possible(option, values, allowPartial);
    if (possible.size() == 1) {
      return possible.get(0);
    }
    return question
        .ask(option, possible)
        .or(() -> option.fallback().filter(possible::contains))
        .orElseThrow(
            () ->
                new UsageException(
                    option.name() + " is not chosen",
                    "add "
                        + possible.stream()
                            .map(option::argument)
                            .collect(Collectors.joining(" or "))));
  }

  /** Complete combinations only, unless there is none or partial ones are welcome. */
  private List<String> possible(Option option, Map<String, String> values, boolean allowPartial) {
    List<String> complete = complete(option, values);
    return allowPartial || complete.isEmpty() ? matrix.values(option.name(), values) : complete;
  }

  private List<String> complete(Option option, Map<String, String> values) {
    return matrix.values(
        option.name(), matrix.matching(values).stream().filter(Combination::isComplete).toList());
  }

  /**
   * Checks each choice for itself.
   *
   * @param chosen option name to value
   * @param spelling how they were given
   * @param mistakes gets what the template does not offer
   */
  public void check(Map<String, String> chosen, Spelling spelling, Mistakes mistakes) {
    if (matrix.combinations().isEmpty()) {
      mistakes.add(
          new UsageException(
              "this template offers nothing to generate: no directory matches its layout",
              "check -Dmlops.template and -Dmlops.templateRef, or add a descriptor mlops-template.yml"
                  + " at the template's root"));
      return;
    }
    Map<String, Option> options = new LinkedHashMap<>();
    matrix.options().forEach(option -> options.put(option.name(), option));
    chosen.forEach(
        (name, value) -> {
          Optional<Option> option = Optional.ofNullable(options.get(name));
          if (option.isEmpty()) {
            mistakes.add(
                new UsageException(
                    "this template has no option "
                        + name
                        + " ("
                        + spelling.option(name, value)
                        + ")",
                    options.isEmpty() ? "omit it" : Suggestion.useOneOf(name, options.keySet())));
            return;
          }
          List<String> offered = matrix.values(name, Map.of());
          if (!offered.contains(value)) {
            mistakes.add(
                new UsageException(
                    name
                        + " '"
                        + value
                        + "' is not offered by this template ("
                        + spelling.option(name, value)
                        + ")",
                    Suggestion.useOneOf(value, offered)
                        + (spelling.isGiven(name)
                            ? ""
                            : " with "
                                + option
                                    .get()
                                    .argument(Suggestion.meant(value, offered).orElse("VALUE")))));
          }
        });
  }

  /** Refuses values that exist one by one but not together, naming the fewest that conflict. */
  private void requirePossible(Map<String, String> chosen) {
    if (!matrix.matching(chosen).isEmpty()) {
      return;
    }
    Map<String, String> conflict = new LinkedHashMap<>(chosen);
    for (String name : List.copyOf(conflict.keySet())) {
      Map<String, String> fewer = new LinkedHashMap<>(conflict);
      fewer.remove(name);
      if (matrix.matching(fewer).isEmpty()) {
        conflict = fewer;
      }
    }
    List<String> ways = new ArrayList<>();
    for (Option option : matrix.options()) {
      if (conflict.containsKey(option.name())) {
        Map<String, String> others = new LinkedHashMap<>(conflict);
        others.remove(option.name());
        List<String> values = matrix.values(option.name(), others);
        if (!values.isEmpty()) {
          ways.add(option.argument(String.join(" or ", values)));
        }
      }
    }
    throw new UsageException(
        "this template does not have "
            + conflict.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" together with ")),
        "change one of them: " + String.join(", or ", ways));
  }

  private UsageException partial(Combination combination) {
    String missing =
        combination.missing().stream().map(Part::title).collect(Collectors.joining(" and the "));
    List<String> ways = new ArrayList<>();
    for (Option option : matrix.options()) {
      Map<String, String> others = new LinkedHashMap<>(combination.selection().values());
      others.remove(option.name());
      List<String> complete = complete(option, others);
      if (!complete.isEmpty()) {
        ways.add(option.argument(String.join(" or ", complete)));
      }
    }
    return new UsageException(
        "this template has only a part of " + combination.selection() + ": it lacks the " + missing,
        (ways.isEmpty() ? "" : "change to " + String.join(", or ", ways) + ", or ")
            + "add -Dmlops.allowPartial=true to do without");
  }
}
