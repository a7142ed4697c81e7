package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/** Opens the connections of a session: time limits, proxy, TLS. */
final class HttpConnections {

  private final GitAccess access;
  private final OpenConnections opened;
  private final LastExchange last;
  private final ProxyChoice proxies;
  private final ProxyLogins proxyLogins = new ProxyLogins();
  private final HttpTls tls;

  HttpConnections(
      GitAccess access, GitConfiguration configuration, OpenConnections opened, LastExchange last) {
    this.access = access;
    this.opened = opened;
    this.last = last;
    this.proxies = new ProxyChoice(access, configuration);
    this.tls = new HttpTls(configuration, access.user().environment());
  }

  /** Opens a connection for one request; nothing is sent yet. */
  HttpURLConnection open(URL url) throws IOException {
    Optional<HttpProxy> proxy = proxies.named(url);
    last.asks(GitHost.of(url), proxy);
    boolean tunnel = ProxyLogins.needsTunnel(url, proxy);
    HttpURLConnection connection =
        (HttpURLConnection)
            url.openConnection(ProxyLogins.java(tunnel, proxy, () -> proxies.javas(url)));
    opened.add(connection);
    connection.setConnectTimeout(Math.toIntExact(access.limits().connect().toMillis()));
    connection.setReadTimeout(Math.toIntExact(access.limits().silence().toMillis()));
    if (connection instanceof HttpsURLConnection secured) {
      SSLSocketFactory factory = tls.factory(url);
      tls.apply(secured, tunnel ? proxyLogins.tunnel(proxy.orElseThrow(), factory) : factory);
    }
    if (!tunnel) {
      proxy.ifPresent(named -> proxyLogins.give(connection, named));
    }
    return connection;
  }
}
