package io.github.mlopsmaven.rules.shape;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The entries of a mapping, with those that conditions and loops of Azure Pipelines would put into
 * it.
 *
 * @param entries the entries
 * @param open whether there may be others, or fewer
 */
record Flattened(List<YamlNode.Entry> entries, boolean open) {

  static Flattened of(YamlNode node) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    boolean open = collect(node, entries);
    return new Flattened(entries, open);
  }

  private static boolean collect(YamlNode node, List<YamlNode.Entry> entries) {
    boolean open = false;
    for (YamlNode.Entry entry : node.entries()) {
      if (entry.name().startsWith("${{")) {
        collect(entry.value(), entries);
        open = true;
      } else if (entry.name().equals("<<")) {
        open = true;
      } else {
        entries.add(entry);
      }
    }
    return open;
  }

  boolean has(String key, BiPredicate<String, String> same) {
    return entries.stream().anyMatch(entry -> same.test(key, entry.name()));
  }

  /** The items of a list, with those that conditions and loops would put into it. */
  static List<YamlNode> items(YamlNode list) {
    List<YamlNode> items = new ArrayList<>();
    for (YamlNode item : list.items()) {
      boolean isControl =
          !item.entries().isEmpty()
              && item.entries().stream().allMatch(entry -> entry.name().startsWith("${{"));
      if (isControl) {
        item.entries().forEach(entry -> items.addAll(items(entry.value())));
      } else {
        items.add(item);
      }
    }
    return items;
  }
}
