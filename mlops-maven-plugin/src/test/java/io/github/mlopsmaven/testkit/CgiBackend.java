package io.github.mlopsmaven.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** {@code git http-backend} as a CGI program. */
public final class CgiBackend implements GitBackend {

  private final Path root;
  private final boolean filters;
  private final boolean depths;

  CgiBackend(Path root, boolean filters, boolean depths) {
    this.root = root;
    this.filters = filters;
    this.depths = depths;
  }

  private static final boolean AVAILABLE = look();

  /** Whether git is installed, with its HTTP backend. */
  public static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean look() {
    try {
      Process process = new ProcessBuilder("git", "--exec-path").redirectErrorStream(true).start();
      String path =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 && Path.of(path, "git-http-backend").toFile().canExecute();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void serve(HttpExchange exchange, Counted counted)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    environment(builder.environment(), exchange);
    Process process = builder.start();
    try {
      Thread sender = new Thread(() -> send(exchange, counted, process), "cgi-stdin");
      sender.start();
      try (InputStream in = new BufferedInputStream(process.getInputStream(), 65536)) {
        int status = headers(in, exchange);
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream body = exchange.getResponseBody()) {
          counted.answer(depths ? in : withoutDepths(in), body);
        }
      }
      sender.join();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What a server can do, with a word of the same length in place of the one for depths. */
  private static InputStream withoutDepths(InputStream in) throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    return new ByteArrayInputStream(
        all.replace("fetch=shallow", "fetch=shallo_")
            .replace(" shallow ", " shallo_ ")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void send(HttpExchange exchange, Counted counted, Process process) {
    try (OutputStream out = process.getOutputStream()) {
      counted.request(exchange.getRequestBody(), out);
    } catch (IOException e) {
      // The program, or the client, is gone: then nobody waits for the answer.
      process.destroy();
    }
  }

  private void environment(Map<String, String> env, HttpExchange exchange) {
    env.put("GIT_PROJECT_ROOT", root.toString());
    env.put("GIT_HTTP_EXPORT_ALL", "1");
    env.put("GIT_CONFIG_NOSYSTEM", "1");
    env.put("HOME", root.toString());
    env.put("REQUEST_METHOD", exchange.getRequestMethod());
    env.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getQuery();
    env.put("QUERY_STRING", query == null ? "" : query);
    env.put("REMOTE_ADDR", "127.0.0.1");
    put(env, "CONTENT_TYPE", exchange, "Content-Type");
    put(env, "CONTENT_LENGTH", exchange, "Content-Length");
    put(env, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
    put(env, "GIT_PROTOCOL", exchange, "Git-Protocol");
    String[][] config = {
      {"uploadpack.allowFilter", String.valueOf(filters)},
      {"uploadpack.allowAnySHA1InWant", "true"},
      {"http.receivepack", "true"},
      {"safe.directory", "*"}
    };
    env.put("GIT_CONFIG_COUNT", String.valueOf(config.length));
    for (int i = 0; i < config.length; i++) {
      env.put("GIT_CONFIG_KEY_" + i, config[i][0]);
      env.put("GIT_CONFIG_VALUE_" + i, config[i][1]);
    }
  }

  private static void put(
      Map<String, String> env, String name, HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      env.put(name, value);
    }
  }

  private static int headers(InputStream in, HttpExchange exchange) throws IOException {
    int status = 200;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    // Every request has its own process, which ends with it.
  }
}
