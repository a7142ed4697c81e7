package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.Following;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpAnswer;
import io.github.mlopsmaven.servers.HttpRequest;
import io.github.mlopsmaven.servers.HttpSession;
import io.github.mlopsmaven.servers.TransferProgress;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import io.github.mlopsmaven.testkit.StagedFolder;
import io.github.mlopsmaven.testkit.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of git have set already counts here, too. */
class ConfiguredAccessTest {

  private static final String BASIC =
      Base64.getEncoder().encodeToString("anna:s3cret".getBytes(StandardCharsets.UTF_8));

  @TempDir Path temp;
  private GitAccess access;
  private Path home;

  @BeforeEach
  void prepare() throws IOException {
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    home = Files.createDirectories(temp.resolve("home"));
    access = GitAccess.standard().withHome(home);
  }

  private void gitconfig(String... lines) throws IOException {
    Files.writeString(home.resolve(".gitconfig"), String.join("\n", lines) + "\n");
  }

  private Map<String, String> read(String url) {
    return Templates.read(url, Optional.empty(), temp.resolve("cache"), access, "classical");
  }

  private GitHttpServer withLogin() {
    return GitHttpServer.start(
        temp.resolve("srv"), new GitHttpServer.Settings().withLogin("anna", "s3cret"));
  }

  @Test
  void extraHeadersAreSentToTheirUrl() throws IOException {
    try (GitHttpServer server = withLogin()) {
      String origin = server.url("");
      gitconfig(
          "[http]",
          "extraHeader = AUTHORIZATION: bearer wrong",
          "[http \"" + origin + "\"]",
          "extraHeader =",
          "extraHeader = AUTHORIZATION: Basic " + BASIC);
      assertThat(read(server.url("t.git"))).hasSize(2);
      assertThat(server.requests()).as("nothing is asked twice").hasSize(4);
    }
  }

  @Test
  void aHeaderOfAnotherUrlIsNotSent() throws IOException {
    try (ScriptedHttpServer server = ScriptedHttpServer.start(seen -> Reply.wantsLogin())) {
      gitconfig(
          "[http \"http://127.0.0.1:1/\"]",
          "extraHeader = X-Key: a",
          "[http \"" + server.url("other") + "\"]",
          "extraHeader = X-Key: b",
          "[http \"" + server.url("t.git") + "\"]",
          "extraHeader = X-Key: c");
      assertThatThrownBy(() -> read(server.url("t.git"))).isInstanceOf(EnvironmentException.class);
      assertThat(server.seen()).allMatch(seen -> seen.header("x-key").equals("c"));
    }
  }

  @Test
  void aHeaderThatIsRefusedIsNamed() throws IOException {
    try (GitHttpServer server = withLogin()) {
      gitconfig("[http]", "extraHeader = Authorization: Bearer old");
      assertThatThrownBy(() -> read(server.url("t.git")))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("refuses the Authorization header of http.extraHeader")
          .hasMessageNotContaining("Bearer old");
      access =
          access.withNamedCredentials(origin -> Optional.of(new Credentials("anna", "s3cret")));
      assertThat(read(server.url("t.git"))).as("a login takes precedence over it").hasSize(2);
    }
  }

