package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.each;
import static io.github.mlopsmaven.descriptor.YamlFields.globs;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.descriptor.ConditionReader.About;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.ChecklistItem;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.LayoutRule;
import io.github.mlopsmaven.template.MovedPath;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.PathPattern;
import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.TargetPath;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code mlops-template.yml}, format 1. The same rules are published as a JSON Schema in
 * {@code docs/schema/mlops-template-1.json}; this class refuses what the schema refuses, and also
 * names that refer to nothing.
 */
public final class DescriptorReader {

  private static final String LEAST = "format, name, options and layout";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final Mistakes mistakes = new Mistakes();
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Set<String> partNames = new TreeSet<>();
  private final Map<String, ValueSpec> values = new LinkedHashMap<>();
  private final Set<String> namesSoFar = new TreeSet<>();
  private final ConditionReader conditions = new ConditionReader();
  private final References references = new References();
  private final EditReader edits = new EditReader(conditions, references);

  private DescriptorReader() {}

  /**
   * Reads a descriptor.
   *
   * @param file its name, for messages
   * @param text its content
   * @throws io.github.mlopsmaven.problem.UsageException if it is not a descriptor of this format;
   *     the message has every mistake, each with file, line and column
   */
  public static Descriptor read(String file, String text) {
    DescriptorReader reader = new DescriptorReader();
    YamlValue root = YamlValue.parse(file, text, reader.mistakes, LEAST);
    Optional<Descriptor> descriptor =
        reader.mistakes.reading(() -> reader.descriptor(reader.extended(root)));
    reader.mistakes.refuse(file);
    return descriptor.orElseThrow();
  }

  /**
   * The names of options, values and built names, and those of every project, however much is wrong
   * in the rest.
   *
   * @param file its name, for messages
   * @param text its content
   */
  static Set<String> names(String file, String text) {
    DescriptorReader reader = new DescriptorReader();
    reader.mistakes.checking(
        () ->
            reader.descriptor(
                reader.extended(YamlValue.parse(file, text, reader.mistakes, LEAST))));
    Set<String> names = new TreeSet<>(Placeholders.RESERVED);
    names.addAll(reader.namesSoFar);
    return names;
  }

