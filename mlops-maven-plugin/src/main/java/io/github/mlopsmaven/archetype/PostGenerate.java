package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.NameRule;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The script {@code archetype-post-generate.groovy}, which maven-archetype runs after it has
 * written the files: a fixed text with the data of one archetype in it. The data has a fixed order,
 * so that the same template gives the same bytes.
 */
final class PostGenerate {

  private static final String SCRIPT = "post-generate.groovy";

  private PostGenerate() {}

  static String script(
      Descriptor descriptor, Answers answers, List<Selection> selections, List<PlacedFile> files) {
    Map<String, String> data = new LinkedHashMap<>();
    List<String> options = answers.options().stream().map(Property::name).toList();
    data.put("options", Groovy.lines(options.stream().map(o -> option(o, selections)).toList()));
    data.put(
        "selections",
        Groovy.lines(
            selections.stream()
                .map(selection -> options.stream().map(selection::value).toList())
                .toList()));
    data.put("projectName", Groovy.literal(Answers.PROJECT_NAME));
    data.put("values", Groovy.lines(values(descriptor, answers)));
    Set<String> asked = new TreeSet<>(answers.names());
    asked.addAll(List.of(Placeholders.PROJECT_NAME, Placeholders.ORGANIZATION));
    data.put(
        "names", Groovy.lines(descriptor.names().stream().map(rule -> name(rule, asked)).toList()));
    data.put("waitingDirectory", Groovy.literal(Placement.WAITING));
    data.put("answersFile", Groovy.literal(AnswersFile.PATH));
    data.put(
        "moved",
        Groovy.lines(files.stream().filter(PlacedFile::isMoved).map(PostGenerate::move).toList()));
    data.put("fileList", Groovy.literal(FileList.PATH));
    data.put("fileListHeader", Groovy.literal(FileList.HEADER));
    data.put(
        "templateFiles",
        Groovy.lines(
            files.stream()
                .flatMap(
                    file ->
                        file.source().stream()
                            .map(FileList::escaped)
                            .map(source -> List.of(file.resource(), file.target(), source)))
                .toList()));
    data.put("rendered", paths(files.stream().filter(PlacedFile::filtered).toList()));
    data.put("executable", paths(files.stream().filter(PlacedFile::executable).toList()));
    String text =
        data.entrySet().stream()
            .map(entry -> "def " + entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"));
    return OwnText.of(SCRIPT).replace("// @DATA@", text);
  }

  /** From where, to where; a path that depends on answers has a number in the answers' file. */
  private static List<Object> move(PlacedFile file) {
    return file.open()
        ? List.of(file.resource(), file.target(), file.number())
        : List.of(file.resource(), file.target());
  }

  /** The files where they are written, in an order that does not depend on where they go. */
  private static String paths(List<PlacedFile> files) {
    return Groovy.lines(
        files.stream()
            .map(file -> file.open() ? file.resource() : file.target())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Map<String, Object> option(String name, List<Selection> selections) {
    Map<String, Object> option = new LinkedHashMap<>();
    option.put("name", name);
    option.put(
        "words", selections.stream().map(selection -> selection.value(name)).distinct().toList());
    return option;
  }

  private static List<Map<String, Object>> values(Descriptor descriptor, Answers answers) {
    List<Map<String, Object>> values = new ArrayList<>();
    for (ValueSpec spec : descriptor.values()) {
      answers.values().stream()
          .filter(property -> property.name().equals(spec.name()))
          .forEach(property -> values.add(value(spec)));
    }
    return values;
  }

  private static Map<String, Object> value(ValueSpec spec) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", spec.name());
    // A default is not checked, unless it is made from answers.
    value.put("defaults", spec.isDerived() ? List.of() : spec.fallback().stream().toList());
    value.put("conditional", spec.when().equals(Condition.always()) ? 0 : 1);
    value.put("array", spec.type() == ValueSpec.Type.ARRAY ? 1 : 0);
    switch (spec.type()) {
      case STRING -> type(value, ".*", "it is one line of text");
      case ARRAY -> type(value, ".+", "it is a comma-separated list of strings");
      case INTEGER -> type(value, "[+-]?[0-9]{1,40}", "it is an integer");
      case BOOLEAN -> type(value, "true|false", "it is true or false");
    }
    value.put("choices", spec.choices());
    value.put("minimum", limit(spec.minimum()));
    value.put("maximum", limit(spec.maximum()));
    value.put("maxLength", spec.maxLength().orElse(-1));
    String pattern = spec.pattern().map(Pattern::pattern).orElse("(?s).*");
    value.put("pattern", pattern);
    value.put("message", spec.message().orElse("it must match " + pattern));
    return value;
  }

  private static String limit(OptionalLong limit) {
    return limit.isPresent() ? Long.toString(limit.getAsLong()) : "";
  }

  private static void type(Map<String, Object> value, String pattern, String message) {
    value.put("type", pattern);
    value.put("typeMessage", message);
  }

  private static Map<String, Object> name(NameRule rule, Set<String> asked) {
    Map<String, Object> name = new LinkedHashMap<>();
    name.put("title", rule.title());
    name.put("key", Placeholders.key(rule));
    List<String> parts = new ArrayList<>(Placeholders.used(rule.name()));
    parts.retainAll(asked);
    name.put("parts", parts);
    name.put("pattern", rule.pattern().map(Pattern::pattern).orElse("(?s).*"));
    name.put("maxLength", rule.maxLength().orElse(-1));
    name.put(
        "message",
        rule.message().orElse("it must match " + rule.pattern().map(Pattern::pattern).orElse("")));
    name.put(
        "lengthMessage",
        rule.message().orElse("it may have " + rule.maxLength().orElse(-1) + " characters"));
    return name;
  }
}
