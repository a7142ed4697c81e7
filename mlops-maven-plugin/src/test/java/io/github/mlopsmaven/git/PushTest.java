package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.ProjectPush.Kind;
import io.github.mlopsmaven.publish.ProjectPush.Pushed;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .commitAll(
            project,
            StagedFolder.of(project, Set.of()),
            new Author("Anna", "anna@example.com"),
            "Generate");
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
    pushLarge(LOGGED_IN);
  }

  /** What is streamed cannot be sent again, so that the proxy must get its login at once. */
  @Test
  void largeProjectIsStreamedThroughAProxyThatWantsALogin() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      pushLarge(
          LOGGED_IN.withProxies(
              List.of(
                  new HttpProxy(
                      "http",
                      "127.0.0.1",
                      proxy.port(),
                      Optional.of(new Credentials("paul", "pr0xy")),
                      ""))));
      assertThat(proxy.requests()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
    }
  }

  private void pushLarge(GitAccess access) throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(3).nextBytes(bytes);
    Path large = Files.createDirectories(temp.resolve("large"));
    Files.write(large.resolve("model.bin"), bytes);
    JGitProjectRepository repository = new JGitProjectRepository(access);
    repository.commitAll(
        large,
        StagedFolder.of(large, Set.of()),
        new Author("Anna", "anna@example.com"),
        "Generate");
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

  /** It may be left by a run that was killed, or another command of git may be about to end. */
  @Test
  void aLockedBranchOfTheRemoteIsSaid() throws IOException {
    Path lock = project.resolve(".git/refs/remotes/origin/main.lock");
    Files.createDirectories(lock.getParent());
    Files.createFile(lock);

    assertThatThrownBy(() -> push(server.url("new.git"), LOGGED_IN))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("git's branch is locked: ")
        .hasMessageContaining("if none runs, type: rm ")
        .hasMessageContaining("origin/main.lock");
    Files.delete(lock);
    push(server.url("new.git"), LOGGED_IN);
    assertThat(CGit.run(project, "status", "-sb")).isEqualTo("## main...origin/main");
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
  void theLoginInTheWordsOfAHookGoesNoFurther() throws IOException {
    Path hook = remote.directory().resolve("hooks/pre-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho 'no push with s3cret; YW5uYTpzM2NyZXQ='\nexit 1\n");
    hook.toFile().setExecutable(true);
    assertThatThrownBy(() -> push(server.url("new.git"), LOGGED_IN))
        .hasMessageContaining("no push with ***; ***");
    assertThatThrownBy(() -> push(withUserInfo(), GitAccess.standard()))
        .hasMessageContaining("no push with ***; ***");
  }

  @Test
  void missingLoginIsSaid() {
    assertThatThrownBy(() -> push(server.url("new.git"), GitAccess.standard()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("requires authentication")
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

  private Pushed pushAgain(Optional<String> branch) {
    return new JGitProjectPush(LOGGED_IN).push(project, server.url("new.git"), branch);
  }

  @Test
  void aSecondPushFindsTheFirst() {
    assertThat(pushAgain(Optional.empty())).isEqualTo(new Pushed(Kind.PUSHED, "main", "main"));
    assertThat(pushAgain(Optional.empty())).isEqualTo(new Pushed(Kind.THERE, "main", "main"));
  }

  @Test
  void whatWasCommittedSinceIsPushedToo() throws IOException {
    pushAgain(Optional.empty());
    Files.writeString(project.resolve("more.txt"), "more\n");
    CGit.run(project, "add", "--all");
    CGit.run(project, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "More");
    assertThat(pushAgain(Optional.empty()).kind()).isEqualTo(Kind.PUSHED);
    assertThat(remote.id("refs/heads/main")).isEqualTo(CGit.run(project, "rev-parse", "main"));
  }

  @Test
  void whatOthersPushedSinceStays() throws IOException {
    pushAgain(Optional.empty());
    String theirs = remote.commit("main", Map.of("README.md", "theirs"));
    assertThat(pushAgain(Optional.empty())).isEqualTo(new Pushed(Kind.THERE, "main", "main"));
    assertThat(remote.id("refs/heads/main")).isEqualTo(theirs);
  }

  @Test
  void otherContentGetsABranchOnTopOfIt() throws IOException {
    Files.createDirectories(project.resolve("docs"));
    Files.writeString(project.resolve("docs/a.md"), "ours\n");
    CGit.run(project, "add", "--all");
    CGit.run(project, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "More");
    String own = CGit.run(project, "rev-parse", "main");
    String theirs =
        remote.commit("main", Map.of("README.md", "theirs", "docs", "a file", "z", "z"));

    Pushed pushed = pushAgain(Optional.of("mlops/project"));

    String branch = "mlops/project-" + own.substring(0, 12);
    assertThat(pushed).isEqualTo(new Pushed(Kind.PUSHED, branch, "main"));
    assertThat(remote.id("refs/heads/main")).isEqualTo(theirs);
    Path bare = remote.directory();
    assertThat(CGit.run(bare, "rev-parse", branch + "^")).isEqualTo(theirs);
    assertThat(CGit.run(bare, "ls-tree", "-r", "--name-only", branch).lines())
        .containsExactly("README.md", "docs/a.md", "z");
    assertThat(CGit.run(bare, "show", branch + ":README.md")).isEqualTo("# Project");
    assertThat(CGit.run(bare, "fsck", "--full")).isEmpty();
    assertThat(pushAgain(Optional.of("mlops/project")).kind()).isEqualTo(Kind.THERE);
    assertThat(CGit.run(project, "status", "-sb")).isEqualTo("## main");
  }

  @Test
  void aProjectWithoutACommitIsRefused() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));
    assertThatThrownBy(
            () ->
                new JGitProjectPush(LOGGED_IN).push(empty, server.url("new.git"), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a git repository of its own");
    CGit.run(empty, "init", "-q", "-b", "main");
    assertThatThrownBy(
            () ->
                new JGitProjectPush(LOGGED_IN).push(empty, server.url("new.git"), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has no commit on main");
  }

  @ParameterizedTest
  @CsvSource({
    "'GH006: Protected branch update failed for refs/heads/main.', pull request",
    "'GitLab: You are not allowed to push code to protected branches on this project.', pull request",
    "'TF402455: Pushes to this branch are not permitted; you must use a pull request', pull request",
    "'TF401027: You need the Git ''GenericContribute'' permission', credentials that may push",
    "'GH013: Repository rule violations found for refs/heads/main.', remove what",
    "'GH001: Large files detected.', Git LFS",
    "'This repository was archived so it is read-only.', unarchive",
    "'pre-receive hook declined', settle that at the server",
  })
  void eachRefusalOfABranchHasItsRemedy(String said, String remedy) {
    assertThat(PushRefusals.remedy(said)).contains(remedy);
  }
}
