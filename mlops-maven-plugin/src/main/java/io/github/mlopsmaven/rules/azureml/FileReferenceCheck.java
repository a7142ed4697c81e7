package io.github.mlopsmaven.rules.azureml;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files and directories that Azure Machine Learning's YAML names are there. */
final class FileReferenceCheck implements Check {

  static final Rule MISSING_FILE =
      new Rule(
          "azureml-missing-file",
          Level.ERROR,
          "A file or directory that a job, component, environment, data asset or deployment names"
              + " exists.");

  static final Rule BUILD_CONTEXT =
      new Rule(
          "azureml-build-context",
          Level.ERROR,
          "What the Dockerfile of an environment copies is in its build context.");

  /** Keys whose value is a file or directory unless it has a scheme. */
  private static final Set<String> PATHS =
      Set.of("code", "conda_file", "path", "component", "trial");

  /** Keys whose value may be a file or a name. */
  private static final Set<String> PATHS_OR_NAMES =
      Set.of("environment", "model", "create_job", "job");

  private static final Pattern COPY =
      Pattern.compile("^\\s*(?:COPY|ADD)\\s+(.+)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  @Override
  public List<Rule> rules() {
    return List.of(MISSING_FILE, BUILD_CONTEXT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml()
          .root()
          .ifPresent(root -> root.walk(node -> checkNode(project, file, node, findings)));
    }
  }

  private static void checkNode(
      VerifiedProject project, SourceFile file, YamlNode node, Findings findings) {
    for (YamlNode.Entry entry : node.entries()) {
      YamlNode value = entry.value();
      boolean isPath =
          PATHS.contains(entry.name())
              || (PATHS_OR_NAMES.contains(entry.name()) && References.isClearlyFile(value));
      if (isPath) {
        checkPath(project, file, file.directory(), value, findings);
      } else if (entry.name().equals("scoring_script")) {
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
              if (isMissing) {
                findings.add(
                    MISSING_FILE,
                    file,
                    value,
                    "'" + path + "' is not there",
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
    Matcher matcher = COPY.matcher(dockerfile.text());
    while (matcher.find()) {
      String[] words = matcher.group(1).strip().split("\\s+", -1);
      boolean isKnown = words.length > 1 && !matcher.group(1).matches(".*(--from|\\[|<<|\\\\$).*");
      for (int i = 0; isKnown && i < words.length - 1; i++) {
        String word = words[i];
        boolean isLocal =
            !word.startsWith("--")
                && word.indexOf('*') < 0
                && word.indexOf('$') < 0
                && word.indexOf(':') < 0;
        Optional<String> path = FileSet.resolve(context, word);
        if (isLocal && path.isPresent() && !project.files().exists(path.get())) {
          findings.add(
              BUILD_CONTEXT,
              dockerfile.path(),
              Position.of(dockerfile.text(), matcher.start(1) + matcher.group(1).indexOf(word)),
              "'" + word + "' is not in the build context '" + context + "'",
              "add it there, or take it out of this line");
        }
      }
    }
  }
}
