package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Set;

/**
 * Files that configure pre-commit and development containers have the keys and values that these
 * tools read: {@code tool-keys.txt}.
 *
 * @see <a href="https://pre-commit.com/">pre-commit</a>
 * @see <a href="https://containers.dev/implementors/json_reference/">Development containers</a>
 */
final class ToolConfigurationCheck implements Check {

  static final Rule CONFIGURATION =
      new Rule(
          "tool-configuration",
          Level.ERROR,
          "Unknown or missing key in the configuration of a tool");

  @Override
  public List<Rule> rules() {
    return List.of(CONFIGURATION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      OneFile one = new OneFile(project, file, findings);
      switch (file.name()) {
        case ".pre-commit-config.yaml", ".pre-commit-config.yml" ->
            file.yaml().root().ifPresent(one::preCommit);
        case "devcontainer.json", ".devcontainer.json" ->
            YamlFile.ofJson(file.text()).root().ifPresent(root -> one.near(root, "devcontainer"));
        default -> {}
      }
    }
  }

  private record OneFile(VerifiedProject project, SourceFile file, Findings findings) {

    void preCommit(YamlNode root) {
      near(root, "pre-commit");
      required(root, List.of("repos"));
      for (YamlNode repository : root.get("repos").map(YamlNode::items).orElse(List.of())) {
        String name = repository.get("repo").flatMap(YamlNode::text).orElse("");
        boolean isOwn = name.equals("local") || name.equals("meta");
        near(repository, "pre-commit-repository");
        required(repository, isOwn ? List.of("repo", "hooks") : List.of("repo", "rev", "hooks"));
        for (YamlNode hook : repository.get("hooks").map(YamlNode::items).orElse(List.of())) {
          near(hook, "pre-commit-hook");
          required(
              hook,
              name.equals("local") ? List.of("id", "name", "entry", "language") : List.of("id"));
        }
      }
    }

    /** Keys that are nearly known; the tool does nothing with others. */
    void near(YamlNode node, String kind) {
      Set<String> known = ToolKeys.of(kind);
      for (YamlNode.Entry entry : node.entries()) {
        if (!known.contains(entry.name())) {
          Suggestion.nearest(entry.name(), known)
              .ifPresent(
                  meant ->
                      add(entry.key(), "'" + entry.name() + "' is not a key here", "use " + meant));
        }
      }
    }

    private void required(YamlNode node, List<String> keys) {
      for (String key : keys) {
        boolean isMissing = node.isMapping() && node.get(key).isEmpty() && node.get("<<").isEmpty();
        if (isMissing) {
          add(node, "the key '" + key + "' is missing", "add `" + key + ":`");
        }
      }
    }

    private void add(YamlNode node, String problem, String remedy) {
      findings.add(CONFIGURATION, file, node, problem, remedy);
    }
  }
}
