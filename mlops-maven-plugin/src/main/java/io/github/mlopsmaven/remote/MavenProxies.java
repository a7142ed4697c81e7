package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** The proxies of Maven's settings; Java's own where Maven has none. */
final class MavenProxies extends ProxySelector {

  private final GitAccess access;

  MavenProxies(GitAccess access) {
    this.access = access;
  }

  @Override
  public List<Proxy> select(URI uri) {
    ProxySelector javas = ProxySelector.getDefault();
    if (access.proxies().isEmpty() && javas != null) {
      return javas.select(uri);
    }
    return access
        .proxyFor(uri.getScheme(), uri.getHost())
        .map(proxy -> new InetSocketAddress(proxy.host(), proxy.port()))
        .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The caller gets the same failure.
  }
}
