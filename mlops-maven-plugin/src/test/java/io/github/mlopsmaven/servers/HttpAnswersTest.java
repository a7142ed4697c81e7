package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.git.Templates;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.HttpRefusal.Sent;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import io.github.mlopsmaven.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of real servers, and what is said about them. Those of nginx 1.22.1 are recorded; the
 * others are as their makers publish them.
 */
class HttpAnswersTest {

  private static final String NGINX_PLAIN_ON_TLS =
      "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n"
          + "<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request"
          + " was sent to HTTPS port</center>\r\n<hr><center>nginx/1.22.1</center>\r\n";

  private static final String NGINX_NO_CERTIFICATE =
      "<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n"
          + "<center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was"
          + " sent</center>\r\n<hr><center>nginx/1.22.1</center>\r\n";

  private static final Map<String, List<String>> SQUID =
      Map.of("Server", List.of("squid/5.7"), "X-Squid-Error", List.of("ERR_ACCESS_DENIED 0"));

  @TempDir Path temp;

  static Stream<Arguments> answers() {
    return Stream.of(
        row(
            "nginx without the client's certificate",
            400,
            Map.of(),
            NGINX_NO_CERTIFICATE,
            Sent.NOTHING,
            "requires a client certificate",
            "http.https://git.example/.sslCert"),
        row(
            "nginx, http on a TLS port",
            400,
            Map.of("Server", List.of("nginx/1.22.1")),
            NGINX_PLAIN_ON_TLS,
            Sent.NOTHING,
            "speaks TLS at this port",
            "https://"),
        row(
            "Apache, http on a TLS port",
            400,
            Map.of(),
            "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
            Sent.NOTHING,
            "speaks TLS at this port",
            "https://"),
        row(
            "Go, http on a TLS port",
            400,
            Map.of(),
            "Client sent an HTTP request to an HTTPS server.\n",
            Sent.NOTHING,
            "speaks TLS at this port",
            "https://"),
        row(
            "squid's access list",
            403,
            SQUID,
            "<p>Access Denied.</p>",
            Sent.NOTHING,
            "the proxy proxy.example does not let requests to git.example pass",
            "git config --global http.https://git.example/.proxy \"\""),
        row(
            "squid requires authentication",
            407,
            Map.of(),
            "",
            Sent.NOTHING,
            "the proxy proxy.example requires valid credentials",
            "http.proxy of git's configuration"),
        row(
            "squid cannot connect",
            503,
            SQUID,
            "Connection to 127.0.0.1 failed.",
            Sent.NOTHING,
            "the proxy proxy.example cannot reach git.example",
            "host and port"),
        row(
            "GitHub without a login",
            401,
            Map.of("www-authenticate", List.of("Basic realm=\"GitHub\"")),
            "Repository not found.",
            Sent.NOTHING,
            "there are no credentials for git.example",
            "add a <server> with id git.example"),
        row(
            "GitHub with a password",
            401,
            Map.of("www-authenticate", List.of("Basic realm=\"GitHub\"")),
            "Invalid username or token. Password authentication is not supported for Git operations.",
            Sent.LOGIN,
            "does not accept passwords",
            "personal access token"),
        row(
            "Azure DevOps with an expired token",
            401,
            Map.of(
                "X-TFS-ServiceError",
                List.of("Access+Denied%3A+The+Personal+Access+Token+used+has+expired.")),
            "Access Denied: The Personal Access Token used has expired.",
            Sent.LOGIN,
            "the token for git.example has expired or was revoked",
            "make a new one at git.example, and use it as the password of the <server>"),
        row(
            "a revoked token in a header of the configuration",
            403,
            Map.of(),
            "Your token has been revoked",
            Sent.HEADER,
            "the token for git.example has expired or was revoked",
            "http.extraHeader"),
        row(
            "GitLab, which does not say what is wrong",
            401,
            Map.of("WWW-Authenticate", List.of("Basic realm=\"GitLab\"")),
            "HTTP Basic: Access denied. If a token was provided, it was either incorrect, expired, or"
                + " improperly scoped.",
            Sent.LOGIN,
            "the credentials for git.example were rejected",
            "correct user and password or token"),
        row(
            "GitHub's list of addresses",
            403,
            Map.of(),
            "the 'acme' organization has an IP allow list enabled",
            Sent.LOGIN,
            "git.example denies access to https://git.example/x.git: the 'acme' organization has an"
                + " IP allow list enabled",
            "use credentials"),
        row(
            "Gitea with a wrong login",
            401,
            Map.of("Www-Authenticate", List.of("Basic realm=\"Gitea\"")),
            "Unauthorized\n",
            Sent.LOGIN,
            "the credentials for git.example were rejected",
            "correct user and password"),
        row(
            "a header of the configuration",
            401,
            Map.of("Www-Authenticate", List.of("Basic realm=\"x\"")),
            "",
            Sent.HEADER,
            "http.extraHeader",
            "valid token"),
        row(
            "bearer only",
            401,
            Map.of("WWW-Authenticate", List.of("Bearer realm=\"a, Basic b\", scope=\"x\"")),
            "",
            Sent.NOTHING,
            "accepts only bearer tokens",
            "http.https://git.example/.extraHeader"),
        row(
            "Negotiate and NTLM",
            401,
            Map.of("WWW-Authenticate", List.of("Negotiate", "NTLM")),
            "",
            Sent.NOTHING,
            "accepts only Windows authentication",
            "SSH URL"),
        row(
            "Azure DevOps Server",
            401,
            Map.of(
                "WWW-Authenticate",
                List.of("Bearer", "Basic realm=\"https://git.example/\"", "NTLM", "Negotiate")),
            "TF400813",
            Sent.NOTHING,
            "there are no credentials for git.example",
            "<server>"),
        row(
            "GitHub's single sign-on",
            403,
            Map.of(),
            "The 'acme' organization has enabled or enforced SAML SSO.",
            Sent.LOGIN,
            "single sign-on",
            "authorize it"),
        row(
            "an archived repository",
            403,
            Map.of(),
            "This repository was archived so it is read-only.",
            Sent.LOGIN,
            "is archived",
            "unarchive it"),
        row(
            "GitHub's limit",
            403,
            Map.of("X-RateLimit-Remaining", List.of("0"), "Retry-After", List.of("60")),
            "API rate limit exceeded",
            Sent.NOTHING,
            "limits the number of requests",
            "wait 60 seconds"),
        row(
            "no right to push",
            403,
            Map.of(),
            "Permission to acme/x denied to ada.",
            Sent.LOGIN,
            "git.example denies access to https://git.example/x.git",
            "write it, to push"),
        row(
            "403 without a login",
            403,
            Map.of("Server", List.of("nginx")),
            "",
            Sent.NOTHING,
            "git.example denies access",
            "add a <server>"),
        row(
            "git-http-backend without the repository",
            404,
            Map.of(),
            "",
            Sent.NOTHING,
            "there is no repository at https://git.example/x.git",
            "if the repository is private"),
        row(
            "404 with a login",
            404,
            Map.of(),
            "Not Found",
            Sent.LOGIN,
            "or the credentials for git.example cannot see it",
            "permissions"),
        row(
            "nginx's limit of a body",
            413,
            Map.of("Server", List.of("nginx/1.22.1")),
            "",
            Sent.LOGIN,
            "as large as this project",
            "client_max_body_size"),
        row(
            "too many requests",
            429,
            Map.of(),
            "",
            Sent.NOTHING,
            "limits the number",
            "a few minutes"),
        row(
            "too many requests, for a moment",
            429,
            Map.of("Retry-After", List.of("1")),
            "",
            Sent.NOTHING,
            "limits the number",
            "wait 1 second and"),
        row("part of a page", 206, Map.of(), "", Sent.NOTHING, "answers with 206", "check the URL"),
        row(
            "a proxy against robots",
            999,
            Map.of(),
            "Request denied",
            Sent.NOTHING,
            "answers with 999: Request denied",
            "check the URL"),
        row(
            "a broken server",
            500,
            Map.of(),
            "",
            Sent.NOTHING,
            "answers with error 500",
            "operators"),
        row(
            "a gateway",
            502,
            Map.of(),
            "",
            Sent.NOTHING,
            "overloaded or in maintenance",
            "try again later"),
        row("a captive portal", 511, Map.of(), "", Sent.NOTHING, "sign in before", "browser"),
        row(
            "anything else",
            418,
            Map.of(),
            "<html><title>t</title><h1>I am\r\n a teapot</h1>",
            Sent.NOTHING,
            "answers with 418: I am a teapot",
            "check the URL"));
  }

