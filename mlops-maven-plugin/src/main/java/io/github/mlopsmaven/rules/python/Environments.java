package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which requirements the Python files of a project run with. */
final class Environments {

  /** Images that have Python or conda and no packages. */
  private static final Pattern PLAIN_IMAGE =
      Pattern.compile(
          "(?:.*/)?(?:python|ubuntu|debian|miniconda3|micromamba|openmpi[\\w.-]*|minimal[\\w.-]*"
              + "|base)(?:[:@].*)?");

  private static final Pattern FROM =
      Pattern.compile("^\\s*FROM\\s+(?:--\\S+\\s+)?(\\S+)", Pattern.MULTILINE);

  private final VerifiedProject project;

  /** Directory of code to the environments that Azure Machine Learning runs it in. */
  private final Map<String, List<Optional<Set<String>>>> ofCode = new HashMap<>();

  Environments(VerifiedProject project) {
    this.project = project;
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> code(file, node, node)));
      file.yaml()
          .root()
          .flatMap(root -> root.get("code_configuration").map(code -> Map.entry(root, code)))
          .ifPresent(pair -> code(file, pair.getValue(), pair.getKey()));
    }
  }

  private void code(SourceFile file, YamlNode node, YamlNode owner) {
    Optional<String> code =
        node.get("code")
            .flatMap(YamlNode::text)
            .filter(text -> text.indexOf(':') < 0)
            .flatMap(text -> FileSet.resolve(file.directory(), text))
            .filter(project.files()::isDirectory);
    Optional<YamlNode> environment = owner.get("environment");
    if (code.isPresent() && environment.isPresent()) {
      ofCode
          .computeIfAbsent(code.get(), any -> new ArrayList<>())
          .add(files(file, environment.get()));
    }
  }

  /** The files that an environment is made from; empty if nobody knows what is in it. */
  private Optional<Set<String>> files(SourceFile file, YamlNode environment) {
    String name = environment.text().orElse("");
    if (name.startsWith("azureml:")) {
      String bare = name.substring("azureml:".length()).replaceFirst("[@:].*", "");
      return project.files().of(FileKind.AZURE_ML).stream()
          .filter(other -> text(other, "$schema").contains("environment.schema"))
          .filter(other -> text(other, "name").equals(bare))
          .findFirst()
          .flatMap(other -> other.yaml().root().flatMap(root -> definition(other, root)));
    }
    return environment.isMapping() ? definition(file, environment) : Optional.empty();
  }

  private static String text(SourceFile file, String key) {
    return file.yaml().root().flatMap(root -> root.get(key)).flatMap(YamlNode::text).orElse("");
  }

  private Optional<Set<String>> definition(SourceFile file, YamlNode environment) {
    Optional<String> conda =
        environment
            .get("conda_file")
            .flatMap(YamlNode::text)
            .flatMap(path -> FileSet.resolve(file.directory(), path));
    if (conda.isPresent()) {
      return conda.map(Set::of);
    }
    return environment
        .get("build", "path")
        .flatMap(YamlNode::text)
        .flatMap(path -> FileSet.resolve(file.directory(), path))
        .flatMap(this::ofDirectory);
  }

  /** The requirements in a directory with a Dockerfile or with nothing but lists. */
  private Optional<Set<String>> ofDirectory(String directory) {
    Set<String> found = new HashSet<>();
    for (SourceFile file : project.files().all()) {
      if (file.path().startsWith(directory + "/")) {
        if (file.name().startsWith("Dockerfile") && !isPlain(file)) {
          return Optional.empty();
        }
        boolean isForDevelopment = file.name().matches(".*(?:dev|test).*");
        if (!isForDevelopment && RequirementFiles.of(file).isPresent()) {
          found.add(file.path());
        }
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static boolean isPlain(SourceFile dockerfile) {
    Matcher from = FROM.matcher(dockerfile.text());
    while (from.find()) {
      if (!PLAIN_IMAGE.matcher(from.group(1)).matches()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The requirements that a file runs with.
   *
   * @param file a Python file
   * @return the lists; none if it is not certain
   */
  Set<String> of(SourceFile file) {
    boolean isTest =
        file.path().contains("tests/") || file.name().matches("test_.*|.*_test\\.py|conftest\\.py");
    Optional<Set<String>> known = isTest ? Optional.of(every()) : ofStep(file);
    if (known.isEmpty()) {
      return Set.of();
    }
    return withIncluded(known.get());
  }

  private Optional<Set<String>> ofStep(SourceFile file) {
    Set<String> found = new HashSet<>();
    boolean isRun = false;
    for (Map.Entry<String, List<Optional<Set<String>>>> code : ofCode.entrySet()) {
      if (file.path().startsWith(code.getKey() + "/")) {
        isRun = true;
        for (Optional<Set<String>> files : code.getValue()) {
          if (files.isEmpty()) {
            return Optional.empty();
          }
          found.addAll(files.get());
        }
      }
    }
    return isRun ? Optional.of(found) : beside(file);
  }

  /**
   * By convention, {@code environment} or {@code environments} beside a directory above the file.
   */
  private Optional<Set<String>> beside(SourceFile file) {
    String directory = file.directory();
    while (!directory.isEmpty()) {
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
      for (String name : List.of("environment", "environments")) {
        String path = directory.isEmpty() ? name : directory + "/" + name;
        if (project.files().isDirectory(path)) {
          return ofDirectory(path);
        }
      }
    }
    return Optional.of(every());
  }

  /** Every list below the root; none if an image hides what there is. */
  private Set<String> every() {
    Set<String> found = new HashSet<>();
    for (SourceFile file : project.files().all()) {
      if (file.name().startsWith("Dockerfile") && !isPlain(file)) {
        return Set.of();
      }
      if (file.path().indexOf('/') > 0 && RequirementFiles.of(file).isPresent()) {
        found.add(file.path());
      }
    }
    return found;
  }

  private Set<String> withIncluded(Set<String> files) {
    Set<String> all = new HashSet<>(files);
    for (String path : files) {
      project
          .file(path)
          .ifPresent(
              file ->
                  RequirementFiles.of(file)
                      .ifPresent(
                          list ->
                              list.included()
                                  .forEach(
                                      name ->
                                          FileSet.resolve(file.directory(), name)
                                              .ifPresent(all::add))));
    }
    return all;
  }
}
