package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts for the values that a template's users have to give, so that its projects can be looked at
 * without anybody who gives them.
 */
final class SampleValues {

  private static final List<String> SAMPLES =
      List.of(
          "sample",
          "sample1",
          "sam",
          "Sample",
          "sample-name",
          "sample_name",
          "0.1.0",
          "2026-01-01",
          "sample@example.com",
          "https://sample.example.com",
          "sample/name",
          "00000000-0000-0000-0000-000000000000",
          "a",
          "1");

  private SampleValues() {}

  /**
   * A request with a text for each value that has no default and was not given, and with an owner
   * if defaults or names are made from it. A value for which none fits stays open.
   */
  static GenerateRequest in(GenerateRequest request, Descriptor descriptor) {
    Map<String, String> values = new LinkedHashMap<>(request.values());
    for (ValueSpec value : descriptor.values()) {
      if (!values.containsKey(value.name()) && value.fallback().isEmpty()) {
        sample(value).ifPresent(text -> values.put(value.name(), text));
      }
    }
    return request.with(
        values,
        request
            .organization()
            .or(() -> needsOwner(descriptor) ? Optional.of(SAMPLES.get(0)) : Optional.empty()));
  }

  private static boolean needsOwner(Descriptor descriptor) {
    return Stream.concat(
            descriptor.values().stream().flatMap(value -> value.fallback().stream()),
            descriptor.names().stream().map(NameRule::name))
        .anyMatch(text -> text.contains("{" + Placeholders.ORGANIZATION));
  }

  private static Optional<String> sample(ValueSpec value) {
    Stream<String> likely =
        switch (value.type()) {
          case BOOLEAN -> Stream.of("false");
          case INTEGER ->
              Stream.of(Long.toString(value.minimum().orElse(value.maximum().orElse(1))));
          case STRING, ARRAY -> SAMPLES.stream();
        };
    return Stream.concat(value.choices().stream(), likely)
        .filter(text -> value.problem(text).isEmpty())
        .findFirst();
  }
}
