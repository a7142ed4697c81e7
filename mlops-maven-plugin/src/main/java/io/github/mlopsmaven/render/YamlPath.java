package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Keys that lead to one node of a YAML document.
 *
 * @param file the file's name for messages
 * @param keys keys of mappings, or names in a list of {@code name} and {@code value} pairs
 */
record YamlPath(String file, List<String> keys) {

  /**
   * A node that was found.
   *
   * @param node the node
   * @param flow whether it is inside {@code [ ]} or {@code { }}
   */
  record Found(Node node, boolean flow) {}

  Optional<Found> find(Node document) {
    Optional<Found> found = Optional.of(new Found(document, false));
    for (String key : keys) {
      found = found.flatMap(parent -> child(parent, key));
    }
    return found;
  }

  private Optional<Found> child(Found parent, String key) {
    boolean flow =
        parent.flow()
            || (parent.node() instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.FLOW);
    if (parent.node() instanceof MappingNode mapping) {
      return only(mapping, key).map(node -> new Found(node, flow));
    }
    if (parent.node() instanceof SequenceNode items) {
      return pair(items, key, flow);
    }
    return Optional.empty();
  }

  private Optional<Found> pair(SequenceNode items, String name, boolean flow) {
    Optional<Found> found = Optional.empty();
    for (Node item : items.getValue()) {
      if (item instanceof MappingNode pair
          && only(pair, "name").filter(node -> isText(node, name)).isPresent()) {
        boolean inside = flow || pair.getFlowStyle() == FlowStyle.FLOW;
        Optional<Found> value = only(pair, "value").map(node -> new Found(node, inside));
        if (value.isPresent() && found.isPresent()) {
          throw twice(name, pair);
        }
        found = value.or(() -> Optional.empty());
      }
    }
    return found;
  }

  private Optional<Node> only(MappingNode mapping, String key) {
    List<NodeTuple> tuples =
        mapping.getValue().stream().filter(tuple -> isText(tuple.getKeyNode(), key)).toList();
    if (tuples.size() > 1) {
      throw twice(key, tuples.get(1).getKeyNode());
    }
    if (tuples.isEmpty()) {
      return Optional.empty();
    }
    Node value = tuples.get(0).getValueNode();
    if (index(value) < index(tuples.get(0).getKeyNode())) {
      // An alias is the node that it names, which stands before it in the file.
      throw new UsageException(
          where(tuples.get(0).getKeyNode()) + "'" + key + "' is an alias, so it cannot be set",
          "write the value itself in the template, or name another path in its descriptor");
    }
    return Optional.of(value);
  }

  private UsageException twice(String key, Node at) {
    return new UsageException(
        where(at) + "'" + key + "' is set twice, so it cannot be set",
        "take one of the two out of the template's file");
  }

  private String where(Node node) {
    return BoundedYaml.place(file, node.getStartMark()) + ": ";
  }

  private static boolean isText(Node node, String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  private static int index(Node node) {
    return node.getStartMark().map(Mark::getIndex).orElse(0);
  }
}
