package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One field of a form, as JSON Schema with the words that the portal's forms add to it. */
final class FormField {

  private static final long SAFE = 1L << 53;

  private FormField() {}

  /**
   * An option.
   *
   * @param option what is chosen
   * @param offered the values that can be chosen where the field is shown
   */
  static Map<String, Object> of(Option option, List<String> offered) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("title", option.title());
    if (!option.description().isEmpty()) {
      field.put("description", option.description());
    }
    field.put("type", "string");
    field.put("enum", offered);
    if (!option.labels().isEmpty()) {
      field.put(
          "enumNames",
          offered.stream().map(value -> option.labels().getOrDefault(value, value)).toList());
    }
    option
        .fallback()
        .filter(offered::contains)
        .or(() -> Optional.of(offered.get(0)).filter(only -> offered.size() == 1))
        .ifPresent(value -> field.put("default", value));
    return field;
  }

  /**
   * A value.
   *
   * @param value what is given
   * @param always whether the field is shown although the value may not apply
   */
  static Map<String, Object> of(ValueSpec value, boolean always) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("title", words(value.name()));
    List<String> about = new ArrayList<>();
    if (!value.description().isEmpty()) {
      about.add(value.description());
    }
    if (always) {
      about.add(
          "Only used if "
              + value.when().statements().stream()
                  .map(is -> words(is.name()))
                  .distinct()
                  .collect(Collectors.joining(" and "))
              + " allow it.");
    }
    if (!about.isEmpty()) {
      field.put("description", String.join(" ", about));
    }
    switch (value.type()) {
      case STRING -> putText(field, value);
      case BOOLEAN -> field.put("type", "boolean");
      case INTEGER -> {
        field.put("type", "integer");
        value.minimum().ifPresent(number -> field.put("minimum", number));
        value.maximum().ifPresent(number -> field.put("maximum", number));
        if (!value.choices().isEmpty()) {
          field.put("enum", value.choices().stream().map(text -> number(text)).toList());
        }
      }
      case ARRAY -> {
        field.put("type", "array");
        Map<String, Object> item = new LinkedHashMap<>();
        putText(item, value);
        field.put("items", item);
        field.put("uniqueItems", true);
        if (!value.choices().isEmpty()) {
          field.put("ui:widget", "checkboxes");
        }
      }
    }
    List<String> help = new ArrayList<>();
    value.message().ifPresent(text -> help.add(capital(text)));
    if (value.isDerived()) {
      help.add("If empty: " + value.fallback().orElse(""));
    } else {
      value.fallback().ifPresent(text -> field.put("default", typed(value, text)));
    }
    if (!help.isEmpty()) {
      field.put("ui:help", help.stream().map(FormField::sentence).collect(Collectors.joining(" ")));
    }
    return field;
  }

  private static void putText(Map<String, Object> field, ValueSpec value) {
    field.put("type", "string");
    if (!value.choices().isEmpty()) {
      field.put("enum", value.choices());
      return;
    }
    value.pattern().flatMap(PortablePattern::of).ifPresent(form -> field.put("pattern", form));
    value.maxLength().ifPresent(length -> field.put("maxLength", length));
  }

  /** A value as the form has it: {@code true}, {@code 3}, a list or a text. */
  static Object typed(ValueSpec value, String text) {
    return switch (value.type()) {
      case BOOLEAN -> text.equals("true");
      case INTEGER -> number(text);
      case ARRAY -> ValueSpec.elements(text);
      case STRING -> text;
    };
  }

  /** A number that JavaScript has exactly; another stays a text, which the form shows as it is. */
  private static Object number(String text) {
    try {
      long number = Long.parseLong(text);
      return Math.abs(number) < SAFE ? (Object) number : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static String words(String name) {
    return capital(name.replace('_', ' '));
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
