package io.github.mlopsmaven.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/** Gives JGit the connections of a {@link HttpSession}. */
final class JGitConnections implements HttpConnectionFactory {

  private final HttpSession session;

  JGitConnections(HttpSession session) {
    this.session = session;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy javas) throws IOException {
    return new SessionConnection(session, session.connect(url, javas));
  }
}
