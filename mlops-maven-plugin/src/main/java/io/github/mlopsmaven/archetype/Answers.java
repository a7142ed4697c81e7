package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The questions of an archetype.
 *
 * @param options one for each option of the template; the one that splits has one answer
 * @param values one for each value that rendered files can show
 */
record Answers(List<Property> options, List<Property> values) {

  /** The rule of a project's name, as a pattern; the script refuses what it cannot say. */
  static final String PROJECT_NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?";

  /** Names that maven-archetype itself puts into the context. */
  private static final Set<String> TAKEN =
      Set.of("groupId", "artifactId", "version", "package", "packageInPathFormat", "request");

  private static final Property ORGANIZATION =
      new Property("organization", Optional.of(Property.NOTHING), Optional.empty(), true);

  static Answers of(Descriptor descriptor, List<Selection> selections) {
    List<Property> options = new ArrayList<>();
    for (Option option : descriptor.options()) {
      Set<String> words = new TreeSet<>();
      List<Selection> asked =
          selections.stream().filter(selection -> selection.has(Set.of(option.name()))).toList();
      if (asked.isEmpty()) {
        continue;
      }
      if (asked.size() < selections.size()) {
        throw new UsageException(
            "an archetype asks every question, and " + option.name() + " depends on another answer",
            "split by the option that it depends on: -Dmlops.split="
                + String.join(" or ", option.when().options()));
      }
      asked.forEach(selection -> words.add(selection.value(option.name())));
      Optional<String> fallback =
          words.size() == 1
              ? words.stream().findFirst()
              : option.fallback().filter(words::contains);
      options.add(Property.choice(free(option.name()), words, fallback));
    }
    List<Property> values = new ArrayList<>();
    for (ValueSpec value : descriptor.values()) {
      if (value.targets().isEmpty()) {
        values.add(value(value));
      }
    }
    return new Answers(options, values);
  }

  /** Whether {@link Property#NOTHING} stands for the default: an empty one, or one that is made. */
  static boolean hasNothing(ValueSpec value) {
    return value.isDerived()
        || value.fallback().filter(String::isEmpty).isPresent()
        || (value.fallback().isEmpty() && !value.when().equals(Condition.always()));
  }

  private static Property value(ValueSpec value) {
    boolean nothing = hasNothing(value);
    String one =
        value.choices().isEmpty()
            ? switch (value.type()) {
              case STRING, ARRAY -> value.pattern().map(Object::toString).orElse("");
              case INTEGER -> "[+-]?[0-9]+";
              case BOOLEAN -> "true|false";
            }
            : value.choices().stream().map(Property::escaped).collect(Collectors.joining("|"));
    String typed =
        one.isEmpty() || value.type() != ValueSpec.Type.ARRAY
            ? one
            : "(?:" + one + ")(?: *, *(?:" + one + "))*";
    Optional<String> pattern =
        typed.isEmpty()
            ? Optional.empty()
            : Optional.of(nothing ? Property.NOTHING + "|(?:" + typed + ")" : typed);
    return new Property(
        free(value.name()),
        nothing ? Optional.of(Property.NOTHING) : value.fallback(),
        pattern,
        nothing);
  }

  private static String free(String name) {
    if (TAKEN.contains(name) || VelocityProgram.isOwn(name)) {
      throw new UsageException(
          "an archetype cannot ask for '" + name + "', which Maven gives another meaning",
          "rename it in " + Descriptor.FILE_NAME);
    }
    return name;
  }

  /** The names of the options and values that are asked for. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    options.forEach(option -> names.add(option.name()));
    values.forEach(value -> names.add(value.name()));
    return names;
  }

  /** All of them, in the order to ask. */
  List<Property> all() {
    List<Property> all = new ArrayList<>(options);
    all.addAll(values);
    all.add(
        new Property(
            "project_name", Optional.of("${artifactId}"), Optional.of(PROJECT_NAME), false));
    all.add(ORGANIZATION);
    all.add(fixed("groupId", "com.example"));
    all.add(fixed("version", "1.0.0-SNAPSHOT"));
    all.add(fixed("package", "com.example"));
    return List.copyOf(all);
  }

  /** Maven's own questions: no file of a project shows the answers. */
  private static Property fixed(String name, String fallback) {
    return new Property(name, Optional.of(fallback), Optional.empty(), false);
  }
}
