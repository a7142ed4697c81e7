package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Git's lock of the branch that HEAD is on, such as {@code refs/heads/main.lock}. It has the id of
 * the commit that the branch is to have, so that what a killed update left is known: the commit of
 * that update, or nothing yet.
 */
final class BranchLock {

  /** Git holds such a lock for milliseconds; what stays this long is nobody's. */
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private static final long LOOK_NANOS = 50_000_000;

  private BranchLock() {}

  /**
   * Refuses a branch that another program is about to move.
   *
   * @throws UsageException if it stays locked
   */
  static void requireFree(Repository repository) throws IOException {
    requireFree(lock(repository));
  }

  /**
   * Refuses a branch of a remote that another program is about to move.
   *
   * @param ref its full name, such as {@code refs/remotes/origin/main}
   * @throws UsageException if it stays locked
   */
  static void requireFree(Repository repository, String ref) {
    requireFree(repository.getCommonDirectory().toPath().resolve(ref + ".lock"));
  }

  private static void requireFree(Path lock) {
    if (stays(lock)) {
      throw foreign(lock);
    }
  }

  /**
   * Removes what a killed update left.
   *
   * @param record the update
   * @throws UsageException if the lock is another program's
   */
  static void removeOf(UpdateRecord record, Repository repository) throws IOException {
    Path lock = lock(repository);
    if (!stays(lock)) {
      return;
    }
    if (!isOf(record, repository, lock)) {
      throw foreign(lock);
    }
    Files.deleteIfExists(lock);
  }

  /** Whether a commit is the one that an update makes. */
  static boolean isOf(UpdateRecord record, RevCommit commit) {
    return !record.author().isEmpty()
        && commit.getParentCount() == 1
        && commit.getParent(0).name().equals(record.commit())
        && commit.getFullMessage().equals(record.message());
  }

  private static boolean isOf(UpdateRecord record, Repository repository, Path lock)
      throws IOException {
    if (record.author().isEmpty()) {
      return false;
    }
    String content;
    try {
      content = Files.readString(lock, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      return true;
    }
    if (content.isEmpty()) {
      return !Files.getLastModifiedTime(lock).toInstant().isBefore(record.at());
    }
    if (!ObjectId.isId(content)) {
      return false;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return isOf(record, walk.parseCommit(ObjectId.fromString(content)));
    } catch (MissingObjectException e) {
      return false;
    }
  }

  private static boolean stays(Path lock) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
      if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  private static Path lock(Repository repository) throws IOException {
    String branch = repository.getFullBranch();
    boolean isBranch = branch != null && branch.startsWith(Constants.R_REFS);
    Path folder = (isBranch ? repository.getCommonDirectory() : repository.getDirectory()).toPath();
    return folder.resolve((isBranch ? branch : Constants.HEAD) + ".lock");
  }

  private static UsageException foreign(Path lock) {
    return new UsageException(
        "git's branch is locked: " + lock + " exists",
        "wait until the other git command has ended; if none runs, type: rm " + lock);
  }
}
