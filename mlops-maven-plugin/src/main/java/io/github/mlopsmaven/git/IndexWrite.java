package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.UpdateRecord.Blob;
import io.github.mlopsmaven.git.UpdateRecord.Step;
import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.template.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** The index of a project's repository; entries of other paths stay as they are. */
final class IndexWrite {

  private final ProjectFolder project;

  private final Consumer<String> beforeEachWrite;

  IndexWrite(ProjectFolder project) {
    this(project, write -> {});
  }

  IndexWrite(ProjectFolder project, Consumer<String> beforeEachWrite) {
    this.project = project;
    this.beforeEachWrite = beforeEachWrite;
  }

  /** Git's mode. */
  static org.eclipse.jgit.lib.FileMode mode(FileMode mode) {
    return switch (mode) {
      case REGULAR -> org.eclipse.jgit.lib.FileMode.REGULAR_FILE;
      case EXECUTABLE -> org.eclipse.jgit.lib.FileMode.EXECUTABLE_FILE;
      case SYMBOLIC_LINK -> org.eclipse.jgit.lib.FileMode.SYMLINK;
      case SUBMODULE -> org.eclipse.jgit.lib.FileMode.GITLINK;
    };
  }

  /**
   * Writes the entries of an update.
   *
   * @param left paths that keep the entries that they have
   * @param forward whether to what the update writes, or back to what HEAD has
   */
  void write(UpdateRecord record, List<String> left, boolean forward) throws IOException {
    Map<String, Step> steps = new HashMap<>();
    for (Step step : record.steps()) {
      if (!left.contains(step.path())) {
        steps.put(project.full(step.path()), step);
      }
    }
    Repository repository = project.repository();
    try (IndexLock held = IndexLock.take(repository)) {
      beforeEachWrite.accept(held + " index");
      Path current = repository.getIndexFile().toPath();
      Path next = UpdateRecord.index(repository.getDirectory().toPath());
      Files.deleteIfExists(next.resolveSibling(next.getFileName() + ".lock"));
      Files.deleteIfExists(next);
      if (Files.exists(current)) {
        Files.copy(current, next);
      }
      write(next, steps, forward);
      beforeEachWrite.accept("rename index");
      Files.move(
          next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void write(Path file, Map<String, Step> steps, boolean forward) throws IOException {
    DirCache index = DirCache.lock(file.toFile(), project.repository().getFS());
    try {
      DirCacheBuilder builder = index.builder();
      for (int i = 0; i < index.getEntryCount(); i++) {
        if (!steps.containsKey(index.getEntry(i).getPathString())) {
          builder.add(index.getEntry(i));
        }
      }
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        add(builder, step.getKey(), step.getValue(), forward);
      }
      builder.finish();
      index.write();
      if (!index.commit()) {
        throw new IOException("the index could not be replaced");
      }
    } finally {
      index.unlock();
    }
  }

  private void add(DirCacheBuilder builder, String path, Step step, boolean forward)
      throws IOException {
    if (forward && step.isConflict()) {
      for (int stage = DirCacheEntry.STAGE_1; stage <= DirCacheEntry.STAGE_3; stage++) {
        Optional<Blob> side = step.stages().get(stage - 1);
        if (side.isPresent()) {
          builder.add(entry(new DirCacheEntry(path, stage), side.get()));
        }
      }
      return;
    }
    Optional<Blob> blob = forward ? step.after() : step.before();
    if (blob.isPresent()) {
      DirCacheEntry entry = entry(new DirCacheEntry(path), blob.get());
      Path disk = project.disk(step.path());
      if (OnDisk.is(disk, blob.get().mode(), blob.get().id(), false)) {
        BasicFileAttributes stat =
            Files.readAttributes(disk, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        entry.setLength(stat.size());
        entry.setLastModified(stat.lastModifiedTime().toInstant());
      }
      builder.add(entry);
    }
  }

  private static DirCacheEntry entry(DirCacheEntry entry, Blob blob) {
    entry.setFileMode(mode(blob.mode()));
    entry.setObjectId(blob.object());
    return entry;
  }

  /** The tree of a commit, with what an update writes. */
  DirCache after(UpdateRecord record) throws IOException {
    Map<String, Step> steps = new HashMap<>();
    record.steps().forEach(step -> steps.put(project.full(step.path()), step));
    DirCache tree = DirCache.newInCore();
    DirCacheBuilder builder = tree.builder();
    try (ObjectReader reader = project.repository().newObjectReader()) {
      DirCache head = DirCache.read(reader, project.head().getTree());
      for (int i = 0; i < head.getEntryCount(); i++) {
        if (!steps.containsKey(head.getEntry(i).getPathString())) {
          builder.add(head.getEntry(i));
        }
      }
    }
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      Optional<Blob> blob = step.getValue().after();
      if (blob.isPresent()) {
        builder.add(entry(new DirCacheEntry(step.getKey()), blob.get()));
      }
    }
    builder.finish();
    return tree;
  }

  /** What the tree after an update says about its files. */
  GitAttributes attributesAfter(UpdateRecord record) {
    try {
      return project.attributes(after(record));
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }
}
