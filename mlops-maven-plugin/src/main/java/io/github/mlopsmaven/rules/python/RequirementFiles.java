package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows which files list requirements. */
final class RequirementFiles {

  private static final Pattern PIP =
      Pattern.compile(
          "(?:.*/)?(?:(?:[\\w.-]*-)?requirements[\\w.-]*|requirements/[\\w.-]+)\\.(?:txt|in)");

  private RequirementFiles() {}

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
            .filter(root -> root.get("channels").isPresent() || root.keys().size() <= 3)
            .filter(root -> root.get("$schema").isEmpty())
        : Optional.empty();
  }

  /** The key of an environment of conda that is nearly {@code dependencies}, where that lacks. */
  static Optional<YamlNode> misspelled(SourceFile file) {
    boolean isYaml = file.path().endsWith(".yml") || file.path().endsWith(".yaml");
    return isYaml
        ? file
            .yaml()
            .root()
            .filter(root -> root.get("channels").filter(YamlNode::isSequence).isPresent())
            .filter(root -> root.get("dependencies").isEmpty())
            .stream()
            .flatMap(root -> root.entries().stream())
            .filter(entry -> Suggestion.nearest(entry.name(), Set.of("dependencies")).isPresent())
            .map(YamlNode.Entry::key)
            .findFirst()
        : Optional.empty();
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
