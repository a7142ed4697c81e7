package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the values that a project cannot do without. */
final class MissingValues {

  private MissingValues() {}

  /**
   * Asks for each value that has no default, applies, and was not given. One that is only written
   * into places where the template has a text of its own may stay away.
   *
   * @param given the values that were given
   * @return the answers, as far as somebody could be asked; what is left open is refused where it
   *     is used
   */
  static Map<String, String> ask(
      Descriptor descriptor, Selection selection, Map<String, String> given, Questions questions) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (ValueSpec spec : descriptor.values()) {
      if (spec.fallback().isPresent() || given.containsKey(spec.name())) {
        continue;
      }
      Map<String, String> known = new LinkedHashMap<>(given);
      known.putAll(answers);
      Placeholders names = Placeholders.of(descriptor, selection, known);
      if (spec.when().holds(names) && isNeeded(spec, descriptor, names)) {
        answer(spec, questions).ifPresent(text -> answers.put(spec.name(), text));
      }
    }
    return answers;
  }

  private static boolean isNeeded(ValueSpec spec, Descriptor descriptor, Placeholders names) {
    return spec.targets().isEmpty()
        || descriptor.rewrites().stream()
            .filter(rewrite -> rewrite.when().holds(names))
            .anyMatch(rewrite -> Placeholders.used(rewrite.value()).contains(spec.name()));
  }

  /** Asks until the answer fits. */
  private static Optional<String> answer(ValueSpec spec, Questions questions) {
    String what =
        spec.description().isEmpty() ? spec.name() : spec.name() + ": " + spec.description();
    List<String> choices =
        switch (spec.type()) {
          case BOOLEAN -> List.of("true", "false");
          case ARRAY -> List.of();
          default -> spec.choices();
        };
    String question = what;
    while (true) {
      Optional<String> answer = questions.ask(question, choices, Optional.empty());
      Optional<String> problem = answer.flatMap(spec::problem);
      if (problem.isEmpty()) {
        return answer;
      }
      question = what + " (" + problem.get() + ")";
    }
  }
}
