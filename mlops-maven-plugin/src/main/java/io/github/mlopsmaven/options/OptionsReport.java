package io.github.mlopsmaven.options;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a template offers.
 *
 * @param origin where the template came from
 * @param descriptor the template's descriptor
 * @param matrix its combinations
 */
public record OptionsReport(TemplateOrigin origin, Descriptor descriptor, Matrix matrix) {

  /**
   * Looks at a template; no file's content but the descriptor's is fetched.
   *
   * @param source where it is
   */
  public static OptionsReport of(TemplateSource source) {
    try (TemplateSnapshot template = source.open()) {
      Descriptor descriptor = Descriptors.of(template);
      return new OptionsReport(
          template.origin(), descriptor, Matrix.of(descriptor, template.tree()));
    }
  }

  /** The report for people: lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(descriptor.title() + ", " + origin.template() + " " + origin.revision());
    lines.add("");
    for (Option option : matrix.options()) {
      lines.add(described(option.title(), option.description()));
      for (String value : matrix.values(option.name(), Map.of())) {
        String label = option.labels().get(value);
        lines.add("  " + option.argument(value) + (label == null ? "" : "  (" + label + ")"));
      }
    }
    lines.add("");
    lines.addAll(table());
    if (!descriptor.values().isEmpty()) {
      lines.add("");
      lines.add("Values: -Dmlops.values.NAME=TEXT");
      for (ValueSpec value : descriptor.values()) {
        String name = value.name() + value.fallback().map(text -> " [" + text + "]").orElse("");
        lines.add("  " + described(name, value.description()) + limits(value));
      }
    }
    return lines;
  }

  /** What a value may be, where that is more than some text. */
  private static String limits(ValueSpec value) {
    List<String> limits = new ArrayList<>();
    switch (value.type()) {
      case STRING -> {}
      case BOOLEAN -> limits.add("true or false");
      case INTEGER -> limits.add("an integer");
      case ARRAY -> limits.add(value.choices().isEmpty() ? "comma-separated" : "any of");
    }
    if (!value.choices().isEmpty()) {
      limits.add(String.join(", ", value.choices()));
    }
    value.minimum().ifPresent(number -> limits.add("from " + number));
    value.maximum().ifPresent(number -> limits.add("to " + number));
    return limits.isEmpty() ? "" : " (" + String.join(" ", limits) + ")";
  }

  private static String described(String name, String description) {
    return description.isEmpty() ? name : name + ": " + description;
  }

  /** The complete combinations as blocks of choices that go together; then what the others lack. */
  private List<String> table() {
    List<Combination> all = matrix.combinations();
    List<Combination> complete = all.stream().filter(Combination::isComplete).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        Plural.of(all.size(), "combination")
            + (complete.size() == all.size()
                ? ", all complete"
                : ", " + complete.size() + " complete"));
    for (Block block : Block.of(complete)) {
      lines.add(Plural.of(block.size(), "complete combination") + ":");
      lines.addAll(block.lines());
    }
    Map<String, List<Combination>> gaps = new LinkedHashMap<>();
    for (Combination combination : all) {
      if (!combination.isComplete()) {
        gaps.computeIfAbsent(titles(combination), any -> new ArrayList<>()).add(combination);
      }
    }
    gaps.forEach(
        (missing, lacking) -> {
          for (Block block : Block.of(lacking)) {
            lines.add(
                Plural.of(block.size(), "incomplete combination")
                    + ", without the "
                    + missing
                    + ":");
            lines.addAll(block.lines());
          }
        });
    return lines;
  }

  private static String titles(Combination combination) {
    return combination.missing().stream().map(Part::title).collect(Collectors.joining(" and the "));
  }

  /** The report for programs: JSON. */
  public String json() {
    JsonObject root = new JsonObject();
    root.addProperty("template", origin.template());
    origin.ref().ifPresent(ref -> root.addProperty("ref", ref));
    origin.commit().ifPresent(commit -> root.addProperty("commit", commit));
    origin.version().ifPresent(version -> root.addProperty("version", version));
    root.addProperty("descriptor", descriptor.name());
    root.addProperty("title", descriptor.title());
    JsonArray options = new JsonArray();
    for (Option option : matrix.options()) {
      JsonObject object = new JsonObject();
      object.addProperty("name", option.name());
      object.addProperty("title", option.title());
      object.addProperty("description", option.description());
      option.fallback().ifPresent(text -> object.addProperty("default", text));
      if (!option.when().equals(Condition.always())) {
        object.add("when", ConditionJson.of(option.when()));
      }
      JsonArray values = new JsonArray();
      matrix.values(option.name(), Map.of()).forEach(values::add);
      object.add("values", values);
      options.add(object);
    }
    root.add("options", options);
    JsonArray combinations = new JsonArray();
    for (Combination combination : matrix.combinations()) {
      JsonObject object = new JsonObject();
      JsonObject selection = new JsonObject();
      combination.selection().values().forEach(selection::addProperty);
      object.add("selection", selection);
      object.addProperty("complete", combination.isComplete());
      JsonArray missing = new JsonArray();
      combination.missing().forEach(part -> missing.add(part.name()));
      object.add("missing", missing);
      combinations.add(object);
    }
    root.add("combinations", combinations);
    root.add("values", values());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  private JsonArray values() {
    JsonArray values = new JsonArray();
    for (ValueSpec value : descriptor.values()) {
      JsonObject object = new JsonObject();
      object.addProperty("name", value.name());
      object.addProperty("description", value.description());
      object.addProperty("type", value.type().name().toLowerCase(Locale.ROOT));
      value.pattern().ifPresent(pattern -> object.addProperty("pattern", pattern.pattern()));
      value.maxLength().ifPresent(length -> object.addProperty("max_length", length));
      value.minimum().ifPresent(number -> object.addProperty("minimum", number));
      value.maximum().ifPresent(number -> object.addProperty("maximum", number));
      if (!value.choices().isEmpty()) {
        JsonArray choices = new JsonArray();
        value.choices().forEach(choices::add);
        object.add("enum", choices);
      }
      if (!value.when().equals(Condition.always())) {
        object.add("when", ConditionJson.of(value.when()));
      }
      value.fallback().ifPresent(text -> object.addProperty("default", text));
      values.add(object);
    }
    return values;
  }
}
