package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.NoSuchRefException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Fetches the repositories that pipelines call as a template is fetched: once, and only YAML. */
final class CalledRepositories implements Repositories {

  private final RepositorySource source;
  private final Contents contents;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  CalledRepositories(RepositorySource source, Contents contents) {
    this.source = source;
    this.contents = contents;
  }

  @Override
  public Found find(String name, String ref) {
    return found.computeIfAbsent(name + "@" + ref, key -> fetch(name, ref));
  }

  private Found fetch(String name, String ref) {
    try {
      TemplateSource repository = source.at(name, Optional.of(ref).filter(text -> !text.isEmpty()));
      try (TemplateSnapshot snapshot = repository.open()) {
        return new Found.Files(
            new SnapshotFiles(snapshot, contents).some(CalledRepositories::isCallable));
      }
    } catch (NoSuchRefException e) {
      return new Found.Lacking(e.problem(), e.remedy());
    } catch (UsageException | EnvironmentException e) {
      return new Found.Absent(reason(e));
    }
  }

  private static String reason(MlopsException e) {
    return e.problem();
  }

  /** Dependencies that somebody committed are never called. */
  private static boolean isCallable(TemplateFile file) {
    boolean isYaml = file.path().endsWith(".yml") || file.path().endsWith(".yaml");
    return isYaml && !file.path().contains("node_modules/");
  }
}
