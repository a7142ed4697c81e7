package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters that a template declares and that a caller gives. */
final class Parameters {

  private Parameters() {}

  /**
   * A declared parameter.
   *
   * @param name its name
   * @param required whether it has no default
   * @param values what it can be, as far as that is known: its default and its listed values
   */
  record Declared(String name, boolean required, Set<String> values) {}

  /**
   * What a template declares.
   *
   * @param template its root
   * @return lower case name to parameter
   */
  static Map<String, Declared> declared(YamlNode template) {
    Map<String, Declared> declared = new LinkedHashMap<>();
    Optional<YamlNode> parameters = template.get("parameters");
    for (YamlNode item : parameters.map(YamlNode::items).orElse(List.of())) {
      String name = item.get("name").flatMap(YamlNode::text).orElse("");
      Set<String> values = new LinkedHashSet<>();
      item.get("default").flatMap(YamlNode::text).ifPresent(values::add);
      item.get("values")
          .ifPresent(list -> list.items().forEach(value -> value.text().ifPresent(values::add)));
      put(declared, new Declared(name, item.get("default").isEmpty(), values));
    }
    // The old form: a mapping of names to defaults.
    for (YamlNode.Entry entry : parameters.map(YamlNode::entries).orElse(List.of())) {
      Set<String> values = entry.value().text().map(Set::of).orElse(Set.of());
      put(declared, new Declared(entry.name(), false, values));
    }
    return declared;
  }

  /**
   * Whether a template takes parameters that it does not name: the old form, a mapping of names to
   * defaults, declares no closed list; neither does a template without any.
   *
   * @param template its root
   */
  static boolean isOpen(YamlNode template) {
    return template.get("parameters").map(YamlNode::isMapping).orElse(true);
  }

  private static void put(Map<String, Declared> declared, Declared one) {
    declared.put(one.name().toLowerCase(Locale.ROOT), one);
  }

  /**
   * What a caller gives.
   *
   * @param keys the names, those under conditions too
   * @param open whether there may be more, made by an expression
   */
  record Given(List<YamlNode> keys, boolean open) {}

  /**
   * What a caller gives.
   *
   * @param parameters the value of {@code parameters}, if there is one
   */
  static Given given(Optional<YamlNode> parameters) {
    List<YamlNode> keys = new ArrayList<>();
    boolean open = parameters.filter(node -> !collect(node, keys)).isPresent();
    return new Given(keys, open);
  }

  /** Whether all names are known. */
  private static boolean collect(YamlNode node, List<YamlNode> keys) {
    if (!node.isMapping()) {
      return node.isNull();
    }
    boolean closed = true;
    for (YamlNode.Entry entry : node.entries()) {
      Optional<String> control = Expressions.control(entry.name());
      if (control.filter(Set.of("if", "elseif", "else")::contains).isPresent()) {
        closed &= collect(entry.value(), keys);
      } else if (Expressions.isExpression(entry.name())) {
        closed = false;
      } else {
        keys.add(entry.key());
      }
    }
    return closed;
  }
}
