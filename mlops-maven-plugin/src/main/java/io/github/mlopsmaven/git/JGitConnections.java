package io.github.mlopsmaven.git;

import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/** Gives JGit the connections of a {@link GitConversation}. */
final class JGitConnections implements HttpConnectionFactory {

  private final GitConversation conversation;

  JGitConnections(GitConversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public HttpConnection create(URL url) {
    return create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy javas) {
    // The session finds the proxy itself: after a redirect it may be another one.
    return new SessionConnection(conversation, url);
  }
}
