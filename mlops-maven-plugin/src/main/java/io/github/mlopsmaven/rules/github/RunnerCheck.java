package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.rules.images.RetiredImage;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Jobs run on images that are still offered. */
final class RunnerCheck implements Check {

  static final Rule RETIRED =
      new Rule("github-retired-image", Level.ERROR, "Retired runner image in a GitHub workflow");

  @Override
  public List<Rule> rules() {
    return List.of(RETIRED);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  new Workflow(root)
                      .jobs()
                      .forEach(
                          job ->
                              labels(job.value()).forEach(label -> check(file, label, findings))));
    }
  }

  /** The labels of {@code runs-on}, and those of a matrix that it may take them from. */
  private static List<YamlNode> labels(YamlNode job) {
    List<YamlNode> labels = new ArrayList<>();
    job.get("runs-on").ifPresent(node -> node.walk(labels::add));
    boolean fromMatrix =
        labels.stream().anyMatch(label -> label.text().orElse("").contains("matrix."));
    if (fromMatrix) {
      job.get("strategy", "matrix").ifPresent(node -> node.walk(labels::add));
    }
    return labels;
  }

  private static void check(SourceFile file, YamlNode label, Findings findings) {
    String name = label.text().orElse("");
    RetiredImage.of(name)
        .ifPresent(
            image ->
                findings.add(
                    RETIRED,
                    file,
                    label,
                    "the image '" + name + "' was retired on " + image.retired(),
                    "use " + image.use() + " (" + image.source() + ")"));
  }
}
