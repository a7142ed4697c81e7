package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import java.util.Optional;

/** One call of a host's API, for a run in a class loader of its own. */
public final class CallOnce {

  private CallOnce() {}

  /**
   * Calls.
   *
   * @param url the host
   */
  public static void run(String url) {
    RestConnection connection =
        new RestConnection(
            new GitHubSite(new Place(url)),
            GitAccess.standard(),
            () -> Optional.of(new Credentials("", "t0ken")),
            millis -> {});
    connection.send(Call.get("/user"));
  }
}
