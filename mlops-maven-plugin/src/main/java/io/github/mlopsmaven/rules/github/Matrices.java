package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.YamlNode;
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
}
