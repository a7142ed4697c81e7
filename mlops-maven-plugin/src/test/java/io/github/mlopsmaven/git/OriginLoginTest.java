package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Seen;
import io.github.mlopsmaven.testkit.StagedFolder;
import io.github.mlopsmaven.testkit.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login goes to the origin that the user named it for, and nowhere else. */
class OriginLoginTest {

  private static final String SECRET = "s3cret";

  @TempDir Path temp;
  private GitHttpServer server;
  private GitAccess access;
  private Path home;

  @BeforeEach
  void serve() throws IOException {
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    server =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().withLogin("anna", SECRET));
    home = Files.createDirectories(temp.resolve("home"));
    access = GitAccess.standard().withHome(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void gitconfig(String... lines) throws IOException {
    Files.writeString(home.resolve(".gitconfig"), String.join("\n", lines) + "\n");
  }

  private Map<String, String> read(String url, GitAccess with) {
    return Templates.read(url, Optional.empty(), temp.resolve("cache"), with, "classical");
  }

  /** A {@code <server>} for the URL that the user gives, whatever its host. */
  private GitAccess named() {
    return access.withNamedCredentials(origin -> Optional.of(new Credentials("anna", SECRET)));
  }

  private static ScriptedHttpServer redirectingTo(int status, Function<Seen, String> location) {
    return ScriptedHttpServer.start(seen -> Reply.redirect(status, location.apply(seen)));
  }

  private static void assertNothingGiven(ScriptedHttpServer other) {
    assertThat(other.seen()).isNotEmpty();
    assertThat(other.seen())
        .allSatisfy(
            seen -> {
              assertThat(seen.headers()).doesNotContainKeys("authorization", "x-key", "cookie");
              assertThat(seen.toString()).doesNotContain(SECRET);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectToAnotherOriginCarriesNoLogin(int status) throws IOException {
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer first =
            redirectingTo(status, seen -> other.url(seen.uri().substring(1)))) {
      gitconfig(
          "[http]",
          "extraHeader = Authorization: Bearer " + SECRET,
          "extraHeader = X-Key: " + SECRET);
      String withPassword = first.url("t.git").replace("://", "://anna:" + SECRET + "@");
      for (String url : List.of(first.url("t.git"), withPassword)) {
        assertThatThrownBy(() -> read(url, named()))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining(
                "there are no credentials for "
                    + other.id()
                    + ", where "
                    + first.id()
                    + " redirects to")
            .hasMessageContaining("add a <server> with id " + other.id());
      }
      assertNothingGiven(other);
      assertThat(first.seen()).allMatch(seen -> seen.header("x-key").equals(SECRET));
    }
  }

  @Test
  void theOtherOriginGetsTheLoginThatIsItsOwn() {
    try (ScriptedHttpServer first =
        redirectingTo(302, seen -> server.url(seen.uri().substring(1)))) {
      GitAccess both =
          named()
              .withCredentials(
                  origin ->
                      origin.port() == server.port()
                          ? Optional.of(new Credentials("anna", SECRET))
                          : Optional.empty());
      assertThat(read(first.url("t.git"), both)).hasSize(2);
      assertThat(first.seen()).as("later requests go to the new place at once").hasSize(1);
    }
  }

  @Test
  void aChainBackToTheFirstOriginGivesEachItsOwn() {
    try (ScriptedHttpServer other =
            ScriptedHttpServer.start(
                seen -> Reply.redirect(302, server.url("t.git/" + seen.uri().substring(2))));
        ScriptedHttpServer first =
            redirectingTo(302, seen -> other.url("x" + seen.uri().replace("/t.git/", "")))) {
      String url = first.url("t.git");
      GitAccess last =
          access.withCredentials(
              origin ->
                  origin.port() == server.port()
                      ? Optional.of(new Credentials("anna", SECRET))
                      : Optional.empty());
      assertThat(read(url, last)).hasSize(2);
      assertNothingGiven(other);
    }
  }

  @Test
  void aRelativeRedirectStaysWithTheLogin() {
    try (ScriptedHttpServer first =
        ScriptedHttpServer.start(
            seen ->
                seen.uri().startsWith("/old/")
                    ? Reply.redirect(301, seen.uri().replace("/old/", "/new/"))
                    : seen.header("authorization").isEmpty()
                        ? Reply.wantsLogin()
                        : Reply.of(404, Map.of()))) {
      assertThatThrownBy(() -> read(first.url("old/t.git"), named()))
          .hasMessageContaining("there is no repository at " + first.url("old/t.git"));
      assertThat(first.seen().get(first.seen().size() - 1).header("authorization"))
          .startsWith("Basic ");
    }
  }

  @Test
  void aLoginInTheRedirectIsNotTaken() {
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer first =
            redirectingTo(
                302,
                seen ->
                    other.url(seen.uri().substring(1)).replace("://", "://u:" + SECRET + "@"))) {
      assertThatThrownBy(() -> read(first.url("t.git"), access))
          .hasMessageContaining("no credentials for " + other.id())
          .hasMessageNotContaining(SECRET);
      assertNothingGiven(other);
    }
  }

  @Test
  void fromHttpsToHttpNothingIsFollowed() throws Exception {
    TestCertificate certificate = TestCertificate.make(temp);
    gitconfig("[http]", "sslVerify = false");
    try (ScriptedHttpServer plain = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer secured =
            ScriptedHttpServer.start(
                certificate.context(),
                seen -> Reply.redirect(302, plain.url(seen.uri().substring(1))))) {
      assertThatThrownBy(() -> read(secured.url("t.git"), named()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(secured.id() + " redirects (302) to " + plain.url("t.git"))
          .hasMessageContaining("from https to http");
      assertThat(plain.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"initial, true", "true, true", "false, false"})
  void redirectsAreFollowedAsGitIsTold(String mode, boolean followed) throws IOException {
    gitconfig("[http]", "followRedirects = " + mode);
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer first = redirectingTo(302, seen -> other.url(seen.uri().substring(1)))) {
      assertThatThrownBy(() -> read(first.url("t.git"), access))
          .hasMessageContaining(
              followed ? "no credentials for " + other.id() : "http.followRedirects");
      assertThat(other.seen().isEmpty()).isNotEqualTo(followed);
    }
  }

  @Test
  void anEndlessChainEnds() {
    try (ScriptedHttpServer first = redirectingTo(302, seen -> "/x" + seen.uri())) {
      assertThatThrownBy(() -> read(first.url("t.git"), named()))
          .hasMessageContaining("after more than 20 others");
      assertThat(first.seen()).hasSize(21);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https, git.example,          443,  https, GIT.Example.,      -1",
    "https, b\u00fccher.example,  -1,   https, xn--bcher-kva.example, 443",
    "https, [::1],                8443, https, ::1,               8443",
    "ssh,   h,                    22,   SSH,   H,                 0",
  })
  void spellingsOfOneOriginAreEqual(
      String scheme, String host, int port, String scheme2, String host2, int port2) {
    assertThat(new GitHost(scheme, host, port)).isEqualTo(new GitHost(scheme2, host2, port2));
  }

  @Test
  void otherOriginsAreNot() {
    GitHost origin = new GitHost("https", "git.example", 443);
    assertThat(origin)
        .isNotEqualTo(new GitHost("http", "git.example", 443))
        .isNotEqualTo(new GitHost("https", "git.example", 8443))
        .isNotEqualTo(new GitHost("https", "git.example.org", 443));
  }

  @ParameterizedTest
  @CsvSource({
    "git.example,       false, true",
    "GIT.example.,      false, true",
    "git.example:8443,  true,  true",
    "git.example:8443,  false, false",
    "git.example,       true,  false",
    "git.example:443,   true,  false",
    "other.example,     false, false",
  })
  void anIdNamesAHost(String id, boolean withPort, boolean named) {
    assertThat(new GitHost("https", "git.example", 8443).isNamedBy(id, withPort)).isEqualTo(named);
  }

  @Test
  void theAccountInTheUrlIsNotALogin() {
    String url = server.url("t.git").replace("://", "://org@");
    assertThat(read(url, named())).hasSize(2);
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin())) {
      String alone = other.url("t.git").replace("://", "://" + SECRET + "@");
      assertThatThrownBy(() -> read(alone, access))
          .hasMessageContaining("there are no credentials for " + other.id());
      assertNothingGiven(other);
    }
  }

  @Test
  void theAccountInTheUrlIsThatOfATokenWithoutOne() {
    GitAccess token =
        access.withNamedCredentials(origin -> Optional.of(new Credentials("", SECRET)));
    assertThat(read(server.url("t.git").replace("://", "://anna@"), token)).hasSize(2);
  }

  @Test
  void netrcIsTakenLast() throws IOException {
    Files.writeString(
        home.resolve(".netrc"), "machine 127.0.0.1 login anna password " + SECRET + "\n");
    assertThat(read(server.url("t.git"), access)).hasSize(2);
    GitAccess wrong =
        access.withNamedCredentials(origin -> Optional.of(new Credentials("anna", "wrong")));
    assertThatThrownBy(() -> read(server.url("t.git"), wrong.withMaxTransfer(9_999)))
        .hasMessageContaining("the credentials for 127.0.0.1:" + server.port() + " were rejected");
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer first = redirectingTo(302, seen -> other.url(seen.uri().substring(1)))) {
      assertThatThrownBy(() -> read(first.url("t.git"), access)).hasMessageContaining(other.id());
      assertNothingGiven(other);
    }
  }

  @Test
  void aProxysLoginGoesToTheProxyOnly() {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy");
        ScriptedHttpServer first = ScriptedHttpServer.start(seen -> Reply.wantsLogin())) {
      GitAccess proxied =
          access.withProxies(
              List.of(
                  new HttpProxy(
                      "http",
                      "127.0.0.1",
                      proxy.port(),
                      Optional.of(new Credentials("paul", "pr0xy")),
                      "")));
      assertThatThrownBy(() -> read(first.url("t.git"), proxied)).hasMessageContaining(first.id());
      assertThat(first.seen()).allMatch(seen -> seen.header("authorization").isEmpty());
    }
  }

