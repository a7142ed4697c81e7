package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.rules.python.PythonNewest;
import io.github.mlopsmaven.rules.python.PythonVersions;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code of a step needs nothing that the Python of its environment does not have. */
final class StepPython implements Check {

  static final Rule VERSION =
      new Rule(
          "python-version",
          Level.ERROR,
          "Python code of a step that its environment's Python does not have");

  private static final Pattern IMAGE =
      Pattern.compile(
          "(?m)^FROM\\s+(?:docker\\.io/)?(?:library/)?python:3\\.(\\d{1,2})(?:[.-]\\S*)?\\s*$");

  @Override
  public List<Rule> rules() {
    return List.of(VERSION);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    if (project.files().of(FileKind.PYTHON).isEmpty()) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(root -> root.walk(node -> step(project, file, node, told, findings)));
    }
  }

  private static void step(
      VerifiedProject project,
      SourceFile file,
      YamlNode node,
      Set<String> told,
      Findings findings) {
    Optional<YamlNode> environment =
        node.isMapping() ? node.get("environment") : Optional.<YamlNode>empty();
    Optional<StepScript> script =
        environment.isPresent() ? StepScript.of(project, file, node) : Optional.empty();
    Optional<Integer> minor =
        script.isPresent()
            ? environment.flatMap(one -> minor(project, file, one))
            : Optional.empty();
    if (minor.isEmpty()) {
      return;
    }
    for (PythonVersions.Mistake mistake :
        PythonVersions.mistakes(
            project, script.orElseThrow().script(), script.get().code(), minor.get())) {
      if (told.add(mistake.file().path() + mistake.problem())) {
        findings.add(
            VERSION,
            mistake.file().path(),
            mistake.file().position(mistake.index()),
            mistake.problem(),
            mistake.remedy());
      }
    }
  }

  /** The Python of an environment. */
  private static Optional<Integer> minor(
      VerifiedProject project, SourceFile file, YamlNode environment) {
    String text = environment.text().orElse("");
    if (environment.isMapping()) {
      return ofDefinition(project, file, environment);
    }
    if (!text.startsWith("azureml:")) {
      return References.local(environment)
          .flatMap(path -> FileSet.resolve(file.directory(), path))
          .flatMap(project::file)
          .flatMap(
              other -> other.yaml().root().flatMap(root -> ofDefinition(project, other, root)));
    }
    String name = text.substring("azureml:".length()).replaceFirst("[@:].*", "");
    Set<Integer> found = new HashSet<>();
    for (SourceFile other : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = other.yaml().root();
      boolean isIt =
          root.map(AssetNames::schema).filter(schema -> schema.contains("environment")).isPresent()
              && root.flatMap(one -> one.get("name"))
                  .flatMap(YamlNode::text)
                  .filter(name::equals)
                  .isPresent();
      if (isIt) {
        found.add(ofDefinition(project, other, root.orElseThrow()).orElse(-1));
      }
    }
    return found.size() == 1
        ? found.stream().findFirst().filter(minor -> minor >= 0)
        : Optional.empty();
  }

  private static Optional<Integer> ofDefinition(
      VerifiedProject project, SourceFile file, YamlNode environment) {
    Optional<YamlNode> conda = environment.get("conda_file");
    if (conda.isPresent()) {
      return conda.get().isMapping()
          ? PythonNewest.minor(conda.get())
          : conda
              .flatMap(References::local)
              .flatMap(path -> FileSet.resolve(file.directory(), path))
              .flatMap(project::file)
              .flatMap(other -> other.yaml().root())
              .flatMap(PythonNewest::minor);
    }
    Optional<String> folder =
        environment
            .get("build", "path")
            .flatMap(References::local)
            .flatMap(path -> FileSet.resolve(file.directory(), path));
    return folder.flatMap(path -> ofBuild(project, path, environment));
  }

  /**
   * The Python of an image: of its only environment of conda, or of the image that it begins with.
   */
  private static Optional<Integer> ofBuild(
      VerifiedProject project, String folder, YamlNode environment) {
    String name =
        environment.get("build", "dockerfile_path").flatMap(YamlNode::text).orElse("Dockerfile");
    Optional<SourceFile> dockerfile = FileSet.resolve(folder, name).flatMap(project::file);
    if (dockerfile.isEmpty()) {
      return Optional.empty();
    }
    String text = dockerfile.get().text();
    Set<Integer> found = new HashSet<>();
    for (SourceFile file : project.files().all()) {
      boolean isNamed =
          file.directory().equals(folder)
              && file.name().matches(".*\\.ya?ml")
              && text.contains(file.name());
      if (isNamed) {
        file.yaml().root().flatMap(PythonNewest::minor).ifPresent(found::add);
      }
    }
    Matcher image = IMAGE.matcher(text);
    while (image.find()) {
      found.add(Integer.valueOf(image.group(1)));
    }
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }
}
