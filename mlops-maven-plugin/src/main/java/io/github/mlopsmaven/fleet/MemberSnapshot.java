package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.Subdirectory;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A project's repository that is not checked out: the commit that its HEAD names. Its trees come at
 * once, contents when they are needed: the lock, the list and the attributes in one request, the
 * files that somebody changed in a second one.
 */
final class MemberSnapshot implements ProjectState, TemplateSource, TemplateSnapshot {

  private final TemplateSnapshot inner;
  private final Map<String, TemplateFile> files = new TreeMap<>();
  private final Map<String, TemplateFile> byId = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private boolean isRead;
  private Optional<GitAttributes> attributes = Optional.empty();

  MemberSnapshot(TemplateSnapshot inner) {
    this.inner = inner;
  }

  /** Whether it was generated: it has a lock. */
  boolean hasLock() {
    return inner.tree().directory(".mlops").files().stream()
        .anyMatch(file -> file.path().equals(ProjectLockFile.PATH));
  }

  /** The folders below the root that were generated: each has a lock of its own. */
  List<String> folders() {
    read();
    String end = "/" + ProjectLockFile.PATH;
    return files.keySet().stream()
        .filter(path -> path.endsWith(end))
        .map(path -> path.substring(0, path.length() - end.length()))
        .toList();
  }

  /**
   * The project in a folder. It ends with the repository.
   *
   * @param folder one of {@link #folders()}
   */
  MemberSnapshot below(String folder) {
    return new MemberSnapshot(Subdirectory.below(inner, folder));
  }

  /** Fetches what every look at a project needs. */
  void prepare() {
    inner.fetch(
        inner.tree().directory(".mlops").files().stream()
            .filter(
                file ->
                    Set.of(ProjectLockFile.PATH, FileList.PATH, ReservedPaths.OWNED)
                        .contains(file.path()))
            .toList());
  }

  /** Fetches what an update reads besides: attributes, and the files that somebody changed. */
  void prepareUpdate() {
    read();
    Set<TemplateFile> wanted = new LinkedHashSet<>();
    files.values().stream()
        .filter(file -> file.name().equals(GitAttributes.FILE))
        .forEach(wanted::add);
    TemplateFile list = files.get(FileList.PATH);
    if (list != null) {
      FileList.read(FileList.PATH, content(list)).entries().stream()
          .map(
              entry ->
                  Optional.ofNullable(files.get(entry.path()))
                      .filter(f -> !f.id().equals(entry.blob())))
          .flatMap(Optional::stream)
          .filter(file -> file.mode() != FileMode.SUBMODULE)
          .forEach(wanted::add);
    }
    inner.fetch(wanted);
  }

  private void read() {
    if (!isRead) {
      isRead = true;
      visit("");
    }
  }

  private void visit(String directory) {
    TemplateTree.Directory here = inner.tree().directory(directory);
    for (TemplateFile file : here.files()) {
      files.put(file.path(), file);
      byId.putIfAbsent(file.id(), file);
    }
    for (String name : here.directories()) {
      visit(directory.isEmpty() ? name : directory + "/" + name);
    }
  }

  /** The branch that its HEAD names. */
  Optional<String> branch() {
    return inner.origin().ref();
  }

  @Override
  public String commit() {
    return inner.origin().commit().orElseThrow();
  }

  @Override
  public Map<String, FileVersion> files() {
    read();
    Map<String, FileVersion> all = new TreeMap<>();
    files.forEach(
        (path, file) ->
            all.put(path, new FileVersion(file.mode(), file.id(), () -> content(file))));
    return all;
  }

  @Override
  public Optional<byte[]> blob(String blob) {
    read();
    return Optional.ofNullable(byId.get(blob))
        .filter(file -> file.mode() != FileMode.SUBMODULE)
        .map(this::content);
  }

  private byte[] content(TemplateFile file) {
    return contents.computeIfAbsent(
        file.id(),
        any -> {
          inner.fetch(List.of(file));
          try (InputStream in = inner.open(file)) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new EnvironmentException(
                file.path() + " cannot be read: " + e.getMessage(), "run the goal again", e);
          }
        });
  }

  @Override
  public boolean mergesLines(String path) {
    if (attributes.isEmpty()) {
      read();
      Map<String, byte[]> declared = new HashMap<>();
      files.values().stream()
          .filter(file -> file.name().equals(GitAttributes.FILE))
          .filter(file -> file.mode() == FileMode.REGULAR)
          .forEach(file -> declared.put(file.path(), content(file)));
      attributes = Optional.of(GitAttributes.of(declared));
    }
    return attributes.get().at(path).mergesLines();
  }

  /** Nothing is in the way where nothing is checked out. */
  @Override
  public Map<String, Obstacle> obstacles(Collection<ProjectChange.Step> writes) {
    return Map.of();
  }

  /** For a look at its files; it stays open. */
  @Override
  public TemplateSnapshot open() {
    return this;
  }

  @Override
  public TemplateOrigin origin() {
    return inner.origin();
  }

  @Override
  public TemplateTree tree() {
    return inner.tree();
  }

  @Override
  public boolean stored() {
    return true;
  }

  @Override
  public OptionalLong size(TemplateFile file) {
    return inner.size(file);
  }

  @Override
  public void fetch(Collection<TemplateFile> wanted) {
    inner.fetch(wanted);
  }

  @Override
  public InputStream open(TemplateFile file) throws IOException {
    return inner.open(file);
  }

  /** Whoever reads it through a port does not end it. */
  @Override
  public void close() {
    // See end.
  }

  void end() {
    inner.close();
  }
}
