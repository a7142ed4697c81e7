package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code when}: a mapping of option or value to one text or several. All entries have to
 * hold. Two words state more: {@code not} takes a mapping that must not hold, {@code any_of} a list
 * of mappings of which one has to hold, as in JSON Schema.
 */
final class ConditionReader {

  /** No option and no value can have these names. */
  static final Set<String> WORDS = Set.of("any_of", "not");

  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /**
   * Makes an option known to the conditions that follow; with its values, where they are listed.
   */
  void option(String name, List<String> listed) {
    options.put(name, listed);
  }

  /** Makes a value known to the conditions that follow; with its choices, where it has some. */
  void value(String name, List<String> choices) {
    values.put(name, choices);
  }

  /** Whether there is an option of that name so far. */
  boolean hasOption(String name) {
    return options.containsKey(name);
  }

  /** Whether there is a value of that name so far. */
  boolean hasValue(String name) {
    return values.containsKey(name);
  }

  /** The names of the options so far. */
  Set<String> optionNames() {
    return options.keySet();
  }

  /** What a condition may speak of. */
  enum About {
    /** Options that come before. */
    EARLIER_OPTIONS("an option declared above this one", false),
    /** Options. */
    OPTIONS("an option of this descriptor", false),
    /** Options, and values that come before. */
    EARLIER_VALUES("an option, or a value declared above this one", true),
    /** Options and values. */
    VALUES("an option or value of this descriptor", true);

    private final String words;
    private final boolean values;

    About(String words, boolean values) {
      this.words = words;
      this.values = values;
    }
  }

  /** The condition under {@code when}; without it, everything applies. */
  Condition when(Map<String, YamlValue> fields, About about) {
    return Optional.ofNullable(fields.get("when"))
        .flatMap(when -> when.mistakes().reading(() -> condition(when, about)))
        .orElse(Condition.always());
  }

  private Condition condition(YamlValue mapping, About about) {
    List<Condition> all = new ArrayList<>();
    mapping
        .entries()
        .forEach(
            (name, value) ->
                mapping
                    .mistakes()
                    .reading(() -> statement(name, value, about))
                    .ifPresent(all::add));
    return Condition.all(all);
  }

  private Condition statement(String name, YamlValue value, About about) {
    if (name.equals("not")) {
      return Condition.not(condition(value, about));
    }
    if (name.equals("any_of")) {
      List<Condition> any = new ArrayList<>();
      for (YamlValue one : value.elements()) {
        any.add(condition(one, about));
      }
      return Condition.any(any);
    }
    boolean option = options.containsKey(name);
    if (!option && !(about.values && values.containsKey(name))) {
      Set<String> known = new TreeSet<>(options.keySet());
      if (about.values) {
        known.addAll(values.keySet());
      }
      throw value.refuseKey(
          "names '" + name + "', which is not " + about.words,
          known.isEmpty() ? "remove it" : Suggestion.useOneOf(name, known));
    }
    List<String> listed =
        option ? options.getOrDefault(name, List.of()) : values.getOrDefault(name, List.of());
    return new Condition.Is(name, value.elements(text -> oneOf(text, listed)), option);
  }

  private static String oneOf(YamlValue text, List<String> listed) {
    if (!listed.isEmpty() && !listed.contains(text.text())) {
      throw text.refuse(
          "is '" + text.text() + "', which it never is", Suggestion.useOneOf(text.text(), listed));
    }
    return text.text();
  }
}
