package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings that a user gives, checked against what the descriptor says of them. */
public final class GivenValues {

  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]*");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

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
    Map<String, String> checked = check(descriptor, given, mistakes);
    mistakes.refuse("the command");
    return checked;
  }

  /**
   * Checks each value.
   *
   * @param descriptor lists the values and their limits
   * @param given value name to text
   * @param mistakes gets what is unknown or does not fit
   * @return the others, in the descriptor's order
   */
  public static Map<String, String> check(
      Descriptor descriptor, Map<String, String> given, Mistakes mistakes) {
    List<String> known = descriptor.values().stream().map(ValueSpec::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        mistakes.add(
            new UsageException(
                "this template has no value '" + name + "' (-Dmlops.values." + name + ")",
                known.isEmpty()
                    ? "omit -Dmlops.values." + name
                    : Suggestion.useOneOf(name, known)));
      }
    }
    Map<String, String> checked = new LinkedHashMap<>();
    for (ValueSpec spec : descriptor.values()) {
      String text = given.get(spec.name());
      if (text != null) {
        mistakes.checking(() -> check(spec, text));
        checked.put(spec.name(), text);
      }
    }
    return checked;
  }

  private static void check(ValueSpec spec, String text) {
    boolean typed =
        switch (spec.type()) {
          case STRING -> ONE_LINE.matcher(text).matches();
          case INTEGER -> INTEGER.matcher(text).matches();
          case BOOLEAN -> text.equals("true") || text.equals("false");
        };
    if (!typed) {
      throw refused(
          spec,
          text,
          switch (spec.type()) {
            case STRING -> "it is one line of text";
            case INTEGER -> "it is a whole number";
            case BOOLEAN -> "it is true or false";
          });
    }
    if (spec.maxLength().isPresent() && text.length() > spec.maxLength().getAsInt()) {
      throw refused(
          spec,
          text,
          "it has at most " + spec.maxLength().getAsInt() + " characters, not " + text.length());
    }
    if (spec.pattern().isPresent() && !spec.pattern().get().matcher(text).matches()) {
      throw refused(
          spec, text, spec.message().orElseGet(() -> "it has to match " + spec.pattern().get()));
    }
  }

  private static UsageException refused(ValueSpec spec, String text, String rule) {
    return new UsageException(
        "value " + spec.name() + " '" + text + "' does not fit: " + rule,
        "give another with -Dmlops.values."
            + spec.name()
            + "="
            + spec.fallback().filter(fallback -> !fallback.isEmpty()).orElse("…"));
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
      if (!names.texts().keySet().containsAll(Placeholders.used(rule.name()))) {
        // A value without a default that nobody gave: the template's own is not known here.
        continue;
      }
      if (name.length() <= rule.maxLength() && rule.pattern().matcher(name).matches()) {
        continue;
      }
      List<String> parts = new ArrayList<>();
      for (ValueSpec value : descriptor.values()) {
        if (rule.name().contains("{" + value.name() + "}")) {
          parts.add("-Dmlops.values." + value.name());
        }
      }
      if (rule.name().contains("{" + Placeholders.PROJECT_NAME + "}")) {
        parts.add("-Dmlops.projectName");
      }
      if (rule.name().contains("{" + Placeholders.ORGANIZATION + "}")) {
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
              + rule.message(),
          parts.isEmpty()
              ? "choose other options, or mend 'names' in the template's descriptor"
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
                  Condition.ALWAYS,
                  new Rewrite.YamlPath(target.path()),
                  text));
        }
      }
    }
    return rewrites;
  }
}
