package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.expressions.Embedded;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template expression is filled in before the run begins: a variable that gets its value in the
 * run is empty there.
 *
 * @param inRun the variables that only a run sets
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/variables#understand-variable-syntax">Variable
 *     syntax</a>
 */
record CompileTime(Set<String> inRun) {

  private static final Pattern READ = Pattern.compile("\\bvariables(?:\\.(\\w+)|\\['([\\w.]+)'])");

  static CompileTime of(List<SourceFile> files) {
    boolean isRead = false;
    for (SourceFile file : files) {
      isRead |= file.text().contains("variables") && file.text().contains("${{");
    }
    Set<String> inRun = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> before = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (SourceFile file : isRead ? files : List.<SourceFile>of()) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node -> {
                        node.get("variables").ifPresent(all -> variables(all, inRun, before));
                        node.get("matrix")
                            .ifPresent(
                                matrix ->
                                    matrix
                                        .entries()
                                        .forEach(leg -> inRun.addAll(leg.value().keys())));
                      }));
    }
    inRun.removeAll(before);
    return new CompileTime(inRun);
  }

  private static void variables(YamlNode node, Set<String> inRun, Set<String> before) {
    for (YamlNode.Entry entry : node.entries()) {
      if (Expressions.isExpression(entry.name())) {
        variables(entry.value(), inRun, before);
      } else {
        put(entry.name(), entry.value().text().orElse(""), inRun, before);
      }
    }
    for (YamlNode item : node.items()) {
      item.get("name")
          .flatMap(YamlNode::text)
          .ifPresent(
              name ->
                  put(name, item.get("value").flatMap(YamlNode::text).orElse(""), inRun, before));
      item.entries().stream()
          .filter(entry -> Expressions.isExpression(entry.name()))
          .forEach(entry -> variables(entry.value(), inRun, before));
    }
  }

  private static void put(String name, String value, Set<String> inRun, Set<String> before) {
    (value.stripLeading().startsWith("$[") ? inRun : before).add(name);
  }

  void check(SourceFile file, YamlNode root, Findings findings) {
    if (!inRun.isEmpty() && file.text().contains("${{")) {
      root.walk(
          node -> {
            node.text().ifPresent(text -> text(file, node, text, findings));
            node.entries()
                .forEach(
                    entry ->
                        entry
                            .key()
                            .text()
                            .ifPresent(text -> text(file, entry.key(), text, findings)));
          });
    }
  }

  private void text(SourceFile file, YamlNode node, String text, Findings findings) {
    for (Embedded one : text.contains("variables") ? Embedded.in(text) : List.<Embedded>of()) {
      Matcher read = READ.matcher(one.text());
      while (read.find()) {
        String name = read.group(1) == null ? read.group(2) : read.group(1);
        if (inRun.contains(name)) {
          findings.add(
              ExpressionCheck.EXPRESSION,
              file.path(),
              node.positionOf(one.start()),
              "the variable '" + name + "' has no value before the run begins",
              "write $(" + name + ") here, or variables['" + name + "'] in a condition of the run");
        }
      }
    }
  }
}
