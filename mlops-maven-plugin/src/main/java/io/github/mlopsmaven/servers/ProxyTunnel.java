package io.github.mlopsmaven.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS through a proxy that asks for a login. Java's own way sends no Basic login for a tunnel,
 * unless a property of the whole JVM allows it.
 */
final class ProxyTunnel extends SSLSocketFactory {

  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final String OFFER = "Proxy-Authenticate:";

  private final HttpProxy proxy;
  private final Credentials credentials;
  private final SSLSocketFactory tls;

  ProxyTunnel(HttpProxy proxy, Credentials credentials, SSLSocketFactory tls) {
    this.tls = tls;
    this.proxy = proxy;
    this.credentials = credentials;
  }

  /** The proxy makes no tunnel. */
  static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean isForWindowsOnly;

    RefusedException(String answer) {
      super("Proxy returns \"" + answer.lines().findFirst().orElse("no answer") + "\"");
      this.isForWindowsOnly =
          HttpProxy.isForWindowsOnly(
              answer
                  .lines()
                  .filter(line -> line.regionMatches(true, 0, OFFER, 0, OFFER.length()))
                  .map(line -> line.substring(OFFER.length()))
                  .toList());
    }

    /** Whether the proxy takes no user and password, only logins of Windows. */
    boolean isForWindowsOnly() {
      return isForWindowsOnly;
    }
  }

  /** Connects to the proxy, and through it to where it was asked to connect to. */
  private final class Tunnel extends Socket {

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
      InetSocketAddress target = (InetSocketAddress) endpoint;
      String host = target.getHostString();
      String place = (host.contains(":") ? "[" + host + "]" : host) + ":" + target.getPort();
      String login = credentials.user() + ":" + credentials.secret();
      String request =
          "CONNECT "
              + place
              + " HTTP/1.1\r\nHost: "
              + place
              + "\r\nProxy-Authorization: Basic "
              + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))
              + "\r\n\r\n";
      OutputStream out = getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      setSoTimeout(timeout);
      check(answer(getInputStream()));
      setSoTimeout(0);
    }

    private void check(String answer) throws IOException {
      if (!answer.matches("(?s)HTTP/1\\.[01] 2\\d\\d.*")) {
        close();
        throw new RefusedException(answer);
      }
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_ANSWER) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  @Override
  public Socket createSocket() {
    return new Tunnel();
  }

  @Override
  public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(tunnel, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket tunnel = createSocket();
    tunnel.connect(InetSocketAddress.createUnresolved(host, port));
    return createSocket(tunnel, host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
