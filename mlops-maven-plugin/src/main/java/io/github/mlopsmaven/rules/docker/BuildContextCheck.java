package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Dockerfiles copy is in the project. The context of a build is known from Compose files; for
 * any other Dockerfile something is reported only if no directory could be a context that has it.
 *
 * @param project the project
 * @param findings takes what is found
 */
record BuildContextCheck(VerifiedProject project, Findings findings) {

  static final Rule MISSING_FILE =
      new Rule("docker-missing-file", Level.WARNING, "File copied by a Dockerfile not found");

  /** Files that people write; what a build makes has other names. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:[\\w.-]+/)*[\\w.-]+\\.(?:py|ya?ml|txt|sh|toml|cfg|ini|json|lock|md|conf)");

  void check() {
    Map<String, Set<String>> contexts = composed();
    for (SourceFile file : project.files().all()) {
      boolean isOwn =
          DockerCheck.isDockerfile(file)
              && !DockerCheck.isTemplate(file)
              && !CopiedFiles.isTemplate(file.path());
      if (isOwn) {
        Set<String> known = contexts.getOrDefault(file.path(), Set.of());
        boolean isMade = known.isEmpty() && isMade(file);
        if (!isMade) {
          BuildContext.sources(file).forEach(source -> source(file, source, known));
        }
        project
            .file(join(file.directory(), ".dockerignore"))
            .ifPresent(ignore -> ignored(file, DockerIgnore.parse(ignore.text())));
      }
    }
  }

  /**
   * Whether something else that it copies, no single file, is nowhere: its context is put together.
   */
  private boolean isMade(SourceFile file) {
    return BuildContext.sources(file).stream()
        .map(source -> source.path().replaceFirst("^(?:\\.?/)+", "").replaceFirst("/+$", ""))
        .filter(path -> !path.isEmpty() && path.indexOf('*') < 0 && !path.startsWith(".."))
        .filter(path -> !WRITTEN.matcher(path).matches())
        .anyMatch(
            path ->
                project.files().paths().stream()
                    .noneMatch(
                        one ->
                            ("/" + one).contains("/" + path + "/")
                                || ("/" + one).endsWith("/" + path)));
  }

  private static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** The contexts that Compose files give to Dockerfiles. */
  private Map<String, Set<String>> composed() {
    Map<String, Set<String>> contexts = new LinkedHashMap<>();
    for (SourceFile file : project.files().of(FileKind.YAML)) {
      if (file.name().contains("compose")) {
        for (YamlNode.Entry service :
            file.yaml()
                .root()
                .flatMap(root -> root.get("services"))
                .map(YamlNode::entries)
                .orElse(List.of())) {
          service.value().get("build").ifPresent(build -> composed(file, build, contexts));
        }
      }
    }
    return contexts;
  }

  private static void composed(SourceFile file, YamlNode build, Map<String, Set<String>> contexts) {
    Optional<String> context = build.text().or(() -> build.get("context").flatMap(YamlNode::text));
    String name = build.get("dockerfile").flatMap(YamlNode::text).orElse("Dockerfile");
    context
        .filter(text -> text.indexOf('$') < 0 && text.indexOf(':') < 0)
        .flatMap(text -> FileSet.resolve(file.directory(), text))
        .ifPresent(
            directory ->
                FileSet.resolve(directory, name)
                    .ifPresent(
                        path ->
                            contexts.computeIfAbsent(path, any -> new TreeSet<>()).add(directory)));
  }

  private void source(SourceFile file, BuildContext.Source source, Set<String> known) {
    String path = source.path();
    boolean isMissing =
        known.isEmpty()
            ? isNowhere(file, path)
            : known.stream().noneMatch(context -> BuildContext.has(project.files(), context, path));
    if (isMissing) {
      add(
          file,
          source,
          known.isEmpty()
              ? "'" + path + "' is not in the project, so no build context has it"
              : "'" + path + "' is not in the build context '" + known.iterator().next() + "'",
          "add it, or correct the path");
    }
  }

  /** Whether no directory of the project has it, and nothing says that it is made. */
  private boolean isNowhere(SourceFile file, String path) {
    String bare = path.replaceFirst("^(?:\\.?/)+", "");
    if (!WRITTEN.matcher(bare).matches() || bare.startsWith("..")) {
      return false;
    }
    boolean isThere =
        project.files().paths().stream().anyMatch(one -> ("/" + one).endsWith("/" + bare));
    return !isThere && !isMentioned(file, bare.substring(bare.lastIndexOf('/') + 1));
  }

  /** Whether another file speaks of it: then something may make it. */
  private boolean isMentioned(SourceFile file, String name) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    return project.files().all().stream()
        .filter(other -> !other.path().equals(file.path()) && !DockerCheck.isDockerfile(other))
        .filter(other -> other.content().isText())
        .anyMatch(other -> other.text().contains(name) && whole.matcher(other.text()).find());
  }

  private void ignored(SourceFile file, DockerIgnore ignore) {
    for (BuildContext.Source source : BuildContext.sources(file)) {
      String path = FileSet.resolve("", source.path()).orElse("");
      boolean isFile = !path.isEmpty() && project.file(join(file.directory(), path)).isPresent();
      if (isFile && ignore.leavesOut(path)) {
        add(
            file,
            source,
            "'" + source.path() + "' is left out by .dockerignore",
            "include it again with a line !" + path);
      }
    }
  }

  private void add(SourceFile file, BuildContext.Source source, String problem, String remedy) {
    findings.add(
        MISSING_FILE, file.path(), Position.of(file.text(), source.index()), problem, remedy);
  }
}
