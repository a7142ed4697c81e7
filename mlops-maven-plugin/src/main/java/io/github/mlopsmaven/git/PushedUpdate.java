package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What the branch of an update has at the remote. A commit that an update made says in its message
 * what it is on and which tree it has: one that somebody changed, moved or added says something
 * else, or nothing.
 */
final class PushedUpdate implements AutoCloseable {

  private static final Pattern SIGNS =
      Pattern.compile("(?m)^Base: ([0-9a-f]{40})\\nTree: ([0-9a-f]{40})\\n*\\z");

  private final StagingDirectory place;
  private final Repository scratch;
  private final RevCommit tip;

  private PushedUpdate(StagingDirectory place, Repository scratch, RevCommit tip) {
    this.place = place;
    this.scratch = scratch;
    this.tip = tip;
  }

  /** A message with what tells its commit from somebody's. */
  static String signed(String message, ObjectId base, ObjectId tree) {
    return message.stripTrailing() + "\nBase: " + base.name() + "\nTree: " + tree.name() + "\n";
  }

  /** Fetches the tip, without contents, into a repository of its own. */
  static PushedUpdate fetch(
      ProjectFolder project, GitLocation location, GitAccess access, ObjectId tip)
      throws IOException {
    StagingDirectory staging = StagingDirectory.temporary("mlops-update");
    Path place = staging.path();
    Repository scratch = null;
    try {
      RepositorySkeleton.bare(place);
      Path objects =
          project.repository().getCommonDirectory().toPath().resolve("objects").toAbsolutePath();
      Files.writeString(place.resolve("objects/info/alternates"), objects + "\n");
      scratch = new FileRepositoryBuilder().setGitDir(place.toFile()).build();
      if (!scratch.getObjectDatabase().has(tip)) {
        try (RemoteSession session = new RemoteSession(location, access)) {
          try {
            session.fetchCommit(scratch, tip);
          } catch (TransportException | NotSupportedException e) {
            throw session.failure(e);
          }
        }
      }
      try (RevWalk walk = new RevWalk(scratch)) {
        return new PushedUpdate(staging, scratch, walk.parseCommit(tip));
      }
    } catch (IOException | RuntimeException e) {
      if (scratch != null) {
        scratch.close();
      }
      staging.close();
      throw e;
    }
  }

  /** Whether nothing but an update made it. */
  boolean isOurs() {
    Matcher signs = SIGNS.matcher(tip.getFullMessage());
    return tip.getParentCount() == 1
        && signs.find()
        && signs.group(1).equals(tip.getParent(0).name())
        && signs.group(2).equals(tip.getTree().name());
  }

  /** Whether it is the same update of the same state. */
  boolean isSame(Repository repository, ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit made = walk.parseCommit(commit);
      return isOurs()
          && made.getTree().equals(tip.getTree())
          && made.getParent(0).equals(tip.getParent(0));
    }
  }

  /** Whether a file is the same. */
  boolean hasSame(Repository repository, ObjectId commit, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader own = repository.newObjectReader();
        ObjectReader theirs = scratch.newObjectReader();
        TreeWalk made = TreeWalk.forPath(own, path, walk.parseCommit(commit).getTree());
        TreeWalk there = TreeWalk.forPath(theirs, path, tip.getTree())) {
      return made != null && there != null && made.getObjectId(0).equals(there.getObjectId(0));
    }
  }

  /** The commit, for people. */
  String told() {
    return tip.abbreviate(12).name()
        + " of "
        + Visible.line(tip.getAuthorIdent().getName())
        + ", \""
        + Visible.line(tip.getShortMessage())
        + "\"";
  }

  @Override
  public void close() {
    scratch.close();
    place.close();
  }
}
