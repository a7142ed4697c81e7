package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushing a finished project. */
class PushTest {

  private static final GitAccess LOGGED_IN =
      GitAccess.standard().withCredentials(host -> Optional.of(new Credentials("anna", "s3cret")));

  @TempDir Path temp;
  private BareRepository remote;
  private GitHttpServer server;
  private Path project;

  @BeforeEach
  void serve() throws IOException {
    remote = BareRepository.create(temp.resolve("srv/new.git"));
    server =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().withLogin("anna", "s3cret"));
    project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("README.md"), "# Project\n");
    new JGitProjectRepository(GitAccess.standard())
        .commitAll(project, Set.of(), new Author("Anna", "anna@example.com"), "Generate");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void push(String url, GitAccess access) {
    new JGitProjectRepository(access).push(project, url);
  }

  private String withUserInfo() {
    return server.url("new.git").replace("://", "://anna:s3cret@");
  }

  @Test
  void emptyRepositoryGetsMainAndBecomesUpstream() {
    push(server.url("new.git"), LOGGED_IN);
    String head = CGit.run(project, "rev-parse", "main");
    assertThat(remote.id("refs/heads/main")).isEqualTo(head);
    assertThat(CGit.run(project, "config", "remote.origin.url")).isEqualTo(server.url("new.git"));
    assertThat(CGit.run(project, "rev-parse", "main@{upstream}")).isEqualTo(head);
    assertThat(CGit.run(project, "status", "-sb")).isEqualTo("## main...origin/main");
  }

  @Test
  void largeProjectIsStreamed() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(3).nextBytes(bytes);
    Path large = Files.createDirectories(temp.resolve("large"));
    Files.write(large.resolve("model.bin"), bytes);
    JGitProjectRepository repository = new JGitProjectRepository(LOGGED_IN);
    repository.commitAll(large, Set.of(), new Author("Anna", "anna@example.com"), "Generate");
    repository.push(large, server.url("new.git"));
    assertThat(remote.id("refs/heads/main")).isEqualTo(CGit.run(large, "rev-parse", "main"));
  }

  @Test
  void credentialsOfTheUrlAreNotStored() throws IOException {
    push(withUserInfo(), GitAccess.standard());
    assertThat(Files.readString(project.resolve(".git/config")))
        .contains(server.url("new.git"))
        .doesNotContain("s3cret");
  }

  @Test
  void fileRemoteWorks() {
    push(remote.directory().toUri().toString(), GitAccess.standard());
    assertThat(remote.id("refs/heads/main")).isEqualTo(CGit.run(project, "rev-parse", "main"));
  }

  @Test
  void contentInTheRemoteIsRefused() {
    String theirs = remote.commit("develop", Map.of("README.md", "theirs"));
    assertThatThrownBy(() -> push(server.url("new.git"), LOGGED_IN))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("new.git is not empty: it has develop")
        .hasMessageContaining("push to an empty repository");
    assertThat(remote.id("refs/heads/main")).isEqualTo("none");
    assertThat(remote.id("refs/heads/develop")).isEqualTo(theirs);
    assertThat(CGit.run(project, "remote")).as("as it was").isEmpty();
  }

  @Test
  void refusalOfAHookCarriesItsWords() throws IOException {
    Path hook = remote.directory().resolve("hooks/pre-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho 'branch main is protected by policy 7'\nexit 1\n");
    hook.toFile().setExecutable(true);
    assertThatThrownBy(() -> push(server.url("new.git"), LOGGED_IN))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("new.git refused branch main: pre-receive hook declined")
        .hasMessageContaining("branch main is protected by policy 7");
  }

  @Test
  void missingLoginIsSaid() {
    assertThatThrownBy(() -> push(server.url("new.git"), GitAccess.standard()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("wants a login")
        .hasMessageContaining("settings.xml");
  }

  @Test
  void missingRepositoryIsSaid() {
    assertThatThrownBy(() -> push(server.url("none.git"), LOGGED_IN))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no repository at " + server.url("none.git"));
    assertThatThrownBy(() -> push(temp.resolve("none").toUri().toString(), LOGGED_IN))
        .hasMessageContaining("there is no repository at");
  }

  @Test
  void offlineNothingIsPushed() {
    assertThatThrownBy(() -> push(server.url("new.git"), LOGGED_IN.withOffline(true)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("run without -o");
    assertThat(server.requests()).isEmpty();
  }
}
