package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that a user gives, checked against what the descriptor says of them. */
public final class GivenValues {

  private GivenValues() {}

  /**
   * Checks each value.
   *
   * @param descriptor lists the values and their limits
   * @param given value name to text
   * @return the same, in the descriptor's order
   * @throws UsageException if values are unknown or do not fit: with all of them
   */
  public static Map<String, String> check(Descriptor descriptor, Map<String, String> given) {
    Mistakes mistakes = new Mistakes();
    Map<String, String> checked = check(descriptor, given, Spelling.COMMAND_LINE, mistakes);
    mistakes.refuse("the command");
    return checked;
  }

  /**
   * Checks each value.
   *
   * @param descriptor lists the values and their limits
   * @param given value name to text
   * @param spelling how they were given
   * @param mistakes gets what is unknown or does not fit
   * @return the others, in the descriptor's order
   */
  public static Map<String, String> check(
      Descriptor descriptor, Map<String, String> given, Spelling spelling, Mistakes mistakes) {
    List<String> known = descriptor.values().stream().map(ValueSpec::name).toList();
    given.forEach(
        (name, text) -> {
          if (!known.contains(name)) {
            mistakes.add(
                new UsageException(
                    "this template has no value '"
                        + name
                        + "' ("
                        + spelling.value(name, text)
                        + ")",
                    known.isEmpty() ? "omit it" : Suggestion.useOneOf(name, known)));
          }
        });
    Map<String, String> checked = new LinkedHashMap<>();
    for (ValueSpec spec : descriptor.values()) {
      String text = given.get(spec.name());
      if (text != null) {
        mistakes.checking(() -> check(spec, text, spelling));
        checked.put(
            spec.name(),
            spec.type() == ValueSpec.Type.ARRAY
                ? String.join(ValueSpec.SEPARATOR, ValueSpec.elements(text))
                : text);
      }
    }
    return checked;
  }

  private static void check(ValueSpec spec, String text, Spelling spelling) {
    Optional<String> problem = spec.problem(text);
    if (problem.isPresent()) {
      String given = spelling.value(spec.name(), text);
      // On the command line the remedy has the name.
      String where = given.startsWith("-D") ? "" : " (" + given + ")";
      throw new UsageException(
          "value " + spec.name() + " '" + text + "'" + where + " is invalid: " + problem.get(),
          remedy(spec, text));
    }
  }

  private static String remedy(ValueSpec spec, String text) {
    String argument = "-Dmlops.values." + spec.name() + "=";
    if (!spec.choices().isEmpty() && spec.type() == ValueSpec.Type.ARRAY) {
      return "use some of "
          + String.join(", ", spec.choices())
          + ": "
          + argument
          + spec.choices().stream().limit(2).collect(Collectors.joining(ValueSpec.SEPARATOR));
    }
    if (!spec.choices().isEmpty()) {
      String near = Suggestion.meant(text, spec.choices()).orElse(spec.choices().get(0));
      return Suggestion.useOneOf(text, spec.choices()) + ": " + argument + near;
    }
    return "give another with "
        + argument
        + spec.fallback().filter(fallback -> !fallback.isEmpty() && !spec.isDerived()).orElse("…");
  }

  /**
   * Checks the defaults that depend on the project, as in {@code {project_name | snake_case}}.
   *
   * @param descriptor lists the values and their limits
   * @param given the values that the user gave, which were checked before
   * @param names all options, values and names of the project
   * @throws UsageException if defaults do not fit: with all of them
   */
  public static void checkDerived(
      Descriptor descriptor, Map<String, String> given, Placeholders names) {
    Mistakes mistakes = new Mistakes();
    for (ValueSpec spec : descriptor.values()) {
      String text = names.texts().get(spec.name());
      if (text == null
          || !spec.isDerived()
          || given.containsKey(spec.name())
          || !spec.when().holds(names)) {
        continue;
      }
      spec.problem(text)
          .ifPresent(
              problem ->
                  mistakes.add(
                      new UsageException(
                          "value "
                              + spec.name()
                              + " would be '"
                              + text
                              + "', made from "
                              + spec.fallback().orElseThrow()
                              + ", and is invalid: "
                              + problem,
                          "give it with -Dmlops.values." + spec.name() + "=…")));
    }
    mistakes.refuse("the command");
  }

  /**
   * The values that apply: those whose condition does not hold are as if they were not given.
   *
   * @param descriptor lists the values and their conditions
   * @param given the values that the user gave
   * @param names all options and values of the project
   */
  public static Map<String, String> applying(
      Descriptor descriptor, Map<String, String> given, Placeholders names) {
    Map<String, String> applying = new LinkedHashMap<>(given);
    for (ValueSpec spec : descriptor.values()) {
      if (!spec.when().holds(names)) {
        applying.remove(spec.name());
      }
    }
    return applying;
  }

  /**
   * Checks the names that the cloud will see, which are built from several values.
   *
   * @param descriptor lists how names are built
   * @param names all options, values and names of the project
   * @throws UsageException at the first name that does not fit, with the values that it is built
   *     from
   */
  public static void checkNames(Descriptor descriptor, Placeholders names) {
    for (NameRule rule : descriptor.names()) {
      String name = names.fill(rule.name());
      Set<String> used = Placeholders.used(rule.name());
      if (!names.texts().keySet().containsAll(used)) {
        // A value without a default that nobody gave: the template's own is not known here.
        continue;
      }
      Optional<String> problem = rule.problem(name);
      if (problem.isEmpty()) {
        continue;
      }
      List<String> parts = new ArrayList<>();
      for (ValueSpec value : descriptor.values()) {
        if (used.contains(value.name())) {
          parts.add("-Dmlops.values." + value.name());
        }
      }
      if (used.contains(Placeholders.PROJECT_NAME)) {
        parts.add("-Dmlops.projectName");
      }
      if (used.contains(Placeholders.ORGANIZATION)) {
        parts.add("-Dmlops.organization");
      }
      throw new UsageException(
          "the "
              + rule.title()
              + " would be named '"
              + name
              + "' ("
              + name.length()
              + " characters): "
              + problem.get(),
          parts.isEmpty()
              ? "choose other options, or fix 'names' in the template's descriptor"
              : "shorten or change " + String.join(" or ", parts));
    }
  }

  /**
   * The edits that write the given values into files that are not Velocity.
   *
   * @param descriptor says where each value is written
   * @param given the checked values
   */
  public static List<Rewrite> rewrites(Descriptor descriptor, Map<String, String> given) {
    List<Rewrite> rewrites = new ArrayList<>();
    for (ValueSpec spec : descriptor.values()) {
      String text = given.get(spec.name());
      if (text != null) {
        for (ValueSpec.Target target : spec.targets()) {
          rewrites.add(
              new Rewrite(
                  spec.name() + " was given",
                  target.files(),
                  Condition.always(),
                  new Rewrite.YamlPath(target.path()),
                  text));
        }
      }
    }
    return rewrites;
  }
}
