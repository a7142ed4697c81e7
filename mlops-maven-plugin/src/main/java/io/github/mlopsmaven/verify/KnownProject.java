package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.Selection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about a project that is verified where it lies: from its lock, if it has one.
 *
 * @param selection what was chosen
 * @param texts its settings
 * @param pipelineTemplates the second repository
 */
record KnownProject(
    Optional<Selection> selection, Map<String, String> texts, SharedRepository pipelineTemplates) {

  static KnownProject of(FileSet files) {
    Optional<ProjectLock> lock =
        files
            .file(ProjectLockFile.PATH)
            .map(file -> ProjectLockFile.read(file.path(), file.content().bytes()));
    // Without a lock it is taken for a project of the accelerator, which always calls this one.
    SharedRepository convention =
        Descriptors.convention().pipelineTemplates().stream()
            .flatMap(known -> SharedRepository.of(known, Optional.empty()).stream())
            .findFirst()
            .orElseThrow();
    SharedRepository templates =
        lock.flatMap(ProjectLock::pipelineTemplates)
            .map(own -> new SharedRepository(own.repository(), convention.alias()))
            .orElse(convention);
    Map<String, String> texts = new TreeMap<>();
    lock.ifPresent(
        known -> {
          texts.putAll(known.selection().values());
          texts.putAll(known.values());
        });
    return new KnownProject(lock.map(ProjectLock::selection), texts, templates);
  }
}