  /** A descriptor on top of the one that it extends; its format and name are always its own. */
  private YamlValue extended(YamlValue root) {
    if (!root.isMapping()) {
      return root;
    }
    Map<String, YamlValue> own = root.entries();
    Optional<YamlValue> extended = optional(own, "extends");
    if (extended.isEmpty()) {
      return root;
    }
    for (String key : List.of("format", "name")) {
      mistakes.reading(() -> required(root, own, key));
    }
    String name = extended.get().text();
    if (!name.equals(Descriptors.CONVENTION)) {
      throw extended
          .get()
          .refuse(
              "'" + name + "' is not a built-in descriptor",
              Suggestion.useOneOf(name, List.of(Descriptors.CONVENTION)));
    }
    return root.on(YamlValue.parse(name + ".yml", Descriptors.conventionText(), mistakes, LEAST));
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
                "delimiters",
                "blocks",
                "rewrites",
                "fixes",
                "rules",
                "values",
                "names",
                "executable",
                "once",
                "required",
                "moved",
                "pipeline_templates",
                "checklist",
                "next_steps"),
            List.of("extends"));
    YamlValue format = required(root, fields, "format");
    if (!format.text().equals("1")) {
      // What follows may be right in that format.
      throw format.refuse(
          "is '" + format.text() + "', which this version of the plugin does not know",
          "write 'format: 1', or use a later version of the plugin");
    }
    String name = mistakes.reading(() -> required(root, fields, "name").text()).orElse("");
    each(fields, "options", this::option);
    each(fields, "parts", this::part);
    each(fields, "values", this::value);
    mistakes.reading(() -> required(root, fields, "layout"));
    Descriptor descriptor =
        new Descriptor(
            name,
            optional(fields, "title").map(YamlValue::text).orElse(name),
            List.copyOf(options.values()),
            List.copyOf(parts.values()),
            list(fields, "layout", this::layoutRule),
            globs(fields, "exclude"),
            optional(fields, "render")
                .flatMap(render -> mistakes.reading(() -> velocity(render)))
                .orElse(true),
            list(fields, "delimiters", DelimitersReader::read),
            list(fields, "blocks", edits::block),
            list(fields, "rewrites", edits::rewrite),
            list(fields, "fixes", edits::fix),
            RuleSettingReader.read(fields),
            List.copyOf(values.values()),
            list(fields, "names", this::nameRule),
            globs(fields, "executable"),
            list(fields, "once", EditReader::projectFiles),
            list(fields, "required", EditReader::projectFiles),
            list(fields, "moved", this::movedPath),
            optional(fields, "pipeline_templates")
                .flatMap(value -> mistakes.reading(() -> pipelineTemplates(value))),
            list(fields, "checklist", this::checklistItem),
            list(fields, "next_steps", this::nextStep));
    references.check(descriptor, mistakes);
    return descriptor;
  }

  private void option(String name, YamlValue value) {
    // A dependency is on earlier ones only, so that questions can follow answers.
    Condition when = conditions.when(value.entries(), About.EARLIER_OPTIONS);
    List<String> listed = OptionReader.listed(value);
    conditions.option(name, listed);
    namesSoFar.add(name);
    requireName(name, value);
    if (listed.isEmpty()) {
      references.option(name, value);
    }
    options.put(name, OptionReader.read(name, value, when));
  }

  private void part(String name, YamlValue value) {
    partNames.add(name);
    Map<String, YamlValue> fields = value.fields(List.of("title", "core", "when"));
    references.part(name, value);
    parts.put(
        name,
        new Part(
            name,
            optional(fields, "title").map(YamlValue::text).orElse(name),
            optional(fields, "core").map(YamlValue::bool).orElse(false),
            conditions.when(fields, About.OPTIONS)));
  }

  private void value(String name, YamlValue value) {
    Set<String> earlier = new TreeSet<>(namesSoFar);
    Condition when = conditions.when(value.entries(), About.EARLIER_VALUES);
    conditions.value(name, ValueSpecReader.choices(value));
    namesSoFar.add(name);
    requireName(name, value);
    if (options.containsKey(name)) {
      throw value.refuseKey("has the name of an option", "rename the value");
    }
    ValueSpec spec = ValueSpecReader.read(name, value, when);
    values.put(name, spec);
    if (spec.isDerived()) {
      references.text(value.entries().getOrDefault("default", value), earlier);
    }
  }

  private LayoutRule layoutRule(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("from", "to", "part", "when", "include", "exclude"));
    YamlValue from = required(value, fields, "from");
    YamlValue to = required(value, fields, "to");
    PathPattern source = from.as(PathPattern::parse);
    TargetPath target = to.as(path -> TargetPath.parse(path, conditions.optionNames()));
    requireOptions(source, from);
    references.text(to);
    Optional<String> part = optional(fields, "part").map(YamlValue::text);
    if (part.isPresent() && !partNames.contains(part.get())) {
      throw fields
          .getOrDefault("part", value)
          .refuse(
              "'" + part.get() + "' is not a part of this descriptor",
              partNames.isEmpty()
                  ? "declare it in 'parts', or remove it"
                  : Suggestion.useOneOf(part.get(), partNames));
    }
    return new LayoutRule(
        part,
        source,
        target,
        conditions.when(fields, About.VALUES),
        globs(fields, "include"),
        globs(fields, "exclude"));
  }

  private MovedPath movedPath(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("from", "to", "since"));
    YamlValue from = required(value, fields, "from");
    YamlValue to = required(value, fields, "to");
    PathPattern old = from.as(PathPattern::parse);
    PathPattern now = to.as(PathPattern::parse);
    requireOptions(old, from);
    for (String option : now.options()) {
      if (!old.options().contains(option)) {
        throw to.refuse(
            "names the option {" + option + "}, which 'from' does not have",
            old.options().isEmpty()
                ? "write the folder's name"
                : Suggestion.useOneOf(option, new TreeSet<>(old.options())));
      }
    }
    if (old.equals(now)) {
      throw to.refuse("is the path in 'from'", "write the path that the template has now");
    }
    return new MovedPath(old, now, optional(fields, "since").map(YamlValue::text));
  }

  private NameRule nameRule(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("title", "name", "pattern", "max_length", "message"));
    YamlValue name = required(value, fields, "name");
    references.text(name, namesSoFar);
    NameRule rule =
        new NameRule(
            required(value, fields, "title").text(),
            name.text(),
            optional(fields, "pattern").map(pattern -> pattern.as(Pattern::compile)),
            optional(fields, "max_length")
                .map(length -> OptionalInt.of(length.positive()))
                .orElse(OptionalInt.empty()),
            optional(fields, "message").map(YamlValue::text));
    String key = Placeholders.key(rule);
    if (!namesSoFar.add(key) || Placeholders.isReserved(key)) {
      throw required(value, fields, "title")
          .refuse("gives the name {" + key + "}, which there is already", "give it another title");
    }
    return rule;
  }

  private ChecklistItem nextStep(YamlValue value) {
    ChecklistItem step = checklistItem(value);
    return new ChecklistItem(step.text().strip().replaceAll("\\s+", " "), step.when());
  }

  private ChecklistItem checklistItem(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("text", "when"));
    YamlValue text = required(value, fields, "text");
    references.text(text);
    return new ChecklistItem(text.text(), conditions.when(fields, About.VALUES));
  }

  private void requireOptions(PathPattern pattern, YamlValue at) {
    Set<String> known = conditions.optionNames();
    for (String option : pattern.options()) {
      if (!known.contains(option)) {
        throw at.refuse(
            "names the option {" + option + "}, which this descriptor does not have",
            known.isEmpty()
                ? "declare it in 'options', or write the folder's name"
                : Suggestion.useOneOf(option, known));
      }
    }
  }

  private static void requireName(String name, YamlValue value) {
    if (!NAME.matcher(name).matches()) {
      throw value.refuseKey(
          "has a name that is not usable as a parameter",
          "use lower case letters, digits and underscores, beginning with a letter");
    }
    if (Placeholders.isReserved(name)) {
      throw value.refuseKey("has a name that every project has already", "rename it");
    }
    if (ConditionReader.WORDS.contains(name)) {
      throw value.refuseKey("has a name that conditions use for themselves", "rename it");
    }
  }

  private static boolean velocity(YamlValue value) {
    return switch (value.text()) {
      case "velocity" -> true;
      case "none" -> false;
      default ->
          throw value.refuse(
              "must be velocity or none",
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
