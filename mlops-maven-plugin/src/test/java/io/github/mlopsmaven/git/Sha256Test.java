package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories whose ids are SHA-256: refused with the reason, and left as they are. */
class Sha256Test {

  @TempDir Path temp;
  private Path full;
  private Path empty;
  private Path project;

  @BeforeEach
  void make() throws IOException {
    full = Files.createDirectories(temp.resolve("srv/full.git"));
    empty = Files.createDirectories(temp.resolve("srv/empty.git"));
    Path work = Files.createDirectories(temp.resolve("work"));
    CGit.run(work, "init", "-q", "-b", "main", "--object-format=sha256");
    Files.writeString(work.resolve("a.txt"), "a\n");
    CGit.run(work, "add", "-A");
    CGit.run(work, "commit", "-qm", "one");
    CGit.run(temp, "clone", "-q", "--bare", work.toString(), full.toString());
    CGit.run(empty, "init", "-q", "--bare", "--object-format=sha256");
    for (Path bare : new Path[] {full, empty}) {
      CGit.run(bare, "config", "http.receivepack", "true");
      CGit.run(bare, "config", "uploadpack.allowFilter", "true");
    }
    project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("README.md"), "# Project\n");
    new JGitProjectRepository(GitAccess.standard())
        .commitAll(
            project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "Start");
  }

  private static void refused(ThrowingCallable call, String place) {
    assertThatThrownBy(call)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(place)
        .hasMessageMatching("(?is).*sha-?256.*");
  }

  private void open(String url, Optional<String> ref) {
    new GitTemplateSource(url, ref, temp.resolve("cache"), GitAccess.standard()).open().close();
  }

  private void push(String url) {
    new JGitProjectRepository(GitAccess.standard()).push(project, url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "srv/full.git", "srv/empty.git"})
  void aTemplateOnThisMachineIsRefused(String name) {
    Path place = temp.resolve(name);
    refused(() -> open(place.toUri().toString(), Optional.empty()), name);
    refused(() -> open(place.toUri().toString(), Optional.of("main")), name);
  }

  @Test
  void aWorkTreeIsRefused() {
    refused(() -> new WorkTreeSource(temp.resolve("work")).open(), "work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.git", "empty.git"})
  void aTemplateOnAServerIsRefused(String name) throws IOException {
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      refused(() -> open(server.url(name), Optional.empty()), name);
      refused(() -> open(server.url(name), Optional.of("main")), name);
      refused(() -> open(server.url(name), Optional.of("1".repeat(40))), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.git", "empty.git"})
  void aPushToOneIsRefusedBeforeAnythingIsSent(String name) throws IOException {
    Path bare = temp.resolve("srv").resolve(name);
    String refs = CGit.run(bare, "for-each-ref");
    refused(() -> push(bare.toUri().toString()), name);
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      refused(() -> push(server.url(name)), name);
      assertThat(server.requests()).noneMatch(request -> request.startsWith("POST"));
    }
    assertThat(CGit.run(bare, "for-each-ref")).isEqualTo(refs);
    assertThat(CGit.run(bare, "fsck", "--strict")).doesNotContain("error");
    assertThat(CGit.run(project, "config", "--get-regexp", "remote.*|core.bare"))
        .doesNotContain("remote");
  }
}
