package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers of Azure Machine Learning's files that cannot be, alone or beside each other.
 *
 * @see <a href="https://learn.microsoft.com/azure/machine-learning/reference-yaml-overview">The
 *     YAML of the command line</a>
 */
final class Limits {

  /** A number at one path that is at most the one at another, in files of a schema. */
  private record Order(String schema, String least, String most) {}

  /** A number at a path that has limits, in files of a schema. */
  private record Range(String schema, String path, double least, double most) {}

  private static final List<Order> ORDERS =
      List.of(
          new Order("amlcompute", "min_instances", "max_instances"),
          new Order(
              "onlinedeployment", "scale_settings.min_instances", "scale_settings.max_instances"),
          new Order("sweepjob", "limits.max_concurrent_trials", "limits.max_total_trials"),
          new Order("sweepjob", "limits.trial_timeout", "limits.timeout"));

  private static final double MANY = 1e12;

  private static final List<Range> RANGES =
      List.of(
          // https://learn.microsoft.com/azure/machine-learning/reference-yaml-deployment-managed-online
          new Range("managedonlinedeployment", "request_settings.request_timeout_ms", 1, 180_000),
          new Range("deployment", "request_settings.max_concurrent_requests_per_instance", 1, MANY),
          new Range("deployment", "instance_count", 1, MANY),
          new Range("deployment", "resources.instance_count", 1, MANY),
          new Range("deployment", "settings.mini_batch_size", 1, MANY),
          new Range("deployment", "settings.max_concurrency_per_instance", 1, MANY),
          new Range("deployment", "mini_batch_size", 1, MANY),
          new Range("deployment", "liveness_probe.period", 1, MANY),
          new Range("deployment", "readiness_probe.period", 1, MANY),
          new Range("amlcompute", "max_instances", 1, MANY),
          new Range("amlcompute", "min_instances", 0, MANY),
          new Range("commandjob", "resources.instance_count", 1, MANY),
          new Range("commandcomponent", "resources.instance_count", 1, MANY),
          new Range("sweepjob", "limits.max_total_trials", 1, 1000),
          new Range("sweepjob", "limits.max_concurrent_trials", 1, 1000),
          new Range("sweepjob", "early_termination.delay_evaluation", 0, MANY),
          new Range("sweepjob", "early_termination.evaluation_interval", 1, MANY),
          new Range("sweepjob", "early_termination.truncation_percentage", 1, 99),
          new Range("onlineendpoint", "mirror_traffic.*", 0, 50),
          new Range("onlineendpoint", "traffic.*", 0, 100));

  private Limits() {}

  /**
   * A number that cannot be.
   *
   * @param node where it stands
   * @param problem what is wrong
   * @param remedy what to write
   */
  record Mistake(YamlNode node, String problem, String remedy) {}

  /**
   * The numbers of a file that cannot be.
   *
   * @param root the root of the file
   */
  static List<Mistake> mistakes(YamlNode root) {
    List<Mistake> mistakes = new ArrayList<>();
    String schema = AssetNames.schema(root);
    for (Range range : RANGES) {
      if (schema.endsWith(range.schema())) {
        for (YamlNode node : nodes(root, range.path())) {
          range(node, range, mistakes);
        }
      }
    }
    for (Order order : ORDERS) {
      if (schema.endsWith(order.schema())) {
        order(at(root, order.least()), at(root, order.most()), order, mistakes);
      }
    }
    for (YamlNode.Entry space : entries(root, "search_space")) {
      for (String end : List.of("_value", "")) {
        Optional<YamlNode> least = space.value().get("min" + end);
        Optional<YamlNode> most = space.value().get("max" + end);
        order(least, most, new Order("", "min" + end, "max" + end), mistakes);
      }
    }
    for (YamlNode.Entry input : entries(root, "inputs")) {
      order(
          input.value().get("min"),
          input.value().get("max"),
          new Order("", "min", "max"),
          mistakes);
    }
    if (schema.endsWith("onlineendpoint")) {
      root.get("traffic").ifPresent(traffic -> sum(traffic, mistakes));
    }
    return mistakes;
  }

  private static List<YamlNode.Entry> entries(YamlNode root, String key) {
    return root.get(key).map(YamlNode::entries).orElse(List.of());
  }

  private static Optional<YamlNode> at(YamlNode root, String path) {
    return root.get(path.split("\\.", -1));
  }

  private static List<YamlNode> nodes(YamlNode root, String path) {
    if (!path.endsWith(".*")) {
      return at(root, path).stream().toList();
    }
    List<YamlNode> nodes = new ArrayList<>();
    for (YamlNode.Entry entry : entries(root, path.substring(0, path.length() - 2))) {
      nodes.add(entry.value());
    }
    return nodes;
  }

  private static void range(YamlNode node, Range range, List<Mistake> mistakes) {
    Optional<Double> number = number(node);
    if (number.isPresent() && (number.get() < range.least() || number.get() > range.most())) {
      String name = range.path().replace(".*", "");
      mistakes.add(
          new Mistake(
              node,
              "'"
                  + name.substring(name.lastIndexOf('.') + 1)
                  + "' cannot be "
                  + node.text().orElse(""),
              range.most() < MANY
                  ? "use a number from " + plain(range.least()) + " to " + plain(range.most())
                  : "use at least " + plain(range.least())));
    }
  }

  private static void order(
      Optional<YamlNode> least, Optional<YamlNode> most, Order order, List<Mistake> mistakes) {
    Optional<Double> lower = least.flatMap(Limits::number);
    Optional<Double> upper = most.flatMap(Limits::number);
    if (lower.isPresent() && upper.isPresent() && lower.get() > upper.get()) {
      mistakes.add(
          new Mistake(
              least.orElseThrow(),
              "'"
                  + last(order.least())
                  + "' is "
                  + plain(lower.get())
                  + ", and '"
                  + last(order.most())
                  + "' only "
                  + plain(upper.get()),
              "lower the first, or raise the second"));
    }
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Shares of the traffic are 0 or 100 together. */
  private static void sum(YamlNode traffic, List<Mistake> mistakes) {
    double sum = 0;
    for (YamlNode.Entry share : traffic.entries()) {
      Optional<Double> number = number(share.value());
      if (number.isEmpty()) {
        return;
      }
      sum += number.get();
    }
    if (sum != 0 && sum != 100) {
      mistakes.add(
          new Mistake(
              traffic,
              "the shares of the traffic are " + plain(sum) + " percent together",
              "make them 100"));
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static Optional<Double> number(YamlNode node) {
    return node.text()
        .filter(text -> text.matches("[+-]?(?:\\d{1,15}\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?"))
        .map(Double::valueOf);
  }
}
