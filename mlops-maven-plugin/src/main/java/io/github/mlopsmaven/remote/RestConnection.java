package io.github.mlopsmaven.remote;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.bounds.Watched;
import io.github.mlopsmaven.io.StoppableRun;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.servers.ContentCoding;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.HttpProxy;
import io.github.mlopsmaven.servers.ProxyLogins;
import io.github.mlopsmaven.servers.TlsFailure;
import io.github.mlopsmaven.servers.UnreadableAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Speaks JSON over HTTP to one host, as the host wants to be spoken to. */
final class RestConnection implements HostConnection {

  private static final int TRIES = 5;
  private static final int MOST_HOPS = 5;

  /** An answer that is under way takes so many times as long as a silence at most. */
  private static final int WHOLE = 3;

  private static final Set<Integer> OVERLOADED = Set.of(408, 500, 502, 503, 504);

  private final Dialect dialect;
  private final GitAccess access;
  private final Supplier<Optional<Credentials>> login;
  private final Waiting waiting;
  private @Nullable HttpClient client;

  /**
   * Makes a connection.
   *
   * @param dialect what the host wants to see in each request
   * @param access how servers are reached
   * @param login finds the login, when the first call is made
   * @param pause waits
   */
  RestConnection(
      Dialect dialect,
      GitAccess access,
      Supplier<Optional<Credentials>> login,
      HostConnection.Pause pause) {
    this.dialect = dialect;
    this.access = access;
    this.login = login;
    this.waiting = new Waiting(dialect.title(), pause);
  }

  @Override
  public String address() {
    return dialect.address();
  }

