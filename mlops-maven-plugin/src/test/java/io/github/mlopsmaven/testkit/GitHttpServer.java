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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves a directory of bare repositories over git's smart HTTP on the loopback interface: through
 * {@code git http-backend} where git is installed, else through JGit's servlet. It counts what is
 * said.
 */
public final class GitHttpServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GitBackend backend;
  private final Settings settings;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  private GitHttpServer(Path root, Settings settings) throws IOException {
    // Without it every small answer waits for a delayed acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.settings = settings;
    this.backend =
        settings.servlet || !CgiBackend.isAvailable()
            ? new ServletBackend(root, settings.filters)
            : new CgiBackend(root, settings.filters, settings.depths);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (settings.tls == null) {
      this.server = HttpServer.create(address, 0);
    } else {
      HttpsServer secured = HttpsServer.create(address, 0);
      secured.setHttpsConfigurator(new HttpsConfigurator(settings.tls));
      this.server = secured;
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** How a server shall behave. */
  public static final class Settings {

    private boolean filters = true;
    private boolean depths = true;
    private boolean servlet;
    private String login = "";
    private boolean loginForPostsOnly;
    private Duration delay = Duration.ZERO;
    private @Nullable SSLContext tls;
    private long stallAfter = Long.MAX_VALUE;

    /** Makes settings for a server that anyone may read and write, at once. */
    public Settings() {}

    /** Refuses partial clones. */
    public Settings withoutFilters() {
      filters = false;
      return this;
    }

    /** Refuses shallow clones, as the simplest servers do; not with JGit's servlet. */
    public Settings withoutDepths() {
      depths = false;
      return this;
    }

    /** Uses JGit's servlet even where git is installed. */
    public Settings withServlet() {
      servlet = true;
      return this;
    }

    /** Speaks HTTPS. */
    public Settings withTls(SSLContext context) {
      tls = context;
      return this;
    }

    /** Asks for a login. */
    public Settings withLogin(String user, String password) {
      login = user + ":" + password;
      return this;
    }

    /** Asks for the login in the exchange only, not in the first request. */
    public Settings askingInPostsOnly() {
      loginForPostsOnly = true;
      return this;
    }

    /** Waits before every answer. */
    public Settings withDelay(Duration duration) {
      delay = duration;
      return this;
    }

    /** Goes silent in every answer after so many bytes of its body. */
    public Settings stallingAfter(long bytes) {
      stallAfter = bytes;
      return this;
    }
  }

  /** Serves the repositories below a directory. */
  public static GitHttpServer start(Path root) {
    return start(root, new Settings());
  }

  /** Serves the repositories below a directory. */
  public static GitHttpServer start(Path root, Settings settings) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(root + " is not a directory");
    }
    try {
      return new GitHttpServer(root, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      connections.add(exchange.getRemoteAddress().getPort());
      log.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (!settings.delay.isZero()) {
        Thread.sleep(settings.delay.toMillis());
      }
      if (!mayPass(exchange)) {
        received.addAndGet(exchange.getRequestBody().readAllBytes().length);
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Counted counted = new Counted(received, sent, settings.stallAfter);
      backend.serve(exchange, counted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean mayPass(HttpExchange exchange) {
    boolean first = exchange.getRequestMethod().equals("GET");
    if (settings.login.isEmpty() || (settings.loginForPostsOnly && first)) {
      return true;
    }
    byte[] login = settings.login.getBytes(StandardCharsets.UTF_8);
    String expected = "Basic " + Base64.getEncoder().encodeToString(login);
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** The URL of a repository, such as {@code http://127.0.0.1:1234/name}. */
  public String url(String name) {
    return (settings.tls == null ? "http" : "https") + "://127.0.0.1:" + port() + "/" + name;
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The requests so far, as {@code GET /name/info/refs?service=git-upload-pack}. */
  public List<String> requests() {
    return List.copyOf(log);
  }

  /** How many connections were made so far. */
  public int connections() {
    return connections.size();
  }

  /** How many bytes of bodies were sent so far. */
  public long bytesSent() {
    return sent.get();
  }

  /** How many bytes of bodies came so far. */
  public long bytesReceived() {
    return received.get();
  }

  /** Counts from nothing again. */
  public void reset() {
    log.clear();
    connections.clear();
    sent.set(0);
    received.set(0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    backend.close();
  }
}
