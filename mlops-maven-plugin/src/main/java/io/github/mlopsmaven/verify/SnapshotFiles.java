package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the files of a snapshot: a folder, a commit, a staged project. */
final class SnapshotFiles {

  private final TemplateSnapshot snapshot;
  private final Contents contents;

  SnapshotFiles(TemplateSnapshot snapshot, Contents contents) {
    this.snapshot = snapshot;
    this.contents = contents;
  }

  /** Every file but submodules, by name; symbolic links have their target as content. */
  List<TemplateFile> list() {
    List<TemplateFile> files = new ArrayList<>();
    list("", files);
    return files;
  }

  private void list(String directory, List<TemplateFile> files) {
    TemplateTree.Directory entries = snapshot.tree().directory(directory);
    for (TemplateFile file : entries.files()) {
      if (file.mode() != FileMode.SUBMODULE) {
        files.add(file);
      }
    }
    for (String name : entries.directories()) {
      list(directory.isEmpty() ? name : directory + "/" + name, files);
    }
  }

  /** All files, with their content. */
  FileSet all() {
    return some(file -> true);
  }

  /** All paths; only some files have content, the others are empty. They are fetched together. */
  FileSet some(Predicate<TemplateFile> wanted) {
    List<TemplateFile> files = list();
    snapshot.fetch(files.stream().filter(wanted).toList());
    Content none = new Content(new byte[0]);
    List<SourceFile> sources = new ArrayList<>();
    for (TemplateFile file : files) {
      // Read now: the snapshot may be closed when the content is asked for.
      Content content = wanted.test(file) ? contents.get(file.id(), () -> bytes(file)) : none;
      sources.add(new SourceFile(file.path(), () -> content));
    }
    return new FileSet(sources);
  }

  private byte[] bytes(TemplateFile file) {
    try (InputStream in = snapshot.open(file)) {
      return in.readNBytes(Bounds.TEXT_BYTES + 1);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + file.path() + " of " + snapshot.origin().template(),
          "check that it is readable: " + e.getMessage(),
          e);
    }
  }
}
