package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.servers.Following;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpAnswer;
import io.github.mlopsmaven.servers.HttpRequest;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Seen;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked once, and given to JGit as often as it asks. */
class GitConversationTest {

  private static final String COMMIT = "1".repeat(40);

  private static final String CAPABILITIES = packet("version 2\n") + packet("fetch\n") + "0000";

  private static final String REFS =
      packet(COMMIT + " HEAD symref-target:refs/heads/main\n") + "0000";

  private static final String LISTING = "0014command=ls-refs\n";

  private volatile Function<Seen, Reply> script = seen -> new Reply(200, Map.of(), "content");

  @TempDir Path home;
  private ScriptedHttpServer server;
  private GitAccess access;

  @BeforeEach
  void start() {
    server = ScriptedHttpServer.start(seen -> script.apply(seen));
    access = GitAccess.standard().withHome(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private GitConversation conversation() {
    return new GitConversation(GitLocation.parse(server.url("t.git")), access);
  }

  private HttpAnswer get(GitConversation conversation, String tail) throws IOException {
    return conversation
        .http()
        .answer(
            new HttpRequest(
                "GET",
                new URL(server.url("t.git" + tail)),
                Map.of(),
                Optional.empty(),
                Following.OTHER));
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private String first() {
    return "GET " + server.url("t.git") + "/info/refs?service=git-upload-pack\n";
  }

  private String listing() {
    return "POST " + server.url("t.git") + "/git-upload-pack\n" + LISTING;
  }

  private static String packet(String line) {
    return String.format("%04x%s", line.length() + 4, line);
  }

  /** A server of protocol version 2. */
  private static Reply git(Seen seen) {
    return seen.method().equals("GET")
        ? new Reply(200, Map.of(), CAPABILITIES)
        : new Reply(200, Map.of(), REFS);
  }

  @Test
  void keptAnswersAreGivenAgainUntilTheyAreForgotten() throws IOException {
    GitConversation conversation = conversation();
    HttpAnswer answer = get(conversation, "/a");
    assertThat(conversation.known("GET x\n", false)).isEmpty();

    conversation.keep("GET x\n", answer);
    assertThat(conversation.known("GET x\n", false)).contains(answer);
    assertThat(conversation.known("GET y\n", false)).isEmpty();

    conversation.forget();
    assertThat(conversation.known("GET x\n", false)).isEmpty();
  }

  @Test
  void noListOfRefsIsAskedForWhereIdsAreKnown() throws IOException {
    GitConversation conversation = conversation();
    assertThat(conversation.known(listing(), true)).isEmpty();

    conversation.refsNoLongerNeeded();
    assertThat(conversation.known(listing(), true)).contains(GitConversation.NO_REFS);
    assertThat(conversation.known("GET x\n", false)).as("all else is").isEmpty();

    conversation.refsNeeded();
    assertThat(conversation.known(listing(), true)).isEmpty();
  }

  @Test
  void earlyAnswersAreTakenOnceAndKept() throws IOException {
    script = GitConversationTest::git;
    GitConversation conversation = conversation();
    assertThat(conversation.earlyRefs()).isEmpty();

    conversation.startEarly(server.url("t.git"), List.of("HEAD"));
    assertThat(conversation.earlyRefs().orElseThrow().find(WantedRef.of(Optional.of("HEAD"))))
        .isPresent();
    assertThat(conversation.known("GET " + server.url("t.git") + "/x\n", false)).isEmpty();
    assertThat(text(conversation.known(first(), false).orElseThrow())).isEqualTo(CAPABILITIES);
    assertThat(text(conversation.known(first(), false).orElseThrow())).isEqualTo(CAPABILITIES);
    assertThat(text(conversation.known(listing(), true).orElseThrow())).isEqualTo(REFS);
    assertThat(text(conversation.known(listing(), true).orElseThrow())).isEqualTo(REFS);
    assertThat(server.seen()).as("each was asked for once").hasSize(2);

    conversation.forget();
    assertThat(conversation.known(first(), false)).as("asked for anew").isEmpty();
    assertThat(conversation.known(listing(), true)).isEmpty();
  }

  @Test
  void anEarlyRefusalIsGivenOnceAndNotKept() throws IOException {
    script = seen -> new Reply(403, Map.of(), "no");
    GitConversation conversation = conversation();
    conversation.startEarly(server.url("t.git"), List.of("HEAD"));

    assertThat(conversation.known(first(), false).orElseThrow().status()).isEqualTo(403);
    assertThat(conversation.known(first(), false)).as("JGit asks itself the next time").isEmpty();
    assertThat(conversation.earlyRefs()).isEmpty();
  }

  @Test
  void earlyRefsThatAreNotPlainAreLeftToJGit() {
    script =
        seen ->
            seen.method().equals("GET")
                ? git(seen)
                : new Reply(200, Map.of("Content-Encoding", "gzip"), REFS);
    GitConversation conversation = conversation();
    conversation.startEarly(server.url("t.git"), List.of("HEAD"));
    assertThat(conversation.earlyRefs()).isEmpty();

    script = seen -> seen.method().equals("GET") ? git(seen) : new Reply(200, Map.of(), "noise");
    GitConversation other = conversation();
    other.startEarly(server.url("t.git"), List.of("HEAD"));
    assertThat(other.earlyRefs()).isEmpty();
  }

  @Test
  void anEarlyFailureIsWhatJGitIsTold() {
    access = access.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300));
    CountDownLatch end = new CountDownLatch(1);
    script =
        seen -> {
          await(end);
          return Reply.of(200, Map.of());
        };
    GitConversation conversation = conversation();
    conversation.startEarly(server.url("t.git"), List.of());
    try {
      assertThatThrownBy(() -> conversation.known(first(), false)).isInstanceOf(IOException.class);
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
