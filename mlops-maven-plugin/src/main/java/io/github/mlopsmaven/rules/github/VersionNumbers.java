package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.values.ServiceValues;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Versions that YAML reads as numbers: {@code 3.10} without quotes is 3.1.
 *
 * @param values takes what is found
 */
record VersionNumbers(ServiceValues values) {

  /** What lists versions of something. */
  private static final Pattern VERSION =
      Pattern.compile(
          "(?i)(?:.*[-_.])?(?:version|versions|ver|py|python|pythons|node|go|golang|ruby|php|java|jdk|terraform|tf|torch|pytorch|tensorflow|sklearn|spark|cuda|pandas|numpy|django|mlflow|kubernetes|k8s|postgres|r)(?:[-_.]?versions?)?");

  /** A zero that counts: behind another digit. */
  private static final Pattern LOST = Pattern.compile("\\d+\\.\\d*[0-9]0");

  private static final List<String> OWNERS = List.of("with", "env", "matrix");

  void check(YamlNode root) {
    root.walk(
        node -> {
          for (String owner : OWNERS) {
            node.get(owner)
                .ifPresent(
                    given -> given.entries().forEach(entry -> value(entry.name(), entry.value())));
          }
          node.get("matrix", "include")
              .ifPresent(
                  list ->
                      list.items()
                          .forEach(
                              item ->
                                  item.entries()
                                      .forEach(entry -> value(entry.name(), entry.value()))));
          for (YamlNode.Entry input : node.get("inputs").map(YamlNode::entries).orElse(List.of())) {
            for (String key : List.of("default", "options")) {
              input.value().get(key).ifPresent(given -> value(input.name(), given));
            }
          }
        });
  }

  private void value(String name, YamlNode node) {
    if (!VERSION.matcher(name).matches()) {
      return;
    }
    node.items().forEach(this::number);
    number(node);
  }

  private void number(YamlNode node) {
    String text = node.text().orElse("");
    if (!node.isQuoted() && node.type().equals("float") && LOST.matcher(text).matches()) {
      values.report(
          node,
          "YAML reads " + text + " as the number " + text.replaceFirst("0+$", ""),
          "write it in quotes: '" + text + "'");
    }
  }
}
