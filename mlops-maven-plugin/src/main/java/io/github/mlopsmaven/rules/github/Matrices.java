package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The values that a job's matrix has. */
final class Matrices {

  private Matrices() {}

  /**
   * The names of a matrix.
   *
   * @param job the job
   * @return the names; none without a matrix, empty where an expression makes them
   */
  static Optional<Set<String>> names(YamlNode job) {
    return job.learn(Known.class, one -> new Known(look(one))).names();
  }

  private record Known(Optional<Set<String>> names) {}

  private static Optional<Set<String>> look(YamlNode job) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (job.get("strategy").filter(node -> !node.isMapping()).isPresent()) {
      return Optional.empty();
    }
    Optional<YamlNode> matrix = job.get("strategy", "matrix");
    if (matrix.isEmpty()) {
      return Optional.of(names);
    }
    Optional<YamlNode> include = matrix.get().get("include");
    if (!matrix.get().isMapping() || include.filter(node -> !node.isSequence()).isPresent()) {
      return Optional.empty();
    }
    names.addAll(matrix.get().keys());
    names.remove("include");
    names.remove("exclude");
    include.ifPresent(list -> list.items().forEach(item -> names.addAll(item.keys())));
    return Optional.of(names);
  }

  /**
   * The values that a name of a matrix has.
   *
   * @param job the job
   * @param name the name
   * @return the values; empty where an expression makes some of them, or where they are no texts
   */
  static Optional<List<String>> values(YamlNode job, String name) {
    Optional<YamlNode> matrix = job.get("strategy", "matrix").filter(YamlNode::isMapping);
    Optional<YamlNode> include = matrix.flatMap(node -> node.get("include"));
    if (matrix.isEmpty() || include.filter(node -> !node.isSequence()).isPresent()) {
      return Optional.empty();
    }
    List<YamlNode> nodes = new ArrayList<>();
    Optional<YamlNode> listed = matrix.get().get(name);
    if (listed.filter(node -> !node.isSequence()).isPresent()) {
      return Optional.empty();
    }
    listed.ifPresent(node -> nodes.addAll(node.items()));
    include.ifPresent(list -> list.items().forEach(item -> item.get(name).ifPresent(nodes::add)));
    List<String> values = new ArrayList<>();
    for (YamlNode node : nodes) {
      String text = node.text().orElse("$");
      if (text.contains("$")) {
        return Optional.empty();
      }
      values.add(text);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }
}