  @Test
  void aLargePushWorksWhereOnlyTheExchangeWantsALogin() throws IOException {
    BareRepository remote = BareRepository.create(temp.resolve("posts/new.git"));
    Path project = Files.createDirectories(temp.resolve("project"));
    byte[] noise = new byte[3_000_000];
    new Random(7).nextBytes(noise);
    Files.write(project.resolve("noise.bin"), noise);
    JGitProjectRepository repository = new JGitProjectRepository(named());
    repository.commitAll(
        project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "Large");
    try (GitHttpServer posts =
        GitHttpServer.start(
            temp.resolve("posts"),
            new GitHttpServer.Settings().withLogin("anna", SECRET).askingInPostsOnly())) {
      repository.push(project, posts.url("new.git"));
      assertThat(remote.id("refs/heads/main")).isNotEmpty();
      assertThat(posts.bytesReceived()).as("the project is sent once").isLessThan(4_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 418, 500})
  void whatAServerRepeatsOfALoginIsNotShown(int status) throws IOException {
    gitconfig("[http]", "extraHeader = X-Key: " + SECRET);
    String basic =
        Base64.getEncoder().encodeToString(("anna:" + SECRET).getBytes(StandardCharsets.UTF_8));
    try (ScriptedHttpServer first =
        ScriptedHttpServer.start(
            seen ->
                seen.header("authorization").isEmpty()
                    ? Reply.wantsLogin()
                    : new Reply(
                        status,
                        Map.of("Content-Type", "text/plain"),
                        "you sent " + seen.headers() + " that is anna:" + SECRET))) {
      assertThatThrownBy(() -> read(first.url("t.git"), named()))
          .hasMessageNotContaining(SECRET)
          .hasMessageNotContaining(basic);
    }
  }

  @Test
  void aLargePushThatIsRedirectedSendsNothing() throws IOException {
    Path project = Files.createDirectories(temp.resolve("project"));
    byte[] noise = new byte[3_000_000];
    new Random(7).nextBytes(noise);
    Files.write(project.resolve("noise.bin"), noise);
    JGitProjectRepository repository = new JGitProjectRepository(named());
    repository.commitAll(
        project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "Large");
    String none = "0".repeat(40) + " capabilities^{}\0 report-status";
    String refs =
        "001f# service=git-receive-pack\n0000"
            + String.format("%04x", none.length() + 5)
            + none
            + "\n0000";
    try (ScriptedHttpServer other = ScriptedHttpServer.start(seen -> Reply.wantsLogin());
        ScriptedHttpServer first =
            ScriptedHttpServer.start(
                seen ->
                    seen.method().equals("GET")
                        ? new Reply(
                            200,
                            Map.of("Content-Type", "application/x-git-receive-pack-advertisement"),
                            refs)
                        : Reply.redirect(307, other.url(seen.uri().substring(1))))) {
      assertThatThrownBy(() -> repository.push(project, first.url("new.git")))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(
              first.id() + " redirects (307) to " + other.url("new.git/git-receive-pack"))
          .hasMessageContaining("in the middle of the exchange");
      assertThat(other.seen()).isEmpty();
    }
  }
}
