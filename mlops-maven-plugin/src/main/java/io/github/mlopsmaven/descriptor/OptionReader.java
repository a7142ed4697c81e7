package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.each;
import static io.github.mlopsmaven.descriptor.YamlFields.globs;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one of {@code options}. */
final class OptionReader {

  private OptionReader() {}

  /** The values of an option, where they are listed. */
  static List<String> listed(YamlValue value) {
    return list(value.entries(), "enum", YamlValue::text);
  }

  static Option read(String name, YamlValue value, Condition when) {
    Map<String, YamlValue> fields =
        value.fields(
            List.of("title", "description", "enum", "exclude", "labels", "default", "when"));
    List<String> listed = list(fields, "enum", YamlValue::text);
    optional(fields, "enum")
        .filter(menu -> listed.isEmpty())
        .ifPresent(
            menu ->
                menu.mistakes()
                    .add(
                        menu.refuse(
                            "has no element", "list the values, as in [dev, prod], or remove it")));
    optional(fields, "exclude")
        .filter(patterns -> !listed.isEmpty())
        .ifPresent(
            patterns ->
                patterns
                    .mistakes()
                    .add(
                        patterns.refuseKey(
                            "is of no use beside 'enum', which lists the values", "remove it")));
    Map<String, String> labels = new LinkedHashMap<>();
    each(fields, "labels", (label, text) -> labels.put(label, text.text()));
    optional(fields, "default")
        .filter(text -> !listed.isEmpty() && !listed.contains(text.text()))
        .ifPresent(
            text ->
                text.mistakes()
                    .add(
                        text.refuse(
                            "'" + text.text() + "' is not one of its values",
                            Suggestion.useOneOf(text.text(), listed))));
    return new Option(
        name,
        optional(fields, "title").map(YamlValue::text).orElse(name),
        optional(fields, "description").map(YamlValue::text).orElse(""),
        labels,
        listed,
        globs(fields, "exclude"),
        optional(fields, "default").map(YamlValue::text),
        when);
  }
}
