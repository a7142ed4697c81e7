package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that people choose from when they start a workflow or a pipeline. What a condition
 * asks for is left out: there, a value may never get to where it would be wrong.
 */
final class Choices {

  private static final Pattern ASKED =
      Pattern.compile("(?:inputs|parameters)(?:\\.([\\w-]+)|\\['([^']+)'])");

  /** Where a script looks at a value before it uses it. */
  private static final Pattern LOOKED_AT =
      Pattern.compile("(?:\\[\\[?|\\bcase|\\btest) [^\\n]*\\$");

  private static final int MOST = 12;

  private Choices() {}

  /** Whether a script decides by a value what it does. */
  static boolean decide(String script) {
    return LOOKED_AT.matcher(script).find();
  }

  /**
   * As many ways to start as the longest list of values has; each value is in one of them.
   *
   * @param values name to what it can be
   * @param asked names that a condition asks for
   */
  static List<Map<String, String>> ways(Map<String, List<String>> values, Set<String> asked) {
    List<Map<String, String>> ways = new ArrayList<>();
    for (Map.Entry<String, List<String>> one : values.entrySet()) {
      List<String> known = one.getValue();
      for (int i = 0; !asked.contains(one.getKey()) && i < Math.min(known.size(), MOST); i++) {
        if (ways.size() <= i) {
          ways.add(new LinkedHashMap<>());
        }
      }
    }
    for (int i = 0; i < ways.size(); i++) {
      for (Map.Entry<String, List<String>> one : values.entrySet()) {
        List<String> known = one.getValue();
        if (!asked.contains(one.getKey()) && !known.isEmpty()) {
          ways.get(i).put(one.getKey(), known.get(Math.min(i, known.size() - 1)));
        }
      }
    }
    return ways;
  }

  /** Whether a condition of a job or a step decides by an input. */
  static boolean isAsked(YamlNode node) {
    return node.get("if").flatMap(YamlNode::text).filter(ASKED.asPredicate()).isPresent();
  }

  /** The ways in which people may start a workflow, unless it is for other projects. */
  static List<Map<String, String>> starts(YamlNode root, boolean isForOthers) {
    Map<String, List<String>> choices = isForOthers ? Map.of() : ofWorkflow(root);
    return choices.isEmpty() ? List.of() : ways(choices, asked(root));
  }

  /** The options of the inputs with which people start a workflow. */
  private static Map<String, List<String>> ofWorkflow(YamlNode root) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (YamlNode.Entry input :
        root.get("on", "workflow_dispatch", "inputs").map(YamlNode::entries).orElse(List.of())) {
      input.value().get("options").ifPresent(node -> values.put(input.name(), texts(node)));
    }
    return values;
  }

  /** The values of the parameters with which people start a pipeline. */
  static Map<String, List<String>> ofPipeline(YamlNode root) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (YamlNode parameter : root.get("parameters").map(YamlNode::items).orElse(List.of())) {
      parameter
          .get("name")
          .flatMap(YamlNode::text)
          .ifPresent(
              name -> parameter.get("values").ifPresent(node -> values.put(name, texts(node))));
    }
    return values;
  }

  /** The options, to be told where they are wrong. */
  static List<Origin.Given> given(SourceFile file, YamlNode root) {
    List<Origin.Given> given = new ArrayList<>();
    root.walk(
        node -> {
          for (String key : List.of("options", "values")) {
            node.get(key)
                .ifPresent(
                    list -> list.items().forEach(item -> given.add(new Origin.Given(file, item))));
          }
        });
    return given;
  }

  private static List<String> texts(YamlNode node) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : node.items()) {
      item.text().ifPresent(texts::add);
    }
    return texts;
  }

  /** The names that the conditions of a workflow or a pipeline ask for. */
  static Set<String> asked(YamlNode root) {
    Set<String> asked = new HashSet<>();
    root.walk(
        node -> {
          for (YamlNode.Entry entry : node.entries()) {
            boolean isCondition = entry.name().equals("if") || entry.name().equals("condition");
            String text = isCondition ? entry.value().text().orElse("") : entry.name();
            if (isCondition || text.startsWith("${{")) {
              Matcher name = ASKED.matcher(text);
              while (name.find()) {
                asked.add(name.group(1) == null ? name.group(2) : name.group(1));
              }
            }
          }
        });
    return asked;
  }
}