  @Override
  public Answer send(Call call) {
    Credentials credentials =
        login
            .get()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no credentials found for " + dialect.title() + " at " + dialect.address(),
                        dialect.loginRemedy()));
    HttpRequest request =
        ProxyLogins.letClientsHaveThem(
            access,
            () -> {
              client();
              return request(call, URI.create(dialect.address() + call.path()), credentials);
            });
    for (int hops = 0; ; hops++) {
      Answer answer = answered(call, request, credentials);
      Optional<Moved> moved = Moved.of(dialect, call, request.uri(), answer);
      if (moved.isEmpty()) {
        return answer;
      }
      if (!moved.get().isFollowed()) {
        throw moved
            .get()
            .refused(moved.get().asksForName().map(ask -> send(ask).text("full_name")).orElse(""));
      }
      if (hops == MOST_HOPS) {
        throw moved.get().endless();
      }
      request = request(call, moved.get().to(), credentials);
    }
  }

  private Answer answered(Call call, HttpRequest request, Credentials credentials) {
    for (int tried = 1; ; tried++) {
      Optional<Answer> answer = once(call, request, credentials, tried);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /** One try; empty if it is to be tried again, which was waited for. */
  private Optional<Answer> once(
      Call call, HttpRequest request, Credentials credentials, int tried) {
    StoppableRun.requireRunning();
    Received received;
    try {
      AtomicLong moved = new AtomicLong();
      received =
          Watched.run(
              dialect.title() + " at " + dialect.address(),
              access.limits().silence(),
              Optional.of(access.limits().silence().multipliedBy(WHOLE)),
              moved::get,
              () -> {},
              () -> received(request, moved));
    } catch (IOException e) {
      return unanswered(call, request, e, tried);
    }
    Answer answer = answer(received, credentials);
    if (answer.status() == 407
        && HttpProxy.isForWindowsOnly(
            received.response().headers().allValues("Proxy-Authenticate"))) {
      throw new EnvironmentException(
          "the proxy on the way to "
              + dialect.address()
              + " accepts only Windows authentication (Negotiate, NTLM)",
          HttpProxy.AGENT,
          null);
    }
    if (answer.status() == 407) {
      throw new EnvironmentException(
          "the proxy on the way to " + dialect.address() + " requires valid credentials",
          "check <proxy> in settings.xml, and start Maven with -D"
              + ProxyLogins.DISABLED_SCHEMES
              + "=",
          null);
    }
    if (Waiting.isLimit(answer)) {
      // Refused unread: even a call that must not be repeated was not carried out.
      waiting.forLimit(answer, tried == TRIES);
      return Optional.empty();
    }
    if (OVERLOADED.contains(answer.status())) {
      if (!call.repeatable()) {
        throw new UnclearException(dialect.title() + " answers " + answer.status());
      }
      if (tried < TRIES) {
        waiting.backOff(answer, tried);
        return Optional.empty();
      }
    }
    Answer understood = dialect.understood(answer);
    if (understood.ok() && !isJson(call, received)) {
      throw new EnvironmentException(
          dialect.title() + " at " + dialect.address() + " answers with something other than JSON",
          "check the address and the proxy in settings.xml; if it is a page to sign in, "
              + dialect.loginRemedy(),
          null);
    }
    return Optional.of(understood);
  }

  /** What is asked for comes as JSON; what is changed may be answered with nothing. */
  private static boolean isJson(Call call, Received received) {
    boolean mayBeEmpty = !call.method().equals("GET") || received.response().statusCode() == 204;
    return received.body().isBlank() ? mayBeEmpty : parsed(received.body()).isPresent();
  }

  private Optional<Answer> unanswered(
      Call call, HttpRequest request, IOException cause, int tried) {
    if (cause instanceof UnreadableAnswerException unreadable && call.repeatable()) {
      throw new EnvironmentException(
          dialect.title() + ": " + unreadable.getMessage(),
          "ask its operators, or those of a proxy on the way, to send no other than gzip",
          cause);
    }
    boolean unsent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    boolean hopeless =
        cause instanceof SSLException
            || cause instanceof UnknownHostException
            || cause.getCause() instanceof UnresolvedAddressException;
    // What was silent for so long is asked once more, and no longer.
    boolean isSilent = cause instanceof SilenceException || cause instanceof HttpTimeoutException;
    int tries = isSilent && !unsent ? 2 : TRIES;
    if (!hopeless && tried < tries && (unsent || call.repeatable())) {
      waiting.backOff(tried);
      return Optional.empty();
    }
    if (!hopeless && !unsent && !call.repeatable()) {
      throw new UnclearException("no answer came from " + dialect.address());
    }
    if (cause instanceof SSLException failure) {
      TlsFailure told =
          TlsFailure.of(
              failure,
              new GitHost(
                  request.uri().getScheme(), request.uri().getHost(), request.uri().getPort()));
      throw new EnvironmentException(
          dialect.title() + ": " + told.problem(),
          told.remedy(TlsFailure.Client.API, "the proxy in settings.xml"),
          cause);
    }
    throw new EnvironmentException(
        dialect.title() + " at " + dialect.address() + " gives no answer: " + reason(cause),
        "check the network and the proxy in settings.xml, then try again"
            + (isSilent ? "; give a slow connection more time with -Dmlops.timeout=SECONDS" : ""),
        cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private HttpRequest request(Call call, URI uri, Credentials credentials) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(access.limits().silence())
            .method(
                call.method(),
                call.body()
                    .map(body -> HttpRequest.BodyPublishers.ofString(body.toString()))
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    dialect.headers(credentials).forEach(request::setHeader);
    if (call.body().isPresent()) {
      request.setHeader("Content-Type", "application/json");
    }
    access
        .proxyFor(uri.getScheme(), uri.getHost())
        .flatMap(ProxyLogins::header)
        .ifPresent(login -> request.setHeader(ProxyLogins.HEADER, login));
    return request.build();
  }

  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(access.limits().connect())
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(new MavenProxies(access))
              .build();
    }
    return client;
  }

  /** An answer with its whole body, which is bounded. */
  private Received received(HttpRequest request, AtomicLong moved)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client().send(request, HttpResponse.BodyHandlers.ofInputStream());
    // What a proxy says to a tunnel has no body.
    @Nullable InputStream body = response.body();
    if (body == null) {
      return new Received(response, "");
    }
    String coding = response.headers().firstValue(ContentCoding.HEADER).orElse(null);
    try (InputStream in = ContentCoding.decoded(body, coding, dialect.address())) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        moved.addAndGet(n);
        text.write(buffer, 0, n);
        if (text.size() > Bounds.ANSWER_BYTES) {
          throw new LimitException(
              "the answer of "
                  + dialect.title()
                  + " at "
                  + dialect.address()
                  + " has more than "
                  + Bounds.ANSWER_BYTES
                  + " bytes",
              "check the address; the host does not answer like that");
        }
      }
      return new Received(response, text.toString(StandardCharsets.UTF_8));
    }
  }

  private record Received(HttpResponse<InputStream> response, String body) {}

  private static Answer answer(Received received, Credentials credentials) {
    HttpResponse<InputStream> response = received.response();
    Map<String, String> headers = new TreeMap<>();
    // A host may repeat what it was sent; the login goes nowhere from here.
    UnaryOperator<String> without = text -> without(text, credentials);
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, without.apply(values.get(0))));
    JsonElement body =
        parsed(received.body()).map(json -> Json.mapped(json, without)).orElse(JsonNull.INSTANCE);
    return new Answer(response.statusCode(), body, headers);
  }

  private static String without(String text, Credentials credentials) {
    return credentials.secret().isEmpty()
        ? text
        : text.replace(credentials.secret(), "***").replace(ProxyLogins.basic(credentials), "***");
  }

  /** JSON; empty for a page for people, from a proxy or a sign-in. */
  private static Optional<JsonElement> parsed(String text) {
    try {
      // Gson takes a lone word for a text; no API answers with one.
      return Optional.of(text)
          .filter(body -> !body.isBlank())
          .map(JsonParser::parseString)
          .filter(json -> json.isJsonObject() || json.isJsonArray());
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }
}
