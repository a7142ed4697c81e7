package io.github.mlopsmaven.servers;

import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a proxy gets the login that the user has for it, whichever of Java's two clients makes the
 * request. Both drop a Basic login for a tunnel, which https needs, unless a property of the JVM
 * allows it, and both read that property once, when their first class is loaded; Maven may have
 * done that before.
 *
 * <ul>
 *   <li>{@link HttpURLConnection} takes sockets that are connected already, so that the login goes
 *       to the proxy without the property ({@link ProxyTunnel}). Without a tunnel, it asks an
 *       authenticator.
 *   <li>{@link HttpClient} takes no sockets. It gets the header, and while it is loaded the
 *       property, which is put back at once ({@link #letClientsHaveThem}).
 * </ul>
 */
public final class ProxyLogins {

  /** The schemes whose login Java drops for a tunnel. */
  public static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /** What carries a login to a proxy. */
  public static final String HEADER = "Proxy-Authorization";

  private final Map<Credentials, Authenticator> authenticators = new ConcurrentHashMap<>();
  private final Map<SSLSocketFactory, SSLSocketFactory> tunnels = new ConcurrentHashMap<>();

  /** Whether a request goes through a tunnel that the proxy makes only with a login. */
  static boolean needsTunnel(URL url, Optional<HttpProxy> proxy) {
    return url.getProtocol().equals("https") && proxy.flatMap(HttpProxy::credentials).isPresent();
  }

  /**
   * Makes TLS in a tunnel. One for all requests: Java keeps connections apart by the factory that
   * made them.
   */
  SSLSocketFactory tunnel(HttpProxy proxy, SSLSocketFactory factory) {
    return tunnels.computeIfAbsent(
        factory, inner -> new ProxyTunnel(proxy, proxy.credentials().orElseThrow(), inner));
  }

  /**
   * Lets a connection without a tunnel log in. One authenticator for all requests, since Java sends
   * a login unasked only where the same one was asked for before. A body that is streamed cannot be
   * sent a second time.
   */
  void give(HttpURLConnection connection, HttpProxy proxy) {
    proxy
        .credentials()
        .map(login -> authenticators.computeIfAbsent(login, ProxyLogin::new))
        .ifPresent(connection::setAuthenticator);
  }

  /**
   * The value of {@link #HEADER} for a proxy.
   *
   * @param proxy the proxy
   * @return empty if it has no login
   */
  public static Optional<String> header(HttpProxy proxy) {
    return proxy.credentials().map(login -> "Basic " + basic(login));
  }

  /**
   * The user and secret of a login as HTTP's Basic scheme has them.
   *
   * @param credentials the login
   */
  public static String basic(Credentials credentials) {
    String both = credentials.user() + ":" + credentials.secret();
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Loads Java's client so that it sends logins into tunnels, where a proxy has one; what the user
   * has set stays. Other code of this JVM that reads the property later reads what was there.
   *
   * @param access whose proxies
   * @param loading makes the client and its first request
   */
  public static <T> T letClientsHaveThem(GitAccess access, Supplier<T> loading) {
    boolean isNeeded = access.proxies().stream().anyMatch(p -> p.credentials().isPresent());
    if (!isNeeded || System.getProperty(DISABLED_SCHEMES) != null) {
      return loading.get();
    }
    System.setProperty(DISABLED_SCHEMES, "");
    try {
      return loading.get();
    } finally {
      System.clearProperty(DISABLED_SCHEMES);
    }
  }

  /** Where Java is told to go itself: through no proxy where the tunnel goes there. */
  static Proxy java(boolean isTunnel, Optional<HttpProxy> proxy, Supplier<Proxy> javas) {
    return isTunnel ? Proxy.NO_PROXY : proxy.map(ProxyChoice::java).orElseGet(javas);
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
}
