package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow, as far as callers and callees have to agree on it.
 *
 * @param root its YAML
 */
record Workflow(YamlNode root) {

  /** An input or a secret that a callee declares. */
  record Declared(String name, boolean required) {}

  /** The events that start it. */
  List<String> events() {
    Optional<YamlNode> on = root.get("on");
    List<String> events = new ArrayList<>(on.map(YamlNode::keys).orElse(Set.of()));
    on.flatMap(YamlNode::text).ifPresent(events::add);
    on.ifPresent(node -> node.items().forEach(item -> item.text().ifPresent(events::add)));
    return events;
  }

  boolean isCallable() {
    return events().contains("workflow_call");
  }

  boolean isOnlyCalled() {
    return events().equals(List.of("workflow_call"));
  }

  /** What a caller may give, by lower case name. */
  Map<String, Declared> inputs(String event) {
    return declared(root.get("on", event, "inputs"));
  }

  /** The secrets that a caller may give, by lower case name. */
  Map<String, Declared> secrets() {
    return declared(root.get("on", "workflow_call", "secrets"));
  }

  /** The names of what a caller gets back. */
  List<String> outputs() {
    return List.copyOf(
        root.get("on", "workflow_call", "outputs").map(YamlNode::keys).orElse(Set.of()));
  }

  /** Its jobs. */
  List<YamlNode.Entry> jobs() {
    return root.get("jobs").map(YamlNode::entries).orElse(List.of());
  }

  /** The job of a name. */
  Optional<YamlNode> job(String name) {
    return root.get("jobs", name);
  }

  /**
   * Inputs or secrets.
   *
   * @param node the mapping that declares them
   */
  static Map<String, Declared> declared(Optional<YamlNode> node) {
    Map<String, Declared> declared = new LinkedHashMap<>();
    for (YamlNode.Entry entry : node.map(YamlNode::entries).orElse(List.of())) {
      boolean required =
          entry.value().get("required").flatMap(YamlNode::text).filter("true"::equals).isPresent()
              && entry.value().get("default").isEmpty();
      declared.put(entry.name().toLowerCase(Locale.ROOT), new Declared(entry.name(), required));
    }
    return declared;
  }

  /** The steps of a job or of an action by their ids; of several with the same, the first. */
  private record StepsById(Map<String, YamlNode> steps) {

    static StepsById of(YamlNode parent) {
      Map<String, YamlNode> steps = new HashMap<>();
      for (YamlNode step : Workflow.steps(parent)) {
        step.get("id").flatMap(YamlNode::text).ifPresent(id -> steps.putIfAbsent(id, step));
      }
      return new StepsById(steps);
    }
  }

  /**
   * The step of an id.
   *
   * @param parent a job, or the runs of an action
   */
  static Optional<YamlNode> step(YamlNode parent, String id) {
    return Optional.ofNullable(parent.learn(StepsById.class, StepsById::of).steps().get(id));
  }

  /** The steps of a job, or of the runs of an action. */
  static List<YamlNode> steps(YamlNode parent) {
    return parent.get("steps").map(YamlNode::items).orElse(List.of());
  }
}
