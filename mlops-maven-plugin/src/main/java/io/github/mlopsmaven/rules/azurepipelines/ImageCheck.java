package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.images.RetiredImage;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs run on images that are still offered. */
final class ImageCheck implements Check {

  static final Rule RETIRED =
      new Rule(
          "azure-pipelines-retired-image", Level.ERROR, "Retired vmImage in an Azure pipeline");

  @Override
  public List<Rule> rules() {
    return List.of(RETIRED);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    Pipelines pipelines = new Pipelines(project);
    for (SourceFile file : pipelines.files()) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  root.walk(
                      node ->
                          node.get("vmImage")
                              .ifPresent(image -> check(pipelines, file, image, findings))));
    }
  }

  private static void check(
      Pipelines pipelines, SourceFile file, YamlNode image, Findings findings) {
    Set<String> names =
        Expressions.resolveMacro(image.text().orElse(""), value -> pipelines.values(file, value));
    // Where it depends, one that works is enough.
    boolean allGone = !names.isEmpty() && names.stream().allMatch(name -> gone(name).isPresent());
    if (allGone) {
      String name = names.iterator().next();
      RetiredImage retired = gone(name).orElseThrow();
      findings.add(
          RETIRED,
          file,
          image,
          "the image '" + name + "' was retired on " + retired.retired(),
          "use " + retired.use() + " (" + retired.source() + ")");
    }
  }

  private static Optional<RetiredImage> gone(String name) {
    return RetiredImage.of(name);
  }
}
