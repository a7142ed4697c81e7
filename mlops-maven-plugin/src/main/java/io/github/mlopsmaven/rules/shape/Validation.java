package io.github.mlopsmaven.rules.shape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a document with a schema. */
final class Validation {

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /** Deeper than any file that people write; an alias may point at what it stands in. */
  private static final int DEEPEST = 60;

  private static final String NUMBER = "^[-+]?";

  /** A pattern that a single text matches. */
  private static final Pattern ONE_WORD = Pattern.compile("\\^([\\w ]+)\\$");

  private static final String WHOLE_NUMBER = NUMBER + "\\d";

  /** How many keys are listed. */
  private static final int SHOWN = 40;

  private final JsonSchema schema;

  Validation(JsonSchema schema) {
    this.schema = schema;
  }

  List<JsonSchema.Problem> problems(JsonObject any, YamlNode node) {
    return problems(any, node, 0);
  }

  private List<JsonSchema.Problem> problems(JsonObject any, YamlNode node, int depth) {
    List<JsonSchema.Problem> problems = new ArrayList<>();
    JsonObject wanted = schema.resolved(any);
    // An expression stands for a value that is not there yet.
    boolean isLeftOut = schema.allowsNothing() && node.isNull();
    boolean isVariable = schema.putsVariablesIn() && node.text().orElse("").indexOf('$') >= 0;
    if (isExpression(node.text().orElse("")) || isVariable || isLeftOut || depth > DEEPEST) {
      return problems;
    }
    if (wanted.has("type") && !hasType(wanted.get("type"), node)) {
      problems.add(
          new JsonSchema.Problem(
              depth, node, "this must be " + typeWords(wanted), "write it as such"));
      return problems;
    }
    values(wanted, node, depth, problems);
    if (node.isMapping()) {
      mapping(wanted, node, depth, problems);
    } else if (node.isSequence() && wanted.has("items")) {
      JsonElement items = wanted.get("items");
      for (YamlNode item : Flattened.items(node)) {
        if (items.isJsonObject()) {
          problems.addAll(problems(items.getAsJsonObject(), item, depth + 1));
        }
      }
    }
    for (JsonElement part : list(wanted, "allOf")) {
      problems.addAll(problems(part.getAsJsonObject(), node, depth));
    }
    if (wanted.has("if") && !wanted.get("if").toString().contains("\"not\"")) {
      boolean isSo = problems(wanted.getAsJsonObject("if"), node, depth).isEmpty();
      problems.addAll(problems(object(wanted, isSo ? "then" : "else"), node, depth));
    }
    for (String word : List.of("anyOf", "oneOf")) {
      problems.addAll(best(list(wanted, word), node, depth));
    }
    return problems;
  }

