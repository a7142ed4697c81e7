package io.github.mlopsmaven.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.annotations.NonNull;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link HttpSession}. Nothing is sent before JGit asks for the answer: then the
 * request is known, and may be one that was answered before.
 *
 * <p>Answers that are kept are read to their end at once, all others when they are closed. Java's
 * connection is kept alive only after an answer that was read to its end, which JGit does not do.
 */
final class SessionConnection implements HttpConnection {

  /** What is read of an answer that nobody wants, to save the connection. */
  private static final int DRAIN = 64 * 1024;

  private static final int STREAM_FROM = 1024 * 1024;
  private final HttpSession session;
  private final HttpURLConnection connection;
  private @Nullable String encoding;
  private @Nullable ByteArrayOutputStream body;
  private @Nullable HttpAnswer known;
  private boolean streaming;
  private boolean sent;

  SessionConnection(HttpSession session, HttpURLConnection connection) {
    this.session = session;
    this.connection = connection;
  }

  private void send() throws IOException {
    if (sent) {
      return;
    }
    sent = true;
    if (!streaming) {
      known = session.known(request(), listsRefs()).orElse(null);
    }
    if (known != null) {
      session.status(known.status());
      return;
    }
    if (body != null) {
      try (OutputStream out = connection.getOutputStream()) {
        body.writeTo(out);
      }
    }
    int status = connection.getResponseCode();
    session.status(status);
    if (status >= 300) {
      drain(status >= 400 ? connection.getErrorStream() : connection.getInputStream());
    } else if (status == HTTP_OK && (getRequestMethod().equals("GET") || listsRefs())) {
      known = HttpAnswer.read(connection, session);
      session.keep(request(), known);
    }
  }

  private static void drain(@Nullable InputStream in) throws IOException {
    if (in != null) {
      try (in) {
        in.readNBytes(DRAIN);
      }
    }
  }

  private String request() throws IOException {
    return getRequestMethod() + " " + getURL() + "\n" + plainBody();
  }

  private boolean listsRefs() throws IOException {
    return getURL().getPath().endsWith("/git-upload-pack")
        && plainBody().contains("command=ls-refs");
  }

  private String plainBody() throws IOException {
    if (body == null || streaming) {
      return "";
    }
    byte[] bytes = body.toByteArray();
    if (encoding != null) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int getResponseCode() throws IOException {
    send();
    return known != null ? known.status() : connection.getResponseCode();
  }

  @Override
  public String getResponseMessage() throws IOException {
    send();
    return known != null ? "" : connection.getResponseMessage();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    send();
    return known != null
        ? new ByteArrayInputStream(known.body())
        : new CountedStream(connection.getInputStream(), session);
  }

  @Override
  public @Nullable String getHeaderField(@NonNull String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public List<String> getHeaderFields(@NonNull String name) {
    if (name.regionMatches(true, 0, "Set-Cookie", 0, "Set-Cookie".length())) {
      // With http.saveCookies JGit would put a new file in place of http.cookieFile, even of a
      // link or a device. Cookies are read from there, never written.
      return List.of();
    }
    return getHeaderFields().entrySet().stream()
        .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return known != null ? known.headers() : connection.getHeaderFields();
  }

  @Override
  public @Nullable String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    return known != null ? known.body().length : connection.getContentLength();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    if (streaming) {
      return new SentStream(connection.getOutputStream(), session);
    }
    body = new ByteArrayOutputStream();
    return body;
  }

  @Override
  public void setRequestProperty(String key, String value) {
    if (key.equalsIgnoreCase("Content-Encoding")) {
      encoding = value;
    }
    connection.setRequestProperty(key, value);
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    // A request that is held in memory can be sent again when a kept connection turns out dead.
    if (length >= STREAM_FROM) {
      streaming = true;
      connection.setFixedLengthStreamingMode(length);
    }
  }

  @Override
  public void setChunkedStreamingMode(int length) {
    streaming = true;
    connection.setChunkedStreamingMode(length);
  }

  @Override
  public URL getURL() {
    return connection.getURL();
  }

  @Override
  public String getRequestMethod() {
    return connection.getRequestMethod();
  }

  @Override
  public void setRequestMethod(String method) throws ProtocolException {
    connection.setRequestMethod(method);
  }

  @Override
  public void setUseCaches(boolean use) {
    connection.setUseCaches(use);
  }

  @Override
  public void setConnectTimeout(int timeout) {
    // The session has set it.
  }

  @Override
  public void setReadTimeout(int timeout) {
    // The session has set it.
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    connection.setInstanceFollowRedirects(follow);
  }

  @Override
  public void setDoOutput(boolean output) {
    connection.setDoOutput(output);
  }

  @Override
  public boolean usingProxy() {
    return connection.usingProxy();
  }

  @Override
  public void connect() throws IOException {
    connection.connect();
  }

  @Override
  @NullUnmarked // JGit gives null for what shall be the default
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws NoSuchAlgorithmException, KeyManagementException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, random);
    ((HttpsURLConnection) connection).setSSLSocketFactory(context.getSocketFactory());
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    ((HttpsURLConnection) connection).setHostnameVerifier(verifier);
  }
}
