package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows which files list requirements. */
final class RequirementFiles {

  private static final Pattern PIP =
      Pattern.compile(
          "(?:.*/)?(?:(?:[\\w.-]*-)?requirements[\\w.-]*|requirements/[\\w.-]+)\\.(?:txt|in)");

  private RequirementFiles() {}

  /** Source: conda's documentation, "Creating an environment file manually". */
  private static final Set<String> CONDA_KEYS =
      Set.of("name", "channels", "dependencies", "variables", "prefix", "platforms");

  /** Whether a path is a list of pip. */
  static boolean isPip(String path) {
    return PIP.matcher(path).matches();
  }

  /** The environment of conda that a file holds, if it holds one. */
  static Optional<YamlNode> conda(SourceFile file) {
    boolean isYaml = file.path().endsWith(".yml") || file.path().endsWith(".yaml");
    return isYaml && !file.path().startsWith(".github/")
        ? file.yaml()
            .root()
            // MLflow's python_env.yaml has the same key, and pip's lines below it.
            .filter(root -> root.get("build_dependencies").isEmpty())
            .filter(root -> root.get("dependencies").isPresent())
            .filter(root -> root.get("channels").isPresent() || isPlain(root))
            .filter(root -> root.get("$schema").isEmpty())
        : Optional.empty();
  }

  /** Whether what it needs is written as conda has it; others have mappings there. */
  private static boolean isPlain(YamlNode root) {
    Optional<YamlNode> list = root.get("dependencies").filter(YamlNode::isSequence);
    return root.keys().size() <= 3
        && list.isPresent()
        && list.get().items().stream()
            .allMatch(item -> item.text().isPresent() || item.get("pip").isPresent());
  }

  /** A key that conda does not know, and the one that it nearly is. */
  record Misspelled(YamlNode key, String meant) {}

  /** The keys of an environment of conda that are nearly those that conda knows. */
  static List<Misspelled> misspelled(SourceFile file) {
    boolean isYaml = file.path().endsWith(".yml") || file.path().endsWith(".yaml");
    Optional<YamlNode> root =
        isYaml ? file.yaml().root().filter(RequirementFiles::isConda) : Optional.empty();
    List<Misspelled> found = new ArrayList<>();
    for (YamlNode.Entry entry : root.map(YamlNode::entries).orElse(List.of())) {
      if (!CONDA_KEYS.contains(entry.name())) {
        Suggestion.nearest(entry.name(), CONDA_KEYS)
            .ifPresent(meant -> found.add(new Misspelled(entry.key(), meant)));
      }
    }
    return found;
  }

  private static boolean isConda(YamlNode root) {
    boolean hasChannels = root.get("channels").filter(YamlNode::isSequence).isPresent();
    boolean hasPackages =
        root.get("dependencies")
            .filter(list -> list.items().stream().anyMatch(item -> item.get("pip").isPresent()))
            .isPresent();
    return hasChannels || hasPackages;
  }

  /** What a file asks for, if it lists requirements. */
  static Optional<Requirements> of(SourceFile file) {
    return isPip(file.path())
        ? Optional.of(Requirements.ofPip(file.content()))
        : conda(file).map(root -> Requirements.ofConda(file.content(), root));
  }

  /** What a file at a path asks for. */
  static Optional<Requirements> at(VerifiedProject project, String path) {
    return project.file(path).flatMap(RequirementFiles::of);
  }
}
