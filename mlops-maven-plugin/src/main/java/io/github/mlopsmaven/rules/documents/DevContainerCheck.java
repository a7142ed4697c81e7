package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;

/**
 * The files that a development container is built from are there. Its commands are looked at with
 * those of scripts.
 */
final class DevContainerCheck implements Check {

  /**
   * Source of the keys and of where their paths begin:
   * https://containers.dev/implementors/json_reference/.
   */
  static final Rule MISSING_FILE =
      new Rule(
          "devcontainer-missing-file", Level.ERROR, "File of a development container not found");

  @Override
  public List<Rule> rules() {
    return List.of(MISSING_FILE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      boolean isContainer =
          file.name().equals("devcontainer.json") || file.name().equals(".devcontainer.json");
      if (isContainer) {
        YamlFile.ofJson(file.text())
            .root()
            .ifPresent(root -> new OneFile(project, file, findings).check(root));
      }
    }
  }

  private record OneFile(VerifiedProject project, SourceFile file, Findings findings) {

    void check(YamlNode root) {
      root.get("dockerFile").ifPresent(node -> path(node, false));
      root.get("context").ifPresent(node -> path(node, true));
      root.get("build", "dockerfile").ifPresent(node -> path(node, false));
      root.get("build", "context").ifPresent(node -> path(node, true));
      root.get("dockerComposeFile")
          .ifPresent(
              node -> {
                path(node, false);
                node.items().forEach(item -> path(item, false));
              });
      root.get("features")
          .ifPresent(
              features ->
                  features.entries().stream()
                      .filter(feature -> feature.name().startsWith("./"))
                      .forEach(feature -> path(feature.key(), true)));
    }

    private void path(YamlNode node, boolean isDirectory) {
      String path = node.text().orElse("");
      // What begins with a slash or a variable is a place of the machine.
      boolean isOfProject =
          !path.isEmpty()
              && path.indexOf('$') < 0
              && path.indexOf(':') < 0
              && !path.startsWith("/");
      if (isOfProject) {
        FileSet.resolve(file.directory(), path)
            .filter(
                full ->
                    isDirectory
                        ? !project.files().isDirectory(full)
                        : !project.files().mayHaveFile(full))
            .ifPresent(
                full ->
                    findings.add(
                        MISSING_FILE,
                        file,
                        node,
                        "the "
                            + (isDirectory ? "directory" : "file")
                            + " '"
                            + full
                            + "' is missing",
                        "add it, or correct the path; it starts at the directory of this file"));
      }
    }
  }
}
