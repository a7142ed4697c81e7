package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.values.ArtifactName;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The artifacts that the jobs of a run upload for certain: from its fourth version on, the action
 * refuses a name that is taken.
 *
 * @see <a href="https://github.com/actions/upload-artifact">actions/upload-artifact</a>
 */
final class Uploads {

  /** The versions that add to an artifact of the same name. */
  private static final Pattern VERSION =
      Pattern.compile("(?i)actions/upload-artifact@v?(\\d{1,3})(?:\\..*)?");

  private static final int FIRST_STRICT = 4;

  /** Conditions that hold in each job that gets there. */
  private static final Pattern ALWAYS =
      Pattern.compile(
          "(?:\\$\\{\\{)?\\s*(?:always\\(\\)|success\\(\\)|!\\s*cancelled\\(\\))\\s*(?:}})?");

  private record Upload(ArtifactName name, boolean isRepeated) {}

  private final Map<String, Upload> certain = new LinkedHashMap<>();
  private final Map<ArtifactName, Optional<ArtifactName>> refused = new LinkedHashMap<>();
  private final Deque<YamlNode> jobs = new ArrayDeque<>();

  /** A job begins: one of the run, or one of a workflow that it calls. */
  void enter(YamlNode job) {
    jobs.addLast(job);
  }

  /** The job ends. */
  void leave() {
    jobs.removeLast();
  }

  /**
   * A step uploads.
   *
   * @param name the artifact
   * @param file where the step is written
   * @param step the step
   */
  void add(ArtifactName name, SourceFile file, YamlNode step) {
    int line = step.get("uses").map(node -> node.position().line()).orElse(1);
    String written = file.content().lines().get(line - 1);
    Matcher version =
        VERSION.matcher(
            PublishedAction.versioned(
                step.get("uses").flatMap(YamlNode::text).orElse(""), written));
    boolean isStrict = version.matches() && Integer.parseInt(version.group(1)) >= FIRST_STRICT;
    // Without an archive, the artifact is called as its file.
    boolean isReplaced =
        step.get("with", "overwrite").flatMap(YamlNode::text).filter("true"::equals).isPresent()
            || step.get("with", "archive").isPresent();
    boolean isKnown = name.text().indexOf(ArtifactName.UNKNOWN) < 0 && !name.text().isEmpty();
    if (!isStrict || isReplaced || !isKnown || !isCertain(step)) {
      return;
    }
    boolean isRepeated = jobs.stream().anyMatch(Matrices::isSeveral);
    Upload before = certain.get(name.text());
    if (isRepeated) {
      refused.putIfAbsent(name, Optional.empty());
    } else if (before != null && jobs.stream().allMatch(Uploads::isCertain)) {
      refused.putIfAbsent(name, Optional.of(before.name()));
    }
    if (jobs.stream().allMatch(Uploads::isCertain)) {
      certain.putIfAbsent(name.text(), new Upload(name, isRepeated));
    }
  }

  private static boolean isCertain(YamlNode owner) {
    boolean isOptional =
        owner.get("continue-on-error").flatMap(YamlNode::text).filter("false"::equals).isEmpty()
            && owner.get("continue-on-error").isPresent();
    return !isOptional
        && owner
            .get("if")
            .flatMap(YamlNode::text)
            .filter(text -> !ALWAYS.matcher(text.strip()).matches())
            .isEmpty();
  }

  void report(Findings findings) {
    refused.forEach(
        (name, before) ->
            findings.add(
                ArtifactCheck.ARTIFACT,
                name.path(),
                name.position(),
                before
                    .map(
                        first ->
                            "the artifact '"
                                + name.text()
                                + "' is uploaded at line "
                                + first.position().line()
                                + ", and refused the second time")
                    .orElse(
                        "each job of the matrix uploads the artifact '"
                            + name.text()
                            + "', and all but the first are refused"),
                before.isPresent()
                    ? "give it another name"
                    : "add a value of the matrix to its name"));
  }
}
