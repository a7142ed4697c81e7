package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush.Kind;
import io.github.mlopsmaven.publish.ProjectPush.Pushed;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/**
 * A branch with the project on top of what a repository has already: one commit, whose files
 * replace those of the same path and leave all others. It is made in a repository of its own, so
 * that the project's stays what it is.
 */
final class BranchPush {

  private static final String HEADS = "refs/heads/";

  private final Repository project;
  private final GitLocation location;
  private final GitAccess access;

  BranchPush(Repository project, GitLocation location, GitAccess access) {
    this.project = project;
    this.location = location;
    this.access = access;
  }

  /**
   * Pushes the branch, unless it is there.
   *
   * @param own the project's commit; its id is part of the branch's name
   * @param remote what the repository has
   * @param prefix how the branch's name begins
   */
  Pushed run(ObjectId own, Map<String, Ref> remote, String prefix) throws IOException {
    String branch = prefix + "-" + own.name().substring(0, 12);
    Ref base = base(remote);
    String into = base.getName().substring(HEADS.length());
    if (remote.containsKey(HEADS + branch)) {
      return new Pushed(Kind.THERE, branch, into);
    }
    try (StagingDirectory staging = StagingDirectory.temporary("mlops-branch")) {
      Path place = staging.path();
      RepositorySkeleton.bare(place);
      Path objects = project.getDirectory().toPath().resolve("objects").toAbsolutePath();
      Files.writeString(place.resolve("objects/info/alternates"), objects + "\n");
      try (Repository scratch = new FileRepositoryBuilder().setGitDir(place.toFile()).build()) {
        fetch(scratch, base.getObjectId());
        ObjectId commit = commit(scratch, base.getObjectId(), own);
        if (commit.equals(base.getObjectId())) {
          // It was merged already.
          return new Pushed(Kind.THERE, into, into);
        }
        push(scratch, commit, branch);
      }
    }
    return new Pushed(Kind.PUSHED, branch, into);
  }

  /** A server does not tell a push which branch is its default. */
  private static Ref base(Map<String, Ref> remote) {
    return Stream.of("main", "master")
        .map(name -> remote.get(HEADS + name))
        .filter(ref -> ref != null)
        .findFirst()
        .or(
            () ->
                remote.values().stream()
                    .filter(ref -> ref.getName().startsWith(HEADS))
                    .min(Comparator.comparing(Ref::getName)))
        .orElseThrow(
            () ->
                new UsageException(
                    "the repository has tags but no branch that a pull request could go to",
                    "push to an empty repository, or create a branch there"));
  }

  private void fetch(Repository scratch, ObjectId base) throws IOException {
    try (RemoteSession session = session()) {
      try {
        session.fetchWhole(scratch, base);
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
    scratch.getObjectDatabase().setShallowCommits(Set.of(base));
  }

  private RemoteSession session() {
    return new RemoteSession(location, access);
  }

  /** The same project on the same base always gives the same commit. */
  private static ObjectId commit(Repository scratch, ObjectId base, ObjectId own)
      throws IOException {
    try (RevWalk walk = new RevWalk(scratch);
        ObjectInserter inserter = scratch.newObjectInserter()) {
      RevCommit theirs = walk.parseCommit(base);
      RevCommit ours = walk.parseCommit(own);
      DirCache ownFiles = DirCache.read(walk.getObjectReader(), ours.getTree());
      ObjectId tree =
          laidOver(walk.getObjectReader(), theirs.getTree(), ownFiles).writeTree(inserter);
      if (tree.equals(theirs.getTree())) {
        return base;
      }
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setParentId(base);
      commit.setAuthor(ours.getAuthorIdent());
      commit.setCommitter(ours.getCommitterIdent());
      commit.setMessage(ours.getFullMessage());
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private static DirCache laidOver(ObjectReader reader, ObjectId theirs, DirCache own)
      throws IOException {
    Set<String> files = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (int i = 0; i < own.getEntryCount(); i++) {
      String path = own.getEntry(i).getPathString();
      files.add(path);
      parents(path).forEach(folders::add);
    }
    DirCache both = DirCache.newInCore();
    DirCacheBuilder builder = both.builder();
    for (int i = 0; i < own.getEntryCount(); i++) {
      builder.add(own.getEntry(i));
    }
    DirCache base = DirCache.read(reader, theirs);
    for (int i = 0; i < base.getEntryCount(); i++) {
      DirCacheEntry entry = base.getEntry(i);
      String path = entry.getPathString();
      boolean replaced = files.contains(path) || parents(path).anyMatch(files::contains);
      if (!replaced && !folders.contains(path)) {
        builder.add(entry);
      }
    }
    builder.finish();
    return both;
  }

  /** The folders that a file is in. */
  private static Stream<String> parents(String path) {
    return IntStream.range(0, path.length())
        .filter(i -> path.charAt(i) == '/')
        .mapToObj(i -> path.substring(0, i));
  }

  private void push(Repository scratch, ObjectId commit, String branch) throws IOException {
    try (RemoteSession session = session()) {
      try {
        Transport transport = session.transport(scratch);
        session.watched(
            () -> {
              try (PushConnection connection = transport.openPush()) {
                Push.send(
                    session,
                    connection,
                    new RemoteRefUpdate(
                        scratch,
                        commit.name(),
                        commit,
                        HEADS + branch,
                        false,
                        null,
                        ObjectId.zeroId()));
                return branch;
              }
            });
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
  }
}
