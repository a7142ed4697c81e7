package io.github.mlopsmaven.git;

import io.github.mlopsmaven.adopt.ProjectHistory;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** A project's commits, read with JGit: that of HEAD, and the first ones. */
public final class JGitProjectHistory implements ProjectHistory {

  /** A repository that the host made begins with its README, and the script's commit follows. */
  private static final int FIRST = 4;

  private final ProjectFolder project;
  private final RevCommit head;

  /**
   * Opens it.
   *
   * @param folder the project's folder, in a repository or its root
   * @throws io.github.mlopsmaven.problem.UsageException if it is in none, or has no commit
   */
  public JGitProjectHistory(Path folder) {
    this.project = ProjectFolder.open(folder);
    try {
      this.head = project.head();
    } catch (RuntimeException e) {
      project.close();
      throw e;
    }
  }

  @Override
  public Moment now() {
    return new Moment("HEAD (" + head.abbreviate(7).name() + ")", at(head), files(head));
  }

  @Override
  public List<Moment> beginnings() {
    try (RevWalk walk = new RevWalk(project.repository())) {
      if (!project.repository().getObjectDatabase().getShallowCommits().isEmpty()) {
        return List.of();
      }
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(head));
      Deque<RevCommit> last = new ArrayDeque<>();
      List<RevCommit> roots = new ArrayList<>();
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        last.addFirst(commit);
        if (last.size() > FIRST) {
          last.removeLast();
        }
        if (commit.getParentCount() == 0) {
          roots.add(commit);
        }
      }
      List<RevCommit> first = new ArrayList<>(last);
      for (int i = roots.size() - 1; i >= 0 && first.size() < 2 * FIRST; i--) {
        if (!first.contains(roots.get(i))) {
          first.add(roots.get(i));
        }
      }
      List<Moment> found = new ArrayList<>();
      for (RevCommit commit : first) {
        Map<String, FileVersion> files = files(commit);
        if (!commit.equals(head) && !files.isEmpty()) {
          String what = commit.getParentCount() == 0 ? "the first commit" : "an early commit";
          found.add(new Moment(what + " (" + commit.abbreviate(7).name() + ")", at(commit), files));
        }
      }
      return found;
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  @Override
  public Optional<String> lostLock() {
    String path = project.prefix() + ProjectLockFile.PATH;
    try (RevWalk walk = new RevWalk(project.repository())) {
      walk.setRetainBody(false);
      walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
      walk.markStart(walk.parseCommit(head));
      // The newest commit that touches it took it away, if it is not there now.
      RevCommit last = walk.next();
      if (last == null || TreeWalk.forPath(project.repository(), path, head.getTree()) != null) {
        return Optional.empty();
      }
      try (RevWalk all = new RevWalk(project.repository())) {
        for (RevCommit parent : all.parseCommit(last).getParents()) {
          RevCommit before = all.parseCommit(parent);
          if (TreeWalk.forPath(project.repository(), path, before.getTree()) != null) {
            return Optional.of(before.abbreviate(7).name());
          }
        }
      }
      return Optional.empty();
    } catch (MissingObjectException e) {
      // A history that was cut off ends there.
      return Optional.empty();
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  private static Optional<Instant> at(RevCommit commit) {
    return Optional.of(Instant.ofEpochSecond(commit.getCommitTime()));
  }

  private Map<String, FileVersion> files(RevCommit commit) {
    Map<String, FileVersion> found = new TreeMap<>();
    String prefix = project.prefix();
    try (TreeWalk walk = new TreeWalk(project.repository())) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      if (!prefix.isEmpty()) {
        walk.setFilter(PathFilter.create(prefix.substring(0, prefix.length() - 1)));
      }
      while (walk.next()) {
        FileMode mode = CommitTree.mode(walk.getRawMode(0));
        if (mode != FileMode.SUBMODULE) {
          String id = walk.getObjectId(0).name();
          found.put(
              walk.getPathString().substring(prefix.length()),
              new FileVersion(mode, id, () -> project.blob(id).orElseGet(() -> new byte[0])));
        }
      }
      return found;
    } catch (IOException e) {
      throw ProjectFolder.unreadable(e);
    }
  }

  @Override
  public void close() {
    project.close();
  }
}
