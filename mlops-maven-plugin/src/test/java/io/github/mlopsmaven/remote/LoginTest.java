package io.github.mlopsmaven.remote;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which login a host gets. */
class LoginTest {

  private static final GitHost GITHUB = new GitHost("https", "github.com", 443);

  private static Optional<String> secret(
      String remote,
      Optional<String> url,
      GitHost host,
      Map<String, String> environment,
      Function<GitHost, Optional<Credentials>> settings) {
    Hosts.LoginSources sources =
        new Hosts.LoginSources(
            settings,
            asked -> Optional.empty(),
            environment,
            asked -> Optional.of(new Credentials("helper", "of-the-helper")));
    return new Hosts(GitAccess.standard(), sources, millis -> {})
        .find(remote, url, Optional.of(remote.equals("github") ? "contoso" : "contoso/platform"))
        .push()
        .lookups()
        .any()
        .apply(host)
        .map(Credentials::secret);
  }

  private static Optional<String> gitHub(Map<String, String> environment) {
    return secret("github", Optional.empty(), GITHUB, environment, host -> Optional.empty());
  }

  @Test
  void settingsGoBeforeTheEnvironmentAndThatBeforeTheHelper() {
    Map<String, String> both = Map.of("GITHUB_TOKEN", "first", "GH_TOKEN", "second");
    assertThat(
            secret(
                "github",
                Optional.empty(),
                GITHUB,
                both,
                host -> Optional.of(new Credentials("", "of-the-settings"))))
        .contains("of-the-settings");
    assertThat(gitHub(both)).contains("first");
    assertThat(gitHub(Map.of("GITHUB_TOKEN", " ", "GH_TOKEN", "second"))).contains("second");
    assertThat(gitHub(Map.of())).contains("of-the-helper");
  }

  @Test
  void aServerOfOnesOwnGetsNoTokenOfGitHubsOwn() {
    Map<String, String> environment =
        Map.of("GITHUB_TOKEN", "public", "GH_ENTERPRISE_TOKEN", "own");
    GitHost own = new GitHost("https", "git.example.com", 443);
    Optional<String> url = Optional.of("https://git.example.com/");
    assertThat(secret("github", url, own, environment, host -> Optional.empty())).contains("own");
    assertThat(
            secret(
                "github",
                url,
                own,
                Map.of("GITHUB_TOKEN", "there", "GITHUB_SERVER_URL", "https://git.example.com"),
                host -> Optional.empty()))
        .contains("there");
  }

  @Test
  void azureDevOpsTakesThePipelinesTokenFirst() {
    GitHost host = new GitHost("https", "dev.azure.com", 443);
    Map<String, String> both =
        Map.of("SYSTEM_ACCESSTOKEN", "of-the-run", "AZURE_DEVOPS_EXT_PAT", "of-a-person");
    assertThat(secret("azure-devops", Optional.empty(), host, both, any -> Optional.empty()))
        .contains("of-the-run");
  }

  @Test
  void theTokenOfAWorkflowIsForTheServerThatRunsIt() {
    Map<String, String> onGitHub =
        Map.of(
            "GITHUB_SERVER_URL",
            "https://github.com/",
            "GITHUB_TOKEN",
            "of-the-run",
            "GH_TOKEN",
            "of-the-run",
            "GH_ENTERPRISE_TOKEN",
            "own");
    assertThat(gitHub(onGitHub)).contains("of-the-run");
    for (String other : List.of("acme.ghe.com", "git.example.com")) {
      assertThat(
              secret(
                  "github",
                  Optional.of("https://" + other),
                  new GitHost("https", other, 443),
                  onGitHub,
                  host -> Optional.empty()))
          .as(other)
          .contains(other.endsWith(".ghe.com") ? "of-the-helper" : "own");
    }
  }

  @Test
  void aTokenForOneServerOfACompanyIsNotForAnother() {
    Map<String, String> environment =
        Map.of("GH_HOST", "git.example.com", "GH_ENTERPRISE_TOKEN", "own");
    for (String host : List.of("git.example.com", "other.example.com")) {
      assertThat(
              secret(
                  "github",
                  Optional.of("https://" + host),
                  new GitHost("https", host, 443),
                  environment,
                  any -> Optional.empty()))
          .as(host)
          .contains(host.startsWith("git") ? "own" : "of-the-helper");
    }
  }

