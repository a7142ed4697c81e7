package io.github.mlopsmaven.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on the loopback interface that writes down what is asked of it. */
public final class ForwardProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String login;

  private ForwardProxy(String login) throws IOException {
    this.login = login;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /**
   * Starts one.
   *
   * @param login {@code user:password} that it asks for; empty for none
   */
  public static ForwardProxy start(String login) {
    try {
      return new ForwardProxy(login);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String first = head.substring(0, head.indexOf('\r'));
      requests.add(first);
      if (!login.isEmpty() && !head.toLowerCase(Locale.ROOT).contains(expected())) {
        write(
            client.getOutputStream(),
            String.join(
                "\r\n",
                "HTTP/1.1 407 Proxy Authentication Required",
                "Proxy-Authenticate: Basic realm=\"proxy\"",
                "Content-Length: 0",
                "Connection: close",
                "",
                ""));
        return;
      }
      forward(client, in, head, first.split(" ", -1));
    } catch (IOException e) {
      // The client or the server is gone; so is this connection.
      return;
    }
  }

  private String expected() {
    byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
    return ("proxy-authorization: basic " + Base64.getEncoder().encodeToString(bytes))
        .toLowerCase(Locale.ROOT);
  }

  private void forward(Socket client, InputStream in, String head, String[] request)
      throws IOException {
    boolean tunnel = request[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "https://" + request[1] : request[1]);
    try (Socket server = new Socket(target.getHost(), target.getPort())) {
      if (tunnel) {
        write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        String path = target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String line = request[0] + " " + path + query + " HTTP/1.1\r\nConnection: close\r\n";
        String rest = head.substring(head.indexOf("\r\n") + 2);
        write(
            server.getOutputStream(),
            line + rest.replaceAll("(?im)^(proxy-)?connection:.*\r\n", ""));
      }
      threads.execute(() -> pump(in, server));
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static void pump(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One side has closed.
      return;
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return "";
      }
      head.append((char) c);
    }
    return head.toString();
  }

  /** The port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** The first lines of the requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
