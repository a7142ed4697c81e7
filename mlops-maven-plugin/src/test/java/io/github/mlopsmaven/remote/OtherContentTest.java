package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.remote.PublishedHere.TOKEN;
import static io.github.mlopsmaven.remote.PublishedHere.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.PublishSettings;
import io.github.mlopsmaven.publish.PublishedProject;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that somebody uses already. */
class OtherContentTest {

  private static final String PLATFORM = "contoso/ML Platform";

  @TempDir Path temp;

  private PublishedHere onGitHub(FakeGitHub host) {
    host.make("contoso", "fares").commit("main", Map.of("theirs.txt", "theirs"));
    Path project = PublishedHere.generate(temp, "fares", "github-actions", "contoso");
    return new PublishedHere(project, "github", host.url(), "contoso");
  }

  private PublishedHere onAzure(FakeAzureDevOps host) {
    host.make("fares").commit("develop", Map.of("theirs.txt", "theirs"));
    Path project = PublishedHere.generate(temp, "fares", "azure-devops", PLATFORM);
    return new PublishedHere(project, "azure-devops", host.url(), PLATFORM);
  }

  private static List<String> changes(FakeHost host) {
    return host.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(FakeHost.Request::toString)
        .toList();
  }

  private static void assertRefused(PublishedHere here, String sentence) {
    assertThatThrownBy(() -> here.publish(PublishSettings.none()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("add -Dmlops.pullRequest")
        .hasMessageEndingWith(
            "completed steps are kept; to continue, type: mvn mlops:publish AGAIN");
  }

  @Test
  void itIsRefused() {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      assertRefused(onGitHub(host), "fares.git is not empty: it has main");
      assertThat(changes(host)).isEmpty();
    }
  }

  @Test
  void itIsRefusedOnAzureDevOps() {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      assertRefused(onAzure(host), "fares is not empty: it has develop");
      assertThat(changes(host)).isEmpty();
    }
  }

  @Test
  void itGetsAPullRequest() throws IOException {
    try (FakeGitHub host = FakeGitHub.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onGitHub(host);
      PublishedProject published = here.publish(everything(true));
      assertThat(published.pushed().branch()).matches("mlops/fares-[0-9a-f]{12}");
      assertThat(published.pushed().base()).isEqualTo("main");
      assertThat(host.state().get("/repos/contoso/fares/pulls/100"))
          .contains("\"base\":\"main\"", published.pushed().branch());
      assertThat(published.lines())
          .anyMatch(line -> line.endsWith(": made; " + host.url() + "/contoso/fares/pull/100"));
      Path repository = temp.resolve("srv/contoso/fares.git");
      assertThat(paths(repository, published.pushed().branch()))
          .contains("theirs.txt", "pyproject.toml", ".mlops/project.yml");
      assertThat(paths(repository, "main")).containsExactly("theirs.txt");
      assertNothingIsDoneTwice(here, host);
      Described.gitHub().check(host.requests());
    }
  }

  @Test
  void itGetsAPullRequestOnAzureDevOps() throws IOException {
    try (FakeAzureDevOps host = FakeAzureDevOps.start(temp.resolve("srv"), TOKEN)) {
      PublishedHere here = onAzure(host);
      PublishedProject published = here.publish(everything(true));
      assertThat(published.pushed().base()).isEqualTo("develop");
      assertThat(host.state().entrySet())
          .anyMatch(
              entry ->
                  entry.getKey().contains("/git/repositories/fares/pullrequests/")
                      && entry.getValue().contains("\"targetRefName\":\"refs/heads/develop\""));
      assertThat(published.lines())
          .anyMatch(line -> line.contains(": made; " + published.page() + "/pullrequest/"));
      Path repository = temp.resolve("srv/contoso/ML Platform/_git/fares");
      assertThat(paths(repository, published.pushed().branch()))
          .contains("theirs.txt", "pipelines/train.yml");
      assertThat(host.state())
          .as("their default branch stays")
          .hasEntrySatisfying(
              "/contoso/ML Platform/_apis/git/repositories/fares",
              text -> assertThat(text).doesNotContain("refs/heads/main"));
      assertNothingIsDoneTwice(here, host);
      Described.azureDevOps().check(host.requests());
    }
  }

  private static void assertNothingIsDoneTwice(PublishedHere here, FakeHost host) {
    Map<String, String> state = host.state();
    host.forget();
    assertThat(here.publish(everything(true)).lines())
        .as("where the pull request is")
        .anyMatch(
            line -> line.contains(": there already; " + host.url()) && line.contains("/pull"));
    assertThat(changes(host)).isEmpty();
    assertThat(host.state()).isEqualTo(state);
  }

  private static List<String> paths(Path bare, String branch) throws IOException {
    try (Git git = Git.open(bare.toFile());
        TreeWalk walk = new TreeWalk(git.getRepository());
        RevWalk commits = new RevWalk(git.getRepository())) {
      ObjectId tip = git.getRepository().resolve("refs/heads/" + branch);
      walk.addTree(commits.parseCommit(tip).getTree());
      walk.setRecursive(true);
      List<String> paths = new ArrayList<>();
      while (walk.next()) {
        paths.add(walk.getPathString());
      }
      return paths;
    }
  }
}
