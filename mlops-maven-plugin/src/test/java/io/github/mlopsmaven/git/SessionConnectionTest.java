package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JGit sees of an answer. */
class SessionConnectionTest {

  /** JGit would write them to http.cookieFile, with a new file in place of whatever is there. */
  @Test
  void cookiesAreNotToldToJGit() throws IOException {
    Map<String, String> headers = Map.of("Set-Cookie", "a=b", "set-cookie2", "c", "ETag", "e");
    for (int status : new int[] {200, 404}) {
      try (ScriptedHttpServer server =
          ScriptedHttpServer.start(seen -> Reply.of(status, headers))) {
        String url = server.url("t.git");
        SessionConnection connection =
            new SessionConnection(
                new GitConversation(GitLocation.parse(url), GitAccess.standard()),
                new URL(url + "/info/refs"));
        assertThat(connection.getResponseCode()).isEqualTo(status);
        assertThat(connection.getHeaderFields("Set-Cookie")).isEmpty();
        assertThat(connection.getHeaderFields("Set-Cookie2")).isEmpty();
        assertThat(connection.getHeaderFields("etag")).containsExactly("e");
      }
    }
  }

  /** As git does it; JGit would take such a server for one without the protocol. */
  @Test
  void aTypeIsComparedWithoutItsParameters() throws IOException {
    Map<String, String> headers =
        Map.of("Content-Type", "Application/X-git-upload-pack-advertisement ; charset=utf-8");
    try (ScriptedHttpServer server = ScriptedHttpServer.start(seen -> Reply.of(200, headers))) {
      String url = server.url("t.git");
      SessionConnection connection =
          new SessionConnection(
              new GitConversation(GitLocation.parse(url), GitAccess.standard()),
              new URL(url + "/info/refs"));
      assertThat(connection.getResponseCode()).isEqualTo(200);
      assertThat(connection.getContentType())
          .isEqualTo("application/x-git-upload-pack-advertisement");
    }
  }
}
