package io.github.mlopsmaven.remote;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.HostConnection.UnclearException;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.servers.ProxyLogins;
import io.github.mlopsmaven.testkit.ForwardProxy;
import io.github.mlopsmaven.testkit.SlowServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts answer, good and bad, and what is made of it. */
class RestConnectionTest {

  private static final String SECRET = "pl4nted-token";
  private static final Call LOOK = Call.get("/repos/contoso/fares");
  private static final Call CREATE =
      Call.send("POST", "/orgs/contoso/repos", Json.object("name", "fares"));

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final List<Long> pauses = new ArrayList<>();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Place place() {
    return new Place("http://127.0.0.1:" + server.port());
  }

  private RestConnection connection(Dialect dialect, Duration patience) {
    return new RestConnection(
        dialect,
        GitAccess.standard().withTimeouts(Duration.ofSeconds(5), patience),
        () -> Optional.of(new Credentials("", SECRET)),
        pauses::add);
  }

  private RestConnection gitHub() {
    return connection(new GitHubSite(place()), Duration.ofSeconds(10));
  }

  private RestConnection azureDevOps() {
    return connection(new AzureDevOpsSite(place(), "contoso"), Duration.ofSeconds(10));
  }

  /** Answers in this order; the last answer stays. */
  private void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      boolean last = i == answers.length - 1;
      server.stubFor(
          any(anyUrl())
              .inScenario("all")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
              .willReturn(answers[i])
              .willSetStateTo(
                  last ? (i == 0 ? Scenario.STARTED : "after " + i) : "after " + (i + 1)));
    }
  }

  private static ResponseDefinitionBuilder status(int status) {
    return aResponse().withStatus(status).withHeader("Content-Type", "application/json");
  }

  private static ResponseDefinitionBuilder ok() {
    return status(200).withBody("{\"id\":1}");
  }

  private int requests() {
    return server.getAllServeEvents().size();
  }

  @Test
  void successIsReadAndFollowsTheDescription() {
    answers(ok());
    assertThat(gitHub().send(LOOK).text("id")).isEqualTo("1");
    gitHub().send(CREATE);
    for (var event : server.getAllServeEvents()) {
      LoggedRequest request = event.getRequest();
      assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + SECRET);
      assertThat(request.getHeader("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
      assertThat(
              Described.gitHub()
                  .problems(
                      request.getMethod().getName(),
                      request.getUrl(),
                      request.getBodyAsString(),
                      request.header("Content-Type").isPresent()
                          ? request.getHeader("Content-Type")
                          : ""))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 409, 422})
  void refusalsAreAnswersAndAreNotRepeated(int status) {
    answers(status(status).withBody("{\"message\":\"no\",\"errors\":[{\"message\":\"taken\"}]}"));
    Answer answer = gitHub().send(CREATE);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).isEqualTo("no; taken");
    assertThat(requests()).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aLimitIsWaitedForAsLongAsTheHostSaysEvenBeforeACreation() {
    answers(status(429).withHeader("Retry-After", "7"), status(201));
    assertThat(gitHub().send(CREATE).status()).isEqualTo(201);
    assertThat(pauses).containsExactly(7000L);
  }

  @Test
  void gitHubSaysALimitWith403Too() {
    long reset = System.currentTimeMillis() / 1000 + 30;
    answers(
        status(403)
            .withHeader("X-RateLimit-Remaining", "0")
            .withHeader("X-RateLimit-Reset", String.valueOf(reset)),
        ok());
    assertThat(gitHub().send(LOOK).ok()).isTrue();
    assertThat(pauses).hasSize(1).allMatch(millis -> millis > 20_000 && millis <= 30_000);
  }

  @Test
  void aLongLimitEndsTheRun() {
    answers(status(429).withHeader("Retry-After", "3600"));
    assertThatThrownBy(() -> gitHub().send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("GitHub takes no more requests for 3600 seconds");
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void anOverloadedHostIsAskedAgainWithLongerPauses(int status) {
    answers(status(status), status(status), ok());
    assertThat(gitHub().send(LOOK).ok()).isTrue();
    assertThat(pauses).containsExactly(1000L, 2000L);
  }

  @Test
  void repeatsEnd() {
    answers(status(503));
    assertThat(gitHub().send(LOOK).status()).isEqualTo(503);
    assertThat(requests()).isEqualTo(5);
  }

  @Test
  void aCreationIsNeverRepeatedBlindly() {
    answers(status(502));
    assertThatThrownBy(() -> gitHub().send(CREATE)).isInstanceOf(UnclearException.class);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aResetConnectionIsMadeAgain() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ok());
    assertThat(gitHub().send(LOOK).ok()).isTrue();
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void aCreationOnAResetConnectionIsUnclear() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ok());
    assertThatThrownBy(() -> gitHub().send(CREATE)).isInstanceOf(UnclearException.class);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aSlowAnswerIsAskedForAgain() {
    answers(ok().withFixedDelay(3000), ok());
    RestConnection hasty = connection(new GitHubSite(place()), Duration.ofMillis(500));
    assertThat(hasty.send(LOOK).ok()).isTrue();
    assertThat(pauses).containsExactly(1000L);
  }

  private static ResponseDefinitionBuilder moved(int status, String location) {
    return status(status)
        .withHeader("Location", location)
        .withBody("{\"message\":\"Moved Permanently\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aLookFollowsTheHostToWhereARepositoryIsNow(int status) {
    answers(moved(status, "/api/v3/repositories/7"), moved(status, place().url() + "/x"), ok());
    assertThat(gitHub().send(LOOK).text("id")).isEqualTo("1");
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void aChangeOfARenamedRepositoryIsToldItsName() {
    answers(
        moved(307, place().url() + "/api/v3/repositories/7/topics"),
        status(200).withBody("{\"full_name\":\"contoso/tickets\"}"));
    Call change = Call.send("PUT", "/repos/contoso/fares/topics", Json.object("names", "x"));
    assertThatThrownBy(() -> gitHub().send(change))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "the repository contoso/fares at GitHub is called contoso/tickets now")
        .hasMessageContaining("git remote set-url");
    assertThat(server.getAllServeEvents().get(0).getRequest().getUrl())
        .isEqualTo("/api/v3/repositories/7");
    assertThat(requests()).as("nothing was sent to a place that nobody named").isEqualTo(2);
  }

  @Test
  void aChangeThatIsLedElsewhereIsToldWhere() {
    answers(moved(308, "/api/v3/other"));
    assertThatThrownBy(() -> gitHub().send(CREATE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("redirects a change of /orgs/contoso/repos to")
        .hasMessageContaining("/api/v3/other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/repositories/7",
        "https://127.0.0.1/repositories/7",
        "http://ada@127.0.0.1:PORT/x",
        "//elsewhere.example/x"
      })
  void theLoginGoesToNoOtherOrigin(String location) {
    answers(moved(301, location.replace("PORT", String.valueOf(server.port()))), ok());
    assertThatThrownBy(() -> gitHub().send(LOOK))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("and the credentials are not for that")
        .hasMessageContaining("-Dmlops.githubUrl")
        .hasMessageNotContaining("ada@");
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void redirectsEnd() {
    answers(moved(302, "/x"));
    assertThatThrownBy(() -> gitHub().send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("redirects /repos/contoso/fares again and again");
    assertThat(requests()).isLessThan(10);
  }

  @Test
  void aRedirectToNothingIsNone() {
    answers(status(301));
    assertThat(gitHub().send(LOOK).status()).isEqualTo(301);
    answers(moved(301, "http://[bad"));
    assertThatThrownBy(() -> gitHub().send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("redirects to http://[bad, which is not an address");
  }

  @Test
  void anAnswerThatNobodyAskedToCompressIsRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write("{\"id\":1}".getBytes(StandardCharsets.UTF_8));
    }
    answers(status(200).withHeader("Content-Encoding", "gzip").withBody(bytes.toByteArray()));
    assertThat(gitHub().send(LOOK).text("id")).isEqualTo("1");
    answers(ok().withHeader("Content-Encoding", "br"));
    assertThatThrownBy(() -> gitHub().send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("compresses its answer with br")
        .hasMessageNotContaining("SSH");
    assertThat(requests()).isEqualTo(2);
  }

  /** Never silent, and never at its end. */
  @Test
  void anAnswerHasItsTimeToo() {
    answers(
        ok().withBody("{\"id\":\"" + "1".repeat(40_000) + "\"}")
            .withChunkedDribbleDelay(200, 40_000));
    RestConnection hasty = connection(new GitHubSite(place()), Duration.ofSeconds(1));
    assertThatThrownBy(() -> hasty.send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("has not finished its answer after 3 s")
        .hasMessageContaining("-Dmlops.timeout=SECONDS");
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void azureDevOpsSaysInAHeaderThatATokenHasExpired() {
    answers(
        aResponse()
            .withStatus(401)
            .withHeader(
                "X-TFS-ServiceError",
                "Access+Denied%3A+The+Personal+Access+Token+used+has+expired.")
            .withBody("<html>Access Denied</html>"));
    Answer answer = azureDevOps().send(LOOK);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message())
        .isEqualTo("Access Denied: The Personal Access Token used has expired.");
  }

  @Test
  void nobodyThereIsSaidAtLast() {
    RestConnection nowhere = gitHub();
    server.stop();
    assertThatThrownBy(() -> nowhere.send(LOOK))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("gives no answer")
        .hasMessageContaining("check the network and the proxy");
    assertThat(pauses).containsExactly(1000L, 2000L, 4000L, 8000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 302})
  void azureDevOpsMeansNoLoginByAPageToSignIn(int status) {
    answers(aResponse().withStatus(status).withBody("<html>Sign In</html>"));
    assertThat(azureDevOps().send(LOOK).status()).isEqualTo(401);
  }

  /** A proxy or a sign-in answers every address like that; it must not look like success. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><title>Sign in</title></html>",
        "{\"a\": 1,,}",
        "{\"a\":",
        "  ",
        "<html>",
        "null"
      })
  void whatIsAskedForComesAsJson(String body) {
    answers(aResponse().withStatus(200).withBody(body));
    for (RestConnection connection : List.of(gitHub(), azureDevOps())) {
      assertThatThrownBy(() -> connection.send(LOOK))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("answers with something other than JSON")
          .hasMessageContaining(
              "if it is a page to sign in, add a <server> with the id 127.0.0.1:");
    }
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void whatIsChangedMayBeAnsweredWithNothingAndARefusalWithAnything() {
    answers(aResponse().withStatus(201), aResponse().withStatus(404).withBody("<html>"));
    assertThat(gitHub().send(CREATE).ok()).isTrue();
    assertThat(gitHub().send(LOOK).status()).isEqualTo(404);
    server.resetScenarios();
    answers(aResponse().withStatus(204), aResponse().withStatus(200).withBody("<html>"));
    assertThat(gitHub().send(LOOK).ok()).isTrue();
    assertThatThrownBy(() -> gitHub().send(CREATE)).hasMessageContaining("other than JSON");
  }

  @Test
  void theLoginInAnAnswerGoesNoFurther() {
    answers(status(422).withBody("{\"message\":\"cannot use " + SECRET + " here\"}"));
    assertThat(gitHub().send(CREATE).message()).isEqualTo("cannot use *** here");
  }

  @Test
  void theLoginInAnAnswerGoesNoFurtherAlsoAsJsonWritesIt() {
    String login = "p/4\"nted\\pässword";
    answers(
        status(422)
            .withBody(
                "{\"message\":\"no: p\\/4\\\"nted\\\\p\\u00e4ssword\",\"errors\":["
                    + "{\"message\":\"\\u0070/4\\\"nted\\\\pässword\"}]}"));
    Answer answer =
        new RestConnection(
                new GitHubSite(place()),
                GitAccess.standard().withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                () -> Optional.of(new Credentials("ada", login)),
                pauses::add)
            .send(CREATE);
    assertThat(answer.message()).isEqualTo("no: ***; ***");
  }

  @Test
  void withoutALoginNothingIsSent() {
    RestConnection anonymous =
        new RestConnection(
            new GitHubSite(place()), GitAccess.standard(), Optional::empty, pauses::add);
    assertThatThrownBy(() -> anonymous.send(LOOK))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no credentials found for GitHub")
        .hasMessageContaining("add a <server> with the id 127.0.0.1:" + server.port());
    assertThat(requests()).isZero();
  }

  @Test
  void aProxyOfMavensSettingsGetsItsLogin() {
    answers(ok());
    try (ForwardProxy proxy = ForwardProxy.start("paul:pr0xy")) {
      RestConnection behind = behind(proxy, "pr0xy");
      assertThat(behind.send(LOOK).ok()).isTrue();
      assertThat(proxy.requests())
          .containsExactly("GET " + place().url() + "/api/v3/repos/contoso/fares HTTP/1.1");
      assertThat(server.getAllServeEvents().get(0).getRequest().getHeader("Authorization"))
          .isEqualTo("Bearer " + SECRET);
      RestConnection wrong = behind(proxy, "n0t-right");
      assertThatThrownBy(() -> wrong.send(LOOK))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("requires valid credentials")
          .hasMessageNotContaining("n0t-right");
    }
  }

  /**
   * What lets the client send it into a tunnel is gone when other code of this JVM could see it.
   */
  @Test
  void aLoginForAProxyLeavesNothingInTheJvm() {
    answers(ok());
    String before = System.getProperty(ProxyLogins.DISABLED_SCHEMES);
    try (ForwardProxy open = ForwardProxy.start("")) {
      assertThat(behind(open, "pr0xy").send(LOOK).ok()).isTrue();
      assertThat(behind(open, Optional.empty()).send(LOOK).ok()).isTrue();
      assertThat(System.getProperty(ProxyLogins.DISABLED_SCHEMES)).isEqualTo(before);
    }
  }

  @Test
  void onlyABodyHasAType() {
    answers(ok());
    RestConnection connection = gitHub();
    connection.send(LOOK);
    connection.send(CREATE);

    assertThat(connection.address()).isEqualTo(place().url() + "/api/v3");
    assertThat(server.getAllServeEvents())
        .extracting(event -> event.getRequest().containsHeader("Content-Type"))
        .containsExactlyInAnyOrder(false, true);
  }

  private RestConnection behind(ForwardProxy proxy, String password) {
    return behind(proxy, Optional.of(new Credentials("paul", password)));
  }

  private RestConnection behind(ForwardProxy proxy, Optional<Credentials> login) {
    HttpProxy http = new HttpProxy("http", "127.0.0.1", proxy.port(), login, "");
    return new RestConnection(
        new GitHubSite(place()),
        GitAccess.standard().withProxies(List.of(http)),
        () -> Optional.of(new Credentials("", SECRET)),
        pauses::add);
  }

  @Test
  void anAppGetsATokenOfItsInstallation() throws GeneralSecurityException {
    answers(status(200).withBody("{\"id\":42}"), status(201).withBody("{\"token\":\"ghs_x\"}"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    GitHubApp app = new GitHubApp("4711", "-----BEGIN PRIVATE KEY-----\n" + key);
    Credentials token =
        app.token(new GitHubSite(place()), "contoso", GitAccess.standard(), pauses::add);
    assertThat(token.secret()).isEqualTo("ghs_x");
    for (var event : server.getAllServeEvents()) {
      LoggedRequest request = event.getRequest();
      assertThat(
              Described.gitHub()
                  .problems(
                      request.getMethod().getName(),
                      request.getUrl(),
                      request.getBodyAsString(),
                      "application/json"))
          .isEmpty();
    }
  }

  @Test
  void anAppThatIsNotInstalledIsSaid() throws GeneralSecurityException {
    answers(status(404));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    GitHubApp app = new GitHubApp("4711", key);
    assertThatThrownBy(
            () -> app.token(new GitHubSite(place()), "contoso", GitAccess.standard(), pauses::add))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the GitHub App 4711 is not installed for contoso");
  }

  @Test
  void aBodyThatStallsIsGivenUp() {
    try (SlowServer slow =
        SlowServer.start(
            (request, out) ->
                SlowServer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))) {
      assertThatThrownBy(() -> slow(slow).send(Call.get("/x")))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("sends less than 200 bytes a second for 1 s");
    }
  }

  @Test
  void aBodyOfHundredsOfMegabytesIsRefused() {
    try (SlowServer slow =
        SlowServer.start(
            (request, out) -> {
              SlowServer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n");
              for (int i = 0; i < 900; i++) {
                SlowServer.say(out, " ".repeat(1_000_000));
              }
            })) {
      assertThatThrownBy(() -> slow(slow).send(Call.get("/x")))
          .isInstanceOf(LimitException.class)
          .hasMessageContaining("has more than 32000000 bytes");
    }
  }

  private RestConnection slow(SlowServer slow) {
    return new RestConnection(
        new GitHubSite(new Place("http://127.0.0.1:" + slow.port())),
        GitAccess.standard().withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1)),
        () -> Optional.of(new Credentials("", SECRET)),
        pauses::add);
  }
}
