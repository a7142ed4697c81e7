package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The combination matrix: the selections that a template really has, found by looking at its tree.
 *
 * <p>The values of an option are the names of the directories that stand where a layout rule has
 * {@code {option}}, and the values in the {@code when} of rules that find something. A combination
 * exists if each core part has a file, and is complete if each part has one.
 *
 * @param options the options, in the order to ask for them
 * @param combinations the combinations that exist, in the order of their values
 */
public record Matrix(List<Option> options, List<Combination> combinations) {

  /** Copies both lists. */
  public Matrix {
    options = List.copyOf(options);
    combinations = List.copyOf(combinations);
  }

  /**
   * Looks at a template.
   *
   * @param descriptor the template's descriptor
   * @param tree its tree; only the directories that layout rules name are opened
   */
  public static Matrix of(Descriptor descriptor, TemplateTree tree) {
    return of(descriptor, tree, Map.of());
  }

  /**
   * Looks at a template for what was chosen: the directories of other choices are opened only if
   * something is left to ask or to refuse.
   *
   * @param descriptor the template's descriptor
   * @param tree its tree
   * @param chosen option name to value
   * @return the one combination, if the template has the whole of it and all of its options are
   *     chosen; else all
   */
  public static Matrix of(Descriptor descriptor, TemplateTree tree, Map<String, String> chosen) {
    TemplateFiles files = new TemplateFiles(descriptor, tree);
    List<Combination> found = chosen.isEmpty() ? List.of() : found(descriptor, files, chosen);
    boolean whole =
        found.size() == 1
            && found.get(0).isComplete()
            && found.get(0).selection().values().equals(chosen);
    return new Matrix(descriptor.options(), whole ? found : found(descriptor, files, Map.of()));
  }

  /** The combinations that have what was chosen. */
  private static List<Combination> found(
      Descriptor descriptor, TemplateFiles files, Map<String, String> chosen) {
    List<Selection> candidates = List.of(new Selection(Map.of()));
    for (Option option : descriptor.options()) {
      List<Selection> longer = new ArrayList<>();
      for (Selection selection : candidates) {
        if (!option.when().holds(selection)) {
          longer.add(selection);
          continue;
        }
        for (String value : candidates(option, descriptor, files)) {
          if (!value.equals(chosen.getOrDefault(option.name(), value))) {
            continue;
          }
          Map<String, String> values = new LinkedHashMap<>(selection.values());
          values.put(option.name(), value);
          longer.add(new Selection(values));
          requireFew(longer.size());
        }
      }
      candidates = longer;
    }
    List<Combination> found = new ArrayList<>();
    for (Selection selection : candidates) {
      List<Part> missing = missing(selection, descriptor, files);
      if (missing.stream().noneMatch(Part::core)) {
        found.add(new Combination(selection, missing));
      }
    }
    return found;
  }

  private static void requireFew(int selections) {
    if (selections > Bounds.COMBINATIONS) {
      throw new LimitException(
          "the options of the template can be combined in more than "
              + Bounds.COMBINATIONS
              + " ways",
          "give the template fewer options or values, or say with 'when' which belong together");
    }
  }

  /**
   * The parts that a template lacks for a selection.
   *
   * @param selection a value for each option that applies
   */
  static List<Part> missing(Selection selection, Descriptor descriptor, TemplateFiles files) {
    return descriptor.parts().stream()
        .filter(part -> part.when().holds(selection))
        .filter(
            part ->
                descriptor.layout().stream()
                    .filter(rule -> rule.part().filter(part.name()::equals).isPresent())
                    .filter(rule -> !rule.in(selection).equals(Condition.never()))
                    .noneMatch(rule -> files.any(rule, selection)))
        .toList();
  }

  private static Set<String> candidates(Option option, Descriptor descriptor, TemplateFiles files) {
    Set<String> values = new TreeSet<>(order(option));
    if (!option.listed().isEmpty()) {
      values.addAll(option.listed());
      return values;
    }
    for (LayoutRule rule : descriptor.layout()) {
      List<String> named = rule.when().named(option.name());
      if (!rule.from().options().contains(option.name()) && named.isEmpty()) {
        continue;
      }
      for (Map<String, String> binding : files.bindings(rule.from())) {
        String bound = binding.get(option.name());
        if (bound == null) {
          values.addAll(named);
        } else if (option.excluded().stream().noneMatch(glob -> glob.matches(bound))) {
          values.add(bound);
        }
      }
    }
    return values;
  }

  /**
   * Listed values as they are listed; of others the labelled ones first, as the descriptor has
   * them, then the rest by name.
   */
  private static Comparator<String> order(Option option) {
    List<String> labelled =
        option.listed().isEmpty() ? List.copyOf(option.labels().keySet()) : option.listed();
    return Comparator.comparingInt(
            (String value) -> labelled.contains(value) ? labelled.indexOf(value) : labelled.size())
        .thenComparing(Comparator.naturalOrder());
  }

  /**
   * The values that an option can still have.
   *
   * @param option the option's name
   * @param chosen values of other options
   * @return the values with which at least one combination exists: the labelled ones as the
   *     descriptor lists them, then the others by name
   */
  public List<String> values(String option, Map<String, String> chosen) {
    return values(option, matching(chosen));
  }

  /** The values that an option has in some combinations, in the order of {@link #values}. */
  List<String> values(String option, List<Combination> some) {
    Set<String> values = new TreeSet<>(order(option(option)));
    for (Combination combination : some) {
      Optional.ofNullable(combination.selection().values().get(option)).ifPresent(values::add);
    }
    return List.copyOf(values);
  }

  private Option option(String name) {
    return options.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no option " + name + " in " + options));
  }

  /**
   * The combinations that agree with the values chosen so far.
   *
   * @param chosen option name to value
   */
  public List<Combination> matching(Map<String, String> chosen) {
    return combinations.stream().filter(combination -> agrees(combination, chosen)).toList();
  }

  private static boolean agrees(Combination combination, Map<String, String> chosen) {
    return chosen.entrySet().stream()
        .allMatch(
            entry -> entry.getValue().equals(combination.selection().values().get(entry.getKey())));
  }
}