  @Test
  void theTokenOfAPipelineIsForTheServerThatRunsIt() {
    Map<String, String> inTheCloud =
        Map.of(
            "SYSTEM_COLLECTIONURI",
            "https://contoso.visualstudio.com/",
            "SYSTEM_ACCESSTOKEN",
            "run");
    Map<String, String> elsewhere =
        Map.of("SYSTEM_COLLECTIONURI", "https://tfs.example.com/c/", "SYSTEM_ACCESSTOKEN", "run");
    GitHost cloud = new GitHost("https", "dev.azure.com", 443);
    GitHost own = new GitHost("https", "tfs.example.com", 443);
    Optional<String> url = Optional.of("https://tfs.example.com");
    assertThat(secret("azure-devops", Optional.empty(), cloud, inTheCloud, any -> Optional.empty()))
        .contains("run");
    assertThat(secret("azure-devops", url, own, inTheCloud, any -> Optional.empty()))
        .contains("of-the-helper");
    assertThat(secret("azure-devops", url, own, elsewhere, any -> Optional.empty()))
        .contains("run");
    assertThat(secret("azure-devops", Optional.empty(), cloud, elsewhere, any -> Optional.empty()))
        .contains("of-the-helper");
  }

  @Test
  void anotherServerGetsNoneOfThem() {
    GitHost other = new GitHost("https", "evil.example.com", 443);
    assertThat(
            secret(
                "github",
                Optional.empty(),
                other,
                Map.of("GITHUB_TOKEN", "first"),
                host -> Optional.empty()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com,        https://api.github.com,              https://token.actions.githubusercontent.com",
    "https://acme.ghe.com,      https://api.acme.ghe.com,            https://token.actions.acme.ghe.com",
    "https://git.example.com/,  https://git.example.com/api/v3,      https://git.example.com/_services/token"
  })
  void eachGitHubHasItsAddresses(String url, String api, String issuer) {
    GitHubSite site = new GitHubSite(Place.parse("githubUrl", url));
    assertThat(site.address()).isEqualTo(api);
    assertThat(site.issuer()).isEqualTo(issuer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github.com", "ftp://h", "http://git.example.com", "https://a:pl4nted@h"})
  void anAddressThatCannotBeMeantIsRefused(String url) {
    assertThatThrownBy(() -> Place.parse("githubUrl", url))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("githubUrl")
        .hasMessageNotContaining("pl4nted");
  }

  @Test
  void azureDevOpsNeedsAProject() {
    Hosts hosts = PublishedHere.hosts(millis -> {});
    assertThatThrownBy(() -> hosts.find("azure-devops", Optional.empty(), Optional.of("contoso")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'contoso' does not name an organization and its project")
        .hasMessageContaining("add -Dmlops.organization=ORGANIZATION/PROJECT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY"})
  void anAppProvesItselfWithEitherFormOfItsKey(String form) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] der = pair.getPrivate().getEncoded();
    // PKCS #8 ends with the key of PKCS #1, after 26 bytes of a key of this size.
    byte[] shown = form.startsWith("RSA") ? Arrays.copyOfRange(der, 26, der.length) : der;
    String pem =
        "-----BEGIN "
            + form
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(shown)
            + "\n-----END "
            + form
            + "-----\n";
    GitHubApp app = new GitHubApp("4711", pem);
    String[] parts = app.proof(Instant.ofEpochSecond(1_000_000)).split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonObject claims =
        JsonParser.parseString(
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
            .getAsJsonObject();
    assertThat(claims.get("iss").getAsString()).isEqualTo("4711");
    assertThat(claims.get("iat").getAsLong())
        .as("a minute back, for a clock that is ahead of GitHub's")
        .isEqualTo(1_000_000 - 60);
    assertThat(claims.get("exp").getAsLong() - claims.get("iat").getAsLong()).isEqualTo(540);
    assertThat(app).hasToString("GitHubApp[id=4711, privateKey=***]");
  }

  @Test
  void aKeyThatIsNoneIsSaidWithoutIt() {
    assertThatThrownBy(() -> new GitHubApp("4711", "pl4nted").proof(Instant.EPOCH))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the private key of the GitHub App 4711 cannot be used")
        .hasMessageNotContaining("pl4nted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repo           | public_repo, gist | the token lacks the scope repo and has public_repo, gist",
        "admin:org, repo | ''               | the token lacks the scope admin:org or repo and has none",
        "repo           | repo, workflow    | ''",
        "''             | repo              | ''"
      })
  void theScopeThatAClassicTokenLacks(String accepted, String has, String sentence) {
    Map<String, String> headers =
        Map.of(
            "X-Accepted-OAuth-Scopes", accepted,
            "X-OAuth-Scopes", has,
            "X-Accepted-GitHub-Permissions", "administration=write");
    assertThat(lacking(headers)).isEqualTo(Optional.of(sentence).filter(text -> !text.isEmpty()));
  }

  @Test
  void thePermissionThatAnotherTokenLacks() {
    assertThat(lacking(Map.of("X-Accepted-GitHub-Permissions", "administration=write")))
        .contains("the token lacks the permission administration=write");
    assertThat(lacking(Map.of())).isEmpty();
  }

  private static Optional<String> lacking(Map<String, String> headers) {
    return PublishedHere.hosts(millis -> {})
        .service("github", Optional.empty(), Optional.empty())
        .destination()
        .lacking(new Answer(403, JsonNull.INSTANCE, headers));
  }

  private static Optional<String> ofServer(
      Place place, GitAccess access, Hosts.LoginSources sources, Optional<String> owner) {
    return new Hosts(access, sources, millis -> {})
        .find("github", Optional.of(place.url()), owner)
        .push()
        .lookups()
        .any()
        .apply(place.server())
        .map(Credentials::secret);
  }

  private static Hosts.LoginSources sources(
      Optional<GitHubApp> app, Map<String, String> environment, Optional<String> ofHelper) {
    return new Hosts.LoginSources(
        host -> Optional.empty(),
        host -> app,
        environment,
        host -> ofHelper.map(secret -> new Credentials("", secret)));
  }

  @Test
  void anAppHasItsTurnAmongTheLogins(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login a password of-netrc\n");
    GitAccess access = GitAccess.standard().withHome(home);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    Optional<GitHubApp> app = Optional.of(new GitHubApp("4711", key));
    Map<String, String> appOnly = Map.of("GITHUB_APP_ID", "4711", "GITHUB_APP_PRIVATE_KEY", key);
    Map<String, String> both = new HashMap<>(appOnly);
    both.put("GH_ENTERPRISE_TOKEN", "of-the-environment");
    Optional<String> owner = Optional.of("contoso");
    Optional<String> helper = Optional.of("of-the-helper");
    WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    try {
      server.stubFor(get("/api/v3/users/contoso/installation").willReturn(okJson("{\"id\":42}")));
      server.stubFor(
          post("/api/v3/app/installations/42/access_tokens")
              .willReturn(okJson("{\"token\":\"of-the-app\"}").withStatus(201)));
      Place place = new Place("http://127.0.0.1:" + server.port());

      assertThat(ofServer(place, access, sources(app, both, helper), owner)).contains("of-the-app");
      assertThat(ofServer(place, access, sources(Optional.empty(), both, helper), owner))
          .contains("of-the-environment");
      assertThat(ofServer(place, access, sources(Optional.empty(), appOnly, helper), owner))
          .contains("of-the-app");
      assertThat(ofServer(place, access, sources(Optional.empty(), Map.of(), helper), owner))
          .contains("of-the-helper");
      assertThat(ofServer(place, access, sources(app, Map.of(), helper), Optional.empty()))
          .as("an app is installed for an owner")
          .contains("of-the-helper");
      assertThat(
              ofServer(place, access, sources(Optional.empty(), Map.of(), Optional.empty()), owner))
          .contains("of-netrc");

      server.stubFor(
          post("/api/v3/app/installations/42/access_tokens")
              .willReturn(aResponse().withStatus(403)));
      assertThatThrownBy(() -> ofServer(place, access, sources(app, both, helper), owner))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("GitHub gives the app 4711 no token: it answers 403")
          .hasMessageContaining("check the app's installation for contoso");
    } finally {
      server.stop();
    }
  }

  @Test
  void netrcIsTheLastForAzureDevOpsToo(@TempDir Path home) throws IOException {
    Files.writeString(home.resolve(".netrc"), "machine dev.azure.com login a password of-netrc\n");
    GitHost host = new GitHost("https", "dev.azure.com", -1);
    for (String helper : List.of("of-the-helper", "")) {
      Hosts.LoginSources sources =
          sources(Optional.empty(), Map.of(), Optional.of(helper).filter(s -> !s.isEmpty()));
      assertThat(
              new Hosts(GitAccess.standard().withHome(home), sources, millis -> {})
                  .find("azure-devops", Optional.empty(), Optional.of("contoso/ml"))
                  .push()
                  .lookups()
                  .any()
                  .apply(host)
                  .map(Credentials::secret))
          .contains(helper.isEmpty() ? "of-netrc" : helper);
    }
  }
}
