package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.docker.BuildContext;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files and directories that Azure Machine Learning's YAML names are there. */
final class FileReferenceCheck implements Check {

  static final Rule MISSING_FILE =
      new Rule(
          "azureml-missing-file", Level.ERROR, "File or directory of an Azure ML asset not found");

  static final Rule BUILD_CONTEXT =
      new Rule(
          "azureml-build-context",
          Level.ERROR,
          "File outside the build context of an Azure ML environment");

  static final Rule KIND =
      new Rule(
          "azureml-file-kind",
          Level.ERROR,
          "File of another kind than its reference in an Azure ML file needs");

  static final Rule ABSENT_DATA =
      new Rule("azureml-absent-data", Level.NOTE, "Data or model not in the project");

  /** Keys whose value is a file or directory unless it has a scheme. */
  private static final Set<String> PATHS =
      Set.of("code", "conda_file", "path", "component", "trial");

  /** Keys whose value may be a file or a name. */
  private static final Set<String> PATHS_OR_NAMES =
      Set.of("environment", "model", "create_job", "job");

  private static final Set<String> FREE =
      Set.of("inputs", "outputs", "environment_variables", "tags", "properties");

  @Override
  public List<Rule> rules() {
    return List.of(MISSING_FILE, BUILD_CONTEXT, KIND, ABSENT_DATA);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(
              root -> {
                Set<Position> data = new HashSet<>();
                Set<Position> free = new HashSet<>();
                root.walk(node -> rememberData(node, data));
                root.walk(node -> FREE.forEach(key -> rememberValues(node, key, free)));
                root.walk(
                    node -> {
                      if (!free.contains(node.position())) {
                        checkNode(project, file, node, data, findings);
                      }
                    });
              });
    }
  }

  /** Where names are the author's own, so that none of them says what its value is. */
  private static void rememberValues(YamlNode node, String key, Set<Position> free) {
    node.get(key).filter(YamlNode::isMapping).ifPresent(own -> free.add(own.position()));
  }

  private static boolean isDataOrModel(String schema) {
    return schema.contains("/data.schema") || schema.contains("/model.schema");
  }

  /** The places of paths of data and models. */
  private static void rememberData(YamlNode node, Set<Position> data) {
    String schema = node.get("$schema").flatMap(YamlNode::text).orElse("");
    String type = node.get("type").flatMap(YamlNode::text).orElse("");
    if (MadeByCode.DATA_TYPES.contains(type) || isDataOrModel(schema)) {
      node.get("path").ifPresent(path -> data.add(path.position()));
    }
    node.get("model", "path").ifPresent(path -> data.add(path.position()));
    for (YamlNode.Entry input : node.get("inputs").map(YamlNode::entries).orElse(List.of())) {
      input.value().get("path").ifPresent(path -> data.add(path.position()));
    }
  }

  private static void checkNode(
      VerifiedProject project,
      SourceFile file,
      YamlNode node,
      Set<Position> data,
      Findings findings) {
    for (YamlNode.Entry entry : node.entries()) {
      YamlNode value = entry.value();
      ReferredKind.mistake(project, file, entry)
          .ifPresent(
              problem ->
                  findings.add(
                      KIND, file, value, problem, "name a file of that kind, or correct the file"));
      boolean isPath =
          PATHS.contains(entry.name())
              || (PATHS_OR_NAMES.contains(entry.name()) && References.isClearlyFile(value));
      if (isPath && data.contains(value.position())) {
        checkData(project, file, value, findings);
      } else if (isPath) {
        checkPath(project, file, file.directory(), value, findings);
      } else if (Set.of("scoring_script", "entry_script").contains(entry.name())) {
        node.get("code")
            .flatMap(References::local)
            .flatMap(code -> FileSet.resolve(file.directory(), code))
            .filter(code -> project.files().isDirectory(code))
            .ifPresent(code -> checkPath(project, file, code, value, findings));
      } else if (entry.name().equals("build")) {
        checkBuild(project, file, value, findings);
      }
    }
  }

  /** Nobody can tell who brings data: what nothing speaks of is worth a note. */
  private static void checkData(
      VerifiedProject project, SourceFile file, YamlNode value, Findings findings) {
    References.local(value)
        .filter(
            path ->
                FileSet.resolve(file.directory(), path)
                    .map(full -> !project.files().exists(full))
                    .orElse(false))
        .ifPresent(
            path -> {
              Optional<String> meant =
                  elsewhere(project, file.directory(), path).or(() -> meant(project, file, path));
              if (meant.isPresent() || !MadeByCode.isMentioned(project, path)) {
                findings.add(
                    ABSENT_DATA,
                    file,
                    value,
                    "'" + path + "' is not in the project",
                    meant
                        .map(near -> "did you mean " + near + "?")
                        .orElse(
                            "make sure that it is made before this file is used, or correct the path"));
              }
            });
  }

  /** A path of the project that differs in one name, and there in few letters. */
  private static Optional<String> meant(VerifiedProject project, SourceFile file, String path) {
    String full = FileSet.resolve(file.directory(), path).orElse("");
    String wanted = "/" + full + "/";
    Set<String> near = new TreeSet<>();
    for (String other : project.files().paths()) {
      String[] steps = other.split("/", -1);
      String[] own = full.split("/", -1);
      int different = -1;
      for (int i = 0; i < own.length && i < steps.length; i++) {
        different = own[i].equals(steps[i]) ? different : different < 0 ? i : steps.length;
      }
      boolean isNear =
          steps.length >= own.length
              && different >= 0
              && different < own.length
              && own[different].length() > 3
              && Suggestion.nearest(own[different], List.of(steps[different])).isPresent()
              && Math.abs(own[different].length() - steps[different].length()) <= 2;
      if (isNear) {
        near.add(String.join("/", List.of(steps).subList(0, own.length)));
      }
    }
    return near.size() == 1 && !MadeByCode.isMentionedWhole(project, wanted)
        ? near.stream().findFirst()
        : Optional.empty();
  }

  /**
   * The same path with more or fewer steps up, where that is in the project: the rest of it names
   * at least a folder and what is in it.
   */
  private static Optional<String> elsewhere(
      VerifiedProject project, String directory, String path) {
    String rest = path.replaceFirst("^(?:\\.{1,2}/)+", "").replaceFirst("/+$", "");
    boolean isMade =
        !project.files().exists(rest)
            && MadeByCode.isMentionedWhole(project, FileSet.resolve(directory, path).orElse(path));
    if (rest.indexOf('/') < 0 || !path.startsWith("..") || isMade) {
      return Optional.empty();
    }
    StringBuilder up = new StringBuilder();
    for (int i = 0; i <= directory.split("/", -1).length; i++) {
      String other = up + rest;
      if (FileSet.resolve(directory, other).filter(project.files()::exists).isPresent()) {
        return Optional.of(other);
      }
      up.append("../");
    }
    return Optional.empty();
  }

  private static void checkPath(
      VerifiedProject project,
      SourceFile file,
      String directory,
      YamlNode value,
      Findings findings) {
    References.local(value)
        .ifPresent(
            path -> {
              // A path above the root is somebody's own place.
              boolean isMissing =
                  FileSet.resolve(directory, path)
                      .map(full -> !project.files().exists(full))
                      .orElse(false);
              Optional<String> moved =
                  isMissing ? elsewhere(project, directory, path) : Optional.empty();
              if (moved.isPresent()) {
                findings.add(
                    MISSING_FILE,
                    file,
                    value,
                    "'" + path + "' not found",
                    "did you mean " + moved.get() + "?");
              } else if (isMissing && !MadeByCode.isMade(project, path)) {
                findings.add(
                    MISSING_FILE,
                    file,
                    value,
                    "'" + path + "' not found",
                    "add it, or correct the path; it starts at "
                        + (directory.equals(file.directory())
                            ? "the directory of this file"
                            : "`code`"));
              }
            });
  }

  private static void checkBuild(
      VerifiedProject project, SourceFile file, YamlNode build, Findings findings) {
    Optional<String> context =
        build
            .get("path")
            .flatMap(References::local)
            .flatMap(path -> FileSet.resolve(file.directory(), path))
            .filter(path -> project.files().isDirectory(path));
    if (context.isEmpty()) {
      return;
    }
    String name = build.get("dockerfile_path").flatMap(YamlNode::text).orElse("Dockerfile");
    Optional<SourceFile> dockerfile = FileSet.resolve(context.get(), name).flatMap(project::file);
    if (dockerfile.isEmpty()) {
      findings.add(
          MISSING_FILE,
          file,
          build.get("dockerfile_path").orElse(build),
          "'" + name + "' is not in '" + context.get() + "'",
          "add it, or set `dockerfile_path` to the file's path from there");
    } else {
      checkCopies(project, dockerfile.get(), context.get(), findings);
    }
  }

  private static void checkCopies(
      VerifiedProject project, SourceFile dockerfile, String context, Findings findings) {
    for (BuildContext.Source source : BuildContext.sources(dockerfile)) {
      boolean isMissing = !BuildContext.has(project.files(), context, source.path());
      if (isMissing && !MadeByCode.isMade(project, source.path())) {
        findings.add(
            BUILD_CONTEXT,
            dockerfile.path(),
            dockerfile.position(source.index()),
            "'" + source.path() + "' is not in the build context '" + context + "'",
            "add it there, or remove it from this line");
      }
    }
  }
}
