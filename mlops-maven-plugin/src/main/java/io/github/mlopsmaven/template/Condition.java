package io.github.mlopsmaven.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * When something applies: a sentence about options and values, as {@code when} of a descriptor
 * states it. Conditions about values stay open as long as only a selection is known.
 */
public sealed interface Condition {

  /** Holds always. */
  static Condition always() {
    return new All(List.of());
  }

  /** Holds never. */
  static Condition never() {
    return new Any(List.of());
  }

  /**
   * An option or value has one of some texts; an array has at least one of them.
   *
   * @param name the option or value
   * @param texts the texts
   * @param option whether it is an option
   */
  record Is(String name, List<String> texts, boolean option) implements Condition {

    /** Copies the list. */
    public Is {
      texts = List.copyOf(texts);
    }

    // Written out here and below: what the compiler makes for records is put together by the JVM
    // when it is first called, with some thirty classes.
    @Override
    public boolean equals(Object other) {
      return other instanceof Is that
          && name.equals(that.name)
          && texts.equals(that.texts)
          && option == that.option;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * name.hashCode() + texts.hashCode()) + Boolean.hashCode(option);
    }
  }

  /**
   * All of them hold.
   *
   * @param conditions the conditions; none always holds
   */
  record All(List<Condition> conditions) implements Condition {

    /** Copies the list. */
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof All that && conditions.equals(that.conditions);
    }

    @Override
    public int hashCode() {
      return conditions.hashCode();
    }
  }

  /**
   * At least one of them holds.
   *
   * @param conditions the conditions; none never holds
   */
  record Any(List<Condition> conditions) implements Condition {

    /** Copies the list. */
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Any that && conditions.equals(that.conditions);
    }

    @Override
    public int hashCode() {
      return 1 + conditions.hashCode();
    }
  }

  /**
   * It does not hold.
   *
   * @param condition what does not hold
   */
  record Not(Condition condition) implements Condition {

    @Override
    public boolean equals(Object other) {
      return other instanceof Not that && condition.equals(that.condition);
    }

    @Override
    public int hashCode() {
      return ~condition.hashCode();
    }
  }

  /**
   * For each option named, one of the values listed.
   *
   * @param allowed option name to its values
   */
  static Condition of(Map<String, List<String>> allowed) {
    List<Condition> all = new ArrayList<>();
    allowed.forEach((option, values) -> all.add(new Is(option, values, true)));
    return all(all);
  }

  /** All of them, in the shortest form. */
  static Condition all(List<Condition> conditions) {
    List<Condition> open =
        conditions.stream().filter(one -> !one.equals(always())).distinct().toList();
    if (open.contains(never())) {
      return never();
    }
    return open.size() == 1 ? open.get(0) : new All(open);
  }

  /** At least one of them, in the shortest form. */
  static Condition any(List<Condition> conditions) {
    List<Condition> open =
        conditions.stream().filter(one -> !one.equals(never())).distinct().toList();
    if (open.contains(always())) {
      return always();
    }
    return open.size() == 1 ? open.get(0) : new Any(open);
  }

  /** The opposite, in the shortest form. */
  static Condition not(Condition condition) {
    if (condition.equals(always())) {
      return never();
    }
    if (condition.equals(never())) {
      return always();
    }
    return condition instanceof Not not ? not.condition() : new Not(condition);
  }

  /**
   * What remains of it when some of its statements are decided.
   *
   * @param decide the truth of a statement; empty if it is still open
   */
  private Condition decided(Function<Is, Optional<Boolean>> decide) {
    if (this instanceof Is is) {
      return decide.apply(is).map(holds -> holds ? always() : never()).orElse(is);
    }
    if (this instanceof All all) {
      return all(all.conditions().stream().map(one -> one.decided(decide)).toList());
    }
    if (this instanceof Any any) {
      return any(any.conditions().stream().map(one -> one.decided(decide)).toList());
    }
    return not(((Not) this).condition().decided(decide));
  }

  /**
   * What remains of it for a selection: what it says about values.
   *
   * @param selection a value for each option; an option that it lacks matches nothing
   */
  default Condition in(Selection selection) {
    return decided(
        is ->
            is.option()
                ? Optional.of(is.texts().contains(selection.values().getOrDefault(is.name(), "")))
                : Optional.empty());
  }

  /**
   * Whether it holds for a selection, whatever the values are.
   *
   * @param selection a value for each option; an option that it lacks matches nothing
   */
  default boolean holds(Selection selection) {
    return in(selection).equals(always());
  }

  /**
   * Whether it holds for a selection with some values.
   *
   * @param selection a value for each option; an option that it lacks matches nothing
   */
  default boolean mayHold(Selection selection) {
    return !in(selection).equals(never());
  }

  /**
   * Whether it holds for a project.
   *
   * @param names the texts of its options and values; one that it lacks matches nothing
   */
  default boolean holds(Placeholders names) {
    return decided(
            is -> {
              List<String> list = names.lists().get(is.name());
              String text = names.texts().get(is.name());
              return Optional.of(
                  list != null
                      ? list.stream().anyMatch(is.texts()::contains)
                      : text != null && is.texts().contains(text));
            })
        .equals(always());
  }

  /**
   * Whether it cannot hold any more, whatever is chosen for options that are still open.
   *
   * @param chosen the options chosen so far
   */
  default boolean isRuledOut(Map<String, String> chosen) {
    return decided(is -> Optional.ofNullable(chosen.get(is.name())).map(is.texts()::contains))
        .equals(never());
  }

  /** What it says about options and values, in order. */
  default List<Is> statements() {
    if (this instanceof Is is) {
      return List.of(is);
    }
    if (this instanceof Not not) {
      return not.condition().statements();
    }
    List<Condition> inner = this instanceof All all ? all.conditions() : ((Any) this).conditions();
    return inner.stream().flatMap(one -> one.statements().stream()).toList();
  }

  /** The names of the options that it speaks of. */
  default Set<String> options() {
    Set<String> names = new LinkedHashSet<>();
    statements().stream().filter(Is::option).forEach(is -> names.add(is.name()));
    return names;
  }

  /**
   * The values of an option for which it may hold because they are named; what follows {@code not}
   * names none.
   *
   * @param option the option
   */
  default List<String> named(String option) {
    if (this instanceof Is is) {
      return is.name().equals(option) ? is.texts() : List.of();
    }
    if (this instanceof Not) {
      return List.of();
    }
    List<Condition> inner = this instanceof All all ? all.conditions() : ((Any) this).conditions();
    return inner.stream().flatMap(one -> one.named(option).stream()).distinct().toList();
  }
}
