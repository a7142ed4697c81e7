package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.keys;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads one of {@code values}. */
final class ValueSpecReader {

  private static final List<String> KEYS =
      List.of(
          "description",
          "type",
          "enum",
          "pattern",
          "max_length",
          "minimum",
          "maximum",
          "message",
          "default",
          "when",
          "set",
          "read");

  /** What other tools have for secrets; refused with a reason. */
  private static final List<String> SECRET = List.of("secret", "sensitive");

  private ValueSpecReader() {}

  /** The texts that a value may be, where they are listed. */
  static List<String> choices(YamlValue value) {
    Map<String, YamlValue> fields = value.entries();
    return fields.containsKey("enum")
        ? list(fields, "enum", YamlValue::text)
        : optional(fields, "type").map(type -> type.text().equals("boolean")).orElse(false)
            ? List.of("true", "false")
            : List.of();
  }

  static ValueSpec read(String name, YamlValue value, Condition when) {
    Map<String, YamlValue> fields = value.fields(KEYS, SECRET);
    for (String key : SECRET) {
      optional(fields, key).ifPresent(secret -> secret.mistakes().add(noSecret(secret)));
    }
    ValueSpec.Type type =
        optional(fields, "type").map(ValueSpecReader::type).orElse(ValueSpec.Type.STRING);
    List<String> choices = list(fields, "enum", YamlValue::text);
    only(fields, "minimum", type == ValueSpec.Type.INTEGER, "type: integer");
    only(fields, "maximum", type == ValueSpec.Type.INTEGER, "type: integer");
    if (type == ValueSpec.Type.BOOLEAN) {
      for (String key : List.of("enum", "pattern", "max_length")) {
        only(fields, key, false, "another type, since a boolean is true or false");
      }
    }
    optional(fields, "enum").ifPresent(menu -> requireChoices(menu, choices, type));
    ValueSpec spec =
        new ValueSpec(
            name,
            optional(fields, "description").map(YamlValue::text).orElse(""),
            type,
            choices,
            optional(fields, "pattern").map(pattern -> pattern.as(Pattern::compile)),
            optional(fields, "max_length")
                .map(length -> OptionalInt.of(length.positive()))
                .orElse(OptionalInt.empty()),
            limit(fields, "minimum"),
            limit(fields, "maximum"),
            optional(fields, "message").map(YamlValue::text),
            optional(fields, "default").map(text -> fallback(text, type)),
            when,
            list(fields, "set", ValueSpecReader::target),
            list(fields, "read", ValueSpecReader::target));
    optional(fields, "default").ifPresent(text -> requireFitting(spec, text));
    return spec;
  }

  private static UsageException noSecret(YamlValue at) {
    return at.refuseKey(
        "is not a key of this format, since every value is written into files",
        "remove the value, name the secret in a workflow as ${{ secrets.NAME }}, and let"
            + " mvn mlops:publish -Dmlops.secrets=true set it");
  }

  private static OptionalLong limit(Map<String, YamlValue> fields, String key) {
    return optional(fields, key)
        .map(limit -> OptionalLong.of(limit.number()))
        .orElse(OptionalLong.empty());
  }

  private static void only(
      Map<String, YamlValue> fields, String key, boolean allowed, String where) {
    if (!allowed) {
      optional(fields, key)
          .ifPresent(
              value -> value.mistakes().add(value.refuseKey("belongs to " + where, "remove it")));
    }
  }

  private static void requireChoices(YamlValue menu, List<String> choices, ValueSpec.Type type) {
    if (choices.isEmpty()) {
      throw menu.refuse("has no element", "list the values, as in [dev, prod], or remove it");
    }
    for (YamlValue choice : menu.elements()) {
      if (type == ValueSpec.Type.ARRAY && choice.text().contains(ValueSpec.SEPARATOR)) {
        throw choice.refuse(
            "has a comma, which separates the elements of an array",
            "choose a word without a comma");
      }
    }
  }

  /** An array's default may be a list, or one text as a user types it. */
  private static String fallback(YamlValue value, ValueSpec.Type type) {
    if (type != ValueSpec.Type.ARRAY) {
      return value.text();
    }
    return String.join(
        ValueSpec.SEPARATOR,
        value.isList() ? value.elements(YamlValue::text) : ValueSpec.elements(value.text()));
  }

  /** An empty default stands for nothing, which a pattern need not have. */
  private static void requireFitting(ValueSpec spec, YamlValue at) {
    String text = spec.fallback().orElse("");
    PlaceholderText placeholders = at.isList() ? PlaceholderText.parse(text) : at.placeholders();
    if (text.isEmpty() || !placeholders.isLiteral()) {
      return;
    }
    spec.problem(text)
        .ifPresent(
            problem -> {
              throw at.refuse(
                  "'" + text + "' is invalid: " + problem,
                  spec.choices().isEmpty()
                      ? "change it, or what is said about the value"
                      : Suggestion.useOneOf(text, spec.choices()));
            });
  }

  private static ValueSpec.Type type(YamlValue value) {
    List<String> types = List.of("string", "integer", "boolean", "array");
    String text =
        switch (value.text()) {
          case "str", "text" -> "string";
          case "int", "number" -> "integer";
          case "bool" -> "boolean";
          case "list", "multiselect" -> "array";
          default -> value.text();
        };
    if (!types.contains(value.text())) {
      throw value.refuse("is not a type", Suggestion.useOneOf(text, types));
    }
    return ValueSpec.Type.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static ValueSpec.Target target(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("files", "path"));
    return new ValueSpec.Target(
        required(value, fields, "files").elements(file -> file.as(Glob::of)),
        keys(required(value, fields, "path")));
  }
}
