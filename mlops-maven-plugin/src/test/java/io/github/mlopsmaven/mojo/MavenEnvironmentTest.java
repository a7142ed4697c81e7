package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.git.Credentials;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.git.GitHost;
import io.github.mlopsmaven.git.HttpProxy;
import io.github.mlopsmaven.git.TransferProgress;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What settings.xml says, through Maven's own decrypter. */
@MojoTest
class MavenEnvironmentTest {

  private static final GitHost HOST = new GitHost("https", "git.example", 8443);

  @Inject private MavenSession session;
  @Inject private SettingsDecrypter decrypter;

  private final Settings settings = new Settings();

  @BeforeEach
  void startSession() {
    Mockito.lenient().when(session.getSettings()).thenReturn(settings);
    Mockito.lenient().when(session.isOffline()).thenReturn(true);
  }

  @Test
  void aServerIsFoundByItsHost() {
    settings.addServer(server("git.example", "me", "by-host"));

    assertThat(access().credentials().apply(HOST)).contains(new Credentials("me", "by-host"));
    assertThat(access().credentials().apply(new GitHost("https", "other.example", 443))).isEmpty();
  }

  @Test
  void hostAndPortGoBeforeTheHostAlone() {
    settings.addServer(server("git.example", "me", "by-host"));
    settings.addServer(server("git.example:8443", "me", "by-port"));

    assertThat(access().credentials().apply(HOST)).contains(new Credentials("me", "by-port"));
    assertThat(access().credentials().apply(new GitHost("https", "git.example", 443)))
        .contains(new Credentials("me", "by-host"));
  }

  @Test
  void aNamedServerGoesBeforeBoth() {
    settings.addServer(server("git.example", "me", "by-host"));
    Server token = new Server();
    token.setId("mine");
    token.setPassword("token");
    settings.addServer(token);

    assertThat(environment().access("mine", TransferProgress.NONE, 1).credentials().apply(HOST))
        .contains(new Credentials("", "token"));
  }

  @Test
  void aNamedServerHasToBeThere() {
    assertThatThrownBy(() -> environment().access("mine", TransferProgress.NONE, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "settings.xml has no <server> with the id mine\n"
                + "  add one, or name another with -Dmlops.serverId=ID");
  }

  @Test
  void aPassphraseIsTheSecretOfAKey() {
    Server key = new Server();
    key.setId("git.example");
    key.setPassphrase("phrase");
    settings.addServer(key);

    assertThat(access().credentials().apply(HOST)).contains(new Credentials("", "phrase"));
  }

  @Test
  void aPasswordThatCannotBeDecryptedIsSaidWithoutShowingIt() {
    settings.addServer(server("git.example", "me", "{COQLCE6DU6GtcS5P=}"));

    assertThatThrownBy(() -> access().credentials().apply(HOST))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the password of <server git.example> in settings.xml cannot be decrypted\n"
                + "  check settings-security.xml, or encrypt it again with mvn"
                + " --encrypt-password");
  }

  @Test
  void onlyActiveProxiesCount() {
    settings.addProxy(proxy("one", false));
    Proxy active = proxy("two", true);
    active.setUsername("me");
    active.setPassword("secret");
    active.setNonProxyHosts("*.internal");
    settings.addProxy(active);

    assertThat(access().proxies())
        .containsExactly(
            new HttpProxy(
                "http",
                "two.example",
                3128,
                Optional.of(new Credentials("me", "secret")),
                "*.internal"));
  }

  @Test
  void offlineAndTheLimitAreHandedOn() {
    GitAccess access = environment().access(null, TransferProgress.NONE, 42);

    assertThat(access.offline()).isTrue();
    assertThat(access.maxTransfer()).isEqualTo(42);
    assertThat(access.proxies()).isEmpty();
  }

  private GitAccess access() {
    return environment().access(null, TransferProgress.NONE, 1);
  }

  private MavenEnvironment environment() {
    return new MavenEnvironment(session, decrypter);
  }

  private static Server server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    return server;
  }

  private static Proxy proxy(String id, boolean active) {
    Proxy proxy = new Proxy();
    proxy.setId(id);
    proxy.setActive(active);
    proxy.setProtocol("http");
    proxy.setHost(id + ".example");
    proxy.setPort(3128);
    return proxy;
  }
}
