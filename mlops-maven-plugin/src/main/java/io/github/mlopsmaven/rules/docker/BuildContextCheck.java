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
        Set<String> likely = known.isEmpty() ? likely(file) : known;
        likely.forEach(context -> new IgnoredByBuild(project, file, context, findings).check());
        if (likely.size() == 1 && !isMade) {
          likely.forEach(
              context -> new DockerCommandCheck(project, file, context, findings).check());
        }
      }
    }
  }

  /**
   * Whether something else that it copies, no single file, is nowhere: its context is put together.
   */
  private boolean isMade(SourceFile file) {
    return BuildContext.sources(file).stream()
        .map(source -> source.path().replaceFirst("^(?:\\.?/)+", "").replaceFirst("/+$", ""))
        .filter(
            path ->
                !path.isEmpty()
                    && !path.equals(".")
                    && path.indexOf('*') < 0
                    && !path.startsWith(".."))
        .filter(path -> !WRITTEN.matcher(path).matches())
        .anyMatch(
            path ->
                project.files().paths().stream()
                    .noneMatch(
                        one ->
                            ("/" + one).contains("/" + path + "/")
                                || ("/" + one).endsWith("/" + path)));
  }

  /**
   * The context of a Dockerfile that nothing names: its own folder, or the root where that alone
   * has what the Dockerfile copies.
   */
  private Set<String> likely(SourceFile file) {
    List<String> paths =
        BuildContext.sources(file).stream()
            .map(BuildContext.Source::path)
            .filter(path -> !BuildContext.inside(path).isEmpty())
            .toList();
    boolean isOwn = paths.stream().allMatch(path -> has(file.directory(), path));
    boolean isRoot = !paths.isEmpty() && paths.stream().allMatch(path -> has("", path));
    return isOwn ? Set.of(file.directory()) : isRoot ? Set.of("") : Set.of();
  }

  private boolean has(String context, String path) {
    return BuildContext.has(project.files(), context, path);
  }

  /** The contexts that Compose files give to Dockerfiles. */
  private Map<String, Set<String>> composed() {
    Map<String, Set<String>> contexts = new LinkedHashMap<>();
    for (SourceFile file : project.files().of(FileKind.YAML)) {
      if (file.name().contains("compose")) {
        for (YamlNode.Entry service : ComposeServices.of(file)) {
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

  /**
   * Whether a path names the Dockerfile's own directory from the root, so that it is built there.
   */
  private boolean isSeenFromRoot(SourceFile file, String path) {
    String plain = path.replaceFirst("^(?:\\./|/)+", "");
    return !file.directory().isEmpty()
        && plain.startsWith(file.directory() + "/")
        && BuildContext.has(project.files(), "", plain);
  }

  private void source(SourceFile file, BuildContext.Source source, Set<String> known) {
    String path = source.path();
    boolean isMissing =
        known.isEmpty()
            ? isNowhere(file, path)
            : known.stream().noneMatch(context -> BuildContext.has(project.files(), context, path))
                && !isSeenFromRoot(file, path);
    if (isMissing) {
      add(
          file,
          source,
          known.isEmpty() && BuildContext.leadsOut(path)
              ? "'" + path + "' leads out of the build context"
              : known.isEmpty()
                  ? "'" + path + "' is not in the project, so no build context has it"
                  : "'" + path + "' is not in the build context '" + known.iterator().next() + "'",
          BuildContext.leadsOut(path)
              ? "build with a folder that has it as context, and write the path from there"
              : "add it, or correct the path");
    }
  }

  /** Whether no directory of the project has it, and nothing says that it is made. */
  private boolean isNowhere(SourceFile file, String path) {
    String bare = path.replaceFirst("^(?:\\.?/)+", "");
    if (BuildContext.leadsOut(path)) {
      return isOutside(file, path);
    }
    if (!WRITTEN.matcher(bare).matches() || bare.startsWith("..")) {
      return false;
    }
    boolean isThere =
        project.files().paths().stream().anyMatch(one -> ("/" + one).endsWith("/" + bare));
    return !isThere && !isMentioned(file, bare.substring(bare.lastIndexOf('/') + 1));
  }

  /**
   * Whether a path that leads out of the context cannot be meant as one inside it: nothing is there
   * inside, or what else is copied says that the context is the Dockerfile's folder.
   */
  private boolean isOutside(SourceFile file, String path) {
    if (path.indexOf('*') >= 0) {
      return false;
    }
    String inside = BuildContext.inside(path);
    boolean isSomewhere = has("", inside) || has(file.directory(), inside);
    boolean isBeside =
        FileSet.resolve(file.directory(), path).filter(project.files()::exists).isPresent();
    boolean isOwn =
        BuildContext.sources(file).stream()
            .map(BuildContext.Source::path)
            .filter(other -> !BuildContext.leadsOut(other))
            .filter(other -> !BuildContext.inside(other).isEmpty())
            .anyMatch(other -> has(file.directory(), other) && !has("", other));
    return isBeside && (!isSomewhere || (isOwn && !has(file.directory(), inside)));
  }

  /** Whether another file speaks of it: then something may make it. */
  private boolean isMentioned(SourceFile file, String name) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    return project.files().all().stream()
        .filter(other -> !other.path().equals(file.path()) && !DockerCheck.isDockerfile(other))
        .filter(other -> other.content().isText())
        .anyMatch(other -> other.text().contains(name) && whole.matcher(other.text()).find());
  }

  private void add(SourceFile file, BuildContext.Source source, String problem, String remedy) {
    findings.add(
        MISSING_FILE, file.path(), Position.of(file.text(), source.index()), problem, remedy);
  }
}
