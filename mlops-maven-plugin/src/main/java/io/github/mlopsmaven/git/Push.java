package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** One push of {@code main} to a repository that is empty. */
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

  /** Pushes, then makes the remote the upstream. */
  void run() throws IOException {
    if (access.offline() && !location.local()) {
      throw new UsageException(
          "Maven is offline, so nothing can be pushed to " + location.display(),
          "run without -o, or without a remote");
    }
    try (RemoteSession session = new RemoteSession(location, access, new HttpSession(access))) {
      try {
        send(session);
      } catch (TransportException | NotSupportedException e) {
        throw session.failure(e);
      }
    }
    follow();
  }

  private void send(RemoteSession session) throws IOException {
    RemoteRefUpdate update =
        new RemoteRefUpdate(repository, MAIN, MAIN, false, null, ObjectId.zeroId());
    try (PushConnection connection = session.transport(repository).openPush()) {
      refuseContent(connection);
      connection.push(NullProgressMonitor.INSTANCE, Map.of(MAIN, update));
      check(update, connection.getMessages());
    }
  }

  private void refuseContent(PushConnection connection) {
    List<String> present =
        connection.getRefs().stream()
            .map(ref -> ref.getName())
            .filter(name -> name.startsWith("refs/heads/") || name.startsWith("refs/tags/"))
            .map(name -> name.substring(name.indexOf('/', 5) + 1))
            .sorted()
            .toList();
    if (!present.isEmpty()) {
      String shown = present.stream().limit(5).collect(Collectors.joining(", "));
      throw new UsageException(
          location.display() + " is not empty: it has " + shown,
          "push to an empty repository (made without README and licence)");
    }
  }

  private void check(RemoteRefUpdate update, String messages) {
    if (update.getStatus() == RemoteRefUpdate.Status.OK) {
      return;
    }
    String reason = update.getMessage() == null ? update.getStatus().name() : update.getMessage();
    String server =
        messages
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(10)
            .collect(Collectors.joining("; "));
    throw new EnvironmentException(
        location.display()
            + " refused branch main: "
            + reason
            + (server.isEmpty() ? "" : " (the server says: " + server + ")"),
        "settle that at the server, then push again",
        null);
  }

  private void follow() throws IOException {
    StoredConfig config = repository.getConfig();
    config.setString("remote", "origin", "url", location.url());
    config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
    config.setString("branch", "main", "remote", "origin");
    config.setString("branch", "main", "merge", MAIN);
    config.save();
    RefUpdate tracking = repository.updateRef(TRACKING);
    tracking.setNewObjectId(repository.resolve(MAIN));
    tracking.disableRefLog();
    tracking.forceUpdate();
  }
}
