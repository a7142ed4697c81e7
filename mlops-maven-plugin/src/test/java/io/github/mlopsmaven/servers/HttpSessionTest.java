package io.github.mlopsmaven.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.HttpRefusal.Sent;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Seen;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one run keeps of its requests: answers, logins at proxies, counts, and who answered last.
 */
class HttpSessionTest {

  private volatile Function<Seen, Reply> script = seen -> new Reply(200, Map.of(), "content");
  private final List<String> told = new ArrayList<>();

  @TempDir Path home;
  private ScriptedHttpServer server;
  private GitAccess access;

  @BeforeEach
  void start() {
    server = ScriptedHttpServer.start(seen -> script.apply(seen));
    access =
        GitAccess.standard()
            .withHome(home)
            .withProgress(
                new TransferProgress() {
                  @Override
                  public void info(String line) {
                    told.add(line);
                  }
                });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpSession session() {
    return new HttpSession(GitLocation.parse(server.url("t.git")), access);
  }

  private URL url(String tail) throws IOException {
    return new URL(server.url("t.git" + tail));
  }

  private HttpAnswer get(HttpSession session, String tail) throws IOException {
    return get(session, url(tail));
  }

  private static HttpAnswer get(HttpSession session, URL url) throws IOException {
    return session.answer(new HttpRequest("GET", url, Map.of(), Optional.empty(), Following.OTHER));
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void whatCameIsCountedAndWhatWasSentIsAddedForTheProgress() throws IOException {
    HttpSession session = session();
    assertThat(session.moved()).isZero();

    get(session, "/a");
    session.sink(new Taken(url("/b"))).write(new byte[5]);

    assertThat(session.received()).isEqualTo(7);
    assertThat(session.moved()).isEqualTo(12);
  }

  @Test
  void aTransferMayHaveAsManyBytesAsItsLimitAndNoMore() throws IOException {
    access = access.withMaxTransfer(14);
    HttpSession session = session();

    get(session, "/a");
    get(session, "/b");

    assertThatThrownBy(() -> get(session, "/c")).isInstanceOf(TransferLimitException.class);
    assertThat(session.received()).isGreaterThan(14);
  }

  @Test
  void theLastAnswerIsKnownWithWhoGaveIt() throws IOException {
    HttpSession session = session();
    assertThat(session.last().status()).isZero();
    assertThat(session.last().origin()).isEmpty();
    assertThat(session.last().refusal()).isEmpty();

    get(session, "/a");
    assertThat(session.last().status()).isEqualTo(200);
    assertThat(session.last().origin()).contains(GitHost.of(url("")));
    assertThat(session.last().proxy()).isEmpty();
    assertThat(session.last().refusal()).isEmpty();

    script = seen -> new Reply(403, Map.of("X-Why", "sso"), "Sign in with SSO");
    assertThat(text(get(session, "/a"))).isEqualTo("Sign in with SSO");
    assertThat(session.last().status()).isEqualTo(403);
    HttpRefusal refusal = session.last().refusal().orElseThrow();
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.text()).isEqualTo("Sign in with SSO");
    assertThat(refusal.header("x-why")).isEqualTo("sso");
    assertThat(refusal.sent()).isEqualTo(Sent.NOTHING);

    script = seen -> new Reply(200, Map.of(), "content");
    get(session, "/a");
    assertThat(session.last().refusal()).as("it was let in since").isEmpty();
  }

  @Test
  void anAnswerWithoutContentIsARefusalFromStatus300On() throws IOException {
    HttpSession session = session();
    script = seen -> Reply.of(299, Map.of());
    get(session, "/a");
    assertThat(session.last().refusal()).isEmpty();
    script = seen -> Reply.of(300, Map.of());
    get(session, "/a");
    assertThat(session.last().refusal()).isPresent();
    assertThat(session.last().status()).isEqualTo(300);
  }

  @Test
  void aStatusCanBeSetForAnAnswerThatWasKnown() {
    HttpSession session = session();
    session.answeredWithout(418);
    assertThat(session.last().status()).isEqualTo(418);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The settings say how long a server may be silent, and how long connecting may take. */
  @Test
  void timeoutsAreThoseOfTheSettings() throws IOException {
    access = access.withTimeouts(Duration.ofMillis(1234), Duration.ofMillis(5678));
    HttpURLConnection connection = session().connect(url("/a"));
    assertThat(connection.getConnectTimeout()).isEqualTo(1234);
    assertThat(connection.getReadTimeout()).isEqualTo(5678);
  }

  @Test
  void whatIsAbandonedWaitsNoLonger() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    script =
        seen -> {
          asked.countDown();
          await(end);
          return Reply.of(200, Map.of());
        };
    HttpSession session = session();
    List<Throwable> failures = new ArrayList<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                get(session, "/a");
              } catch (IOException | RuntimeException e) {
                failures.add(e);
              }
            });
    waiting.start();
    asked.await();

    session.abandon();

    waiting.join(60_000);
    end.countDown();
    assertThat(waiting.isAlive()).isFalse();
    assertThat(failures).hasSize(1);
  }

  @Test
  void aProxyOfTheSettingsIsUsedWithItsLoginForAllRequests() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      HttpProxy named =
          new HttpProxy(
              "http", "127.0.0.1", proxy.port(), Optional.of(new Credentials("paul", "pr0xy")), "");
      access = access.withProxies(List.of(named));
      HttpSession session = session();

      assertThat(text(get(session, "/a"))).isEqualTo("content");
      assertThat(text(get(session, "/b"))).isEqualTo("content");

      assertThat(session.last().proxy()).contains(named);
      assertThat(proxy.requests())
          .as("the login is sent unasked after the first time")
          .hasSize(3)
          .allMatch(line -> line.startsWith("GET http://127.0.0.1:"));
    }
  }

  @Test
  void aWrongLoginIsNotSentToAProxyAgainAndAgain() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      access = access.withProxies(List.of(proxy(proxy.port(), "wrong")));
      HttpSession session = session();
      for (int i = 0; i < 5; i++) {
        assertThat(get(session, "/a").status()).isEqualTo(407);
      }
      assertThat(proxy.requests()).as("one without and at most three with it").hasSizeLessThan(10);
    }
  }

  private static HttpProxy proxy(int port, String password) {
    return new HttpProxy(
        "http", "127.0.0.1", port, Optional.of(new Credentials("paul", password)), "");
  }

  @Test
  void noLoginOfWindowsIsTriedAtAProxy() throws IOException {
    script =
        seen ->
            new Reply(407, Map.of("Proxy-Authenticate", "NTLM, Negotiate"), "log in with Windows");
    access = access.withProxies(List.of(proxy(server.port(), "pr0xy")));
    HttpSession session = new HttpSession(GitLocation.parse("http://git.example/t.git"), access);
    HttpAnswer answer = get(session, new URL("http://git.example/t.git/x"));

    assertThat(answer.status()).isEqualTo(407);
    assertThat(server.seen())
        .hasSize(1)
        .allMatch(seen -> seen.header("proxy-authorization").isEmpty());
    HttpAnswers.Row row = HttpAnswers.find(session.last().refusal().orElseThrow()).orElseThrow();
    assertThat(row.problem())
        .isEqualTo("the proxy {proxy} accepts only Windows authentication (Negotiate, NTLM)");
    assertThat(row.remedy()).contains("cntlm");
  }

  @Test
  void aTunnelThatOnlyWindowsGetsIsToldSo() throws IOException {
    String answer =
        "HTTP/1.1 407 Log in\r\nPROXY-authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n";
    try (ServerSocket raw = answering(answer)) {
      access = access.withProxies(List.of(proxy(raw.getLocalPort(), "pr0xy")));
      String url = "https://git.example/t.git";
      HttpSession session = new HttpSession(GitLocation.parse(url), access);

      IOException refused =
          catchThrowableOfType(IOException.class, () -> get(session, new URL(url)));

      assertThat(session.failure(refused))
          .hasValueSatisfying(
              e ->
                  assertThat(e)
                      .hasMessageContaining("accepts only Windows authentication (Negotiate, NTLM)")
                      .hasMessageContaining("cntlm or px"));
    }
  }

  /** Somebody who says the same to everybody. */
  private static ServerSocket answering(String text) throws IOException {
    ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!raw.isClosed()) {
                answer(raw, text);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return raw;
  }

  private static void answer(ServerSocket raw, String text) {
    try (Socket client = raw.accept()) {
      client.getInputStream().read(new byte[1000]);
      client.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (IOException e) {
      // Whoever asked is gone, or the test is over.
      return;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b/info/refs", "/[/info/refs", "http://h o/x", "/a\\b"})
  void aRedirectToWhatIsNoAddressIsRefused(String there) throws IOException {
    script = seen -> Reply.redirect(302, there);
    HttpSession session = session();
    HttpRequest request =
        HttpRequest.ofGit(
            "GET", url("/info/refs?service=git-upload-pack"), Map.of(), Optional.empty());

    assertThatThrownBy(() -> session.send(request))
        .isInstanceOf(Redirects.BlockedException.class)
        .hasMessageContaining("which is not an address for git");
  }

  /** Java reads them with a call in a call. */
  @Test
  void answersThatJavaCannotReadAreNoDamageOfTheCache() throws IOException {
    try (ServerSocket raw = answering("HTTP/1.1 100 Continue\r\n\r\n".repeat(60_000))) {
      String url = "http://127.0.0.1:" + raw.getLocalPort() + "/t.git";
      HttpSession session = new HttpSession(GitLocation.parse(url), access);

      assertThatThrownBy(() -> get(session, new URL(url))).isInstanceOf(IOException.class);
    }
  }

  /** A body that is sent while it is made cannot be sent a second time. */
  @Test
  void aStreamedBodyGoesThroughAProxyThatWantsALogin() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      access =
          access.withProxies(
              List.of(
                  new HttpProxy(
                      "http",
                      "127.0.0.1",
                      proxy.port(),
                      Optional.of(new Credentials("paul", "pr0xy")),
                      "")));
      HttpSession session = session();
      HttpRequest request =
          HttpRequest.ofGit("POST", url("/git-receive-pack"), Map.of(), Optional.empty());

      HttpURLConnection connection = session.stream(request, 3);
      try (OutputStream out = connection.getOutputStream()) {
        out.write("abc".getBytes(US_ASCII));
      }
      session.streamed(request, connection);

      assertThat(session.last().status()).isEqualTo(200);
      assertThat(session.last().refusal()).isEmpty();
    }
  }

  /** A proxy may close the one of the request before while the body is under way. */
  @Test
  void aStreamedBodyGoesOverANewConnection() throws IOException {
    HttpSession session = session();
    session.whole(session.send(request("GET", "/info/refs")));
    HttpRequest request = request("POST", "/git-receive-pack");

    HttpURLConnection connection = session.stream(request, 3);
    try (OutputStream out = connection.getOutputStream()) {
      out.write("abc".getBytes(US_ASCII));
    }
    session.streamed(request, connection);

    List<Integer> ports = server.seen().stream().map(Seen::port).toList();
    assertThat(ports).hasSize(3);
    assertThat(ports.get(1)).as("the empty body before it").isEqualTo(ports.get(0));
    assertThat(ports.get(2)).as("the body").isNotEqualTo(ports.get(1));
  }

  private HttpRequest request(String method, String tail) throws IOException {
    return HttpRequest.ofGit(method, url(tail), Map.of(), Optional.empty());
  }

  @Test
  void aRefusalOfAStreamedBodyIsNoted() throws IOException {
    HttpSession session = session();
    script =
        seen ->
            seen.header("content-length").equals("3")
                ? new Reply(403, Map.of(), "protected")
                : new Reply(200, Map.of(), "0000");
    HttpRequest request =
        HttpRequest.ofGit("POST", url("/git-receive-pack"), Map.of(), Optional.empty());
    HttpURLConnection connection = session.stream(request, 3);
    try (OutputStream out = connection.getOutputStream()) {
      out.write("abc".getBytes(US_ASCII));
    }
    assertThat(session.last().refusal()).as("the empty one before was taken").isEmpty();

    session.streamed(request, connection);

    assertThat(session.last().status()).isEqualTo(403);
    assertThat(session.last().refusal().orElseThrow().text()).isEqualTo("protected");
    assertThat(session.last().refusal().orElseThrow().pushes()).isTrue();
  }

  @Test
  void whereTheRepositoryIsInTruthIsKnownAfterARedirect() throws IOException {
    script =
        seen ->
            seen.uri().startsWith("/t.git")
                ? Reply.redirect(301, server.url("moved.git/info/refs?service=git-upload-pack"))
                : new Reply(200, Map.of(), "capabilities");
    HttpSession session = session();
    assertThat(session.redirected()).isEmpty();

    session.send(
        HttpRequest.ofGit(
            "GET", url("/info/refs?service=git-upload-pack"), Map.of(), Optional.empty()));

    assertThat(session.redirected()).contains(server.url("moved.git/"));
  }

  @Test
  void whatIsSetInGitAndNotReadIsSaid() throws IOException {
    Files.writeString(
        home.resolve(".gitconfig"),
        "[http]\n  cookieFile = /c\n  proxyAuthMethod = ntlm\n  sslVerify = true\n"
            + "[http \"https://other.example/\"]\n  pinnedPubkey = x\n");
    session();
    assertThat(told)
        .containsExactly(
            "http.cookieFile in git's configuration is not supported here",
            "http.proxyAuthMethod in git's configuration is not supported here");
  }

  @Test
  void aProxyPortThatNobodyHasIsRefusedByName() throws IOException {
    for (String port : List.of("0", "65536", "99999")) {
      Files.writeString(
          home.resolve(".gitconfig"),
          "[http]\n  proxy = http://u:pl4nted@p.example:" + port + "\n");
      assertThatThrownBy(() -> session().connect(url("/a")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("http.proxy in git's configuration is")
          .hasMessageNotContaining("pl4nted");
    }
    Files.writeString(home.resolve(".gitconfig"), "[http]\n  proxy = http://p.example:65535\n");
    assertThatCode(() -> session().connect(url("/a"))).doesNotThrowAnyException();
  }

  /** A request whose body goes nowhere. */
  private static final class Taken extends HttpURLConnection {

    Taken(URL url) {
      super(url);
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void connect() {
      // Nobody is there.
    }

    @Override
    public void disconnect() {
      // As above.
    }

    @Override
    public boolean usingProxy() {
      return false;
    }
  }
}
