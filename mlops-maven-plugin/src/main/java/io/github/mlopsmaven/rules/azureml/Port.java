package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an input or output of a component takes.
 *
 * @param type its type; the empty string where it has none
 * @param node where it is declared
 * @see <a
 *     href="https://learn.microsoft.com/azure/machine-learning/reference-yaml-component-command">
 *     The YAML of components</a>
 */
record Port(String type, YamlNode node) {

  private static final Set<String> MODELS = Set.of("mlflow_model", "custom_model", "triton_model");

  private static final Set<String> PLAIN = Set.of("number", "integer", "boolean", "string");

  private static final Set<String> DATA =
      Set.of("uri_file", "uri_folder", "mltable", "mlflow_model", "custom_model", "triton_model");

  /** A declaration; a value that is written for an input says its type itself. */
  static Port of(YamlNode node) {
    if (node.isMapping()) {
      // Without a type, an input of a job is a folder.
      return new Port(node.get("type").flatMap(YamlNode::text).orElse(""), node);
    }
    return new Port(
        switch (node.type()) {
          case "int" -> "integer";
          case "float" -> "number";
          case "bool" -> "boolean";
          case "str" -> "string";
          default -> "";
        },
        node);
  }

  /**
   * What is wrong with a value.
   *
   * @param value the value
   * @return what it has to be; empty if it is that, or nobody knows
   */
  Optional<String> mistake(YamlNode value) {
    Optional<String> text = value.text().filter(written -> written.indexOf('$') < 0);
    if (text.isEmpty() || text.get().indexOf('{') >= 0 || !PLAIN.contains(type)) {
      return Optional.empty();
    }
    String written = text.get();
    Optional<Double> number = number(written);
    if (type.equals("boolean")) {
      return written.matches("(?i)true|false") ? Optional.empty() : Optional.of("true or false");
    }
    if (type.equals("integer") && !written.matches("[+-]?\\d+")) {
      return Optional.of("a whole number");
    }
    if (type.equals("number") && number.isEmpty()) {
      return Optional.of("a number");
    }
    Set<String> allowed = new LinkedHashSet<>();
    node.get("enum")
        .ifPresent(list -> list.items().forEach(item -> item.text().ifPresent(allowed::add)));
    boolean isOther =
        !allowed.isEmpty()
            && allowed.stream().noneMatch(one -> one.equalsIgnoreCase(written))
            && (number.isEmpty() || allowed.stream().map(Port::number).noneMatch(number::equals));
    if (isOther) {
      return Optional.of("one of " + String.join(", ", new TreeSet<>(allowed)));
    }
    Optional<Double> least = node.get("min").flatMap(YamlNode::text).flatMap(Port::number);
    Optional<Double> most = node.get("max").flatMap(YamlNode::text).flatMap(Port::number);
    if (number.isPresent() && least.isPresent() && number.get() < least.get()) {
      return Optional.of("at least " + node.get("min").flatMap(YamlNode::text).orElse(""));
    }
    return number.isPresent() && most.isPresent() && number.get() > most.get()
        ? Optional.of("at most " + node.get("max").flatMap(YamlNode::text).orElse(""))
        : Optional.empty();
  }

  private static Optional<Double> number(String text) {
    return text.matches("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  /**
   * Whether an input can certainly not be what something else gives. A folder may hold anything; a
   * table and a model are read in their own ways.
   *
   * @param given what is given
   */
  boolean refuses(Port given) {
    boolean isNumber = Set.of("number", "integer", "boolean").contains(type);
    boolean isData = DATA.contains(given.type());
    boolean isTableForModel = given.type().equals("mltable") && MODELS.contains(type);
    boolean isModelForTable = MODELS.contains(given.type()) && type.equals("mltable");
    boolean isPlainForData = PLAIN.contains(given.type()) && DATA.contains(type);
    return (isNumber && isData)
        || isTableForModel
        || isModelForTable
        || (isPlainForData && !given.type().equals("string"));
  }
}
