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

  private static final Pattern OF_TESTS = Pattern.compile("(?:.*/)?tests?/.*");

  private static final Pattern TEST =
      Pattern.compile("test_.*|.*_test\\.py|conftest\\.py|setup\\.py|noxfile\\.py");

  /** Images that have Python or conda and no packages. */
  private static final Pattern PLAIN_IMAGE =
      Pattern.compile(
          "(?:.*/)?(?:python|ubuntu|debian|miniconda3|micromamba|openmpi[\\w.-]*|minimal[\\w.-]*"
              + "|base)(?:[:@].*)?");

  private static final Pattern FROM =
      Pattern.compile("^\\s*FROM\\s+(?:--\\S+\\s+)?(\\S+)", Pattern.MULTILINE);

  /** Files of other tools that ask for packages; nothing is known about what they install. */
  private static final Set<String> PACKAGING =
      Set.of("pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "poetry.lock", "uv.lock");

  private static final Pattern DOCKERFILE =
      Pattern.compile("(?i)^dockerfile(?:\\.|$)|\\.dockerfile$");

  /** How many directories above a file its lists may lie. */
  private static final int FARTHEST = 2;

  private static final Pattern DEPENDENCIES =
      Pattern.compile("(?m)^\\s*(?:dependencies\\s*=|\\[(?:project|tool\\.poetry)[\\w.-]*])");

  private final VerifiedProject project;

  private final Map<String, List<SourceFile>> inDirectory = new HashMap<>();

  /** Directory of code to the environments that Azure Machine Learning runs it in. */
  private final Map<String, List<Optional<Set<String>>>> ofCode = new HashMap<>();

  /** Name of a list to the names of those that are installed with it. */
  private final Map<String, Set<String>> together = new HashMap<>();

  Environments(VerifiedProject project) {
    this.project = project;
    InstalledTogether.in(project).forEach(this::joined);
    CuratedCode.in(project)
        .forEach(
            code -> ofCode.computeIfAbsent(code, any -> new ArrayList<>()).add(Optional.empty()));
    for (SourceFile file : project.files().all()) {
      inDirectory.computeIfAbsent(file.directory(), any -> new ArrayList<>()).add(file);
    }
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> root.walk(node -> code(file, node, node)));
      file.yaml()
          .root()
          .flatMap(root -> root.get("code_configuration").map(code -> Map.entry(root, code)))
          .ifPresent(pair -> code(file, pair.getValue(), pair.getKey()));
    }
  }

  private void joined(Set<String> names) {
    for (String name : names) {
      together.computeIfAbsent(name, any -> new HashSet<>()).addAll(names);
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
        if (!isForDevelopment(file) && RequirementFiles.of(file).isPresent()) {
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
   * @return the lists; none if nobody knows
   */
  Lists of(SourceFile file) {
    boolean isTest = OF_TESTS.matcher(file.path()).matches() || TEST.matcher(file.name()).matches();
    Optional<Set<String>> known = isTest ? Optional.<Set<String>>empty() : ofStep(file);
    return known.isEmpty()
        ? new Lists(Set.of(), false)
        : new Lists(withIncluded(isRun(file) ? known.get() : withJoined(known.get())), isRun(file));
  }

  /**
   * Lists of requirements.
   *
   * @param paths the files
   * @param isStated whether a job or a deployment names them for the code; otherwise they only lie
   *     near it
   */
  record Lists(Set<String> paths, boolean isStated) {}

  private boolean isRun(SourceFile file) {
    return ofCode.keySet().stream().anyMatch(code -> file.path().startsWith(code + "/"));
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
      // A list that lies nearer is for the code beside it; of which job it is, nobody says.
      if (hasList(directory)) {
        return hasPip(directory) ? nearest(file) : Optional.empty();
      }
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
      for (String name : List.of("environment", "environments")) {
        String path = directory.isEmpty() ? name : directory + "/" + name;
        if (project.files().isDirectory(path)) {
          return ofDirectory(path);
        }
      }
    }
    return nearest(file);
  }

  /** Whether a directory has requirements of pip or conda, or an image. */
  private boolean hasList(String directory) {
    return inDirectory.getOrDefault(directory, List.of()).stream()
        .anyMatch(
            file ->
                !isForDevelopment(file)
                    && (DOCKERFILE.matcher(file.name()).find()
                        || RequirementFiles.of(file).isPresent()));
  }

  private boolean hasPip(String directory) {
    return inDirectory.getOrDefault(directory, List.of()).stream()
        .anyMatch(file -> RequirementFiles.isPip(file.path()));
  }

  /** The lists in the nearest directory above a file that says anything about packages. */
  private Optional<Set<String>> nearest(SourceFile file) {
    String directory = file.directory();
    for (int up = 0; up <= FARTHEST; up++) {
      Set<String> lists = new HashSet<>();
      for (SourceFile other : inDirectory.getOrDefault(directory, List.of())) {
        boolean isImage = other.name().startsWith("Dockerfile");
        if (PACKAGING.contains(other.name()) && declares(other)) {
          return Optional.empty();
        }
        if (isImage && !isPlain(other)) {
          return Optional.empty();
        }
        // An environment of conda is for a job, and what starts the job runs elsewhere.
        boolean isList = RequirementFiles.isPip(other.path()) && !isForDevelopment(other);
        if (isList) {
          lists.add(other.path());
        }
      }
      if (!lists.isEmpty()) {
        return Optional.of(lists);
      }
      if (directory.isEmpty()) {
        return Optional.empty();
      }
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }
    return Optional.empty();
  }

  /** The lists, and those beside or above them that somebody installs with one of them. */
  private Set<String> withJoined(Set<String> lists) {
    Set<String> all = new HashSet<>(lists);
    for (String list : lists) {
      String directory = list.substring(0, Math.max(0, list.lastIndexOf('/')));
      String own = list.substring(list.lastIndexOf('/') + 1);
      for (String name : together.getOrDefault(own, Set.of())) {
        String at = directory;
        while (!at.isEmpty() && project.file(at + "/" + name).isEmpty()) {
          at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        project.file(at.isEmpty() ? name : at + "/" + name).ifPresent(one -> all.add(one.path()));
      }
    }
    return all;
  }

  private static boolean isForDevelopment(SourceFile file) {
    return file.name().contains("dev") || file.name().contains("test");
  }

  /** Whether a file of a packaging tool asks for packages; settings of linters are none. */
  private static boolean declares(SourceFile file) {
    return !file.name().equals("pyproject.toml") || DEPENDENCIES.matcher(file.text()).find();
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
