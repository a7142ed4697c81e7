package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the files of a snapshot: a folder, a commit, a staged project. */
final class SnapshotFiles {

  private static final int MOST_LINKS = 8;

  private final TemplateSnapshot snapshot;
  private final Contents contents;

  SnapshotFiles(TemplateSnapshot snapshot, Contents contents) {
    this.snapshot = snapshot;
    this.contents = contents;
  }

  /** Every file but submodules, by name. */
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
    Map<String, TemplateFile> byPath = new HashMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    Content none = new Content(new byte[0]);
    List<SourceFile> sources = new ArrayList<>();
    // Some file systems and archives have no modes: then no file can be run.
    boolean knowsModes = files.stream().anyMatch(file -> file.mode() == FileMode.EXECUTABLE);
    for (TemplateFile file : files) {
      boolean isWanted = wanted.test(file);
      Optional<TemplateFile> target =
          isWanted ? target(file, byPath).filter(wanted) : Optional.empty();
      // Read now: the snapshot may be closed when the content is asked for.
      Content content =
          target.map(one -> contents.get(file.path(), one.id(), () -> bytes(one))).orElse(none);
      sources.add(
          new SourceFile(
              file.path(),
              () -> content,
              link(file, isWanted, target),
              knowsModes ? runs(target.orElse(file)) : SourceFile.Runs.UNKNOWN));
    }
    return new FileSet(sources);
  }

  private static SourceFile.Runs runs(TemplateFile file) {
    return switch (file.mode()) {
      case EXECUTABLE -> SourceFile.Runs.YES;
      case REGULAR -> SourceFile.Runs.NO;
      case SYMBOLIC_LINK, SUBMODULE -> SourceFile.Runs.UNKNOWN;
    };
  }

  private static SourceFile.Link link(
      TemplateFile file, boolean isWanted, Optional<TemplateFile> target) {
    if (!isWanted || file.mode() != FileMode.SYMBOLIC_LINK) {
      return SourceFile.Link.NONE;
    }
    return target.isPresent() ? SourceFile.Link.FILE : SourceFile.Link.ELSEWHERE;
  }

  /** What a symbolic link leads to, by way of others; a file that is none leads to itself. */
  private Optional<TemplateFile> target(TemplateFile file, Map<String, TemplateFile> byPath) {
    Optional<TemplateFile> found = Optional.of(file);
    for (int step = 0; step < MOST_LINKS; step++) {
      if (found.filter(one -> one.mode() == FileMode.SYMBOLIC_LINK).isEmpty()) {
        return found;
      }
      TemplateFile link = found.get();
      String directory = link.path().substring(0, Math.max(0, link.path().lastIndexOf('/')));
      String to = new String(bytes(link), StandardCharsets.UTF_8).strip();
      found =
          Optional.of(to)
              .filter(path -> !path.startsWith("/"))
              .flatMap(path -> FileSet.resolve(directory, path))
              .flatMap(path -> Optional.ofNullable(byPath.get(path)));
    }
    return Optional.empty();
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
