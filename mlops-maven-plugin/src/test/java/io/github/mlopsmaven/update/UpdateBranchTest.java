package io.github.mlopsmaven.update;

import static io.github.mlopsmaven.remote.PublishedHere.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.git.GitTemplateLog;
import io.github.mlopsmaven.git.JGitUpdateBranch;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Proposal;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.StepResult;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.remote.PublishedHere;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.FakeAzureDevOps;
import io.github.mlopsmaven.testkit.FakeGitHub;
import io.github.mlopsmaven.testkit.FakeHost;
import io.github.mlopsmaven.update.UpdateBranch.Kind;
import io.github.mlopsmaven.update.UpdateBranch.Pushed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An update as a branch and a pull request, at both hosts. */
class UpdateBranchTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      layout:
        - {from: all, to: .}
      """;

  private static final String LINES = "1\n2nd\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";

  @TempDir Path folder;
  private LivingProject project;
  private final List<FakeHost> started = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();

  @BeforeEach
  void generate() {
    project = new LivingProject(folder, DESCRIPTOR);
    project.gives("all/a.txt", LINES).gives("all/b.txt", "old\n");
    project.gives("all/.github/workflows/ci.yml", "on: push\n");
    project.gives("all/README.md", "# demo\n\n- [ ] first\n");
    project.generated();
  }

  @AfterEach
  void stop() {
    started.forEach(FakeHost::close);
  }

  /** A host that has the project, and the project knows it as origin. */
  private final class There {

    private final FakeHost host;
    private final String word;
    private final String owner;
    private final Path repository;

    There(String word) {
      this.word = word;
      boolean gitHub = word.equals("github");
      Path root = folder.resolve("srv");
      String url;
      if (gitHub) {
        FakeGitHub hub = FakeGitHub.start(root, TOKEN);
        host = hub;
        owner = "contoso";
        repository = hub.make(owner, "demo").directory();
        url = host.url() + "/contoso/demo.git";
      } else {
        FakeAzureDevOps azure = FakeAzureDevOps.start(root, TOKEN);
        host = azure;
        owner = "contoso/ML Platform";
        repository = azure.make("demo").directory();
        url = host.url() + "/contoso/ML%20Platform/_git/demo";
      }
      started.add(host);
      project.git("remote", "add", "origin", url);
      push();
    }

    void push() {
      project.git("push", "-q", repository.toUri().toString(), "HEAD:main");
    }

    Hosts.Reached<Host> reached() {
      return PublishedHere.hosts(pauses::add)
          .service(word, Optional.of(host.url()), Optional.of(owner));
    }

    Pushed branch(PlannedUpdate update) {
      try (JGitUpdateBranch branch = new JGitUpdateBranch(project.directory(), reached().push())) {
        return branch.push(
            update.plan(),
            new ProjectChange.Author("Bot", "bot@example.com"),
            branch.remote().orElseThrow());
      }
    }

    Proposal proposal(PlannedUpdate update) {
      return new Proposal(
          reached().destination(),
          Publication.existing(owner, "demo", update.after()),
          pauses::add);
    }

    List<StepResult> propose(PlannedUpdate update) {
      Pushed pushed = branch(update);
      ProposalText text = new ProposalText(update, commits(update));
      return proposal(update)
          .open(
              new PullRequest(
                  "mlops/update",
                  pushed.base(),
                  text.title(),
                  text.text(),
                  text.isDraft(),
                  text.state()));
    }

    /** The pull requests, by their place. */
    Map<String, String> requests() {
      Map<String, String> found = new java.util.TreeMap<>(host.state());
      found.keySet().removeIf(key -> !key.matches(".*/pull(s|requests)/\\d+"));
      return found;
    }

    String only() {
      assertThat(requests()).hasSize(1);
      return requests().values().iterator().next();
    }

    String place() {
      return requests().keySet().iterator().next();
    }

    void end(boolean merged) {
      if (host instanceof FakeGitHub hub) {
        hub.end(place(), merged);
      } else if (host instanceof FakeAzureDevOps azure) {
        azure.end(place(), merged);
      }
    }

    List<String> changes() {
      return host.requests().stream()
          .map(FakeHost.Request::toString)
          .filter(request -> !request.startsWith("GET"))
          .toList();
    }

    String git(String... arguments) {
      List<String> all = new ArrayList<>(List.of("--git-dir", repository.toString()));
      all.addAll(List.of(arguments));
      return project.git(all.toArray(String[]::new));
    }
  }

  private List<String> commits(PlannedUpdate update) {
    return new GitTemplateLog(
            folder.resolve("template.git").toUri().toString(),
            folder.resolve("cache"),
            GitAccess.standard())
        .between(
            update.before().origin().commit().orElseThrow(),
            update.after().origin().commit().orElseThrow(),
            2);
  }

  private String newest() {
    return LivingProject.output(
            folder.resolve("template.git"), "git", "log", "-1", "--format=- `%h %cs %s`", "main")
        .strip();
  }

  @Test
  void theTemplatesCommitsAreNamed() {
    for (int i = 0; i < 4; i++) {
      project.gives("all/b.txt", "state " + i + "\n").moves();
    }
    List<String> lines = commits(project.planned());
    assertThat(lines).hasSize(3);
    assertThat("- `" + lines.get(0) + "`").isEqualTo(newest());
    assertThat(lines.get(2)).isEqualTo("and 2 more");
    GitTemplateLog gone =
        new GitTemplateLog(
            folder.resolve("none.git").toUri().toString(),
            folder.resolve("cache"),
            GitAccess.standard());
    assertThat(gone.between("1".repeat(40), "2".repeat(40), 2)).isEmpty();
  }

  private void templateMoves(String line) {
    project.gives("all/a.txt", LINES.replace("2nd\n", line + "\n")).gives("all/b.txt", "newer\n");
    project.gives("all/README.md", "# demo\n\n- [ ] first\n- [ ] second, for @alice\n");
    project.moves();
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void anUpdateIsOneBranchAndOnePullRequest(String word) {
    There there = new There(word);
    templateMoves("two");
    project.edits("a.txt", LINES.replace("11\n", "eleven\n")).commits();
    there.push();
    project.edits("b.txt", "not committed\n").edits("untracked.txt", "mine\n");
    String before = project.status();

    List<StepResult> results = there.propose(project.planned());

    assertThat(results.get(0).kind()).isEqualTo(StepResult.Kind.MADE);
    assertThat(results.get(0).note()).contains(there.host.url(), "/pull");
    assertThat(there.git("show", "mlops/update:a.txt"))
        .isEqualTo(LINES.replace("2nd\n", "two\n").replace("11\n", "eleven\n"));
    assertThat(there.git("show", "mlops/update:b.txt")).isEqualTo("newer\n");
    assertThat(there.git("log", "--format=%an|%s|%P", "-1", "mlops/update").strip())
        .isEqualTo("Bot|Update from small|" + there.git("rev-parse", "main").strip());
    assertThat(project.status()).as("the work tree is left alone").isEqualTo(before);
    assertThat(project.text("b.txt")).isEqualTo("not committed\n");
    assertThat(there.only())
        .contains("Update from small", "main\"", "mlops/update\"")
        .contains(
            "### To do", "- [ ] second, for (at)alice", "### Commits of the template", newest())
        .contains("**Taken from the template** (2)", "**Merged with the project's changes** (1)")
        .doesNotContain("- [ ] first", "raft\":true");

    // A second run finds all of it.
    there.host.forget();
    Map<String, String> state = there.host.state();
    assertThat(there.propose(project.planned()))
        .allMatch(result -> result.kind() == StepResult.Kind.THERE);
    assertThat(there.changes()).isEmpty();
    assertThat(there.host.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void whatIsHeldIsADraftThatShowsItsChunks(String word) {
    There there = new There(word);
    templateMoves("theirs {fact}");
    project.edits("a.txt", LINES.replace("2nd\n", "mine ``` ${{ secrets.X }}\n")).commits();
    there.push();

    there.propose(project.planned());

    assertThat(there.only())
        .contains("raft\":true", "(1 file held)", "`a.txt`: both sides changed it")
        .contains("mine ``` ${{ secrets.X }}", "theirs {fact}", "````\\n");
    assertThat(there.git("show", "mlops/update:a.txt")).doesNotContain("<<<<<<<");
    assertThat(there.git("show", "mlops/update:.mlops/files")).contains("a.txt\t@");

    // Somebody decides in the project: nothing is held any more.
    String draft = there.only();
    project.edits("a.txt", LINES.replace("2nd\n", "theirs {fact}\n")).commits();
    there.push();
    List<StepResult> results = there.propose(project.planned());
    assertThat(there.only()).isNotEqualTo(draft).doesNotContain("held", "### Held");
    if (word.equals("github")) {
      assertThat(results.get(0).note()).contains("mark it as ready for review");
    } else {
      assertThat(there.only()).contains("isDraft\":false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void aNewerStateReplacesWhatOnlyUpdatesMade(String word) {
    There there = new There(word);
    templateMoves("two");
    there.propose(project.planned());
    templateMoves("zwei");

    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.REPLACED);
    there.propose(project.planned());

    assertThat(there.git("show", "mlops/update:a.txt")).contains("zwei\n");
    assertThat(there.git("rev-list", "--count", "main..mlops/update").strip()).isEqualTo("1");
    assertThat(there.only()).contains(project.planned().after().origin().revision());

    // The base moves on: the same state, on top of it.
    project.edits("own.txt", "mine\n").commits();
    there.push();
    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.REPLACED);
    assertThat(there.git("show", "mlops/update:own.txt")).isEqualTo("mine\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void somebodysCommitIsNeverReplaced(String word) {
    There there = new There(word);
    templateMoves("two");
    there.propose(project.planned());
    project.git("fetch", "-q", there.repository.toUri().toString(), "mlops/update");
    project.git("checkout", "-q", "-b", "review", "FETCH_HEAD");
    project.edits("a.txt", project.text("a.txt") + "reviewed\n").commits();
    project.git("push", "-q", there.repository.toUri().toString(), "review:mlops/update");
    String reviewed = there.git("rev-parse", "mlops/update");
    project.git("checkout", "-q", "main");

    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.WORKED_ON);
    templateMoves("zwei");
    assertThatThrownBy(() -> there.branch(project.planned()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has commits that no update made")
        .hasMessageContaining("of Test, \"Work\"")
        .hasMessageContaining("git push origin --delete mlops/update");
    assertThat(there.git("rev-parse", "mlops/update")).isEqualTo(reviewed);

    // An amended commit keeps the message, and is somebody's all the same.
    project.git("checkout", "-q", "review");
    project.git("reset", "-q", "--hard", "HEAD^");
    project.edits("a.txt", "amended\n");
    project.git("commit", "-q", "--all", "--amend", "--no-edit");
    project.git("push", "-q", "-f", there.repository.toUri().toString(), "review:mlops/update");
    project.git("checkout", "-q", "main");
    assertThatThrownBy(() -> there.branch(project.planned()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has commits that no update made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void aRequestThatWasClosedIsNotOpenedAgainForTheSameState(String word) {
    There there = new There(word);
    templateMoves("two");
    there.propose(project.planned());
    there.end(false);
    there.host.forget();

    List<StepResult> results = there.propose(project.planned());
    assertThat(results).hasSize(1);
    assertThat(results.get(0).note()).contains("it was closed for this version");
    assertThat(there.changes()).isEmpty();

    templateMoves("zwei");
    assertThat(there.propose(project.planned()).get(0).kind()).isEqualTo(StepResult.Kind.MADE);
    assertThat(there.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void aTextThatSomebodyEditedIsLeft(String word) {
    There there = new There(word);
    templateMoves("two");
    there.propose(project.planned());
    there.host.edit(there.place(), word.equals("github") ? "body" : "description", "\n\nMy notes.");
    templateMoves("zwei");

    List<StepResult> results = there.propose(project.planned());
    assertThat(results.get(1).note()).contains("it was edited by hand");
    assertThat(there.only()).contains("My notes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void aRunThatWasStoppedAnywhereIsTakenUp(String word) {
    There there = new There(word);
    templateMoves("two");
    PlannedUpdate update = project.planned();
    for (int stop = 0; stop < 4; stop++) {
      AtomicInteger left = new AtomicInteger(stop);
      there.host.intercept(
          request -> {
            if (left.getAndDecrement() == 0) {
              throw new IllegalStateException("stopped");
            }
            return OptionalInt.empty();
          });
      try {
        there.propose(update);
      } catch (RuntimeException e) {
        // Stopped; the next run goes on.
      }
    }
    there.host.intercept(request -> OptionalInt.empty());
    there.propose(update);
    assertThat(there.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "azure-devops"})
  void aCreationWithoutAnswerIsLookedForBeforeItIsSentAgain(String word) {
    There there = new There(word);
    templateMoves("two");
    there.host.loseTheAnswerOf("POST");

    List<StepResult> results = there.propose(project.planned());
    assertThat(results.get(0).kind()).isEqualTo(StepResult.Kind.THERE);
    assertThat(there.requests()).hasSize(1);
    assertThat(there.changes()).filteredOn(call -> call.startsWith("POST")).hasSize(1);
  }

  @Test
  void aTokenWithoutTheScopeForWorkflowsIsRefusedBeforeThePush() {
    There there = new There("github");
    project.gives("all/.github/workflows/ci.yml", "on: pull_request\n").moves();
    PlannedUpdate update = project.planned();
    List<String> paths = update.plan().steps().stream().map(ProjectChange.Step::path).toList();
    ((FakeGitHub) there.host).scopes("repo, read:org");
    assertThatThrownBy(() -> there.proposal(update).requirePushable(paths))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".github/workflows/ci.yml, and the token lacks the scope workflow");
    ((FakeGitHub) there.host).scopes("repo, workflow");
    there.proposal(update).requirePushable(paths);
    assertThat(there.git("branch").strip()).isEqualTo("* main");
  }

  @Test
  void aRepositoryWithoutDraftsGetsARequestThatSaysSo() {
    There there = new There("github");
    ((FakeGitHub) there.host).withoutDrafts();
    templateMoves("theirs");
    project.edits("a.txt", LINES.replace("2nd\n", "mine\n")).commits();
    there.push();
    there.propose(project.planned());
    assertThat(there.only()).contains("\"draft\":false", "[Draft] Update from small");
  }

  @Test
  void headHasToBeWhatTheRemoteHas() {
    There there = new There("github");
    templateMoves("two");
    project.edits("own.txt", "mine\n").commits();
    assertThatThrownBy(() -> there.branch(project.planned()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("lacks commits that are here")
        .hasMessageContaining("git push origin main");
    there.push();
    project.git("reset", "-q", "--hard", "HEAD^");
    project.git("reflog", "expire", "--expire=now", "--all");
    project.edits("other.txt", "mine\n").commits();
    assertThatThrownBy(() -> there.branch(project.planned()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has commits that are not here")
        .hasMessageContaining("git pull --rebase");

    // A build server checks out a commit, not a branch; and only that.
    Path clone = folder.resolve("clone");
    project.git(
        "clone", "-q", "--depth", "1", there.repository.toUri().toString(), clone.toString());
    project.at(clone).git("checkout", "-q", "--detach");
    project.git("remote", "set-url", "origin", there.host.url() + "/contoso/demo.git");
    assertThat(there.branch(project.planned()))
        .extracting(Pushed::kind, Pushed::base)
        .containsExactly(Kind.PUSHED, "main");
    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.THERE);
    assertThat(there.git("fsck", "--strict")).doesNotContain("error");
  }

  @Test
  void aProjectInAFolderOfALargerRepositoryHasABranchOfItsOwn() throws IOException {
    Path outer = folder.resolve("outer");
    Path inner = outer.resolve("apps/fares");
    try (Stream<Path> files = Files.walk(project.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = inner.resolve(project.directory().relativize(file));
        if (!file.startsWith(project.directory().resolve(".git"))) {
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.copy(file, target);
        }
      }
    }
    LivingProject.output(outer, "git", "init", "-q", "--initial-branch=main");
    project.at(inner).edits("../../other.txt", "of others\n").commits();
    There there = new There("github");
    templateMoves("two");

    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.PUSHED);

    String branch = "mlops/update-apps-fares";
    assertThat(there.git("show", branch + ":apps/fares/b.txt")).isEqualTo("newer\n");
    assertThat(there.git("diff", "--name-only", "main", branch).lines())
        .isNotEmpty()
        .allMatch(path -> path.startsWith("apps/fares/"));
    assertThat(there.branch(project.planned()).kind()).isEqualTo(Kind.THERE);
  }

  @Test
  void noTextHasASecret() throws Exception {
    There there = new There("github");
    project.git(
        "remote",
        "set-url",
        "origin",
        there.host.url().replace("//", "//x:" + TOKEN + "@") + "/contoso/demo.git");
    templateMoves("https://user:pl4nted@host.example ghp_0123456789abcdef0123");
    project.edits("a.txt", LINES.replace("2nd\n", "mine\n")).commits();
    there.push();
    List<StepResult> results = there.propose(project.planned());
    assertThat(there.only() + results).doesNotContain(TOKEN, "pl4nted", "ghp_0123456789");
    try (Stream<Path> files = Files.walk(project.directory().resolve(".git/mlops-update"))) {
      assertThat(files).isEmpty();
    } catch (java.nio.file.NoSuchFileException e) {
      assertThat(e.getFile()).endsWith("mlops-update");
    }
  }
}
