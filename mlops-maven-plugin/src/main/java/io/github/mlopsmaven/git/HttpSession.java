package io.github.mlopsmaven.git;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.problem.MlopsException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP requests of one run to one repository. It keeps one connection alive through all of
 * them, gives the server's capabilities and refs to JGit again without asking the server again,
 * goes through Maven's proxies, and counts bytes.
 */
final class HttpSession {

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

  private final GitAccess access;
  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private final Map<Credentials, Authenticator> proxyLogins = new ConcurrentHashMap<>();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final Set<HttpURLConnection> opened = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean refsNeeded = true;
  private volatile int lastStatus;
  private @Nullable EarlyRequests early;
  private volatile @Nullable HttpProxy lastProxy;
  private volatile @Nullable GitHost lastOrigin;
  private volatile @Nullable HttpRefusal refusal;
  private final Map<SSLSocketFactory, SSLSocketFactory> tunnels = new ConcurrentHashMap<>();
  private final Logins logins;
  private final HttpRequests requests;
  private final ProxyChoice proxies;
  private final HttpTls tls;

  /**
   * Prepares.
   *
   * @param location the repository
   */
  HttpSession(GitLocation location, GitAccess access) {
    this.access = access;
    GitConfiguration configuration =
        location.http() ? access.configuration() : GitConfiguration.empty();
    this.logins = new Logins(location, access);
    this.requests = new HttpRequests(this, location, configuration, logins);
    this.proxies = new ProxyChoice(access, configuration);
    this.tls = new HttpTls(configuration, access.user().environment());
    UNSUPPORTED.stream()
        .filter(name -> configuration.httpText(name, location.url()).isPresent())
        .forEach(
            name ->
                access
                    .progress()
                    .info("http." + name + " in git's configuration is not supported here"));
  }

  /**
   * Makes the first requests now, on another thread.
   *
   * @param url the repository's, without credentials
   * @param prefixes which refs will be asked for; none if none will
   */
  void startEarly(String url, List<String> prefixes) {
    early = EarlyRequests.start(this, url, prefixes);
  }

  /** Sends a request, with redirects and logins. */
  HttpURLConnection send(HttpRequest request) throws IOException {
    try {
      return requests.send(request);
    } catch (MlopsException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Java's own reader of HTTP trusts a server to some degree.
      throw new IOException("Invalid Http response", e);
    }
  }

  /**
   * Sends a request that is not one of git's own, such as one for large files, and reads the whole
   * answer. The repository's login goes to its origin only, however the server leads on.
   */
  HttpAnswer exchange(String method, URL url, Map<String, String> headers, Optional<byte[]> body)
      throws IOException {
    return answer(new HttpRequest(method, url, headers, body, Following.OTHER));
  }

  /** Sends a request and reads the whole answer; of a refusal the beginning, which was read. */
  HttpAnswer answer(HttpRequest request) throws IOException {
    HttpURLConnection connection = send(request);
    return connection.getResponseCode() < 400
        ? HttpAnswer.read(connection, this)
        : refusal().orElseThrow().asAnswer();
  }

  /**
   * Opens a request whose body is sent while it is made.
   *
   * @param length of the body; -1 for not known
   */
  HttpURLConnection stream(HttpRequest request, long length) throws IOException {
    return requests.stream(request, length);
  }

  /** Notes the answer to a request whose body was streamed. */
  void streamed(HttpRequest request, HttpURLConnection connection) throws IOException {
    requests.streamed(request, connection);
  }

  /** Where the repository is in truth, if the server led elsewhere. */
  Optional<String> redirected() {
    return requests.redirected();
  }

  /** The logins of this exchange. */
  Logins logins() {
    return logins;
  }

  /** Opens a connection for one request: timeouts, proxy, TLS. */
  HttpURLConnection connect(URL url) throws IOException {
    Optional<HttpProxy> proxy = proxies.named(url);
    lastProxy = proxy.orElse(null);
    lastOrigin = GitHost.of(url);
    boolean tunnel =
        url.getProtocol().equals("https") && proxy.flatMap(HttpProxy::credentials).isPresent();
    Proxy used =
        tunnel ? Proxy.NO_PROXY : proxy.map(ProxyChoice::java).orElseGet(() -> proxies.javas(url));
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(used);
    synchronized (opened) {
      opened.add(connection);
    }
    connection.setConnectTimeout(Math.toIntExact(access.limits().connect().toMillis()));
    connection.setReadTimeout(Math.toIntExact(access.limits().silence().toMillis()));
    if (connection instanceof HttpsURLConnection secured) {
      SSLSocketFactory factory = tls.factory(url);
      tls.apply(secured, tunnel ? tunnel(proxy.orElseThrow(), factory) : factory);
    }
    if (!tunnel) {
      proxy
          .flatMap(HttpProxy::credentials)
          .map(this::login)
          .ifPresent(connection::setAuthenticator);
    }
    return connection;
  }

