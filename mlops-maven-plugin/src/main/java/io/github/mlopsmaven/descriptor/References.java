package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The places of a descriptor that name other places of it, checked when all of it is read. */
final class References {

  private final Map<String, YamlValue> options = new LinkedHashMap<>();
  private final Map<String, YamlValue> parts = new LinkedHashMap<>();
  private final List<YamlValue> texts = new ArrayList<>();
  private final List<YamlValue> builtNames = new ArrayList<>();

  void option(String name, YamlValue at) {
    options.put(name, at);
  }

  void part(String name, YamlValue at) {
    parts.put(name, at);
  }

  /** A text with placeholders. */
  void text(YamlValue at) {
    texts.add(at);
  }

  /** The text that a name is built by. */
  void builtName(YamlValue at) {
    builtNames.add(at);
  }

  /**
   * Refuses what refers to nothing, and what nothing refers to but ought to.
   *
   * @throws io.github.mlopsmaven.problem.UsageException at the first such place
   */
  void check(Descriptor descriptor) {
    options.forEach(
        (name, at) -> {
          if (descriptor.layout().stream().noneMatch(rule -> decides(rule, name))) {
            throw at.refuse(
                "is in no layout rule's 'from' or 'when', so it has no values",
                "put {" + name + "} into a 'from', or remove the option");
          }
        });
    parts.forEach(
        (name, at) -> {
          if (descriptor.layout().stream()
              .noneMatch(rule -> rule.part().filter(name::equals).isPresent())) {
            throw at.refuse(
                "is the part of no layout rule, so every project would lack it",
                "add 'part: " + name + "' to a rule, or remove the part");
          }
        });
    builtNames.forEach(at -> require(at, Placeholders.knownToNames(descriptor)));
    texts.forEach(at -> require(at, Placeholders.known(descriptor)));
  }

  private static boolean decides(LayoutRule rule, String option) {
    return rule.from().options().contains(option) || rule.when().allowed().containsKey(option);
  }

  private static void require(YamlValue at, Set<String> known) {
    for (String name : Placeholders.used(at.text())) {
      if (!known.contains(name)) {
        throw at.refuse(
            "names {" + name + "}, which is no option, value or name",
            Suggestion.useOneOf(name, known));
      }
    }
  }
}
