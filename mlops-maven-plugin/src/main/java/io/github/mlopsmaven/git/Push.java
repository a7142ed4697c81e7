package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.StoppableRun;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.NotEmptyException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush.Kind;
import io.github.mlopsmaven.publish.ProjectPush.Pushed;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/** One push of {@code main} to a repository that is empty, or has this project's history. */
final class Push {

  private static final String MAIN = "refs/heads/main";
  private static final String TRACKING = "refs/remotes/origin/main";

  private final Repository repository;
  private final GitLocation location;
  private final GitAccess access;

  Push(Repository repository, GitLocation location, GitAccess access) {
    this.repository = repository;
    this.location = location;
    this.access = access;
  }

  /**
   * Pushes, then makes the remote the upstream.
   *
   * @param branch how the name of a branch begins that a repository with other content gets; empty
   *     to refuse it
   */
  Pushed run(Optional<String> branch) throws IOException {
    if (access.offline() && !location.local()) {
      throw new UsageException(
          "Maven is offline, so nothing can be pushed to " + location.display(),
          "run without -o, or without a remote");
    }
    if (location.local()) {
      ObjectFormat.requireKnown(location.path());
    }
    ObjectId own = repository.resolve(MAIN);
    if (own == null) {
      throw new UsageException(
          repository.getWorkTree() + " has no commit on main",
          "commit the project there: git add --all && git commit, on the branch main");
    }
    Optional<Pushed> pushed;
    Map<String, Ref> remote = new HashMap<>();
    try (RemoteSession session = new RemoteSession(location, access)) {
      try {
        Transport transport = session.transport(repository);
        pushed =
            session.watched(
                () -> {
                  try (PushConnection connection = transport.openPush()) {
                    remote.putAll(connection.getRefsMap());
                    return toMain(session, connection, own);
                  }
                });
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
    if (pushed.isPresent()) {
      follow();
      return pushed.get();
    }
    if (branch.isEmpty()) {
      throw hasContent(remote);
    }
    return new BranchPush(repository, location, access).run(own, remote, branch.get());
  }

  /** Empty if the repository has a content of its own. */
  private Optional<Pushed> toMain(RemoteSession session, PushConnection connection, ObjectId own)
      throws IOException {
    Ref main = connection.getRef(MAIN);
    ObjectId there = main == null ? ObjectId.zeroId() : main.getObjectId();
    if (there.equals(own) || (main != null && movedOn())) {
      return Optional.of(new Pushed(Kind.THERE, "main", "main"));
    }
    boolean free = names(connection.getRefsMap()).isEmpty();
    if (!free && !isBehind(there, own)) {
      return Optional.empty();
    }
    RemoteRefUpdate update = new RemoteRefUpdate(repository, MAIN, MAIN, false, null, there);
    send(session, connection, update);
    return Optional.of(new Pushed(Kind.PUSHED, "main", "main"));
  }

  /** Whether it was pushed there before, and nothing was committed here since. */
  private boolean movedOn() throws IOException {
    String upstream = repository.getConfig().getString("remote", "origin", "url");
    ObjectId followed = repository.resolve(TRACKING);
    return location.display().equals(upstream)
        && followed != null
        && followed.equals(repository.resolve(MAIN));
  }

  /** Whether a commit is one that the project's own history has. */
  private boolean isBehind(ObjectId there, ObjectId own) throws IOException {
    if (there.equals(ObjectId.zeroId()) || !repository.getObjectDatabase().has(there)) {
      return false;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(there), walk.parseCommit(own));
    }
  }

  private UsageException hasContent(Map<String, Ref> refs) {
    String shown = names(refs).stream().limit(5).collect(Collectors.joining(", "));
    return new NotEmptyException(
        location.display() + " is not empty: it has " + shown,
        "push to an empty repository (created without README and license), or to a new branch of this"
            + " one; with -Dmlops.remote=github or azure-devops, add -Dmlops.pullRequest for that"
            + " branch and a pull request");
  }

  /** The branches and tags of a repository. */
  private static List<String> names(Map<String, Ref> refs) {
    return refs.keySet().stream()
        .filter(name -> name.startsWith("refs/heads/") || name.startsWith("refs/tags/"))
        .map(name -> name.substring(name.indexOf('/', 5) + 1))
        .sorted()
        .toList();
  }

  /** Sends one ref; fails if the server refuses it. */
  static void send(RemoteSession session, PushConnection connection, RemoteRefUpdate update)
      throws IOException {
    StoppableRun.requireRunning();
    connection.push(NullProgressMonitor.INSTANCE, Map.of(update.getRemoteName(), update));
    if (update.getStatus() == RemoteRefUpdate.Status.OK) {
      return;
    }
    String message = update.getMessage();
    String said = session.withoutSecrets(message == null ? update.getStatus().name() : message);
    String server =
        session
            .withoutSecrets(connection.getMessages())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(10)
            .collect(Collectors.joining("; "));
    throw new EnvironmentException(
        session.location().display()
            + " refused branch "
            + update.getRemoteName().substring("refs/heads/".length())
            + ": "
            + said
            + (server.isEmpty() ? "" : " (the server says: " + server + ")"),
        PushRefusals.remedy(said + " " + server),
        null);
  }

  private void follow() throws IOException {
    StoredConfig config = repository.getConfig();
    config.setString("remote", "origin", "url", location.display());
    config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
    config.setString("branch", "main", "remote", "origin");
    config.setString("branch", "main", "merge", MAIN);
    config.save();
    RefUpdate tracking = repository.updateRef(TRACKING);
    tracking.setNewObjectId(repository.resolve(MAIN));
    tracking.disableRefLog();
    if (tracking.forceUpdate() == RefUpdate.Result.LOCK_FAILURE) {
      BranchLock.requireFree(repository, TRACKING);
      tracking.forceUpdate();
    }
  }
}
