package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.servers.HttpRefusal.Sent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, with what each origin on the way may get and no more: the login that belongs to
 * it, and the headers that git's configuration has for its URL.
 */
final class HttpRequests {

  /** What is read of an answer that nobody wants: for the message, and to save the connection. */
  private static final int DRAIN = 64 * 1024;

  /** What a request says of itself to whoever answers. */
  private static final Set<String> PLAIN =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "content-encoding",
          "content-type",
          "git-protocol",
          "pragma",
          "user-agent");

  private final HttpConnections connections;
  private final TransferMeter meter;
  private final LastExchange last;
  private final GitLocation location;
  private final GitConfiguration configuration;
  private final SentSecrets secrets = new SentSecrets();
  private final Logins logins;
  private final Redirects redirects;

  HttpRequests(
      HttpConnections connections,
      TransferMeter meter,
      LastExchange last,
      GitLocation location,
      GitConfiguration configuration,
      Logins logins) {
    this.connections = connections;
    this.meter = meter;
    this.last = last;
    this.location = location;
    this.configuration = configuration;
    this.logins = logins;
    this.redirects = new Redirects(configuration, location.url());
  }

  /** Where the repository is in truth, if the server led elsewhere. */
  Optional<String> redirected() {
    return redirects.settled();
  }

  /** A page for people came where a repository was asked for. */
  static final class SignInPageException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient GitHost origin;
    private final boolean login;

    SignInPageException(GitHost origin, boolean login) {
      super(origin.id() + " answers with a page for people");
      this.origin = origin;
      this.login = login;
    }

    /** Who showed it. */
    GitHost origin() {
      return origin;
    }

    /** Whether a login was sent. */
    boolean hadLogin() {
      return login;
    }
  }

  private record Opened(HttpURLConnection connection, GitHost origin, Sent sent) {}

  /**
   * Sends a request, and again where it is redirected or a login is asked for.
   *
   * @return the connection, with its final status
   * @throws Redirects.BlockedException if a redirect is not followed
   * @throws SignInPageException if a page for people came
   */
  HttpURLConnection send(HttpRequest request) throws IOException {
    URL target = redirects.moved(request.url());
    for (int hops = 0; ; ) {
      Opened opened = open(request, target);
      HttpURLConnection connection = opened.connection();
      if (request.body().isPresent()) {
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(request.body().get());
        }
      }
      int status = status(connection, opened.origin());
      if (Redirects.isRedirect(status)) {
        text(connection);
        String there = connection.getHeaderField("Location");
        target = redirects.next(request, target, status, there, hops++);
        continue;
      }
      HttpRefusal answer = answer(request, opened, status);
      if (status == 401 && mayTryAgain(opened, answer)) {
        continue;
      }
      boolean git = request.following() != Following.OTHER;
      boolean lost =
          hops > 0 && request.following() == Following.FIRST && !redirects.settle(request, target);
      if (git && (isPage(connection, status) || (lost && status < 404))) {
        throw new SignInPageException(opened.origin(), opened.sent() != Sent.NOTHING);
      }
      if (lost) {
        throw new Redirects.BlockedException(
            location.host(),
            location.host().id()
                + " redirects to "
                + opened.origin().url()
                + target.getPath()
                + ", which is not a git repository");
      }
      last.answered(status, answer, git);
      return connection;
    }
  }

  /**
   * Opens a request whose body is sent while it is made. A body like that cannot be sent twice, so
   * that an empty one is sent first where it is not known what the server wants, as git does it.
   * Its connection is not used again: a proxy may close it while the body is under way.
   *
   * @param length of the body; -1 for not known
   */
  HttpURLConnection stream(HttpRequest request, long length) throws IOException {
    URL target = redirects.moved(request.url());
    if (logins.current(GitHost.of(target)).isEmpty()) {
      HttpURLConnection probe = send(request.withBody("0000".getBytes(StandardCharsets.US_ASCII)));
      int status = probe.getResponseCode();
      if (status >= 300) {
        throw new IOException(probe.getResponseCode() + " " + probe.getResponseMessage());
      }
      try (InputStream in = probe.getInputStream()) {
        in.readNBytes(DRAIN);
        probe.disconnect();
      }
    }
    Opened opened = open(request, target);
    opened.connection().setDoOutput(true);
    if (length < 0) {
      opened.connection().setChunkedStreamingMode(0);
    } else {
      opened.connection().setFixedLengthStreamingMode(length);
    }
    return opened.connection();
  }

  /** A server's words without the secrets that it was sent. */
  String withoutSecrets(String text) {
    return secrets.without(text);
  }

  /** Notes the answer to a request whose body was streamed. */
  void streamed(HttpRequest request, HttpURLConnection connection) throws IOException {
    GitHost origin = GitHost.of(connection.getURL());
    int status = status(connection, origin);
    Sent sent = logins.current(origin).isPresent() ? Sent.LOGIN : Sent.NOTHING;
    if (Redirects.isRedirect(status)) {
      redirects.next(
          request, connection.getURL(), status, connection.getHeaderField("Location"), 0);
      throw new Redirects.BlockedException(
          origin, origin.id() + " redirects (" + status + ") a body that was sent already");
    }
    last.answered(
        status,
        answer(request, new Opened(connection, origin, sent), status),
        request.following() != Following.OTHER);
  }

  private Opened open(HttpRequest request, URL target) throws IOException {
    GitHost origin = GitHost.of(target);
    HttpURLConnection connection = connections.open(target);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(request.method());
    boolean same = origin.equals(GitHost.of(request.url()));
    request
        .headers()
        .forEach(
            (name, value) -> {
              boolean plain = PLAIN.contains(name.toLowerCase(Locale.ROOT));
              if (same || plain) {
                connection.setRequestProperty(name, value);
              }
              if (!plain) {
                secrets.header(value);
              }
            });
    Optional<Credentials> login = logins.current(origin);
    boolean own =
        same && request.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    Sent sent = own ? Sent.LOGIN : configured(connection, target, login.isPresent());
    if (login.isPresent()) {
      String both = login.get().userFor(origin.host()) + ":" + login.get().secret();
      connection.setRequestProperty(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
      secrets.login(login.get(), both);
      sent = Sent.LOGIN;
    }
    return new Opened(connection, origin, sent);
  }

  /**
   * Adds the headers that git's configuration has for a URL; an empty one takes back the others.
   */
  private Sent configured(HttpURLConnection connection, URL target, boolean hasLogin) {
    boolean named = logins.isNamed(GitHost.of(target));
    String user = named && !location.userInfo().isEmpty() ? location.userInfo() + "@" : "";
    String url = target.toString().replaceFirst("://", "://" + Matcher.quoteReplacement(user));
    List<String> lines = new ArrayList<>();
    for (String line : configuration.http("extraHeader", url, !named)) {
      if (line.isEmpty()) {
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    Sent sent = Sent.NOTHING;
    for (String line : lines) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      boolean authorizes = name.equalsIgnoreCase("Authorization");
      if (!name.isEmpty() && !(authorizes && hasLogin) && !line.matches("(?s).*[\\r\\n].*")) {
        connection.addRequestProperty(name, line.substring(colon + 1).strip());
        secrets.header(line.substring(colon + 1).strip());
        sent = authorizes ? Sent.HEADER : sent;
      }
    }
    return sent;
  }

  private boolean mayTryAgain(Opened opened, HttpRefusal answer) {
    if (opened.sent() == Sent.LOGIN) {
      logins.refuse(opened.origin());
      return false;
    }
    List<String> schemes = answer.schemes();
    boolean basic = schemes.isEmpty() || schemes.contains("basic");
    return basic && !logins.isSettled(opened.origin()) && logins.find(opened.origin()).isPresent();
  }

  private HttpRefusal answer(HttpRequest request, Opened opened, int status) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    opened
        .connection()
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null) {
                headers.put(name, List.copyOf(values));
              }
            });
    return new HttpRefusal(
        status,
        opened.origin(),
        headers,
        status >= 400 ? text(opened.connection()) : "",
        opened.sent(),
        last.proxy(),
        request.url().toString().contains("git-receive-pack"));
  }

  private static int status(HttpURLConnection connection, GitHost origin) throws IOException {
    int status = connection.getResponseCode();
    if (status >= 100 && status < 200) {
      // The body would be the true answer, which has no end that Java knows.
      connection.disconnect();
      throw UnreadableAnswerException.interim(origin.id(), status);
    }
    return status;
  }

  private String text(HttpURLConnection connection) throws IOException {
    @Nullable InputStream stream =
        connection.getResponseCode() >= 400
            ? connection.getErrorStream()
            : connection.getInputStream();
    if (stream == null) {
      return "";
    }
    try (InputStream in = HttpAnswer.content(connection, stream, meter)) {
      return secrets.without(new String(in.readNBytes(DRAIN), StandardCharsets.UTF_8));
    } catch (UnreadableAnswerException e) {
      // The status says enough of an answer that nobody wants.
      return "";
    }
  }

  private static boolean isPage(HttpURLConnection connection, int status) {
    String type = connection.getContentType() == null ? "" : connection.getContentType();
    return status == 203
        || (status == 200
            && type.toLowerCase(Locale.ROOT).matches("(text/html|application/xhtml).*"));
  }
}
