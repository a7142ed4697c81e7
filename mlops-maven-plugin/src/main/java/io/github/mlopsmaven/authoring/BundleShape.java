package io.github.mlopsmaven.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A template of Databricks bundles: a JSON schema of settings, and a folder of Go templates. */
final class BundleShape implements Shape {

  private static final String SCHEMA = "databricks_template_schema.json";
  private static final String FOLDER = "template";
  private static final String SUFFIX = ".tmpl";

  private static final Pattern EXPRESSION =
      Pattern.compile("\\{\\{-?\\s*\\.([a-z][a-z0-9_]*)\\s*-?}}");
  private static final Pattern ANY = Pattern.compile("\\{\\{-?\\s*(?:\\.|template\\b)[^{}\n]*}}");
  private static final Pattern STATEMENT =
      Pattern.compile("\\{\\{-?\\s*(?:if|range|with|else|define|block)\\b[^{}\n]*}}");

  @Override
  public Optional<Draft> draft(Repository repository) {
    if (!repository.has(SCHEMA) || repository.below(FOLDER).isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft(Names.template(repository.name()), repository.name());
    JsonObject schema = CookiecutterShape.parsed(SCHEMA, repository.text(SCHEMA).orElse(""));
    if (schema.has("properties") && schema.get("properties").isJsonObject()) {
      schema.getAsJsonObject("properties").entrySet().stream()
          .filter(entry -> entry.getValue().isJsonObject())
          .sorted(Comparator.comparingInt(entry -> order(entry.getValue().getAsJsonObject())))
          .forEach(entry -> value(draft, entry.getKey(), entry.getValue().getAsJsonObject()));
    }
    List<String> inside = repository.folders(FOLDER);
    boolean named = inside.size() == 1 && inside.get(0).contains("{{");
    String root = named ? FOLDER + "/" + inside.get(0) : FOLDER;
    draft.layout(Draft.mapping("from", root, "to", "."));
    new ForeignNames(draft, repository, root, "{{ .", "}}", ANY, STATEMENT).describe(SUFFIX);
    if (!repository.below("library").isEmpty()) {
      draft.leave(
          "library/ defines templates for others, which a descriptor does not: state their strings as"
              + " 'values' and 'names'");
    }
    return Optional.of(draft);
  }

  private static int order(JsonObject property) {
    return property.has("order") && property.get("order").isJsonPrimitive()
        ? property.get("order").getAsInt()
        : Integer.MAX_VALUE;
  }

  private static void value(Draft draft, String name, JsonObject property) {
    if (Placeholders.isReserved(name)) {
      draft.leave(name + " of " + SCHEMA + " is what every project has: nothing is to be declared");
      return;
    }
    if (!Names.isParameter(name)) {
      draft.leave(name + " of " + SCHEMA + " cannot be the name of a value: rename it");
      return;
    }
    Map<String, Object> keys = Draft.mapping();
    text(property, "description")
        .map(text -> text.replaceAll("\\{\\{.*?}}", " ").strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> keys.put("description", text));
    String type = text(property, "type").orElse("string");
    if (type.equals("boolean") || type.equals("integer")) {
      keys.put("type", type);
    }
    List<String> choices = new ArrayList<>();
    if (property.has("enum") && property.get("enum").isJsonArray() && !type.equals("boolean")) {
      JsonArray menu = property.getAsJsonArray("enum");
      menu.forEach(choice -> choices.add(choice.getAsString()));
      keys.put("enum", choices);
    }
    Optional<Pattern> pattern =
        choices.isEmpty() ? pattern(draft, name, property) : Optional.empty();
    pattern.ifPresent(form -> keys.put("pattern", form.pattern()));
    pattern
        .flatMap(form -> text(property, "pattern_match_failure_message"))
        .ifPresent(message -> keys.put("message", message.strip().replaceAll("\\s+", " ")));
    fallback(draft, name, property, pattern).ifPresent(text -> keys.put("default", text));
    when(draft, property).ifPresent(when -> keys.put("when", when));
    draft.value(name, keys, "from " + SCHEMA);
  }

  private static Optional<String> text(JsonObject property, String key) {
    return property.has(key) && property.get(key).isJsonPrimitive()
        ? Optional.of(property.get(key).getAsString())
        : Optional.empty();
  }

  private static Optional<String> fallback(
      Draft draft, String name, JsonObject property, Optional<Pattern> pattern) {
    Optional<String> written = text(property, "default");
    Optional<String> read =
        written.flatMap(
            text ->
                ForeignText.read(
                    text,
                    EXPRESSION,
                    used -> draft.hasValue(used) || Placeholders.isReserved(used)));
    boolean derived = written.filter(text -> text.contains("{{")).isPresent();
    if (written.isPresent() && read.isEmpty()) {
      draft.leave("the default of " + name + " is more than names: " + written.get());
    }
    return read.filter(
        text ->
            derived
                || text.isEmpty()
                || pattern.filter(form -> !form.matcher(text).matches()).isEmpty());
  }

  /** Go's expressions are found anywhere, those of a descriptor match the whole text. */
  private static Optional<Pattern> pattern(Draft draft, String name, JsonObject property) {
    Optional<String> written = text(property, "pattern");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String text = written.get();
    String before = text.startsWith("^") ? "" : ".*";
    String after = text.endsWith("$") && !text.endsWith("\\$") ? "" : ".*";
    String whole = text.replaceFirst("^\\^", "").replaceFirst(after.isEmpty() ? "\\$$" : "$^", "");
    try {
      return Optional.of(
          Pattern.compile(
              before.isEmpty() && after.isEmpty() && !whole.contains("|")
                  ? whole
                  : before + "(?:" + whole + ")" + after));
    } catch (PatternSyntaxException e) {
      draft.leave("the pattern of " + name + " is not one of Java: " + text);
      return Optional.empty();
    }
  }

  /** {@code skip_prompt_if} with constants says when there is no such value. */
  private static Optional<Map<String, Object>> when(Draft draft, JsonObject property) {
    if (!property.has("skip_prompt_if") || !property.get("skip_prompt_if").isJsonObject()) {
      return Optional.empty();
    }
    JsonElement properties = property.getAsJsonObject("skip_prompt_if").get("properties");
    Map<String, Object> not = Draft.mapping();
    if (properties != null && properties.isJsonObject()) {
      for (Map.Entry<String, JsonElement> entry : properties.getAsJsonObject().entrySet()) {
        Optional<String> constant =
            entry.getValue().isJsonObject()
                ? text(entry.getValue().getAsJsonObject(), "const")
                : Optional.empty();
        if (constant.isEmpty() || !draft.hasValue(entry.getKey())) {
          return Optional.empty();
        }
        not.put(entry.getKey(), constant.get());
      }
    }
    return not.isEmpty() ? Optional.empty() : Optional.of(Draft.mapping("not", not));
  }
}
