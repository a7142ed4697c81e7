package io.github.mlopsmaven.descriptor;

import static io.github.mlopsmaven.descriptor.YamlFields.keys;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.descriptor.ConditionReader.About;
import io.github.mlopsmaven.template.Block;
import io.github.mlopsmaven.template.Fix;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.Rewrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a descriptor changes in the texts of a template's files: blocks, rewrites and fixes.
 *
 * @param conditions reads what they depend on
 * @param references takes the placeholders in their texts
 */
record EditReader(ConditionReader conditions, References references) {

  private static final Pattern BLOCK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Lines between markers, which not every project has. */
  Block block(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("name", "files", "when"));
    YamlValue name = required(value, fields, "name");
    if (!BLOCK.matcher(name.text()).matches()) {
      throw name.refuse(
          "is not a name that markers can have",
          "use letters, digits, '-' and '_', as in monitoring");
    }
    required(value, fields, "when");
    return new Block(
        name.text(),
        required(value, fields, "files").elements(EditReader::projectFiles),
        conditions.when(fields, About.VALUES));
  }

  /** A change of a text, which is made in every project that it is for. */
  Rewrite rewrite(YamlValue value) {
    return rewrite(
        value,
        value.fields(List.of("reason", "files", "when", "path", "text", "value")),
        About.VALUES);
  }

  private Rewrite rewrite(YamlValue value, Map<String, YamlValue> fields, About about) {
    YamlValue text = required(value, fields, "value");
    references.text(text);
    return new Rewrite(
        required(value, fields, "reason").text(),
        required(value, fields, "files").elements(EditReader::projectFiles),
        conditions.when(fields, about),
        place(value, fields),
        text.text());
  }

  /** A pattern for paths in the project, which may have placeholders as the paths do. */
  static Glob projectFiles(YamlValue pattern) {
    pattern.placeholders();
    return pattern.as(Glob::of);
  }

  /** A change that takes a finding of a rule away. */
  Fix fix(YamlValue value) {
    Map<String, YamlValue> fields =
        value.fields(List.of("rule", "reason", "files", "when", "path", "text", "value"));
    return new Fix(required(value, fields, "rule").text(), rewrite(value, fields, About.OPTIONS));
  }

  private static Rewrite.Place place(YamlValue rewrite, Map<String, YamlValue> fields) {
    Optional<YamlValue> text = optional(fields, "text");
    if (text.isEmpty()) {
      return new Rewrite.YamlPath(keys(required(rewrite, fields, "path")));
    }
    if (fields.containsKey("path") || text.get().text().isEmpty()) {
      throw text.get()
          .refuse("must be a non-empty string, and not beside a path", "keep one of path and text");
    }
    return new Rewrite.Text(text.get().text());
  }
}
