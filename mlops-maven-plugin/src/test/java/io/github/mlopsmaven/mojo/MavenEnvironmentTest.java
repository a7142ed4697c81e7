package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.remote.GitHubApp;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.servers.TransferProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** What settings.xml says, through Maven's own decrypter. */
@MojoTest
class MavenEnvironmentTest {

  private static final GitHost HOST = new GitHost("https", "git.example", 8443);

  @TempDir static Path folder;

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

    assertThat(access().lookups().named().apply(HOST)).contains(new Credentials("me", "by-host"));
    assertThat(access().lookups().named().apply(new GitHost("https", "other.example", 443)))
        .isEmpty();
  }

  @Test
  void hostAndPortGoBeforeTheHostAlone() {
    settings.addServer(server("git.example", "me", "by-host"));
    settings.addServer(server("git.example:8443", "me", "by-port"));

    assertThat(access().lookups().any().apply(HOST)).contains(new Credentials("me", "by-port"));
    assertThat(access().lookups().any().apply(new GitHost("https", "git.example", 443)))
        .contains(new Credentials("me", "by-host"));
  }

  @Test
  void aNamedServerGoesBeforeBoth() {
    settings.addServer(server("git.example", "me", "by-host"));
    Server token = new Server();
    token.setId("mine");
    token.setPassword("token");
    settings.addServer(token);

    assertThat(environment().access("mine", TransferProgress.NONE, 1).lookups().named().apply(HOST))
        .contains(new Credentials("", "token"));
  }

  @Test
  void aNamedServerIsForNoOtherOrigin() {
    settings.addServer(server("mine", "me", "secret"));

    assertThat(environment().access("mine", TransferProgress.NONE, 1).lookups().any().apply(HOST))
        .isEmpty();
  }

  @Test
  void anotherOriginHasToBeNamedWithItsPort() {
    settings.addServer(server("git.example", "me", "by-host"));
    GitHost usual = new GitHost("https", "git.example", 443);

    assertThat(access().lookups().any().apply(HOST)).isEmpty();
    assertThat(access().lookups().any().apply(new GitHost("http", "git.example", 80))).isEmpty();
    assertThat(access().lookups().any().apply(usual)).contains(new Credentials("me", "by-host"));

    settings.addServer(server("git.example:8443", "me", "by-port"));
    assertThat(access().lookups().any().apply(HOST)).contains(new Credentials("me", "by-port"));
  }

  @Test
  void theIdOfAServerMayBeSpeltAsThePeopleDo() {
    settings.addServer(server("Git.Example.", "me", "by-host"));

    assertThat(access().lookups().named().apply(HOST)).contains(new Credentials("me", "by-host"));
  }

  @Test
  void aNamedServerHasToBeThere() {
    assertThatThrownBy(() -> environment().access("mine", TransferProgress.NONE, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "settings.xml has no <server> with the id mine\n"
                + "  add one, or name the id of an existing one");
  }

  @Test
  void aPassphraseIsTheSecretOfAKey() {
    Server key = new Server();
    key.setId("git.example");
    key.setPassphrase("phrase");
    settings.addServer(key);

    assertThat(access().lookups().named().apply(HOST)).contains(new Credentials("", "phrase"));
  }

  @Test
  void aPasswordThatCannotBeDecryptedIsSaidWithoutShowingIt() {
    settings.addServer(server("git.example", "me", "{COQLCE6DU6GtcS5P=}"));

    assertThatThrownBy(() -> access().lookups().named().apply(HOST))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the password of <server git.example> in settings.xml cannot be decrypted\n"
                + "  check settings-security.xml, or encrypt it again with mvn"
                + " --encrypt-password");
  }

  @Test
  void whatMavenCouldNotFillInIsNamedAndNotSent() {
    settings.addServer(server("git.example", "me", "${env.GIT_TOKEN}"));
    settings.addServer(server("git.example:8443", "${user.mail}", "secret"));
    assertThatThrownBy(
            () -> access().lookups().any().apply(new GitHost("https", "git.example", 443)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "<password> of <server git.example> in settings.xml is ${env.GIT_TOKEN}, which is not"
                + " defined\n"
                + "  set the environment variable GIT_TOKEN");
    assertThatThrownBy(() -> access().lookups().any().apply(HOST))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "<username> of <server git.example:8443> in settings.xml is ${user.mail}, which is not"
                + " defined\n"
                + "  define it with -Duser.mail=VALUE, or write its value there");

    Proxy proxy = proxy("two", true);
    proxy.setUsername("me");
    proxy.setPassword("${env.PROXY}");
    settings.addProxy(proxy);
    assertThatThrownBy(() -> access().proxies())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("<password> of <proxy two> in settings.xml is ${env.PROXY}");
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
  void aSecretIsThePasswordOfItsServer() {
    settings.addServer(server("mlops.secret.prod.STORE_KEY", null, "v4lue"));

    assertThat(environment().secret("prod.STORE_KEY")).contains("v4lue");
    assertThat(environment().secret("STORE_KEY")).isEmpty();
  }

  @Test
  void anAppIsFoundByItsServer() throws IOException {
    Path key = Files.writeString(folder.resolve("app.pem"), "the key");
    settings.addServer(app("git.example", "4711", key.toString()));

    assertThat(environment().gitHubApp(null, HOST)).contains(new GitHubApp("4711", "the key"));
    assertThat(environment().gitHubApp("git.example", new GitHost("https", "github.com", 443)))
        .isPresent();
    assertThat(environment().gitHubApp(null, new GitHost("https", "github.com", 443))).isEmpty();
    assertThat(access().lookups().any().apply(HOST)).as("it has no password").isEmpty();
  }

  @Test
  void anAppHasAKey() {
    settings.addServer(app("git.example", "4711", null));
    assertThatThrownBy(() -> environment().gitHubApp(null, HOST))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the <server> git.example in settings.xml names a GitHub App without its key\n"
                + "  add <privateKeyFile>FILE</privateKeyFile> beside <appId>");

    settings.addServer(app("other.example", "4711", "no/such.pem"));
    assertThatThrownBy(
            () -> environment().gitHubApp(null, new GitHost("https", "other.example", 443)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the private key of the GitHub App cannot be read from");
  }

  @Test
  void offlineAndTheLimitAreHandedOn() {
    GitAccess access = environment().access(null, TransferProgress.NONE, 42);

    assertThat(access.offline()).isTrue();
    assertThat(access.limits().transfer()).isEqualTo(42);
    assertThat(access.proxies()).isEmpty();
  }

  private GitAccess access() {
    return environment().access(null, TransferProgress.NONE, 1);
  }

  private MavenEnvironment environment() {
    return new MavenEnvironment(session, decrypter);
  }

  private static Server app(String id, String appId, @Nullable String file) {
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    configuration.addChild(new Xpp3Dom("appId"));
    configuration.getChild("appId").setValue(appId);
    if (file != null) {
      configuration.addChild(new Xpp3Dom("privateKeyFile"));
      configuration.getChild("privateKeyFile").setValue(file);
    }
    Server server = new Server();
    server.setId(id);
    server.setConfiguration(configuration);
    return server;
  }

  private static Server server(String id, @Nullable String user, String password) {
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
