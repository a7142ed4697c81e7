package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.each;
import static io.github.mlopsmaven.descriptor.YamlFields.globs;
import static io.github.mlopsmaven.descriptor.YamlFields.keys;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.ChecklistItem;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.PathPattern;
import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Repair;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code mlops-template.yml}, format 1. The same rules are published as a JSON Schema in
 * {@code docs/schema/mlops-template-1.json}; this class refuses what the schema refuses, and also
 * names that refer to nothing.
 */
public final class DescriptorReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, ValueSpec> values = new LinkedHashMap<>();
  private final References references = new References();

  private DescriptorReader() {}

  /**
   * Reads a descriptor.
   *
   * @param file its name, for messages
   * @param text its content
   * @throws io.github.mlopsmaven.problem.UsageException if it is not a descriptor of this format;
   *     the message begins with file, line and column
   */
  public static Descriptor read(String file, String text) {
    return new DescriptorReader().descriptor(YamlValue.parse(file, text));
  }

  private Descriptor descriptor(YamlValue root) {
    Map<String, YamlValue> fields =
        root.fields(
            List.of(
                "format",
                "name",
                "title",
                "options",
                "parts",
                "layout",
                "exclude",
                "render",
                "rewrites",
                "repairs",
                "rules",
                "values",
                "names",
                "executable",
                "pipeline_templates",
                "checklist"));
    YamlValue format = required(root, fields, "format");
    if (!format.text().equals("1")) {
      throw format.refuse(
          "is '" + format.text() + "', which this version of the plugin does not know",
          "write 'format: 1', or use a later version of the plugin");
    }
    String name = required(root, fields, "name").text();
    each(fields, "options", this::option);
    each(fields, "parts", this::part);
    each(fields, "values", this::value);
    YamlValue layout = required(root, fields, "layout");
    Descriptor descriptor =
        new Descriptor(
            name,
            optional(fields, "title").map(YamlValue::text).orElse(name),
            List.copyOf(options.values()),
            List.copyOf(parts.values()),
            layout.elements(this::layoutRule),
            globs(fields, "exclude"),
            optional(fields, "render").map(DescriptorReader::velocity).orElse(true),
            list(fields, "rewrites", this::rewrite),
            list(fields, "repairs", this::repair),
            RuleSettingReader.read(fields),
            List.copyOf(values.values()),
            list(fields, "names", this::nameRule),
            globs(fields, "executable"),
            optional(fields, "pipeline_templates").map(DescriptorReader::pipelineTemplates),
            list(fields, "checklist", this::checklistItem));
    references.check(descriptor);
    return descriptor;
  }

  private void option(String name, YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("title", "description", "labels", "default", "when"));
    requireName(name, value);
    references.option(name, value);
    Map<String, String> labels = new LinkedHashMap<>();
    each(fields, "labels", (label, text) -> labels.put(label, text.text()));
    options.put(
        name,
        new Option(
            name,
            optional(fields, "title").map(YamlValue::text).orElse(name),
            optional(fields, "description").map(YamlValue::text).orElse(""),
            labels,
            optional(fields, "default").map(YamlValue::text),
            // An option depends on earlier ones only, so that questions can follow answers.
            when(fields, "declared above this one")));
  }

  private void part(String name, YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("title", "core", "when"));
    references.part(name, value);
    parts.put(
        name,
        new Part(
            name,
            optional(fields, "title").map(YamlValue::text).orElse(name),
            optional(fields, "core").map(YamlValue::bool).orElse(false),
            when(fields)));
  }

  private void value(String name, YamlValue value) {
    requireName(name, value);
    if (options.containsKey(name)) {
      throw value.refuse("has the name of an option", "rename the value");
    }
    values.put(name, ValueSpecReader.read(name, value));
  }

  private LayoutRule layoutRule(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("from", "to", "part", "when", "include", "exclude"));
    YamlValue from = required(value, fields, "from");
    YamlValue to = required(value, fields, "to");
    PathPattern source = from.as(PathPattern::parse);
    PathPattern target = to.as(PathPattern::parse);
    requireOptions(source, from);
    requireOptions(target, to);
    Optional<String> part = optional(fields, "part").map(YamlValue::text);
    if (part.isPresent() && !parts.containsKey(part.get())) {
      throw fields
          .getOrDefault("part", value)
          .refuse(
              "'" + part.get() + "' is not a part of this descriptor",
              Suggestion.useOneOf(part.get(), parts.keySet()));
    }
    return new LayoutRule(
        part, source, target, when(fields), globs(fields, "include"), globs(fields, "exclude"));
  }

  private Rewrite rewrite(YamlValue value) {
    return rewrite(
        value, value.fields(List.of("reason", "files", "when", "path", "text", "value")));
  }

  private Rewrite rewrite(YamlValue value, Map<String, YamlValue> fields) {
    YamlValue text = required(value, fields, "value");
    references.text(text);
    return new Rewrite(
        required(value, fields, "reason").text(),
        required(value, fields, "files").elements(file -> file.as(Glob::of)),
        when(fields),
        place(value, fields),
        text.text());
  }

  private Repair repair(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("rule", "reason", "files", "when", "path", "text", "value"));
    return new Repair(required(value, fields, "rule").text(), rewrite(value, fields));
  }

  private static Rewrite.Place place(YamlValue rewrite, Map<String, YamlValue> fields) {
    Optional<YamlValue> text = optional(fields, "text");
    if (text.isEmpty()) {
      return new Rewrite.YamlPath(keys(required(rewrite, fields, "path")));
    }
    if (fields.containsKey("path") || text.get().text().isEmpty()) {
      throw text.get()
          .refuse(
              "has to be a text that is not empty, and not beside a path",
              "keep one of path and text");
    }
    return new Rewrite.Text(text.get().text());
  }

  private NameRule nameRule(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("title", "name", "pattern", "max_length", "message"));
    YamlValue name = required(value, fields, "name");
    references.builtName(name);
    return new NameRule(
        required(value, fields, "title").text(),
        name.text(),
        required(value, fields, "pattern").as(Pattern::compile),
        required(value, fields, "max_length").positive(),
        required(value, fields, "message").text());
  }

  private ChecklistItem checklistItem(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("text", "when"));
    YamlValue text = required(value, fields, "text");
    references.text(text);
    return new ChecklistItem(text.text(), when(fields));
  }

  private Condition when(Map<String, YamlValue> fields) {
    return when(fields, "of this descriptor");
  }

  private Condition when(Map<String, YamlValue> fields, String whose) {
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    each(
        fields,
        "when",
        (option, values) -> {
          if (!options.containsKey(option)) {
            throw values.refuse(
                "names '" + option + "', which is not an option " + whose,
                options.isEmpty() ? "remove it" : Suggestion.useOneOf(option, options.keySet()));
          }
          allowed.put(option, values.elements(YamlValue::text));
        });
    return new Condition(allowed);
  }

  private void requireOptions(PathPattern pattern, YamlValue at) {
    for (String option : pattern.options()) {
      if (!options.containsKey(option)) {
        throw at.refuse(
            "names the option {" + option + "}, which this descriptor does not have",
            Suggestion.useOneOf(option, options.keySet()));
      }
    }
  }

  private static void requireName(String name, YamlValue value) {
    if (!NAME.matcher(name).matches()) {
      throw value.refuse(
          "has a name that is not usable as a parameter",
          "use lower case letters, digits and underscores, beginning with a letter");
    }
    if (Placeholders.isReserved(name)) {
      throw value.refuse("has a name that every project has already", "rename it");
    }
  }

  private static boolean velocity(YamlValue value) {
    return switch (value.text()) {
      case "velocity" -> true;
      case "none" -> false;
      default ->
          throw value.refuse(
              "has to be velocity or none",
              Suggestion.useOneOf(value.text(), List.of("velocity", "none")));
    };
  }

  private static PipelineTemplates pipelineTemplates(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("repository", "alias", "vendored"));
    String alias = required(value, fields, "alias").text();
    List<Glob> vendored = globs(fields, "vendored");
    if (vendored.isEmpty()) {
      required(value, fields, "repository");
    }
    return new PipelineTemplates(
        optional(fields, "repository").map(YamlValue::text), alias, vendored);
  }
}
