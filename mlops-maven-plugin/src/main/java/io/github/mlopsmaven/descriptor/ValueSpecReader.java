package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.keys;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads one of {@code values}. */
final class ValueSpecReader {

  private ValueSpecReader() {}

  static ValueSpec read(String name, YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(
            List.of("description", "type", "pattern", "max_length", "message", "default", "set"));
    return new ValueSpec(
        name,
        optional(fields, "description").map(YamlValue::text).orElse(""),
        optional(fields, "type").map(ValueSpecReader::type).orElse(ValueSpec.Type.STRING),
        optional(fields, "pattern").map(pattern -> pattern.as(Pattern::compile)),
        optional(fields, "max_length")
            .map(length -> OptionalInt.of(length.positive()))
            .orElse(OptionalInt.empty()),
        optional(fields, "message").map(YamlValue::text),
        optional(fields, "default").map(YamlValue::text),
        list(fields, "set", ValueSpecReader::target));
  }

  private static ValueSpec.Type type(YamlValue value) {
    List<String> types = List.of("string", "integer", "boolean");
    if (!types.contains(value.text())) {
      throw value.refuse("is not a type", Suggestion.useOneOf(value.text(), types));
    }
    return ValueSpec.Type.valueOf(value.text().toUpperCase(Locale.ROOT));
  }

  private static ValueSpec.Target target(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("files", "path"));
    return new ValueSpec.Target(
        required(value, fields, "files").elements(file -> file.as(Glob::of)),
        keys(required(value, fields, "path")));
  }
}
