package io.github.mlopsmaven.git;

import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpSession;
import io.github.mlopsmaven.servers.TransferLimitException;
import io.github.mlopsmaven.servers.TransferMeter;
import io.github.mlopsmaven.ssh.SshConnection;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** JGit's transport to one server, whatever the protocol: opened when it is first needed. */
final class ServerTransport implements AutoCloseable {

  private final GitLocation location;
  private final GitAccess access;
  private final GitConversation conversation;
  private final HttpSession http;
  private final TransferMeter meter;
  private @Nullable Transport transport;
  private volatile @Nullable SshConnection ssh;
  private volatile @Nullable DaemonTransport daemon;

  ServerTransport(GitLocation location, GitAccess access, GitConversation conversation) {
    this.location = location;
    this.access = access;
    this.conversation = conversation;
    this.http = conversation.http();
    this.meter = new TransferMeter(access.limits().transfer());
  }

  /** The transport into a repository. */
  Transport into(Repository repository) throws IOException {
    if (transport == null) {
      Transport opened = open(repository);
      opened.setCredentialsProvider(new GitLogin(location, http.logins()));
      opened.setTagOpt(TagOpt.NO_TAGS);
      opened.setCheckFetchedObjects(false);
      opened.setFetchThin(false);
      transport = opened;
    }
    return transport;
  }

  private Transport open(Repository repository) throws IOException {
    if (location.scheme().equals("git")) {
      DaemonTransport opened =
          new DaemonTransport(repository, uri(), meter, access.limits().connect());
      daemon = opened;
      return opened;
    }
    Transport opened = Transport.open(repository, uri());
    if (opened instanceof TransportHttp overHttp) {
      overHttp.setHttpConnectionFactory(new JGitConnections(conversation));
    } else if (opened instanceof SshTransport overSsh) {
      ssh = SshAccess.configure(overSsh, repository, location, access, meter);
    }
    return opened;
  }

  private URIish uri() throws IOException {
    try {
      return new URIish(location.url());
    } catch (URISyntaxException e) {
      throw new TransportException("not a URL for JGit: " + location.display(), e);
    }
  }

  /** How many bytes have come; for HTTP those of bodies. */
  long received() {
    return location.http() ? http.received() : meter.received();
  }

  /**
   * How many bytes have moved. Over SSH that always grows: the connection watches itself, since
   * somebody may have to type a password first.
   */
  long moved() {
    if (location.http()) {
      return http.moved();
    }
    return daemon == null ? System.nanoTime() : meter.moved();
  }

  /** Ends what is open, so that nobody waits for it any longer. */
  void abandon() {
    http.abandon();
    DaemonTransport own = daemon;
    if (own != null) {
      own.abandon();
    }
  }

  /** Says for people why a request failed, if that was for SSH's sake. */
  Optional<MlopsException> failure(IOException cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TransferLimitException || t instanceof SilenceException) {
        return Optional.empty();
      }
    }
    SshConnection own = ssh;
    return own == null ? Optional.empty() : own.failure(location.display(), cause);
  }

  @Override
  public void close() {
    if (transport != null) {
      transport.close();
      transport = null;
    }
    SshConnection own = ssh;
    if (own != null) {
      own.close();
    }
  }
}
