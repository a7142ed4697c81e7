package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate of a private authority, directly and through a proxy. */
class TlsTest {

  @TempDir static Path temp;
  private static TestCertificate certificate;
  private static GitHttpServer server;

  @BeforeAll
  static void serve() throws Exception {
    certificate = TestCertificate.make(temp);
    BareRepository.create(temp.resolve("srv/t.git")).commit("main", Templates.FILES);
    server =
        GitHttpServer.start(
            temp.resolve("srv"), new GitHttpServer.Settings().withTls(certificate.context()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String fetchTrusting(Path cache, String... jvm) throws Exception {
    String[] all = new String[jvm.length + 2];
    all[0] = "-Djavax.net.ssl.trustStore=" + certificate.keyStore();
    all[1] = "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD;
    System.arraycopy(jvm, 0, all, 2, jvm.length);
    Process run = FetchOnce.start(server.url("t.git"), cache, "classical", all);
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void unknownAuthorityIsSaid(@TempDir Path cache) {
    assertThatThrownBy(
            () ->
                Templates.read(
                    server.url("t.git"),
                    Optional.empty(),
                    cache,
                    GitAccess.standard(),
                    "classical"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("TLS handshake with 127.0.0.1 failed")
        .hasMessageContaining("javax.net.ssl.trustStore=FILE");
  }

  @Test
  void trustStoreOfTheJvmCounts(@TempDir Path cache) throws Exception {
    assertThat(fetchTrusting(cache)).contains("2 files");
  }

  @Test
  void tunnelThroughAProxyGetsItsLogin(@TempDir Path cache) throws Exception {
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      assertThat(fetchTrusting(cache, "-Dtest.proxy=" + proxy.port())).contains("2 files");
      assertThat(proxy.requests())
          .as("one tunnel for four requests")
          .containsExactly("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1");
    }
  }

  @Test
  void proxyThatRefusesTheTunnelIsSaid(@TempDir Path cache) {
    try (ForwardProxy proxy = ForwardProxy.start("paul:other")) {
      HttpProxy wrong =
          new HttpProxy(
              "https",
              "127.0.0.1",
              proxy.port(),
              Optional.of(new Credentials("paul", "pr0xy")),
              "");
      GitAccess access = GitAccess.standard().withProxies(List.of(wrong));
      assertThatThrownBy(
              () ->
                  Templates.read(server.url("t.git"), Optional.empty(), cache, access, "classical"))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the proxy 127.0.0.1 requires valid credentials");
    }
  }
}
