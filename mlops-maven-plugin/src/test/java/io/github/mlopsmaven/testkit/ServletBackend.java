package io.github.mlopsmaven.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.resolver.FileResolver;

/** JGit's servlet in a Jetty of its own, behind the server that counts. */
final class ServletBackend implements GitBackend {

  private static final List<String> PASSED_ON =
      List.of("Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Git-Protocol");

  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty);

  ServletBackend(Path root, boolean filters) {
    GitServlet servlet = new GitServlet();
    servlet.setRepositoryResolver(new FileResolver<>(root.toFile(), true));
    servlet.setUploadPackFactory(
        (request, repository) -> {
          repository.getConfig().setBoolean("uploadpack", null, "allowfilter", filters);
          UploadPack up = new UploadPack(repository);
          up.setRequestPolicy(UploadPack.RequestPolicy.ANY);
          String protocol = request.getHeader("Git-Protocol");
          if (protocol != null) {
            up.setExtraParameters(List.of(protocol.split(":", -1)));
          }
          return up;
        });
    servlet.setReceivePackFactory((request, repository) -> new ReceivePack(repository));
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(servlet), "/*");
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(context);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not start", e);
    }
  }

  @Override
  public void serve(HttpExchange exchange, Counted counted)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + exchange.getRequestURI());
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(exchange.getRequestMethod());
    for (String header : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        connection.setRequestProperty(header, value);
      }
    }
    if (exchange.getRequestMethod().equals("POST")) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        counted.request(exchange.getRequestBody(), out);
      }
    }
    int status = connection.getResponseCode();
    for (String header : List.of("Content-Type", "Content-Encoding")) {
      if (connection.getHeaderField(header) != null) {
        exchange.getResponseHeaders().set(header, connection.getHeaderField(header));
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (InputStream in =
            status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        OutputStream body = exchange.getResponseBody()) {
      if (in != null) {
        counted.answer(in, body);
      }
    }
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
  }
}