  private void values(
      JsonObject wanted, YamlNode node, int depth, List<JsonSchema.Problem> problems) {
    if (!node.isScalar()) {
      return;
    }
    String text = node.text().orElse("");
    Set<String> allowed = new LinkedHashSet<>();
    list(wanted, "enum").forEach(value -> allowed.add(value.getAsString()));
    if (wanted.has("const")) {
      allowed.add(wanted.get("const").getAsString());
    }
    if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> same(one, text))) {
      problems.add(
          new JsonSchema.Problem(
              depth,
              node,
              "'" + text + "' is not a value here",
              Suggestion.useOneOf(text, allowed)));
    }
    if (wanted.has("pattern") && !matches(wanted.get("pattern").getAsString(), text)) {
      problems.add(form(wanted, depth, node, text));
    }
  }

  /** What a text would have to look like. */
  private static JsonSchema.Problem form(JsonObject wanted, int depth, YamlNode node, String text) {
    String pattern = wanted.get("pattern").getAsString();
    if (pattern.startsWith(NUMBER)) {
      String words = typeWords(wanted);
      return new JsonSchema.Problem(
          depth, node, "'" + text + "' is not " + words, "write " + words + " in digits");
    }
    Matcher word = ONE_WORD.matcher(pattern);
    return word.matches()
        ? new JsonSchema.Problem(
            depth, node, "'" + text + "' is not a value here", "use " + word.group(1))
        : new JsonSchema.Problem(
            depth,
            node,
            "'" + text + "' does not match " + pattern,
            "write a value that matches this regular expression");
  }

  private void mapping(
      JsonObject wanted, YamlNode node, int depth, List<JsonSchema.Problem> problems) {
    Flattened entries = Flattened.of(node);
    JsonObject properties = object(wanted, "properties");
    JsonObject patterns = object(wanted, "patternProperties");
    JsonElement others = wanted.get("additionalProperties");
    boolean isClosed =
        wanted.has("unevaluatedProperties") && !wanted.get("unevaluatedProperties").getAsBoolean();
    if (isClosed) {
      // What its parts do not have either is left to them.
      properties = properties.deepCopy();
      patterns = patterns.deepCopy();
      others = wanted.get("unevaluatedProperties");
      for (JsonElement part : list(wanted, "allOf")) {
        JsonObject known = schema.resolved(part.getAsJsonObject());
        for (String key : object(known, "properties").keySet()) {
          properties.add(key, new JsonObject());
        }
        for (String pattern : object(known, "patternProperties").keySet()) {
          patterns.add(pattern, new JsonObject());
        }
      }
    }
    for (YamlNode.Entry entry : entries.entries()) {
      Optional<JsonObject> known = property(properties, entry.name());
      List<JsonObject> matching =
          patterns.entrySet().stream()
              .filter(one -> matches(one.getKey(), entry.name()))
              .map(one -> one.getValue().getAsJsonObject())
              .toList();
      known.ifPresent(one -> problems.addAll(problems(one, entry.value(), depth + 1)));
      matching.forEach(one -> problems.addAll(problems(one, entry.value(), depth + 1)));
      if (known.isEmpty() && matching.isEmpty() && others != null) {
        if (others.isJsonObject()) {
          problems.addAll(problems(others.getAsJsonObject(), entry.value(), depth + 1));
        } else if (!others.getAsBoolean()) {
          problems.add(
              new JsonSchema.Problem(
                  depth,
                  entry.key(),
                  "'" + entry.name() + "' is not a key here",
                  properties.keySet().isEmpty()
                      ? "remove it"
                      : instead(entry.name(), properties.keySet())));
        }
      }
    }
    for (JsonElement required : list(wanted, "required")) {
      if (!entries.open() && !entries.has(required.getAsString(), this::same)) {
        problems.add(
            new JsonSchema.Problem(
                depth,
                node,
                "the key '" + required.getAsString() + "' is missing",
                "add '" + required.getAsString() + "'"));
      }
    }
  }

  /** Nobody reads a long list where one key was meant. */
  private static String instead(String name, Set<String> keys) {
    return Suggestion.nearest(name, keys)
        .filter(any -> keys.size() > SHOWN)
        .map(near -> "use " + near)
        .orElseGet(() -> Suggestion.useOneOf(name, keys));
  }

  private Optional<JsonObject> property(JsonObject properties, String key) {
    JsonElement found = properties.get(key);
    if (found == null && schema.ignoresCase()) {
      for (Map.Entry<String, JsonElement> one : properties.entrySet()) {
        if (same(one.getKey(), key)) {
          found = one.getValue();
          break;
        }
      }
    }
    if (found == null) {
      return Optional.empty();
    }
    return Optional.of(found.isJsonObject() ? found.getAsJsonObject() : new JsonObject());
  }

  /** What is wrong with the branch that was most likely meant; nothing where one fits. */
  private List<JsonSchema.Problem> best(List<JsonElement> branches, YamlNode node, int depth) {
    List<JsonObject> all =
        branches.stream().map(branch -> schema.resolved(branch.getAsJsonObject())).toList();
    List<JsonObject> likely = all.stream().filter(branch -> isLikely(branch, node)).toList();
    List<List<JsonSchema.Problem>> tried = new ArrayList<>();
    for (JsonObject branch : likely.isEmpty() ? all : likely) {
      List<JsonSchema.Problem> problems = problems(branch, node, depth);
      if (problems.isEmpty()) {
        return problems;
      }
      tried.add(problems);
    }
    // What fits down to the deepest place was meant.
    return tried.stream()
        .min(
            Comparator.comparingInt((List<JsonSchema.Problem> problems) -> -shallowest(problems))
                .thenComparingInt(List::size))
        .orElse(List.of());
  }

  private static int shallowest(List<JsonSchema.Problem> problems) {
    return problems.stream().mapToInt(JsonSchema.Problem::depth).min().orElse(0);
  }

  /** Whether a branch can be meant: by its type, and by the key that tells it from the others. */
  private boolean isLikely(JsonObject branch, YamlNode node) {
    if (branch.has("type") && !hasType(branch.get("type"), node)) {
      return false;
    }
    Flattened entries = Flattened.of(node);
    List<JsonElement> first = list(branch, "firstProperty");
    List<JsonElement> telling = first.isEmpty() ? list(branch, "required") : first;
    return !node.isMapping()
        || telling.isEmpty()
        || entries.open()
        || telling.stream().anyMatch(key -> entries.has(key.getAsString(), this::same));
  }

  private boolean same(String one, String other) {
    return schema.ignoresCase() ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  private boolean matches(String pattern, String text) {
    int flags = schema.ignoresCase() ? Pattern.CASE_INSENSITIVE : 0;
    return PATTERNS
        .computeIfAbsent(pattern + flags, key -> Pattern.compile(pattern, flags))
        .matcher(text)
        .find();
  }

  private static final Pattern TO_FILL_IN = Pattern.compile("<[\\w -]+>");

  private static boolean isExpression(String text) {
    // A name in angle brackets is to be filled in.
    return text.contains("${{") || (text.startsWith("<") && TO_FILL_IN.matcher(text).matches());
  }

  private static boolean hasType(JsonElement type, YamlNode node) {
    List<JsonElement> types = type.isJsonArray() ? type.getAsJsonArray().asList() : List.of(type);
    return types.stream().anyMatch(one -> hasType(one.getAsString(), node));
  }

  /** Programs that read YAML take a number or a truth value for a text where they want a text. */
  private static boolean hasType(String type, YamlNode node) {
    String text = node.text().orElse("");
    return isExpression(text)
        || switch (type) {
          case "object" -> node.isMapping();
          case "array" -> node.isSequence();
          case "string" -> node.isScalar();
          case "boolean" -> node.isScalar() && node.type().equals("bool");
          case "integer" -> node.isScalar() && node.type().equals("int");
          case "number" -> node.isScalar() && Set.of("int", "float").contains(node.type());
          case "null" -> node.isNull();
          default -> true;
        };
  }

  /** A number that may stand in quotes is a string with a pattern in the schema. */
  private static String typeWords(JsonObject wanted) {
    String pattern = wanted.has("pattern") ? wanted.get("pattern").getAsString() : "";
    if (pattern.startsWith(NUMBER)) {
      return pattern.startsWith(WHOLE_NUMBER) ? "a whole number" : "a number";
    }
    boolean isSwitch =
        list(wanted, "enum").stream().anyMatch(one -> one.getAsString().equals("yes"));
    return isSwitch ? "true or false" : typeWords(wanted.get("type"));
  }

  private static String typeWords(JsonElement type) {
    List<JsonElement> types = type.isJsonArray() ? type.getAsJsonArray().asList() : List.of(type);
    return String.join(
        " or ",
        types.stream()
            .map(
                one ->
                    switch (one.getAsString().toLowerCase(Locale.ROOT)) {
                      case "object" -> "a mapping of keys to values";
                      case "array" -> "a list";
                      case "string" -> "a string";
                      case "boolean" -> "true or false";
                      case "null" -> "nothing";
                      default -> "a number";
                    })
            .distinct()
            .toList());
  }

  private static JsonObject object(JsonObject parent, String key) {
    return parent.has(key) ? parent.getAsJsonObject(key) : new JsonObject();
  }

  private static List<JsonElement> list(JsonObject parent, String key) {
    return parent.has(key) ? parent.getAsJsonArray(key).asList() : List.of();
  }
}
