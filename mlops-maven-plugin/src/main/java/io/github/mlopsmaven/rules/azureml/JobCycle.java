package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jobs of a pipeline that need what they make themselves, directly or through others. */
final class JobCycle {

  private static final Pattern OUTPUT =
      Pattern.compile("\\$\\{\\{\\s*parent\\.jobs\\.([\\w-]+)\\.outputs\\.");

  private JobCycle() {}

  /**
   * A job that waits for itself.
   *
   * @param node the job's key
   * @param problem what is wrong
   * @param remedy what to do
   */
  record Mistake(YamlNode node, String problem, String remedy) {}

  /**
   * The jobs of a pipeline that wait for themselves.
   *
   * @param root the root of the file
   */
  static List<Mistake> mistakes(YamlNode root) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    Map<String, YamlNode> keys = new LinkedHashMap<>();
    for (YamlNode.Entry job : root.get("jobs").map(YamlNode::entries).orElse(List.of())) {
      Set<String> needed = new TreeSet<>();
      job.value()
          .get("inputs")
          .ifPresent(
              inputs ->
                  inputs.walk(
                      node -> {
                        Matcher output = OUTPUT.matcher(node.text().orElse(""));
                        while (output.find()) {
                          needed.add(output.group(1));
                        }
                      }));
      needs.put(job.name(), needed);
      keys.put(job.name(), job.key());
    }
    List<Mistake> mistakes = new ArrayList<>();
    Set<String> told = new HashSet<>();
    needs.forEach(
        (name, any) -> {
          Set<String> before = before(name, needs);
          if (before.contains(name) && told.add(name)) {
            before.stream().filter(one -> before(one, needs).contains(name)).forEach(told::add);
            mistakes.add(
                new Mistake(
                    Objects.requireNonNull(keys.get(name)),
                    "the job '" + name + "' needs an output that is made after it",
                    "bind its input to something that is made before it"));
          }
        });
    return mistakes;
  }

  private static Set<String> before(String name, Map<String, Set<String>> needs) {
    Set<String> found = new TreeSet<>();
    List<String> next = new ArrayList<>(needs.getOrDefault(name, Set.of()));
    while (!next.isEmpty()) {
      String one = next.remove(next.size() - 1);
      if (found.add(one)) {
        next.addAll(needs.getOrDefault(one, Set.of()));
      }
    }
    return found;
  }
}
