package io.github.mlopsmaven.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A hosting service on the loopback interface that remembers what it is told: its API and its git
 * repositories, at one address and with one token. It keeps every request.
 */
public abstract class FakeHost implements AutoCloseable {

  /**
   * A request of the API.
   *
   * @param method how
   * @param uri path and query, as they were sent
   * @param body what was sent
   * @param contentType what it was said to be
   */
  public record Request(String method, String uri, String body, String contentType) {

    @Override
    public String toString() {
      return method + " " + uri;
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body JSON, or its null
   */
  protected record Reply(int status, JsonElement body) {

    static Reply of(JsonElement body) {
      return new Reply(200, body);
    }

    static Reply saying(int status, String message) {
      JsonObject body = new JsonObject();
      body.addProperty("message", message);
      return new Reply(status, body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GitBackend git;
  private final String token;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private volatile Function<Request, OptionalInt> interceptor = request -> OptionalInt.empty();

  private volatile Optional<String> lost = Optional.empty();

  private volatile Function<Request, OptionalInt> gitInterceptor = request -> OptionalInt.empty();

  private volatile Optional<String> retryAfter = Optional.empty();

  private final AtomicLong gitRequests = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /** In place of a status: the connection ends without an answer. */
  public static final int HANG_UP = 0;

  /** What the host keeps, by its place in the API. */
  protected final Map<String, JsonObject> kept = new TreeMap<>();

  /** Where its repositories are on disk. */
  protected final Path root;

  FakeHost(Path root, String token, Optional<TestCertificate> certificate) {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.root = root;
    this.token = token;
    try {
      Files.createDirectories(root);
      this.git =
          CgiBackend.isAvailable()
              ? new CgiBackend(root, true, true)
              : new ServletBackend(root, true);
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (certificate.isPresent()) {
        HttpsServer secured = HttpsServer.create(any, 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(certificate.get().context()));
        this.server = secured;
      } else {
        this.server = HttpServer.create(any, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /** Begins to answer. */
  final void start() {
    server.start();
  }

  /** Its address. */
  public String url() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort();
  }

  /** The requests of its API so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * Puts somebody before the host who sees each request of the API first.
   *
   * @param first gives the status of an answer in the host's place, which repeats the login that it
   *     was sent; {@link #HANG_UP} to give none; or nothing, to let the host answer
   */
  public void intercept(Function<Request, OptionalInt> first) {
    interceptor = first;
  }

  /**
   * Puts somebody before the host who sees each request of git first.
   *
   * @param first gives the status of an answer in the host's place; {@link #HANG_UP} to let the
   *     host do it and end the connection in place of the answer; or nothing
   */
  public void interceptGit(Function<Request, OptionalInt> first) {
    gitInterceptor = first;
  }

  /** What answers with status 429 say of how long to wait. */
  public void retryAfter(String seconds) {
    retryAfter = Optional.of(seconds);
  }

  /** How many requests of git there were. */
  public long gitRequests() {
    return gitRequests.get();
  }

  /** How many bytes of bodies went out, of git and of the API. */
  public long sentBytes() {
    return sent.get();
  }

  /** How many bytes of bodies came in. */
  public long receivedBytes() {
    return received.get();
  }

  /**
   * Adds to a text that it keeps, as a person does who edits it.
   *
   * @param place the thing's, as in {@link #state}
   * @param field the text's name
   * @param more what is added
   */
  public void edit(String place, String field, String more) {
    synchronized (kept) {
      at(place).addProperty(field, at(place).get(field).getAsString() + more);
    }
  }

  /**
   * Carries out the next request of a method, and hangs up in place of an answer.
   *
   * @param method of the request
   */
  public void loseTheAnswerOf(String method) {
    lost = Optional.of(method);
  }

  /** Forgets the requests. */
  public void forget() {
    requests.clear();
  }

  /** What it has: its API's things, and the branches of its repositories. */
  public Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    synchronized (kept) {
      kept.forEach((place, thing) -> state.put(place, thing.toString()));
    }
    repositories()
        .forEach(
            (name, place) -> {
              try {
                state.put("git " + name, CommittedProject.read(place).commit());
              } catch (IOException e) {
                state.put("git " + name, "no commit");
              }
            });
    return state;
  }

  /** Its repositories, by name. */
  protected abstract Map<String, Path> repositories();

  /**
   * Where the repository of a git URL of this host is on disk.
   *
   * @param url as projects are pushed to it
   */
  public Path folder(String url) {
    return root.resolve(URI.create(url).getPath().substring(1));
  }

  /** Whether a path is git's. */
  protected abstract boolean isGit(String path);

  /**
   * Answers a request of the API.
   *
   * @param method how
   * @param path the decoded path
   * @param query the decoded query
   * @param body what was sent
   */
  protected abstract Reply answer(String method, String path, String query, JsonElement body);

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (isGit(path)) {
        serveGit(exchange);
        return;
      }
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              text,
              type == null ? "" : type);
      requests.add(request);
      OptionalInt other = interceptor.apply(request);
      Reply reply;
      if (other.isPresent()) {
        if (other.getAsInt() == HANG_UP) {
          return;
        }
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        reply = Reply.saying(other.getAsInt(), "not with " + login);
        limit(exchange, other.getAsInt());
      } else if (mayPass(exchange, path)) {
        String query = exchange.getRequestURI().getQuery();
        JsonElement body = text.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(text);
        synchronized (kept) {
          reply = answer(exchange.getRequestMethod(), path, query == null ? "" : query, body);
        }
      } else {
        reply = Reply.saying(401, "Bad credentials");
      }
      if (lost.filter(request.method()::equals).isPresent()) {
        lost = Optional.empty();
        return;
      }
      send(exchange, reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serveGit(HttpExchange exchange) throws IOException, InterruptedException {
    gitRequests.incrementAndGet();
    OptionalInt other =
        gitInterceptor.apply(
            new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), "", ""));
    if (other.isPresent() && other.getAsInt() != HANG_UP) {
      limit(exchange, other.getAsInt());
      exchange.sendResponseHeaders(other.getAsInt(), -1);
    } else if (mayPass(exchange, exchange.getRequestURI().getPath())) {
      git.serve(
          exchange,
          other.isPresent()
              ? Counted.resetting(received, sent)
              : new Counted(received, sent, Long.MAX_VALUE));
    } else {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
      exchange.sendResponseHeaders(401, -1);
    }
  }

  private void limit(HttpExchange exchange, int status) {
    if (status == 429) {
      retryAfter.ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
    }
  }

  /**
   * Whether a token is good for a request, beside the one that is good for everything.
   *
   * @param bearer what was sent
   * @param path where
   */
  protected boolean takes(String bearer, String path) {
    return false;
  }

  private boolean mayPass(HttpExchange exchange, String path) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    if (sent == null) {
      return false;
    }
    if (sent.startsWith("Basic ")) {
      byte[] login = Base64.getDecoder().decode(sent.substring("Basic ".length()));
      String secret = new String(login, StandardCharsets.UTF_8).replaceFirst("^[^:]*:", "");
      return secret.equals(token) || takes(secret, path);
    }
    String bearer = sent.replaceFirst("^Bearer ", "");
    return bearer.equals(token) || takes(bearer, path);
  }

  /** Headers of every answer of the API. */
  protected Map<String, String> headers() {
    return Map.of();
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    headers().forEach(exchange.getResponseHeaders()::set);
    if (reply.body().isJsonNull()) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    sent.addAndGet(bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A thing that is there. */
  protected final JsonObject at(String place) {
    JsonObject thing = kept.get(place);
    if (thing == null) {
      throw new IllegalStateException("nothing is at " + place);
    }
    return thing;
  }

  /** The things below a place, each without what follows. */
  protected final List<JsonObject> below(String place) {
    List<JsonObject> found = new ArrayList<>();
    kept.forEach(
        (name, thing) -> {
          if (name.startsWith(place + "/") && name.indexOf('/', place.length() + 1) < 0) {
            found.add(thing);
          }
        });
    return found;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    git.close();
  }
}
