package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Selection;
import java.util.List;
import java.util.Map;

/** The option of a template whose values have an archetype each, and what there is of a value. */
final class SplittingOption {

  private SplittingOption() {}

  /**
   * The option.
   *
   * @param matrix what the template has
   * @param request names it
   * @throws UsageException if the template has no such option
   */
  static Option of(Matrix matrix, ArchetypeRequest request) {
    return matrix.options().stream()
        .filter(candidate -> candidate.name().equals(request.split()))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "this template has no option " + request.split(),
                    Suggestion.useOneOf(
                            request.split(), matrix.options().stream().map(Option::name).toList())
                        + " with -Dmlops.split"));
  }

  /**
   * The value of an archetype: the one that is asked for, or the only one.
   *
   * @throws UsageException if that is not clear, or the template does not offer it
   */
  static String value(Matrix matrix, ArchetypeRequest request) {
    Option option = of(matrix, request);
    List<String> values = matrix.values(option.name(), Map.of());
    String value = request.value().orElse(values.size() == 1 ? values.get(0) : "");
    if (value.isEmpty()) {
      throw new UsageException(
          option.name() + " is not chosen, and an archetype is made for one value of it",
          "add " + String.join(" or ", values.stream().map(option::argument).toList()));
    }
    if (!values.contains(value)) {
      throw new UsageException(
          option.name()
              + " '"
              + value
              + "' is not offered by this template ("
              + request.spelling().option(option.name(), value)
              + ")",
          values.isEmpty()
              ? "check -Dmlops.template and -Dmlops.templateRef"
              : Suggestion.useOneOf(value, values));
    }
    return value;
  }

  /** Whether a value has a selection that the template has as a whole. */
  static boolean hasWhole(Matrix matrix, String split, String value) {
    return matrix.matching(Map.of(split, value)).stream().anyMatch(Combination::isComplete);
  }

  /**
   * The selections with a value that the template has as a whole.
   *
   * @throws UsageException if there is none
   */
  static List<Selection> complete(Matrix matrix, String split, String value) {
    if (!hasWhole(matrix, split, value)) {
      throw new UsageException(
          inPart(split, value),
          "add the missing parts to the template, or make an archetype of another value");
    }
    return matrix.matching(Map.of(split, value)).stream()
        .filter(Combination::isComplete)
        .map(Combination::selection)
        .toList();
  }

  /** Says that a value is there in part only. */
  static String inPart(String split, String value) {
    return "this template has "
        + split
        + "="
        + value
        + " only incompletely, with every other choice";
  }
}
