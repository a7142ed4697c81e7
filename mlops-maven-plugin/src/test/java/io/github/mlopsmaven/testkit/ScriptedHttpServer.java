package io.github.mlopsmaven.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback interface that answers as a test says, and remembers who asked.
 */
public final class ScriptedHttpServer implements AutoCloseable {

  private final HttpServer server;
  private final boolean secured;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  private ScriptedHttpServer(@Nullable SSLContext tls, Function<Seen, Reply> script)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.secured = tls != null;
    if (tls == null) {
      this.server = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      this.server = https;
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, script));
    server.start();
  }

  /**
   * A request.
   *
   * @param method its method
   * @param uri path and query
   * @param headers its header fields, with names in lower case
   * @param port where it came from: requests over one connection have the same
   */
  public record Seen(String method, String uri, Map<String, String> headers, int port) {

    /** A header field; empty if it is missing. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers its header fields
   * @param body its body
   */
  public record Reply(int status, Map<String, String> headers, String body) {

    /** One without a body. */
    public static Reply of(int status, Map<String, String> headers) {
      return new Reply(status, headers, "");
    }

    /** A redirect. */
    public static Reply redirect(int status, String location) {
      return of(status, Map.of("Location", location));
    }

    /** One that asks for a login. */
    public static Reply wantsLogin() {
      return of(401, Map.of("WWW-Authenticate", "Basic realm=\"git\""));
    }
  }

  /** Starts one. */
  public static ScriptedHttpServer start(Function<Seen, Reply> script) {
    return start(null, script);
  }

  /** Starts one that speaks TLS. */
  public static ScriptedHttpServer start(@Nullable SSLContext tls, Function<Seen, Reply> script) {
    try {
      return new ScriptedHttpServer(tls, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange, Function<Seen, Reply> script) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
      Seen request =
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              exchange.getRemoteAddress().getPort());
      seen.add(request);
      Reply reply = script.apply(request);
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] body = reply.body().getBytes(StandardCharsets.ISO_8859_1);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** The URL of a path, such as {@code http://127.0.0.1:1234/name}. */
  public String url(String path) {
    return (secured ? "https" : "http") + "://" + id() + "/" + path;
  }

  /** Host and port. */
  public String id() {
    return "127.0.0.1:" + port();
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The requests so far. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