  private static Arguments row(
      String name,
      int status,
      Map<String, List<String>> headers,
      String text,
      Sent sent,
      String problem,
      String remedy) {
    return Arguments.of(name, status, headers, text, sent, problem, remedy);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void eachAnswerIsToldAsWhatItIs(
      String name,
      int status,
      Map<String, List<String>> headers,
      String text,
      Sent sent,
      String problem,
      String remedy) {
    GitLocation location = GitLocation.parse("https://git.example/x.git");
    GitAccess access = GitAccess.standard().withHome(temp);
    HttpSession session = new HttpSession(location, access);
    boolean proxied = name.startsWith("squid");
    session
        .last()
        .answered(
            status,
            new HttpRefusal(
                status,
                new GitHost("https", "git.example", 443),
                headers,
                text,
                sent,
                proxied
                    ? Optional.of(
                        new HttpProxy("http", "proxy.example", 3128, Optional.empty(), ""))
                    : Optional.empty(),
                false),
            true);
    MlopsException said = session.failure(new IOException("x")).orElseThrow();
    assertThat(said.problem()).as(name).contains(problem).doesNotContain("{");
    assertThat(said.remedy()).as(name).contains(remedy).doesNotContain("{");
    if (status < 500 && status != 429 && !text.contains("rate limit")) {
      assertThat(said.remedy()).as("trying again helps nobody").doesNotContain("try again");
    }
  }

  private void read(String url, GitAccess access) {
    Templates.read(url, Optional.empty(), temp.resolve("cache"), access, "classical");
  }

  private GitAccess access() {
    return GitAccess.standard().withHome(temp);
  }

  @Test
  void aPageToSignInOnIsAMissingLogin() {
    Reply page =
        new Reply(200, Map.of("Content-Type", "text/html; charset=utf-8"), "<html>Sign in");
    Reply other = new Reply(203, Map.of("Content-Type", "text/plain"), "Sign in");
    List<Reply> replies = List.of(Reply.redirect(302, "/_signin?realm=x"), page, other);
    for (Reply reply : replies) {
      try (ScriptedHttpServer server =
          ScriptedHttpServer.start(seen -> seen.uri().startsWith("/_signin") ? page : reply)) {
        assertThatThrownBy(() -> read(server.url("t.git"), access()))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining(
                "requires authentication: the server answered with a sign-in page")
            .hasMessageContaining("add a <server> with id " + server.id())
            .hasMessageNotContaining("try again");
      }
    }
  }

  @Test
  void anotherObjectFormatIsRefused() {
    String body =
        "001e# service=git-upload-pack\n0000000eversion 2\n0019object-format=sha256\n0000";
    Reply reply =
        new Reply(200, Map.of("Content-Type", "application/x-git-upload-pack-advertisement"), body);
    try (ScriptedHttpServer server = ScriptedHttpServer.start(seen -> reply)) {
      assertThatThrownBy(() -> read(server.url("t.git"), access()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("t.git is a SHA-256 repository (object format sha256)")
          .hasMessageContaining("SHA-1");
    }
  }

  @Test
  void httpOnATlsPortAndTheOtherWayRound() throws Exception {
    TestCertificate certificate = TestCertificate.make(temp);
    Path root = Files.createDirectories(temp.resolve("srv"));
    try (GitHttpServer tls =
            GitHttpServer.start(root, new GitHttpServer.Settings().withTls(certificate.context()));
        RudeServer plain = new RudeServer()) {
      assertThatThrownBy(() -> read(tls.url("t.git").replace("https:", "http:"), access()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("https://");
      assertThatThrownBy(() -> read("https://127.0.0.1:" + plain.port() + "/t.git", access()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("127.0.0.1:" + plain.port() + " does not speak TLS at this port");
    }
  }

  @Test
  void aCertificateForAnotherNameIsSaid() throws Exception {
    TestCertificate certificate = TestCertificate.make(temp);
    Path root = Files.createDirectories(temp.resolve("srv"));
    KeyStore store =
        KeyStore.getInstance(
            certificate.keyStore().toFile(), TestCertificate.PASSWORD.toCharArray());
    Path pem = temp.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    Files.writeString(temp.resolve(".gitconfig"), "[http]\nsslCAInfo = " + pem + "\n");
    try (GitHttpServer tls =
        GitHttpServer.start(root, new GitHttpServer.Settings().withTls(certificate.context()))) {
      assertThatThrownBy(() -> read("https://localhost:" + tls.port() + "/t.git", access()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(
              "the certificate of localhost:" + tls.port() + " is for another name");
    }
  }

  @Test
  void aTunnelThatTheProxyRefusesIsThatOfTheProxy() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    try (ForwardProxy proxy = ForwardProxy.start("paul:other")) {
      GitAccess proxied =
          access()
              .withProxies(
                  List.of(new HttpProxy("http", "127.0.0.1", proxy.port(), Optional.empty(), "")));
      assertThatThrownBy(() -> read("https://127.0.0.1:" + closed + "/t.git", proxied))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the proxy 127.0.0.1 requires valid credentials");
    }
  }

  /** Answers whatever comes as web servers do that do not understand it. */
  private static final class RudeServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    RudeServer() throws IOException {
      Thread thread = new Thread(this::serve, "rude-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          if (client.getInputStream().read() >= 0) {
            String answer =
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
          }
        } catch (IOException e) {
          if (socket.isClosed()) {
            return;
          }
        }
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
