package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.problem.MlopsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP requests of one run to one place. It keeps one connection alive through all of them,
 * follows redirects, logs in, goes through the user's proxies, and counts bytes.
 */
public final class HttpSession {

  /** What git users set to be let in, and what is not read. Most of the rest is about speed. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "cookieFile",
          "pinnedPubkey",
          "proxyAuthMethod",
          "proxySSLCAInfo",
          "proxySSLCert",
          "sslBackend",
          "sslCertPasswordProtected",
          "curloptResolve");

  private final TransferMeter meter;
  private final OpenConnections opened = new OpenConnections();
  private final LastExchange last = new LastExchange();
  private final Logins logins;
  private final HttpConnections connections;
  private final HttpRequests requests;
  private final HttpFailures failures;

  /**
   * Prepares; nothing is sent.
   *
   * @param location the place
   * @param access how servers may be reached
   */
  public HttpSession(GitLocation location, GitAccess access) {
    GitConfiguration configuration =
        location.http() ? access.configuration() : GitConfiguration.empty();
    this.meter = new TransferMeter(access.limits().transfer());
    this.logins = new Logins(location, access);
    this.connections = new HttpConnections(access, configuration, opened, last);
    this.requests = new HttpRequests(connections, meter, last, location, configuration, logins);
    this.failures = new HttpFailures(location, access, last, logins);
    UNSUPPORTED.stream()
        .filter(name -> configuration.httpText(name, location.url()).isPresent())
        .forEach(
            name ->
                access
                    .progress()
                    .info("http." + name + " in git's configuration is not supported here"));
  }

  /**
   * Sends a request, with redirects and logins.
   *
   * @return the connection, with its final status
   */
  public HttpURLConnection send(HttpRequest request) throws IOException {
    try {
      return requests.send(request);
    } catch (MlopsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Java's own reader of HTTP trusts a server to some degree.
      throw new IOException("Invalid Http response", e);
    }
  }

  /** Sends a request and reads the whole answer; of a refusal the beginning, which was read. */
  public HttpAnswer answer(HttpRequest request) throws IOException {
    HttpURLConnection connection = send(request);
    return connection.getResponseCode() < 400
        ? whole(connection)
        : last.refusal().orElseThrow().asAnswer();
  }

  /** Reads an answer to its end, so that its connection can be used again. */
  public HttpAnswer whole(HttpURLConnection connection) throws IOException {
    return HttpAnswer.read(connection, meter);
  }

  /**
   * The body of an answer without its compression, counted as it comes; it is read to its end when
   * it is closed.
   */
  public InputStream body(HttpURLConnection connection) throws IOException {
    return HttpAnswer.content(connection, connection.getInputStream(), meter);
  }

  /**
   * Opens a request whose body is sent while it is made.
   *
   * @param request all but its body
   * @param length of the body; -1 for not known
   */
  public HttpURLConnection stream(HttpRequest request, long length) throws IOException {
    return requests.stream(request, length);
  }

  /** Takes the body of a request that was opened for it, and counts it. */
  public OutputStream sink(HttpURLConnection connection) throws IOException {
    return new SentStream(connection.getOutputStream(), meter);
  }

  /** Notes the answer to a request whose body was streamed. */
  public void streamed(HttpRequest request, HttpURLConnection connection) throws IOException {
    requests.streamed(request, connection);
  }

  /** Notes the status of an answer that was given without a request. */
  public void answeredWithout(int status) {
    last.status(status);
  }

  /** Where the place is in truth, if the server led elsewhere. */
  public Optional<String> redirected() {
    return requests.redirected();
  }

  /** A server's words without the secrets that it was sent. */
  public String withoutSecrets(String text) {
    return requests.withoutSecrets(text);
  }

  /** The logins of this session. */
  public Logins logins() {
    return logins;
  }

  /** The failure of an exchange with its remedy; empty if HTTP has no part in it. */
  public Optional<MlopsException> failure(Exception cause) {
    return failures.translate(cause);
  }

  /** How many bytes have moved, in both directions. */
  public long moved() {
    return meter.moved();
  }

  /** How many bytes of bodies have come. */
  public long received() {
    return meter.received();
  }

  /** Ends what is open, so that nobody waits for it any longer. */
  public void abandon() {
    opened.abandon();
  }

  /** Opens a connection for one request. */
  HttpURLConnection connect(URL url) throws IOException {
    return connections.open(url);
  }

  /** Who was asked last, and what came. */
  LastExchange last() {
    return last;
  }
}
