package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The values that a job's matrix has. */
final class Matrices {

  /** GitHub starts no more jobs of one matrix. */
  private static final long MOST = 256;

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
    List<String> values = new ArrayList<>();
    for (YamlNode node : nodes(job, name)) {
      String text = node.text().orElse("$");
      if (text.contains("$")) {
        return Optional.empty();
      }
      values.add(text);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /**
   * What stands for a name in a matrix.
   *
   * @param job the job
   * @param name the name
   * @return all that it may be; none where an expression makes some of it
   */
  static List<YamlNode> nodes(YamlNode job, String name) {
    Optional<YamlNode> matrix = job.get("strategy", "matrix").filter(YamlNode::isMapping);
    Optional<YamlNode> include = matrix.flatMap(node -> node.get("include"));
    if (matrix.isEmpty() || include.filter(node -> !node.isSequence()).isPresent()) {
      return List.of();
    }
    List<YamlNode> nodes = new ArrayList<>();
    Optional<YamlNode> listed = matrix.get().get(name);
    if (listed.filter(node -> !node.isSequence()).isPresent()) {
      return List.of();
    }
    listed.ifPresent(node -> nodes.addAll(node.items()));
    include.ifPresent(list -> list.items().forEach(item -> item.get(name).ifPresent(nodes::add)));
    return nodes;
  }

  /**
   * Whether a job runs several times for certain.
   *
   * @param job the job
   * @see <a
   *     href="https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations">Matrix</a>
   */
  static boolean isSeveral(YamlNode job) {
    Optional<YamlNode> matrix = job.get("strategy", "matrix").filter(YamlNode::isMapping);
    List<YamlNode.Entry> lists =
        matrix.map(YamlNode::entries).orElse(List.of()).stream()
            .filter(entry -> !Set.of("include", "exclude").contains(entry.name()))
            .toList();
    if (matrix.isEmpty()) {
      return false;
    }
    List<YamlNode> added = matrix.get().get("include").map(YamlNode::items).orElse(List.of());
    if (lists.isEmpty()) {
      return added.size() > 1;
    }
    Optional<YamlNode> excluded = matrix.get().get("exclude").filter(one -> !one.isNull());
    if (excluded.isEmpty()) {
      return lists.stream().anyMatch(list -> list.value().items().size() > 1)
          && lists.stream().noneMatch(list -> isEmptyList(list.value()));
    }
    long left =
        lists.stream()
            .mapToLong(list -> list.value().items().size())
            .reduce(1, (a, b) -> Math.min(MOST, a * b));
    for (YamlNode one : excluded.get().items()) {
      left -=
          lists.stream()
              .filter(list -> one.get(list.name()).isEmpty())
              .mapToLong(list -> list.value().items().size())
              .reduce(1, (a, b) -> Math.min(MOST, a * b));
    }
    return excluded.get().isSequence() && left > 1;
  }

  private static boolean isEmptyList(YamlNode node) {
    return node.isSequence() && node.items().isEmpty();
  }
}
