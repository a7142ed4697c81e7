package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about a project that is verified where it lies: from its lock, if it has one.
 *
 * @param selection what was chosen
 * @param texts its settings
 * @param pipelineTemplates the second repository, if its pipelines call one
 * @param rules what its template says about rules
 */
record KnownProject(
    Optional<Selection> selection,
    Map<String, String> texts,
    Optional<SharedRepository> pipelineTemplates,
    List<RuleSetting> rules) {

  static KnownProject of(FileSet files) {
    return files
        .file(ProjectLockFile.PATH)
        .map(file -> ProjectLockFile.read(file.path(), file.content().bytes()))
        .map(KnownProject::of)
        .orElseGet(KnownProject::ofTheAccelerator);
  }

  private static KnownProject of(ProjectLock lock) {
    Map<String, String> texts = new TreeMap<>(lock.selection().values());
    texts.putAll(lock.values());
    return new KnownProject(Optional.of(lock.selection()), texts, lock.calls(), lock.rules());
  }

  /** Without a lock it is taken for a project of the accelerator, which always calls this one. */
  private static KnownProject ofTheAccelerator() {
    return new KnownProject(
        Optional.empty(),
        Map.of(),
        Descriptors.convention()
            .pipelineTemplates()
            .flatMap(known -> SharedRepository.of(known, Optional.empty())),
        List.of());
  }
}
