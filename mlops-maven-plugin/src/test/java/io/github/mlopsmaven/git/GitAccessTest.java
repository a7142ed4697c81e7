package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, proxies, limits, and what is said when a server cannot be reached. */
class GitAccessTest {

  private static final String SECRET = "s3cret-t0ken";

  @TempDir Path temp;
  private GitHttpServer server;
  private Path cache;

  @BeforeEach
  void serve() {
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    server =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().withLogin("anna", SECRET));
    cache = temp.resolve("cache");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> read(String url, GitAccess access) {
    return Templates.read(url, Optional.empty(), cache, access, "classical");
  }

  private static GitAccess login(String user, String secret) {
    return GitAccess.standard().withCredentials(host -> Optional.of(new Credentials(user, secret)));
  }

  private String withUserInfo(String userInfo) {
    return server.url("t.git").replace("://", "://" + userInfo + "@");
  }

  @Test
  void loginIsFoundByHostAndSentWhenAskedFor() {
    List<GitHost> asked = new ArrayList<>();
    GitAccess access =
        GitAccess.standard()
            .withCredentials(
                host -> {
                  asked.add(host);
                  return Optional.of(new Credentials("anna", SECRET));
                });
    assertThat(read(server.url("t.git"), access)).hasSize(2);
    assertThat(asked).containsExactly(new GitHost("http", "127.0.0.1", server.port()));
    assertThat(server.requests()).as("one more than without login").hasSize(5);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void tokenWithoutUserGetsTheNameThatHostsExpect() {
    assertThat(new Credentials("", "t").userFor("github.com")).isEqualTo("x-access-token");
    assertThat(new Credentials("", "t").userFor("github.example.com")).isEqualTo("x-access-token");
    assertThat(new Credentials("", "t").userFor("gitlab.com")).isEqualTo("oauth2");
    assertThat(new Credentials("anna", "t").userFor("github.com")).isEqualTo("anna");
  }

  @Test
  void missingLoginSaysWhereToPutIt() {
    assertThatThrownBy(() -> read(server.url("t.git"), GitAccess.standard()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(
            "t.git requires authentication, and there are no credentials for 127.0.0.1:"
                + server.port())
        .hasMessageContaining(
            "add a <server> with id 127.0.0.1:" + server.port() + " to settings.xml")
        .hasMessageContaining("-Dmlops.templateServerId=ID");
  }

  @Test
  void wrongLoginIsSentOnceAndRefused() {
    assertThatThrownBy(() -> read(server.url("t.git"), login("anna", "wrong")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the credentials for 127.0.0.1:" + server.port() + " were rejected")
        .hasMessageContaining("settings.xml");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void credentialsInTheUrlWorkAndAreKeptNowhere() throws IOException {
    String url = withUserInfo("anna:" + SECRET);
    try (TemplateSnapshot snapshot =
        new GitTemplateSource(url, Optional.empty(), cache, GitAccess.standard()).open()) {
      assertThat(snapshot.origin().template()).isEqualTo(server.url("t.git"));
      assertThat(Templates.contents(snapshot, "classical")).hasSize(2);
    }
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).doesNotContain(SECRET).doesNotContain("anna");
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        }
      }
    }
  }

  @Test
  void secretsAreInNoMessage() {
    GitAccess quick =
        login("anna", SECRET).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2));
    List<ThrowingCallable> failures =
        List.of(
            () -> read(withUserInfo("anna:" + SECRET + "x"), quick),
            () -> read(withUserInfo(SECRET), GitAccess.standard()),
            () -> read(withUserInfo("anna:" + SECRET).replace("t.git", "none.git"), quick),
            () -> read("http://anna:" + SECRET + "@127.0.0.1:1/t.git", quick),
            () -> read("http://anna:" + SECRET + "@host.invalid/t.git", quick),
            () -> read("gopher://anna:" + SECRET + "@host.invalid/t.git", quick));
    for (ThrowingCallable failure : failures) {
      assertThatThrownBy(failure)
          .isInstanceOf(MlopsException.class)
          .satisfies(
              e -> {
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text));
                assertThat(text.toString()).doesNotContain(SECRET);
              });
    }
    assertThat(login("anna", SECRET).toString()).doesNotContain(SECRET);
    assertThat(new Credentials("anna", SECRET).toString()).doesNotContain(SECRET, "anna");
  }

  @Test
  void missingRepositoryIsAMatterOfTheUrl() {
    String url = server.url("none.git");
    assertThatThrownBy(() -> read(url, login("anna", SECRET)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no repository at " + url)
        .hasMessageContaining("check the URL");
  }

  @Test
  void unknownHostIsSaid() {
    assertThatThrownBy(() -> read("http://host.invalid/t.git", GitAccess.standard()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the host name host.invalid is not known")
        .hasMessageContaining("check the spelling");
  }

  @Test
  void refusedConnectionIsSaid() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> read("http://127.0.0.1:" + port + "/t.git", GitAccess.standard()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("127.0.0.1 refuses connections at port " + port);
  }

  @Test
  void silenceIsNotWaitedForForever() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      GitAccess access =
          GitAccess.standard().withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300));
      assertThatThrownBy(() -> read("http://127.0.0.1:" + silent.getLocalPort() + "/t.git", access))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageMatching("(?s)127.0.0.1 (did not answer in time|is silent for ).*");
    }
  }

  @Test
  void transferOverTheLimitIsRefused() {
    assertThatThrownBy(() -> read(server.url("t.git"), login("anna", SECRET).withMaxTransfer(300)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is larger than the limit of 300 bytes")
        .hasMessageContaining("-Dmlops.maxTotalSize");
  }

  private static HttpProxy proxy(ForwardProxy proxy, String user, String nonProxyHosts) {
    return new HttpProxy(
        "http",
        "127.0.0.1",
        proxy.port(),
        user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, "pr0xy")),
        nonProxyHosts);
  }

  @Test
  void requestsGoThroughTheProxy() {
    try (ForwardProxy proxy = ForwardProxy.start("")) {
      GitAccess access = login("anna", SECRET).withProxies(List.of(proxy(proxy, "", "localhost")));
      assertThat(read(server.url("t.git"), access)).hasSize(2);
      assertThat(proxy.requests()).hasSize(5).allMatch(line -> line.contains(server.url("t.git")));
    }
  }

  @Test
  void nonProxyHostsAreReachedWithoutIt() {
    try (ForwardProxy proxy = ForwardProxy.start("")) {
      GitAccess access =
          login("anna", SECRET).withProxies(List.of(proxy(proxy, "", "localhost|127.*")));
      assertThat(read(server.url("t.git"), access)).hasSize(2);
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void proxyGetsItsLogin() {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      GitAccess access = login("anna", SECRET).withProxies(List.of(proxy(proxy, "paul", "")));
      assertThat(read(server.url("t.git"), access)).hasSize(2);
      assertThat(proxy.requests()).as("asks for its login once").hasSize(6);
    }
  }

  @Test
  void proxyThatRefusesTheLoginIsSaid() {
    try (ForwardProxy proxy = ForwardProxy.start("paul:other")) {
      GitAccess access = login("anna", SECRET).withProxies(List.of(proxy(proxy, "paul", "")));
      assertThatThrownBy(() -> read(server.url("t.git"), access))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the proxy 127.0.0.1 requires valid credentials")
          .hasMessageContaining("<proxy>");
    }
  }

  @Test
  void proxyOfTheProtocolBeatsTheOtherOne() {
    HttpProxy http = new HttpProxy("http", "h", 1, Optional.empty(), "*.corp|local,10.*");
    HttpProxy https = new HttpProxy("https", "s", 2, Optional.empty(), "");
    GitAccess both = GitAccess.standard().withProxies(List.of(http, https));
    assertThat(both.proxyFor("https", "example.com")).contains(https);
    assertThat(both.proxyFor("http", "example.com")).contains(http);
    assertThat(both.proxyFor("http", "git.CORP")).isEmpty();
    assertThat(both.proxyFor("http", "10.1.2.3")).isEmpty();
    assertThat(both.proxyFor("http", "corp.example.com")).contains(http);
    assertThat(GitAccess.standard().withProxies(List.of(http)).proxyFor("https", "example.com"))
        .contains(http);
  }

  @Test
  void whatIsNoGitUrlIsRefused() {
    for (String text : List.of("", "just-a-word", "ftp://host/x", "https:///path")) {
      assertThatThrownBy(() -> GitLocation.parse(text))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is not a git URL")
          .hasMessageContaining("https://HOST/PATH");
    }
  }
}
