package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.globs;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code delimiters}. */
final class DelimitersReader {

  private DelimitersReader() {}

  static Delimiters read(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("files", "exclude", "start", "end", "suffix"));
    List<Glob> files = required(value, fields, "files").elements(file -> file.as(Glob::of));
    YamlValue start = required(value, fields, "start");
    YamlValue end = optional(fields, "end").orElse(start);
    Optional<YamlValue> suffix = optional(fields, "suffix");
    suffix
        .filter(text -> text.text().isEmpty() || text.text().contains("/"))
        .ifPresent(
            text -> {
              throw text.refuse(
                  "is not the end of a file's name", "write it with its dot, as in .j2");
            });
    return new Delimiters(
        files,
        globs(fields, "exclude"),
        delimiter(start),
        delimiter(end),
        suffix.map(YamlValue::text));
  }

  private static String delimiter(YamlValue value) {
    return value.as(
        text -> {
          Delimiters.requireDelimiter(text);
          return text;
        });
  }
}
