package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.problem.NoSuchRefException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.TransferProgress;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.CgiBackend;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template over HTTP: what is asked of the server, and what is not. */
class GitTemplateSourceTest {

  private static final String ADVERTISEMENT = "GET /t.git/info/refs?service=git-upload-pack";
  private static final String COMMAND = "POST /t.git/git-upload-pack";

  @TempDir Path temp;
  private BareRepository origin;
  private GitHttpServer server;
  private Path cache;

  @BeforeEach
  void serve() {
    origin = BareRepository.create(temp.resolve("srv/t.git"));
    server = GitHttpServer.start(temp.resolve("srv"));
    cache = temp.resolve("cache");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> read(String ref, GitAccess access, String directory) {
    Optional<String> asked = Optional.of(ref).filter(name -> !name.isEmpty());
    return Templates.read(server.url("t.git"), asked, cache, access, directory);
  }

  private Map<String, String> classical(String ref) {
    return read(ref, GitAccess.standard(), "classical");
  }

  @Test
  void coldTakesFourRequestsOnOneConnection() {
    origin.commit("main", Templates.FILES);
    assertThat(classical(""))
        .containsOnly(
            Map.entry("classical/aml-cli-v2/train.py", "print('classical')\n"),
            Map.entry("classical/aml-cli-v2/run.sh", "#!/bin/sh\n"));
    assertThat(server.requests()).containsExactly(ADVERTISEMENT, COMMAND, COMMAND, COMMAND);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void warmTakesTwoRequests() {
    origin.commit("main", Templates.FILES);
    classical("");
    server.reset();
    assertThat(classical("")).hasSize(2);
    assertThat(server.requests()).containsExactly(ADVERTISEMENT, COMMAND);
  }

  @Test
  void heldCommitTakesNoRequest() {
    String id = origin.commit("main", Templates.FILES);
    classical(id);
    assertThat(server.requests())
        .as("no list of refs")
        .containsExactly(ADVERTISEMENT, COMMAND, COMMAND);
    server.reset();
    assertThat(classical(id)).hasSize(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void offlineTakesNoRequestAndKnowsTheBranch() {
    String id = origin.commit("main", Templates.FILES);
    classical("main");
    classical("");
    server.close();
    GitAccess offline = GitAccess.standard().withOffline(true);
    assertThat(read("main", offline, "classical")).hasSize(2);
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(server.url("t.git"), Optional.empty(), cache, offline).open()) {
      assertThat(snapshot.origin().commit()).contains(id);
      assertThat(snapshot.origin().ref()).contains("main");
    }
  }

  @Test
  void offlineWithoutTheCommitSaysToRunOnce() {
    origin.commit("main", Templates.FILES);
    assertThatThrownBy(() -> read("main", GitAccess.standard().withOffline(true), "classical"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("t.git at 'main' is not in the cache")
        .hasMessageContaining("run once without -o");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void offlineWithoutTheContentsSaysToRunOnce() {
    origin.commit("main", Templates.FILES);
    classical("main");
    assertThatThrownBy(() -> read("main", GitAccess.standard().withOffline(true), "cv"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("run once without -o");
  }

  @Test
  void whatAnotherSelectionFetchedIsNotFetchedAgain() {
    origin.commit("main", Templates.FILES);
    classical("");
    server.reset();
    assertThat(read("", GitAccess.standard(), "nlp"))
        .containsEntry("nlp/copy.py", "print('classical')\n")
        .containsEntry("nlp/aml-cli-v2/train.py", "print('nlp')\n");
    assertThat(server.requests()).containsExactly(ADVERTISEMENT, COMMAND, COMMAND);
    server.reset();
    assertThat(classical("")).hasSize(2);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void sizesAreKnownOnlyOfWhatIsHeld() {
    origin.commit("main", Templates.FILES);
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(server.url("t.git"), Optional.empty(), cache, GitAccess.standard())
            .open()) {
      TemplateFile readme = snapshot.tree().directory("").files().get(0);
      assertThat(readme.path()).isEqualTo("README.md");
      assertThat(snapshot.size(readme)).isEmpty();
      snapshot.fetch(List.of(readme));
      assertThat(snapshot.size(readme)).hasValue(8);
    }
  }

  @Test
  void treeKnowsDirectoriesModesAndWhatIsNotThere() {
    origin.commit("main", Templates.FILES);
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(server.url("t.git"), Optional.empty(), cache, GitAccess.standard())
            .open()) {
      assertThat(snapshot.tree().directory("").directories())
          .containsExactly("classical", "cv", "nlp");
      assertThat(snapshot.tree().directory("classical/aml-cli-v2").files())
          .extracting(TemplateFile::name, TemplateFile::mode)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("run.sh", FileMode.EXECUTABLE),
              org.assertj.core.groups.Tuple.tuple("train.py", FileMode.REGULAR));
      assertThat(snapshot.tree().directory("classical/none/deep").isEmpty()).isTrue();
    }
  }

  @Test
  void newCommitOnABranchIsSeen() {
    origin.commit("main", Templates.FILES);
    classical("main");
    origin.commit("main", Map.of("classical/new.txt", "new"));
    assertThat(classical("main")).containsOnly(Map.entry("classical/new.txt", "new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "annotated", "refs/tags/annotated", "refs/heads/topic/one"})
  void everyKindOfRefWorks(String ref) {
    String first = origin.commit("main", Templates.FILES);
    origin.commit("main", Map.of("classical/later.txt", "later"));
    origin.tag("light", first).annotatedTag("annotated", first);
    origin.commit("topic/one", Templates.FILES);
    for (int run = 0; run < 2; run++) {
      assertThat(classical(ref)).hasSize(2);
    }
    assertThat(server.requests()).as("cold and warm").hasSize(6);
  }

  @Test
  void addressAndTagObjectAreKnownColdWarmAndOffline() {
    String first = origin.commit("main", Templates.FILES);
    origin.annotatedTag("v1", first).tag("light", first);
    for (boolean offline : new boolean[] {false, false, true}) {
      for (String ref : List.of("v1", "light", "main")) {
        GitAccess access = GitAccess.standard().withOffline(offline);
        try (TemplateSnapshot snapshot =
            new GitTemplateSource(server.url("t.git"), Optional.of(ref), cache, access).open()) {
          assertThat(snapshot.origin().url()).contains(server.url("t.git"));
          assertThat(snapshot.origin().commit()).contains(first);
          assertThat(snapshot.origin().tag())
              .as("the tag's object, or its commit where it has none")
              .isEqualTo(
                  ref.equals("main")
                      ? Optional.empty()
                      : Optional.of(origin.id("refs/tags/" + ref)));
        }
      }
    }
  }

  @Test
  void theBranchThatHeadNamedIsKnownByItsNameToo() {
    origin.commit("main", Templates.FILES);
    classical("");

    assertThat(read("main", GitAccess.standard().withOffline(true), "classical")).hasSize(2);
  }

  @Test
  void defaultBranchMayHaveAnyName() {
    origin.head("släpp/2.x");
    origin.commit("släpp/2.x", Templates.FILES);
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(server.url("t.git"), Optional.empty(), cache, GitAccess.standard())
            .open()) {
      assertThat(snapshot.origin().ref()).contains("släpp/2.x");
    }
  }

  @Test
  void unknownRefIsRefusedWithTheNearest() {
    origin.commit("main", Templates.FILES);
    origin.tag("v1.1.0", origin.id("main")).tag("v1.0.0", origin.id("main"));
    assertThatThrownBy(() -> classical("v1.1.O"))
        .isInstanceOf(NoSuchRefException.class)
        .hasMessageContaining("t.git has no branch or tag 'v1.1.O'")
        .hasMessageContaining("use one of main, v1.0.0, v1.1.0 (did you mean v1.1.0?)");
  }

  @Test
  void shortCommitIdIsRefusedWithTheReason() {
    String id = origin.commit("main", Templates.FILES);
    assertThatThrownBy(() -> classical(id.substring(0, 8)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("give all 40 digits");
  }

  @Test
  void unknownCommitIdIsRefused() {
    origin.commit("main", Templates.FILES);
    assertThatThrownBy(() -> classical("0123456789".repeat(4)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("t.git has no commit 0123456789");
  }

  @Test
  void emptyRepositoryIsRefused() {
    assertThatThrownBy(() -> classical(""))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is empty");
  }

  /** The files of one selection, read from a server; what is said meanwhile goes into the lines. */
  private Map<String, String> told(GitHttpServer server, List<String> lines) {
    TransferProgress progress =
        new TransferProgress() {
          @Override
          public void info(String line) {
            lines.add(line);
          }
        };
    return Templates.read(
        server.url("t.git"),
        Optional.empty(),
        cache,
        GitAccess.standard().withProgress(progress),
        "cv");
  }

  @Test
  void serverWithoutFiltersGivesEverythingAtOnceAndThatIsSaid() {
    origin.commit("main", Templates.FILES);
    List<String> lines = new ArrayList<>();
    try (GitHttpServer plain =
        GitHttpServer.start(temp.resolve("srv"), new GitHttpServer.Settings().withoutFilters())) {
      assertThat(told(plain, lines)).hasSize(1);
      assertThat(plain.requests()).hasSize(3);
    }
    assertThat(lines)
        .containsExactly(
            "127.0.0.1 cannot leave out file contents; all of the commit's files are fetched");
  }

  @Test
  void serverThatCannotLeaveOutHistoryGivesAllOfItAndThatIsSaid() {
    assumeTrue(CgiBackend.isAvailable());
    origin.commit("main", Templates.FILES);
    List<String> lines = new ArrayList<>();
    try (GitHttpServer plain =
        GitHttpServer.start(temp.resolve("srv"), new GitHttpServer.Settings().withoutDepths())) {
      assertThat(told(plain, lines)).hasSize(1);
    }
    assertThat(lines).containsExactly("127.0.0.1 cannot leave out history; all of it is fetched");
  }

  @Test
  void whatAServerSaysItDoesNotAllowIsItsRefusal() {
    String said = "ERR clones without a token are switched off\n";
    String service = "001e# service=git-upload-pack\n0000";
    String answer = service + String.format("%04x", said.length() + 4) + said;
    Map<String, String> type =
        Map.of("Content-Type", "application/x-git-upload-pack-advertisement");
    try (ScriptedHttpServer server =
        ScriptedHttpServer.start(seen -> new Reply(200, type, answer))) {
      String url = server.url("t.git");
      assertThatThrownBy(
              () -> Templates.read(url, Optional.empty(), cache, GitAccess.standard(), "cv"))
          .hasMessageContaining(
              "the server of "
                  + url
                  + " refuses: clones without a token are switched off\n"
                  + "  ask its operators what it allows");
    }
  }

  @Test
  void jgitsServletServesToo() {
    origin.commit("main", Templates.FILES);
    try (GitHttpServer servlet =
        GitHttpServer.start(temp.resolve("srv"), new GitHttpServer.Settings().withServlet())) {
      for (int run = 0; run < 2; run++) {
        assertThat(
                Templates.read(
                    servlet.url("t.git"),
                    Optional.of("main"),
                    cache,
                    GitAccess.standard(),
                    "classical"))
            .hasSize(2);
      }
      assertThat(servlet.requests()).hasSize(6);
    }
  }

  @Test
  void progressIsToldOfBothTransfers() {
    origin.commit("main", Templates.FILES);
    List<String> told = new ArrayList<>();
    TransferProgress progress =
        new TransferProgress() {
          @Override
          public boolean isShown() {
            return true;
          }

          @Override
          public void start(String title, long total) {
            told.add(title + " " + total);
          }

          @Override
          public void done() {
            told.add("done");
          }
        };
    read("", GitAccess.standard().withProgress(progress), "classical");
    assertThat(told).containsExactly("template tree 8", "done", "template files 2", "done");
  }
}
