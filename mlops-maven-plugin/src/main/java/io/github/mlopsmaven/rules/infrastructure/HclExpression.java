package io.github.mlopsmaven.rules.infrastructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An expression of HCL, as {@link HclExpressions} reads it. {@code index} is where it begins. */
sealed interface HclExpression {

  /** Where it begins in the file's text. */
  int index();

  /**
   * A number, {@code true}, {@code false}, {@code null}, or a text without computed parts.
   *
   * @param index where it begins
   * @param text what it says
   * @param isText whether it is in quotes
   */
  record Literal(int index, String text, boolean isText) implements HclExpression {}

  /**
   * A name with what follows it, as in {@code module.network[0].id}.
   *
   * @param index where it begins
   * @param name the name
   * @param steps what follows it
   */
  record Path(int index, String name, List<Step> steps) implements HclExpression {

    /** Copies the list. */
    public Path {
      steps = List.copyOf(steps);
    }

    /** The name of an attribute at a step; the empty string where there is none. */
    String attribute(int at) {
      return at < steps.size() && steps.get(at) instanceof Attribute attribute
          ? attribute.name()
          : "";
    }
  }

  /**
   * Steps behind something that is no name, as in {@code f(x)[0].id}.
   *
   * @param index where it begins
   * @param of what
   * @param steps the steps
   */
  record Part(int index, HclExpression of, List<Step> steps) implements HclExpression {

    /** Copies the list. */
    public Part {
      steps = List.copyOf(steps);
    }
  }

  /** A step of a path. */
  sealed interface Step {}

  /**
   * {@code .name}.
   *
   * @param index where the name begins
   * @param name the name
   */
  record Attribute(int index, String name) implements Step {}

  /**
   * {@code [key]}.
   *
   * @param key the key
   */
  record Item(HclExpression key) implements Step {}

  /** {@code [*]} or {@code .*}. */
  record Splat() implements Step {}

  /**
   * A call of a function.
   *
   * @param index where its name begins
   * @param function its name
   * @param arguments what it is given
   */
  record Call(int index, String function, List<HclExpression> arguments) implements HclExpression {

    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A list that is written out.
   *
   * @param index where it begins
   * @param items its items
   */
  record Tuple(int index, List<HclExpression> items) implements HclExpression {

    /** Copies the list. */
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /**
   * An object that is written out.
   *
   * @param index where it begins
   * @param entries its entries
   */
  record Entries(int index, List<Entry> entries) implements HclExpression {

    /** Copies the list. */
    public Entries {
      entries = List.copyOf(entries);
    }

    /** The value of a key; empty where no entry has it for certain. */
    Optional<HclExpression> get(String key) {
      return entries.stream()
          .filter(entry -> entry.name().equals(Optional.of(key)))
          .map(Entry::value)
          .findFirst();
    }

    /** Whether all keys are written out. */
    boolean isKnown() {
      return entries.stream().allMatch(entry -> entry.name().isPresent());
    }
  }

  /**
   * An entry of an object.
   *
   * @param name its key; empty where that is computed
   * @param key the key, where it is computed
   * @param value the value
   */
  record Entry(Optional<String> name, Optional<HclExpression> key, HclExpression value) {}

  /**
   * {@code [for … in … : …]} or {@code {for … in … : … => …}}.
   *
   * @param index where it begins
   * @param names its variables
   * @param in what it goes through
   * @param key the key; empty for a list
   * @param value the value
   * @param condition the condition
   */
  record For(
      int index,
      List<String> names,
      HclExpression in,
      Optional<HclExpression> key,
      HclExpression value,
      Optional<HclExpression> condition)
      implements HclExpression {

    /** Copies the list. */
    public For {
      names = List.copyOf(names);
    }
  }

  /**
   * Parts that are computed together: operators, conditions, and texts with parts.
   *
   * @param index where it begins
   * @param sign the last operator; {@code ?} for a condition, and the empty string for a text
   * @param parts the parts
   */
  record Operation(int index, String sign, List<HclExpression> parts) implements HclExpression {

    /** Copies the list. */
    public Operation {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Shows what stands in an expression directly, with the names that are known there.
   *
   * @param names the names that are known
   * @param visitor is shown each part, and the names
   */
  default void children(List<String> names, Visitor visitor) {
    if (this instanceof Path path) {
      steps(path.steps(), names, visitor);
    } else if (this instanceof Part part) {
      visitor.visit(part.of(), names);
      steps(part.steps(), names, visitor);
    } else if (this instanceof Call call) {
      call.arguments().forEach(one -> visitor.visit(one, names));
    } else if (this instanceof Tuple tuple) {
      tuple.items().forEach(one -> visitor.visit(one, names));
    } else if (this instanceof Entries object) {
      for (Entry entry : object.entries()) {
        entry.key().ifPresent(key -> visitor.visit(key, names));
        visitor.visit(entry.value(), names);
      }
    } else if (this instanceof For loop) {
      visitor.visit(loop.in(), names);
      List<String> inner = new ArrayList<>(names);
      inner.addAll(loop.names());
      loop.key().ifPresent(key -> visitor.visit(key, inner));
      visitor.visit(loop.value(), inner);
      loop.condition().ifPresent(condition -> visitor.visit(condition, inner));
    } else if (this instanceof Operation operation) {
      operation.parts().forEach(one -> visitor.visit(one, names));
    }
  }

  private static void steps(List<Step> steps, List<String> names, Visitor visitor) {
    for (Step step : steps) {
      if (step instanceof Item item) {
        visitor.visit(item.key(), names);
      }
    }
  }

  /** Is shown a part of an expression, with the names that are known there. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Looks at a part.
     *
     * @param part the part
     * @param names the names that are known there
     */
    void visit(HclExpression part, List<String> names);
  }

  /**
   * Shows this and all parts at any depth.
   *
   * @param visitor is shown each
   */
  default void walk(Consumer<HclExpression> visitor) {
    visitor.accept(this);
    children(List.of(), (part, names) -> part.walk(visitor));
  }
}
