package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProjectState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** A project's repository, read with JGit: HEAD, the index and the work tree. */
public final class JGitProjectState implements ProjectState, AutoCloseable {

  private final ProjectFolder project;
  private final RevCommit head;
  private final Map<String, FileVersion> files;
  private Optional<GitAttributes> attributes = Optional.empty();

  /**
   * Opens it.
   *
   * @param folder the project's folder, in a repository or its root
   * @throws io.github.mlopsmaven.problem.UsageException if it is in none, or in one that is in the
   *     middle of a merge
   */
  public JGitProjectState(Path folder) {
    this.project = ProjectFolder.open(folder);
    try {
      project.requireSafe();
      this.head = project.head();
      this.files = read();
    } catch (RuntimeException e) {
      project.close();
      throw e;
    }
  }

  private Map<String, FileVersion> read() {
    Map<String, FileVersion> found = new TreeMap<>();
    String prefix = project.prefix();
    try (TreeWalk walk = new TreeWalk(project.repository())) {
      walk.addTree(head.getTree());
      walk.setRecursive(true);
      if (!prefix.isEmpty()) {
        walk.setFilter(PathFilter.create(prefix.substring(0, prefix.length() - 1)));
      }
      while (walk.next()) {
        String id = walk.getObjectId(0).name();
        FileMode mode = CommitTree.mode(walk.getRawMode(0));
        found.put(
            walk.getPathString().substring(prefix.length()),
            new FileVersion(mode, id, () -> project.blob(id).orElseGet(() -> new byte[0])));
      }
      return found;
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  @Override
  public String commit() {
    return head.name();
  }

  @Override
  public Map<String, FileVersion> files() {
    return files;
  }

  @Override
  public Optional<byte[]> blob(String blob) {
    return project.blob(blob);
  }

  @Override
  public boolean mergesLines(String path) {
    if (attributes.isEmpty()) {
      try (ObjectReader reader = project.repository().newObjectReader()) {
        attributes = Optional.of(project.attributes(DirCache.read(reader, head.getTree())));
      } catch (IOException e) {
        throw ProjectFolder.unreadable(e);
      }
    }
    return ProjectFolder.mergesLines(attributes.orElseThrow().at(project.full(path)));
  }

  @Override
  public Map<String, Obstacle> obstacles(Collection<ProjectChange.Step> writes) {
    Map<String, Obstacle> found = new TreeMap<>();
    Set<String> deleted = new HashSet<>();
    writes.stream()
        .filter(step -> step.after().isEmpty())
        .forEach(step -> deleted.add(step.path()));
    DirCache index = project.index();
    try {
      for (ProjectChange.Step step : writes) {
        obstacle(step, index, deleted).ifPresent(kind -> found.put(step.path(), kind));
      }
      return found;
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  private Optional<Obstacle> obstacle(ProjectChange.Step step, DirCache index, Set<String> deleted)
      throws IOException {
    Path disk = project.disk(step.path());
    if (isBelowAFile(step.path(), deleted)) {
      return Optional.of(Obstacle.FOLDER);
    }
    DirCacheEntry entry = index.getEntry(project.full(step.path()));
    if (step.before().isEmpty()) {
      if (entry != null) {
        return Optional.of(Obstacle.DIRTY);
      }
      if (!OnDisk.exists(disk) || isEmptied(disk, step.path(), deleted)) {
        return Optional.empty();
      }
      return Optional.of(isIgnored(step.path()) ? Obstacle.IGNORED : Obstacle.UNTRACKED);
    }
    if (entry != null && entry.isSkipWorkTree()) {
      return Optional.of(OnDisk.exists(disk) ? Obstacle.SKIPPED : Obstacle.SPARSE);
    }
    FileVersion before = step.before().get();
    boolean staged =
        entry == null
            || !entry.getObjectId().name().equals(before.blob())
            || CommitTree.mode(entry.getRawMode()) != before.mode();
    WorkingTreeOptions options = project.repository().getConfig().get(WorkingTreeOptions.KEY);
    boolean clean = OnDisk.is(disk, before.mode(), before.blob(), options.isFileMode());
    return staged || !clean ? Optional.of(Obstacle.DIRTY) : Optional.empty();
  }

  /** A folder of the path is a symbolic link, or a file that stays. */
  private boolean isBelowAFile(String path, Set<String> deleted) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      Path disk = project.disk(parent);
      if (OnDisk.exists(disk)
          && !Files.isDirectory(disk, LinkOption.NOFOLLOW_LINKS)
          && !deleted.contains(parent)) {
        return true;
      }
    }
    return false;
  }

  /** A folder where a file is to be, all of whose files are deleted. */
  private boolean isEmptied(Path disk, String path, Set<String> deleted) throws IOException {
    if (!Files.isDirectory(disk, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> below = Files.walk(disk)) {
      return below
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .allMatch(
              file ->
                  deleted.contains(
                      path + "/" + disk.relativize(file).toString().replace('\\', '/')));
    }
  }

  private boolean isIgnored(String path) throws IOException {
    String full = project.full(path);
    try (TreeWalk walk = new TreeWalk(project.repository())) {
      walk.addTree(new FileTreeIterator(project.repository()));
      walk.setFilter(PathFilter.create(full));
      while (walk.next()) {
        WorkingTreeIterator entry = walk.getTree(0, WorkingTreeIterator.class);
        if (entry.isEntryIgnored()) {
          return true;
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
      return false;
    }
  }

  @Override
  public void close() {
    project.close();
  }
}