  @Test
  void insteadOfLeadsToTheMirrorAndIsRecordedAsTyped() throws IOException {
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      gitconfig("[url \"" + server.url("") + "\"]", "insteadOf = https://git.corp.example/");
      try (TemplateSnapshot snapshot =
          new GitTemplateSource(
                  "https://git.corp.example/t.git", Optional.empty(), temp.resolve("cache"), access)
              .open()) {
        assertThat(snapshot.origin().template()).isEqualTo("https://git.corp.example/t.git");
        assertThat(Templates.contents(snapshot, "classical")).hasSize(2);
      }
      assertThatThrownBy(() -> read("https://git.corp.example/none.git"))
          .hasMessageContaining("https://git.corp.example/none.git (" + server.url("none.git"));
    }
  }

  @Test
  void pushInsteadOfLeadsThePushAndTheRemoteStaysAsTyped() throws IOException {
    BareRepository remote = BareRepository.create(temp.resolve("srv/new.git"));
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      gitconfig(
          "[url \"" + server.url("") + "\"]",
          "pushInsteadOf = https://git.corp.example/",
          "[url \"http://127.0.0.1:1/\"]",
          "insteadOf = https://git.corp.example/");
      Path project = Files.createDirectories(temp.resolve("project"));
      Files.writeString(project.resolve("a"), "a");
      JGitProjectRepository repository = new JGitProjectRepository(access);
      repository.commitAll(
          project, StagedFolder.of(project, Set.of()), new Author("A", "a@example.com"), "One");
      repository.push(project, "https://git.corp.example/new.git");
      assertThat(remote.id("refs/heads/main")).isNotEmpty();
      assertThat(CGit.run(project, "config", "remote.origin.url"))
          .isEqualTo("https://git.corp.example/new.git");
    }
  }

  @Test
  void theProxyOfGitCountsWhereMavenNamesNone() throws IOException {
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"));
        ForwardProxy proxy = ForwardProxy.start("paul:pr%xy")) {
      gitconfig(
          "[http \"" + server.url("") + "\"]",
          "proxy = http://paul:pr%25xy@127.0.0.1:" + proxy.port());
      assertThat(read(server.url("t.git"))).hasSize(2);
      assertThat(proxy.requests()).isNotEmpty();
    }
  }

  @Test
  void aRefusalOfGitsProxyNamesGitsConfiguration() throws IOException {
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"));
        ForwardProxy proxy = ForwardProxy.start("paul:other")) {
      gitconfig("[http]", "proxy = http://paul:s3cret@127.0.0.1:" + proxy.port());
      assertThatThrownBy(() -> read(server.url("t.git")))
          .hasMessageContaining("the proxy 127.0.0.1 requires valid credentials")
          .hasMessageContaining("correct user and password in http.proxy of git's configuration")
          .hasMessageNotContaining("settings.xml")
          .hasMessageNotContaining("s3cret");
    }
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    gitconfig("[http]", "proxy = http://127.0.0.1:" + closed);
    assertThatThrownBy(() -> read("http://git.example/t.git"))
        .hasMessageContaining("the proxy 127.0.0.1 refuses connections at port " + closed)
        .hasMessageContaining("http.proxy in git's configuration")
        .hasMessageNotContaining("settings.xml");
  }

  @Test
  void aRefusedLoginIsCorrectedWhereItWasFound() throws IOException {
    try (GitHttpServer server = withLogin()) {
      String url = server.url("t.git");
      assertThatThrownBy(() -> read(url.replace("://", "://anna:wr0ng@")))
          .hasMessageContaining("were rejected")
          .hasMessageContaining("correct user and password or token in the URL")
          .hasMessageNotContaining("settings.xml")
          .hasMessageNotContaining("wr0ng");
      Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login anna password wr0ng\n");
      assertThatThrownBy(() -> read(url))
          .hasMessageContaining("were rejected")
          .hasMessageContaining("correct user and password or token for 127.0.0.1 in .netrc")
          .hasMessageNotContaining("settings.xml")
          .hasMessageNotContaining("wr0ng");
    }
  }

  @Test
  void aProxyThatIsNotSupportedIsSaid() throws IOException {
    gitconfig("[http]", "proxy = socks5://u:s3cret@127.0.0.1:1");
    assertThatThrownBy(() -> read("http://127.0.0.1:1/t.git"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("socks5://127.0.0.1:1, which is not an HTTP proxy")
        .hasMessageContaining("<proxies>");
  }

  @Test
  void authoritiesOfGitAreTrusted() throws Exception {
    TestCertificate certificate = TestCertificate.make(temp);
    KeyStore store =
        KeyStore.getInstance(
            certificate.keyStore().toFile(), TestCertificate.PASSWORD.toCharArray());
    Path pem = home.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    try (GitHttpServer server =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().withTls(certificate.context()))) {
      gitconfig("[http \"" + server.url("") + "\"]", "sslCAInfo = ~/ca.pem");
      assertThat(read(server.url("t.git"))).hasSize(2);
      gitconfig("[http]", "sslCAInfo = ~/none.pem");
      assertThatThrownBy(() -> read(server.url("t.git")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("none.pem")
          .hasMessageContaining("http.sslCAInfo");
      gitconfig("[http]", "sslVerify = false");
      assertThat(read(server.url("t.git"))).hasSize(2);
    }
  }

  @Test
  void whatIsNotSupportedIsSaid() throws IOException {
    gitconfig(
        "[http]", "cookieFile = ~/cookies", "[http \"https://h.example\"]", "pinnedPubkey = x");
    List<String> said = new ArrayList<>();
    access =
        access.withProgress(
            new TransferProgress() {
              @Override
              public void info(String line) {
                said.add(line);
              }
            });
    try (GitHttpServer server = GitHttpServer.start(temp.resolve("srv"))) {
      assertThat(read(server.url("t.git"))).hasSize(2);
    }
    assertThat(said)
        .containsExactly("http.cookieFile in git's configuration is not supported here");
  }

  @Test
  void aBrokenConfigurationIsWhatIsBroken() throws IOException {
    gitconfig("[http", "x = y");
    assertThatThrownBy(() -> read("http://127.0.0.1:1/t.git"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(home.resolve(".gitconfig") + ":1:1 cannot be read");
  }

  @Test
  void anExchangeOfAnotherKindFollowsTheSameRules() throws IOException {
    try (ScriptedHttpServer store =
            ScriptedHttpServer.start(seen -> new Reply(200, Map.of(), "content"));
        ScriptedHttpServer first =
            ScriptedHttpServer.start(
                seen ->
                    seen.header("authorization").isEmpty()
                        ? Reply.wantsLogin()
                        : Reply.redirect(302, store.url("object")))) {
      GitLocation location = GitLocation.parse(first.url("t.git"));
      GitAccess named =
          access.withNamedCredentials(origin -> Optional.of(new Credentials("anna", "s3cret")));
      HttpSession session = new HttpSession(location, named);
      HttpAnswer answer =
          session.answer(
              new HttpRequest(
                  "GET",
                  new URL(first.url("t.git/info/lfs")),
                  Map.of(),
                  Optional.empty(),
                  Following.OTHER));
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("content");
      assertThat(store.seen()).hasSize(1).allMatch(seen -> seen.header("authorization").isEmpty());
      assertThat(List.of(first.seen().get(1).header("authorization")))
          .containsExactly("Basic " + BASIC);
    }
  }
}
