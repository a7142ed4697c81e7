package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.python.MountedFiles;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The files that a scoring script reads of the model that it is deployed with.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/machine-learning/concept-online-deployment-model-specification">
 *     Where the model is mounted</a>
 */
final class ServedModel {

  private static final String VARIABLE = "AZUREML_MODEL_DIR";

  /** What a model is saved as: a folder without any may be kept elsewhere, but for its papers. */
  private static final Pattern SAVED =
      Pattern.compile("\\.(?:joblib|pkl|pickle|pth?|onnx|h5|keras|bin|safetensors|model|cbm|ubj)$");

  private final VerifiedProject project;

  ServedModel(VerifiedProject project) {
    this.project = project;
  }

  /** Goes through the deployments of a project. */
  void find(Consumer<StepFiles.Missing> found) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .filter(root -> root.get("code_configuration").isPresent())
          .ifPresent(root -> deployment(file, root, found));
    }
  }

  /**
   * The models that are said to be of MLflow and whose folder has no {@code MLmodel}.
   *
   * @param project the project
   * @param found takes the file and the node of the path
   */
  static void notOfMlflow(VerifiedProject project, BiConsumer<SourceFile, YamlNode> found) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(root -> root.walk(node -> notOfMlflow(project, file, node, found)));
    }
  }

  private static void notOfMlflow(
      VerifiedProject project,
      SourceFile file,
      YamlNode node,
      BiConsumer<SourceFile, YamlNode> found) {
    Optional<YamlNode> path =
        node.get("type").flatMap(YamlNode::text).filter("mlflow_model"::equals).isPresent()
            ? node.get("path")
            : Optional.empty();
    Optional<String> local =
        path.flatMap(References::local)
            .flatMap(one -> FileSet.resolve(file.directory(), one))
            .filter(project.files()::isDirectory);
    boolean isIt =
        local.isPresent()
            && !project.files().exists(local.get() + "/MLmodel")
            && project.files().paths().stream()
                .anyMatch(one -> one.startsWith(local.get() + "/") && ofModel(one));
    if (isIt) {
      found.accept(file, path.orElseThrow());
    }
  }

  /** Whether a file is none that only keeps or describes its folder. */
  private static boolean ofModel(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.charAt(0) != '.' && !name.endsWith(".md");
  }

  private void deployment(SourceFile file, YamlNode root, Consumer<StepFiles.Missing> found) {
    Optional<String> code =
        root.get("code_configuration", "code")
            .flatMap(References::local)
            .flatMap(path -> FileSet.resolve(file.directory(), path));
    Optional<String> script =
        root.get("code_configuration", "scoring_script")
            .flatMap(References::local)
            .flatMap(name -> code.flatMap(folder -> FileSet.resolve(folder, name)));
    Optional<MountedFiles> mounted =
        script.flatMap(any -> MountedFiles.ofVariable(project, VARIABLE));
    if (mounted.isEmpty()) {
      return;
    }
    Set<String> there = root.get("model").map(model -> files(file, model)).orElse(Set.of());
    for (MountedFiles.Read read : mounted.get().reads()) {
      boolean isMissing =
          read.file().path().equals(script.orElseThrow())
              && there.stream().anyMatch(one -> SAVED.matcher(one).find() || isNear(one, read))
              && !isKeptElsewhere(read.path())
              && there.stream().noneMatch(one -> isIt(one, read.path()));
      if (isMissing) {
        found.accept(
            new StepFiles.Missing(read.file(), read.index(), read.path(), "the model", there));
      }
    }
  }

  private static boolean isNear(String there, MountedFiles.Read read) {
    return Suggestion.isSlip(
        there.substring(there.lastIndexOf('/') + 1),
        read.path().substring(read.path().lastIndexOf('/') + 1));
  }

  /** Whether files of that kind are left out of the repository. */
  private boolean isKeptElsewhere(String path) {
    String end = path.substring(path.lastIndexOf('.') + 1);
    return project.files().all().stream()
        .anyMatch(
            file ->
                file.name().endsWith(".dvc")
                    || (file.name().equals(".gitignore") && file.text().contains("*." + end)));
  }

  /**
   * A folder counts with its own name and without it: the service keeps it, other makers do not.
   */
  private static boolean isIt(String there, String read) {
    return there.equals(read)
        || there.startsWith(read + "/")
        || (there.endsWith("/" + read) && there.indexOf('/') == there.length() - read.length() - 1);
  }

  /** The files of a model as the script sees them; none if the project does not have them. */
  private Set<String> files(SourceFile file, YamlNode model) {
    if (model.isMapping()) {
      return ofPath(file, model.get("path"));
    }
    String text = model.text().orElse("");
    if (!text.startsWith("azureml:")) {
      return References.local(model)
          .flatMap(path -> FileSet.resolve(file.directory(), path))
          .flatMap(project::file)
          .map(other -> ofPath(other, other.yaml().root().flatMap(root -> root.get("path"))))
          .orElse(Set.of());
    }
    String name = text.substring("azureml:".length()).replaceFirst("[@:].*", "");
    Set<String> found = new TreeSet<>();
    int models = 0;
    for (SourceFile other : project.files().of(FileKind.AZURE_ML)) {
      Optional<YamlNode> root = other.yaml().root();
      if (isModel(root, name)) {
        models++;
        found.addAll(ofPath(other, root.flatMap(one -> one.get("path"))));
      }
    }
    return models == 1 ? found : Set.of();
  }

  private static boolean isModel(Optional<YamlNode> root, String name) {
    return root.flatMap(one -> one.get("$schema"))
            .flatMap(YamlNode::text)
            .filter(schema -> schema.contains("/model."))
            .isPresent()
        && root.flatMap(one -> one.get("name"))
            .flatMap(YamlNode::text)
            .filter(name::equals)
            .isPresent();
  }

  private Set<String> ofPath(SourceFile owner, Optional<YamlNode> path) {
    Optional<String> local =
        path.flatMap(References::local).flatMap(one -> FileSet.resolve(owner.directory(), one));
    if (local.isEmpty()) {
      return Set.of();
    }
    String name = local.get().substring(local.get().lastIndexOf('/') + 1);
    if (!project.files().isDirectory(local.get())) {
      // A single file has its name, whether it is kept in the project or not.
      return name.indexOf('.') > 0 ? Set.of(name) : Set.of();
    }
    Set<String> found = new TreeSet<>();
    for (String one : project.files().paths()) {
      if (ofModel(one) && one.startsWith(local.get() + "/")) {
        found.add(name + one.substring(local.get().length()));
      }
    }
    return found;
  }
}
