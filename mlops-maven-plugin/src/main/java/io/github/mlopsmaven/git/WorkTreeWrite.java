package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.UpdateRecord.Blob;
import io.github.mlopsmaven.git.UpdateRecord.Step;
import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.io.RunBits;
import io.github.mlopsmaven.template.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/**
 * The files of an update: forward to what it writes, or back to what HEAD has. A path is changed
 * only while it is one of the two; anything else is somebody's work, and stays.
 */
final class WorkTreeWrite {

  /** A file that is being written; renamed when it is complete. */
  private static final String UNFINISHED = ".mlops-update.tmp";

  private final ProjectFolder project;
  private final UpdateRecord record;
  private final Consumer<String> beforeEachWrite;
  private final boolean modes;
  private final GitAttributes attributes;

  WorkTreeWrite(ProjectFolder project, UpdateRecord record, Consumer<String> beforeEachWrite) {
    this.project = project;
    this.record = record;
    this.beforeEachWrite = beforeEachWrite;
    this.modes = project.repository().getConfig().get(WorkingTreeOptions.KEY).isFileMode();
    this.attributes = new IndexWrite(project).attributesAfter(record);
  }

  /** How many paths are as the update writes them. */
  int written() throws IOException {
    int written = 0;
    for (Step step : record.steps()) {
      written += is(step, step.after()) ? 1 : 0;
    }
    return written;
  }

  /** Writes what is not written yet; returns what is neither old nor new, and was left. */
  List<String> forward() throws IOException {
    List<String> left = new ArrayList<>();
    for (boolean deletes : new boolean[] {true, false}) {
      for (Step step : record.steps()) {
        if (step.after().isEmpty() == deletes) {
          move(step, step.before(), step.after(), left);
        }
      }
    }
    return left;
  }

  /** Writes what HEAD has; returns what was edited since, and was left. */
  List<String> back() throws IOException {
    List<String> left = new ArrayList<>();
    for (boolean deletes : new boolean[] {true, false}) {
      for (Step step : record.steps()) {
        if (step.before().isEmpty() == deletes) {
          move(step, step.after(), step.before(), left);
        }
      }
    }
    return left;
  }

  private void move(Step step, Optional<Blob> from, Optional<Blob> to, List<String> left)
      throws IOException {
    Path path = project.disk(step.path());
    removeUnfinished(path);
    if (is(step, to)) {
      return;
    }
    if (!is(step, from) || isBelowALink(path)) {
      left.add(step.path());
      return;
    }
    if (to.isEmpty()) {
      beforeEachWrite.accept("delete " + step.path());
      Files.delete(path);
      Optional.ofNullable(path.getParent()).ifPresent(this::removeEmptyFolders);
    } else {
      write(step.path(), path, to.get());
    }
  }

  private boolean is(Step step, Optional<Blob> wanted) throws IOException {
    Path path = project.disk(step.path());
    return wanted.isPresent()
        ? OnDisk.is(path, wanted.get().mode(), wanted.get().id(), modes)
        : !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isBelowALink(Path path) {
    for (Path at = path.getParent();
        at != null && !at.equals(project.folder());
        at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return false;
  }

  private void write(String name, Path path, Blob blob) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(name + " has no folder");
    }
    beforeEachWrite.accept("write " + name);
    byte[] stored =
        project
            .blob(blob.id())
            .orElseThrow(() -> new IOException("the object " + blob.id() + " is missing"));
    Files.createDirectories(parent);
    Path unfinished = parent.resolve(UNFINISHED);
    Files.deleteIfExists(unfinished);
    if (blob.mode() == FileMode.SYMBOLIC_LINK) {
      Files.createSymbolicLink(
          unfinished, path.getFileSystem().getPath(new String(stored, StandardCharsets.UTF_8)));
    } else {
      Files.write(unfinished, project.checkedOut(project.full(name), stored, attributes));
      RunBits.set(unfinished, blob.mode() == FileMode.EXECUTABLE);
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      // All that was in it is deleted: otherwise this fails, and nothing is lost.
      Files.delete(path);
    }
    beforeEachWrite.accept("rename " + name);
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a run left that was killed while it wrote this file. */
  private static void removeUnfinished(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(parent.resolve(UNFINISHED));
    }
  }

  private void removeEmptyFolders(Path folder) {
    for (Path at = folder;
        at != null && at.startsWith(project.folder()) && !at.equals(project.folder());
        at = at.getParent()) {
      try {
        Files.delete(at);
      } catch (IOException e) {
        // It holds something else, or is not ours to delete: git knows no folders.
        return;
      }
    }
  }
}
