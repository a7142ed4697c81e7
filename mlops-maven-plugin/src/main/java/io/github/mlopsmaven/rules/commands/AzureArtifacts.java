package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.values.ArtifactName;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The artifacts that the steps of one pipeline publish and download.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/artifacts/pipeline-artifacts">Pipeline
 *     artifacts</a>
 */
final class AzureArtifacts {

  /** Tasks that publish something that is no artifact. */
  private static final Set<String> OTHERS =
      Set.of(
          "publishtestresults",
          "publishcodecoverageresults",
          "publishsymbols",
          "publishhtmlreport",
          "publishtoazureservicebus");

  private final List<ArtifactName> left = new ArrayList<>();
  private final List<ArtifactName> taken = new ArrayList<>();
  private final List<ArtifactName> perhaps = new ArrayList<>();
  private int conditions;
  private boolean isComplete = true;

  /**
   * What is there only if a condition holds.
   *
   * @param truth whether it holds, where that is known
   * @param inside goes through what is there then
   */
  void under(Optional<Boolean> truth, Runnable inside) {
    if (truth.isPresent()) {
      if (truth.get()) {
        inside.run();
      }
      return;
    }
    conditions++;
    inside.run();
    conditions--;
  }

  /** Some template cannot be seen. */
  void misses() {
    isComplete = false;
  }

  /**
   * Looks at a step.
   *
   * @param step the step
   * @param inputs its inputs, by lower case name
   * @param origin where it comes from
   * @param filled puts values into a text
   */
  void step(
      YamlNode step, Map<String, YamlNode> inputs, Origin origin, UnaryOperator<String> filled) {
    String task =
        step.get("task")
            .flatMap(YamlNode::text)
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .replaceFirst("@.*", "");
    Optional<YamlNode> input =
        Optional.ofNullable(inputs.get("artifactname"))
            .or(() -> Optional.ofNullable(inputs.get("artifact")));
    boolean isOther =
        inputs.keySet().stream().anyMatch(Set.of("buildtype", "source")::contains)
            && !isCurrent(inputs, filled);
    if (step.get("publish").isPresent()) {
      leave(step.get("artifact"), "" + ArtifactName.UNKNOWN, step, origin, filled);
    } else if (task.equals("publishpipelineartifact")) {
      leave(input, "" + ArtifactName.UNKNOWN, step, origin, filled);
    } else if (task.equals("publishbuildartifacts")) {
      leave(input, "drop", step, origin, filled);
    } else if (step.get("download").isPresent()) {
      boolean isCurrent =
          step.get("download").flatMap(YamlNode::text).filter("current"::equals).isPresent();
      step.get("artifact").filter(any -> isCurrent).ifPresent(name -> take(name, origin, filled));
    } else if (task.equals("downloadpipelineartifact") || task.equals("downloadbuildartifacts")) {
      input.filter(any -> !isOther).ifPresent(name -> take(name, origin, filled));
    } else {
      boolean isPublisher = task.contains("publish") && !OTHERS.contains(task);
      boolean isForeign = task.indexOf('.') >= 0;
      boolean isUpload =
          step.entries().stream()
                  .anyMatch(entry -> entry.value().text().orElse("").contains("artifact.upload"))
              || inputs.values().stream()
                  .anyMatch(one -> one.text().orElse("").contains("artifact.upload"));
      isComplete &= !isPublisher && !isForeign && !isUpload;
    }
  }

  private static boolean isCurrent(Map<String, YamlNode> inputs, UnaryOperator<String> filled) {
    return List.of("buildtype", "source").stream()
        .filter(inputs::containsKey)
        .allMatch(
            key ->
                Optional.ofNullable(inputs.get(key))
                    .flatMap(YamlNode::text)
                    .map(filled)
                    .filter("current"::equalsIgnoreCase)
                    .isPresent());
  }

  private void leave(
      Optional<YamlNode> name,
      String usual,
      YamlNode step,
      Origin origin,
      UnaryOperator<String> filled) {
    left.add(
        name(name.flatMap(YamlNode::text).map(filled).orElse(usual), name.orElse(step), origin));
  }

  private void take(YamlNode node, Origin origin, UnaryOperator<String> filled) {
    String text = node.text().map(filled).orElse("");
    if (!text.isEmpty()) {
      (conditions > 0 ? perhaps : taken).add(name(text, node, origin));
    }
  }

  private static ArtifactName name(String text, YamlNode node, Origin origin) {
    // A macro that nobody knows is known when the job runs.
    String known =
        text.replaceAll("\\$\\([^)]*\\)|\\$\\{\\{.*?}}|\\$\\[.*?]", "" + ArtifactName.UNKNOWN);
    Origin.Place place = origin.at(node).place(text);
    return new ArtifactName(known, place.path(), place.position());
  }

  /** Reports what is taken although nobody leaves it; under a condition only what is misspelled. */
  void report(Findings findings) {
    List<ArtifactName.Missing> missing =
        new ArrayList<>(ArtifactName.missing(left, taken, isComplete));
    missing.addAll(ArtifactName.missing(left, perhaps, false));
    for (ArtifactName.Missing one : missing) {
      findings.add(
          CommandCheck.ARTIFACT,
          one.name().path(),
          one.name().position(),
          one.problem(),
          one.remedy());
    }
  }
}
