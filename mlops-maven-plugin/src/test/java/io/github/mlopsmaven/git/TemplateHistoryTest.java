package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.TemplateAge.Behind;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateHistory.Closest;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commits of a template over HTTP: fetched once, without contents, and kept. */
class TemplateHistoryTest {

  private static final String LARGE = "x".repeat(300_000);

  @TempDir Path folder;

  private BareRepository template;
  private GitHttpServer server;
  private String first = "";
  private String second = "";

  @BeforeEach
  void serve() {
    template = BareRepository.create(folder.resolve("served/t.git"));
    first = template.commit("main", Map.of("a", "1", "d/large", LARGE));
    second = template.commit("main", Map.of("a", "2", "d/large", LARGE + "y"));
    template.commit("side", Map.of("a", "3"));
    template.tag("v1", first).head("main");
    server = GitHttpServer.start(folder.resolve("served"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theDistanceOfTwoCommitsIsAskedForOnce() {
    assertThat(age(false).behind(first, second)).map(Behind::commits).contains(1);
    long posts = server.requests().stream().filter(line -> line.startsWith("POST")).count();
    assertThat(posts).isEqualTo(1);
    assertThat(server.bytesSent()).isLessThan(20_000);

    server.reset();
    assertThat(age(false).behind(first, second)).map(Behind::commits).contains(1);
    assertThat(age(true).behind(first, second)).map(Behind::commits).contains(1);
    assertThat(server.requests()).isEmpty();

    String third = template.commit("main", Map.of("a", "4"));
    assertThat(age(true).behind(first, third)).isEmpty();
    assertThat(age(false).behind(first, third)).map(Behind::commits).contains(2);
  }

  @Test
  void aCommitThatTheServerForgotHasDiverged() {
    assertThat(age(false).behind("12".repeat(20), second)).map(Behind::diverged).contains(true);
    assertThat(age(false).behind(template.id("refs/heads/side"), second))
        .map(Behind::diverged)
        .contains(true);
  }

  @Test
  void theNewestReleaseIsAskedFor() {
    assertThat(age(false).newerRelease("v1")).isEmpty();
    template.tag("v1.0.1", second);
    assertThat(age(false).newerRelease("v1")).contains("v1.0.1");
    assertThat(age(false).newerRelease("main")).isEmpty();
    assertThat(age(true).newerRelease("v1")).isEmpty();
  }

  @Test
  void theTimeOfTheLastAnswerIsKept() {
    assertThat(age(false).asOf()).isEmpty();
    new GitTemplateSource(
            server.url("t.git"), Optional.of("main"), folder.resolve("cache"), access(false))
        .open()
        .close();
    assertThat(age(true).asOf()).isPresent();
  }

  @Test
  void allCommitsComeWithTheirTreesAndWithoutContents() {
    try (TemplateHistory history = history(Optional.empty(), false)) {
      List<Closest> closest = history.closest(Set.of(id("1"), id(LARGE)), 9, Optional.empty());
      assertThat(closest).hasSize(1);
      assertThat(closest.get(0).state().id()).isEqualTo(first);
      assertThat(closest.get(0).state().branch()).contains("main");
      assertThat(closest.get(0).shared()).isEqualTo(2);
      assertThat(history.tree(closest.get(0).state()).directory("d").files()).hasSize(1);
      assertThat(history.alike(closest.get(0).state(), Set.of("a"))).isEqualTo(1);
      assertThat(history.closest(Set.of(id("3")), 9, Optional.empty()).get(0).state().branch())
          .isEmpty();
    }
    assertThat(server.bytesSent()).isLessThan(20_000);

    server.reset();
    try (TemplateHistory history = history(Optional.empty(), true)) {
      assertThat(history.closest(Set.of(id("2")), 9, Optional.empty())).hasSize(1);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void onlyWhatIsNewComesLater() {
    history(Optional.empty(), false).close();
    String third = template.commit("main", Map.of("a", "5"));

    try (TemplateHistory history = history(Optional.empty(), false)) {
      assertThat(history.closest(Set.of(id("5")), 9, Optional.empty()).get(0).state().id())
          .isEqualTo(third);
      assertThat(history.closest(Set.of(id("1")), 9, Optional.empty())).hasSize(1);
    }
  }

  @Test
  void aRefOrCommitNarrowsWhatIsLookedAt() {
    try (TemplateHistory history = history(Optional.of("v1"), false)) {
      assertThat(history.closest(Set.of(id("1"), id("2"), id("3")), 9, Optional.empty()))
          .hasSize(1);
    }
    try (TemplateHistory history = history(Optional.of(second), false)) {
      assertThat(history.closest(Set.of(id("1"), id("2")), 9, Optional.empty())).hasSize(1);
    }
    assertThatThrownBy(() -> history(Optional.of("v9"), false).close())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("v9");
    assertThatThrownBy(() -> history(Optional.of("34".repeat(20)), false).close())
        .isInstanceOf(UsageException.class);
  }

  @Test
  void aDamagedCacheIsMadeAnew() throws IOException {
    history(Optional.empty(), false).close();
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      for (Path pack : files.filter(file -> file.toString().endsWith(".pack")).toList()) {
        pack.toFile().setWritable(true);
        Files.write(pack, new byte[40]);
      }
    }

    try (TemplateHistory history = history(Optional.empty(), false)) {
      assertThat(history.closest(Set.of(id("1")), 9, Optional.empty())).hasSize(1);
    }
  }

  private GitTemplateAge age(boolean offline) {
    return new GitTemplateAge(
        server.url("t.git"), Optional.of("main"), folder.resolve("cache"), access(offline));
  }

  private TemplateHistory history(Optional<String> ref, boolean offline) {
    return GitTemplateHistory.of(
        server.url("t.git"),
        ref,
        folder.resolve("cache"),
        access(offline),
        TemplateHistoryTest::none);
  }

  private static TemplateSource none(String commit) {
    throw new IllegalStateException(commit);
  }

  private static GitAccess access(boolean offline) {
    return GitAccess.standard().withOffline(offline);
  }

  private static String id(String content) {
    return BlobIds.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
