package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.TransferMeter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.BasePackPushConnection;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TcpTransport;
import org.eclipse.jgit.transport.URIish;

/**
 * Git's own protocol, as {@code git daemon} speaks it. JGit has it too, but lets nobody count the
 * bytes or close the connection. Source: gitprotocol-pack(5), "Git Transport".
 */
final class DaemonTransport extends TcpTransport implements PackTransport {

  private static final int BUFFER = 32 * 1024;

  private final TransferMeter meter;
  private final Duration connect;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Names the repository; nothing happens yet.
   *
   * @param meter counts what moves
   * @param connect how long a connection may take to come about
   */
  DaemonTransport(Repository local, URIish uri, TransferMeter meter, Duration connect) {
    super(local, uri);
    this.meter = meter;
    this.connect = connect;
  }

  @Override
  public FetchConnection openFetch() throws TransportException {
    return openFetch(List.of());
  }

  @Override
  public FetchConnection openFetch(Collection<RefSpec> specs, String... patterns)
      throws TransportException {
    return new Fetch(specs, patterns);
  }

  @Override
  public PushConnection openPush() throws TransportException {
    return new Push();
  }

  /** Closes what is open, so that nobody waits for it any longer. */
  void abandon() {
    open.forEach(DaemonTransport::close);
  }

  @Override
  public void close() {
    abandon();
    open.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed by the other side.
      return;
    }
  }

  private Socket connection() throws TransportException {
    Socket socket = new Socket();
    try {
      int port = uri.getPort() > 0 ? uri.getPort() : Daemon.DEFAULT_PORT;
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(uri.getHost()), port),
          Math.toIntExact(connect.toMillis()));
      open.add(socket);
      return socket;
    } catch (IOException e) {
      close(socket);
      throw new TransportException(uri, String.valueOf(e.getMessage()), e);
    }
  }

  /** Which repository, and which version of the protocol. */
  private void request(PacketLineOut out, String service, String more) throws IOException {
    String host = uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    out.writeString(service + " " + uri.getPath() + "\0host=" + host + "\0" + more);
    out.flush();
  }

  private InputStream counted(Socket socket) throws IOException {
    return new BufferedInputStream(
        new FilterInputStream(socket.getInputStream()) {
          @Override
          public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
              meter.received(1);
            }
            return one;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (n > 0) {
              meter.received(n);
            }
            return n;
          }
        },
        BUFFER);
  }

  private OutputStream sent(Socket socket) throws IOException {
    return new BufferedOutputStream(
        new FilterOutputStream(socket.getOutputStream()) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            meter.sent(length);
          }
        },
        BUFFER);
  }

  private final class Fetch extends BasePackFetchConnection {

    private final Socket socket;

    Fetch(Collection<RefSpec> specs, String... patterns) throws TransportException {
      super(DaemonTransport.this);
      socket = connection();
      try {
        init(counted(socket), sent(socket));
        request(pckOut, "git-upload-pack", "\0version=2\0");
      } catch (IOException e) {
        close();
        throw new TransportException(uri, String.valueOf(e.getMessage()), e);
      }
      if (!readAdvertisedRefs()) {
        lsRefs(specs, patterns);
      }
    }

    @Override
    public void close() {
      super.close();
      DaemonTransport.close(socket);
      open.remove(socket);
    }
  }

  private final class Push extends BasePackPushConnection {

    private final Socket socket;

    Push() throws TransportException {
      super(DaemonTransport.this);
      socket = connection();
      try {
        init(counted(socket), sent(socket));
        request(pckOut, "git-receive-pack", "");
      } catch (IOException e) {
        close();
        throw new TransportException(uri, String.valueOf(e.getMessage()), e);
      }
      readAdvertisedRefs();
    }

    @Override
    public void close() {
      super.close();
      DaemonTransport.close(socket);
      open.remove(socket);
    }
  }
}
