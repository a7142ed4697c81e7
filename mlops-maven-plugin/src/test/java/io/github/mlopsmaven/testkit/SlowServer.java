package io.github.mlopsmaven.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that takes its time. */
public final class SlowServer implements AutoCloseable {

  /** What it does with a connection. */
  @FunctionalInterface
  public interface Manner {

    /**
     * Serves, or does not.
     *
     * @param request the request's first line; empty for what reads none
     * @param out the way back
     */
    void serve(String request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final boolean packets;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private SlowServer(ServerSocket socket, boolean packets) {
    this.socket = socket;
    this.packets = packets;
  }

  /**
   * Starts one.
   *
   * @param manner what it does with each request
   */
  public static SlowServer start(Manner manner) {
    return start(manner, false);
  }

  /**
   * Starts one that speaks git's own protocol.
   *
   * @param manner what it does with each request
   */
  public static SlowServer daemon(Manner manner) {
    return start(manner, true);
  }

  private static SlowServer start(Manner manner, boolean packets) {
    try {
      SlowServer server =
          new SlowServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), packets);
      Thread thread = new Thread(() -> server.accept(manner), "slow-server");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(Manner manner) {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        open.add(one);
        Thread thread = new Thread(() -> serve(one, manner), "slow-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket one, Manner manner) {
    try {
      if (packets) {
        InputStream in = one.getInputStream();
        int length =
            Integer.parseInt(new String(in.readNBytes(4), StandardCharsets.US_ASCII), 16) - 4;
        manner.serve(
            new String(in.readNBytes(length), StandardCharsets.US_ASCII), one.getOutputStream());
        return;
      }
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII), 1);
      String first = in.readLine();
      String line = first;
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      manner.serve(first == null ? "" : first, one.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The other side has given up, which is what is tested.
      return;
    }
  }

  /** Sends a text and leaves the connection open. */
  public static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** An address at it. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + "/" + path;
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket one : open) {
        one.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