  /** One for all requests: Java keeps connections apart by the factory that made them. */
  private SSLSocketFactory tunnel(HttpProxy proxy, SSLSocketFactory factory) {
    return tunnels.computeIfAbsent(
        factory, inner -> new ProxyTunnel(proxy, proxy.credentials().orElseThrow(), inner));
  }

  /**
   * One for all requests, since Java sends a login unasked only where the same one was asked for
   * before. A body that is streamed cannot be sent a second time.
   */
  private Authenticator login(Credentials credentials) {
    return proxyLogins.computeIfAbsent(credentials, ProxyLogin::new);
  }

  /** Java asks again for as long as the proxy refuses, and some lock accounts. */
  private static final class ProxyLogin extends Authenticator {

    /** The first request of each of two threads, and one more where a connection was lost. */
    private static final int ANSWERS = 3;

    private final Credentials credentials;
    private final AtomicInteger given = new AtomicInteger();

    ProxyLogin(Credentials credentials) {
      this.credentials = credentials;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      boolean isPlain = getRequestingScheme().matches("(?i)basic|digest");
      return getRequestorType() == RequestorType.PROXY
              && isPlain
              && given.incrementAndGet() <= ANSWERS
          ? new PasswordAuthentication(credentials.user(), credentials.secret().toCharArray())
          : null;
    }
  }

  /** What the server's refs name, as far as it was asked early and said so plainly. */
  Optional<RefListing> earlyRefs() {
    return early == null
        ? Optional.empty()
        : early
            .peekRefs()
            .filter(answer -> answer.header("Content-Encoding").isEmpty())
            .flatMap(answer -> RefListing.parse(answer.body()));
  }

  /** From now on only objects with known ids are asked for, so that no list of refs is needed. */
  void refsNoLongerNeeded() {
    refsNeeded = false;
  }

  /** Lists of refs are asked for again. */
  void refsNeeded() {
    refsNeeded = true;
  }

  /** Forgets every answer. */
  void forget() {
    answers.clear();
  }

  /** How many bytes have moved, in both directions. */
  long moved() {
    return received.get() + sent.get();
  }

  void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** Ends what is open, so that nobody waits for it any longer. */
  void abandon() {
    List<HttpURLConnection> all;
    synchronized (opened) {
      all = List.copyOf(opened);
    }
    all.forEach(HttpURLConnection::disconnect);
  }

  /** How many bytes of bodies have come. */
  long received() {
    return received.get();
  }

  /** The status of the answer that came last, 0 before the first. */
  int lastStatus() {
    return lastStatus;
  }

  /** The proxy of the last request. */
  Optional<HttpProxy> lastProxy() {
    return Optional.ofNullable(lastProxy);
  }

  /** Who the last request went to. */
  Optional<GitHost> lastOrigin() {
    return Optional.ofNullable(lastOrigin);
  }

  void status(int status) {
    lastStatus = status;
  }

  /** Notes an answer that is not redirected, and for which no login is left. */
  void answered(int status, HttpRefusal answer) {
    lastStatus = status;
    refusal = status >= 300 ? answer : null;
  }

  /** The answer that came last, where it is not what was asked for. */
  Optional<HttpRefusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * An answer that is known without a request.
   *
   * @param request its method, URL and body
   * @param listsRefs whether it asks for refs
   * @throws IOException what happened when the request was made early
   */
  Optional<HttpAnswer> known(String request, boolean listsRefs) throws IOException {
    if (listsRefs && !refsNeeded) {
      return Optional.of(HttpAnswer.NO_REFS);
    }
    HttpAnswer kept = answers.get(request);
    if (kept != null || early == null) {
      return Optional.ofNullable(kept);
    }
    Optional<HttpAnswer> taken = Optional.empty();
    if (request.contains("/info/refs?service=git-upload-pack")) {
      taken = early.takeCapabilities();
    } else if (listsRefs) {
      taken = early.takeRefs();
    }
    taken.filter(answer -> answer.status() == 200).ifPresent(answer -> keep(request, answer));
    return taken;
  }

  void keep(String request, HttpAnswer answer) {
    answers.put(request, answer);
  }

  void count(long bytes) throws TransferLimitException {
    if (received.addAndGet(bytes) > access.limits().transfer()) {
      throw new TransferLimitException(access.limits().transfer());
    }
  }
}
