package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stages or jobs of a list, with those that conditions hold and templates bring.
 *
 * @param project the project
 * @param list the key of the list: {@code stages} or {@code jobs}
 * @param kind the key of a name: {@code stage} or {@code job}
 */
record JobOrder(VerifiedProject project, String list, String kind) {

  private static final int DEEPEST = 6;

  private static final Pattern PARAMETER =
      Pattern.compile("\\$\\{\\{\\s*parameters(?:\\.([\\w-]+)|\\['([^']+)'])\\s*}}");

  /** The items of a list, those under conditions too; an item may have conditions of its own. */
  List<YamlNode> items(YamlNode node) {
    List<YamlNode> items = new ArrayList<>();
    for (YamlNode item : node.items()) {
      boolean isOne =
          item.get(kind).isPresent()
              || item.get("deployment").isPresent()
              || item.get("template").isPresent();
      List<YamlNode.Entry> nested =
          item.entries().stream()
              .filter(entry -> Expressions.control(entry.name()).isPresent())
              .toList();
      if (isOne || nested.isEmpty()) {
        items.add(item);
      } else {
        nested.forEach(entry -> items.addAll(items(entry.value())));
      }
    }
    return items;
  }

  /**
   * The names in a list.
   *
   * @param file where it stands
   * @param node the list
   * @param given the values of parameters there
   * @return the names; empty where one of them cannot be known
   */
  Optional<Set<String>> names(SourceFile file, YamlNode node, Map<String, String> given) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return collect(file, node, given, names, 0) ? Optional.of(names) : Optional.empty();
  }

  private boolean collect(
      SourceFile file, YamlNode node, Map<String, String> given, Set<String> names, int depth) {
    for (YamlNode item : items(node)) {
      Optional<String> name =
          item.get(kind).or(() -> item.get("deployment")).flatMap(YamlNode::text);
      if (name.isPresent()) {
        String value = filled(name.get(), given);
        if (Expressions.isExpression(value)) {
          return false;
        }
        names.add(value);
        continue;
      }
      Optional<SourceFile> template = template(file, item);
      Optional<YamlNode> root = template.flatMap(found -> found.yaml().root());
      Optional<YamlNode> inner = root.flatMap(found -> found.get(list));
      boolean isKnown =
          depth < DEEPEST
              && inner.isPresent()
              && collect(
                  template.orElseThrow(),
                  inner.get(),
                  handed(item, root.orElseThrow(), given),
                  names,
                  depth + 1);
      if (!isKnown) {
        return false;
      }
    }
    return node.isSequence();
  }

  /** The template of the project that an item includes. */
  Optional<SourceFile> template(SourceFile file, YamlNode item) {
    return item.get("template")
        .flatMap(YamlNode::text)
        .map(text -> text.endsWith("@self") ? "/" + text.replaceFirst("@self$", "") : text)
        .filter(text -> text.indexOf('@') < 0 && text.indexOf('$') < 0)
        .flatMap(text -> Pipelines.path(file.directory(), text))
        .flatMap(project::file);
  }

  static Map<String, String> handed(YamlNode item, YamlNode template, Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    for (YamlNode parameter : template.get("parameters").map(YamlNode::items).orElse(List.of())) {
      parameter
          .get("name")
          .flatMap(YamlNode::text)
          .ifPresent(
              name ->
                  parameter
                      .get("default")
                      .flatMap(YamlNode::text)
                      .ifPresent(value -> values.put(name, value)));
    }
    for (YamlNode.Entry entry : item.get("parameters").map(YamlNode::entries).orElse(List.of())) {
      entry.value().text().ifPresent(text -> values.put(entry.name(), filled(text, given)));
    }
    return values;
  }

  static String filled(String text, Map<String, String> given) {
    Matcher matcher = PARAMETER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(given.getOrDefault(name, matcher.group())));
    }
    return matcher.appendTail(filled).toString();
  }

  /**
   * The names that an item waits for: its own, and those that it hands to a template that waits for
   * them.
   */
  List<YamlNode> waits(SourceFile file, YamlNode item) {
    List<YamlNode> waits = new ArrayList<>();
    item.get("dependsOn").ifPresent(node -> node.walk(waits::add));
    for (YamlNode.Entry entry : item.entries()) {
      if (Expressions.control(entry.name()).isPresent()) {
        entry.value().get("dependsOn").ifPresent(node -> node.walk(waits::add));
      }
    }
    Optional<YamlNode> root = template(file, item).flatMap(found -> found.yaml().root());
    Optional<YamlNode> inner = root.flatMap(found -> found.get(list));
    for (YamlNode waiting : inner.map(this::items).orElse(List.of())) {
      List<YamlNode> texts = new ArrayList<>();
      waiting.get("dependsOn").ifPresent(node -> node.walk(texts::add));
      for (YamlNode text : texts) {
        Matcher parameter = PARAMETER.matcher(text.text().orElse(""));
        if (parameter.matches()) {
          String name = parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
          item.get("parameters", name).ifPresent(node -> node.walk(waits::add));
        }
      }
    }
    return waits;
  }
}
