package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The places of a descriptor that name other places of it, checked when all of it is read. */
final class References {

  private final Map<String, YamlValue> options = new LinkedHashMap<>();
  private final Map<String, YamlValue> parts = new LinkedHashMap<>();
  private final List<Reference> texts = new ArrayList<>();

  /** A text with placeholders, and the names that it may use; none means all. */
  private record Reference(YamlValue at, Set<String> known) {}

  /** An option whose values are found in the tree. */
  void option(String name, YamlValue at) {
    options.put(name, at);
  }

  void part(String name, YamlValue at) {
    parts.put(name, at);
  }

  /** A text with placeholders. */
  void text(YamlValue at) {
    at.placeholders();
    texts.add(new Reference(at, Set.of()));
  }

  /** A text with placeholders that may use only what is declared before it. */
  void text(YamlValue at, Set<String> known) {
    at.placeholders();
    texts.add(new Reference(at, Set.copyOf(known)));
  }

  /** Tells what refers to nothing, and what nothing refers to but ought to. */
  void check(Descriptor descriptor, Mistakes mistakes) {
    Set<String> everyProjects = Placeholders.everyProjects(descriptor);
    Set<String> all = Placeholders.known(descriptor);
    for (Reference text : texts) {
      Set<String> known = new TreeSet<>(text.known().isEmpty() ? all : text.known());
      known.addAll(everyProjects);
      require(text.at(), known, mistakes);
    }
    if (!mistakes.isEmpty()) {
      // A rule that could not be read may be the one that is missed below.
      return;
    }
    options.forEach(
        (name, at) -> {
          if (descriptor.layout().stream().noneMatch(rule -> decides(rule, name))) {
            mistakes.add(
                at.refuse(
                    "is in no layout rule's 'from' or 'when', so it has no values",
                    "put {"
                        + name
                        + "} into a 'from', list its values with 'enum', or remove the"
                        + " option"));
          }
        });
    parts.forEach(
        (name, at) -> {
          if (descriptor.layout().stream()
              .noneMatch(rule -> rule.part().filter(name::equals).isPresent())) {
            mistakes.add(
                at.refuse(
                    "is the part of no layout rule, so every project would lack it",
                    "add 'part: " + name + "' to a rule, or remove the part"));
          }
        });
  }

  private static boolean decides(LayoutRule rule, String option) {
    return rule.from().options().contains(option) || !rule.when().named(option).isEmpty();
  }

  private static void require(YamlValue at, Set<String> known, Mistakes mistakes) {
    for (String name : PlaceholderText.parse(at.text()).names()) {
      if (!known.contains(name)) {
        mistakes.add(
            at.refuse(
                "names {" + name + "}, which is not an option, value or name",
                Suggestion.useOneOf(name, known)));
      }
    }
  }
}
