package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JGit sees of an answer. */
class SessionConnectionTest {

  /** JGit would write them to http.cookieFile, with a new file in place of whatever is there. */
  @Test
  void cookiesAreNotToldToJGit() throws IOException {
    HttpURLConnection answer =
        new HttpURLConnection(URI.create("http://127.0.0.1/").toURL()) {
          @Override
          public Map<String, List<String>> getHeaderFields() {
            return Map.of(
                "Set-Cookie", List.of("a=b"), "set-cookie2", List.of("c"), "ETag", List.of("e"));
          }

          @Override
          public void connect() {
            throw new AssertionError();
          }

          @Override
          public void disconnect() {
            throw new AssertionError();
          }

          @Override
          public boolean usingProxy() {
            return false;
          }
        };
    SessionConnection connection =
        new SessionConnection(new HttpSession(GitAccess.standard()), answer);
    assertThat(connection.getHeaderFields("Set-Cookie")).isEmpty();
    assertThat(connection.getHeaderFields("Set-Cookie2")).isEmpty();
    assertThat(connection.getHeaderFields("etag")).containsExactly("e");
  }
}
