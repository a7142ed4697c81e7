package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.ContentCoding;
import io.github.mlopsmaven.servers.Following;
import io.github.mlopsmaven.servers.HttpAnswer;
import io.github.mlopsmaven.servers.HttpRequest;
import io.github.mlopsmaven.servers.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.annotations.NonNull;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link GitConversation}. Nothing is sent before JGit asks for the answer: then
 * the request is known, and may be one that was answered before.
 *
 * <p>Answers that are kept are read to their end at once, all others when they are closed. Java's
 * connection is kept alive only after an answer that was read to its end, which JGit does not do.
 */
final class SessionConnection implements HttpConnection {

  private static final int STREAM_FROM = 1024 * 1024;
  private static final long UNKNOWN = -1;
  private static final Pattern TYPE_ENDS = Pattern.compile(";");

  private final GitConversation conversation;
  private final HttpSession session;
  private final URL url;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String method = "GET";
  private @Nullable ByteArrayOutputStream body;
  private @Nullable HttpAnswer known;
  private @Nullable HttpURLConnection connection;

  /** Why a streamed request was not sent. JGit asks for the answer all the same, and tells that. */
  private @Nullable IOException refused;

  private boolean streaming;
  private long length = UNKNOWN;
  private boolean sent;

  SessionConnection(GitConversation conversation, URL url) {
    this.conversation = conversation;
    this.session = conversation.http();
    this.url = url;
  }

  private HttpRequest asRequest() {
    return HttpRequest.ofGit(
        method, url, headers, Optional.ofNullable(body).map(ByteArrayOutputStream::toByteArray));
  }

  private void send() throws IOException {
    if (sent) {
      return;
    }
    sent = true;
    if (streaming) {
      session.streamed(asRequest(), connection());
      return;
    }
    known = conversation.known(request(), listsRefs()).orElse(null);
    if (known != null) {
      session.answeredWithout(known.status());
      return;
    }
    HttpURLConnection opened = session.send(asRequest());
    connection = opened;
    boolean kept = method.equals("GET") || listsRefs();
    if (opened.getResponseCode() == HTTP_OK && kept) {
      HttpAnswer answer = session.whole(opened);
      if (asRequest().following() == Following.FIRST) {
        ObjectFormat.requireKnown(answer);
      }
      known = answer;
      conversation.keep(request(), answer);
    }
  }

  private HttpURLConnection connection() throws IOException {
    if (refused != null) {
      throw refused;
    }
    if (connection == null) {
      throw new IOException("nothing was sent to " + url.getHost());
    }
    return connection;
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
    if (headers.containsKey("Content-Encoding")) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int getResponseCode() throws IOException {
    send();
    return known != null ? known.status() : connection().getResponseCode();
  }

  @Override
  public String getResponseMessage() throws IOException {
    send();
    return known != null ? "" : connection().getResponseMessage();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    send();
    return known != null ? new ByteArrayInputStream(known.body()) : session.body(connection());
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
      // link or a device.
      return List.of();
    }
    if (name.equalsIgnoreCase(ContentCoding.HEADER)) {
      // The session gives the content without it.
      return List.of();
    }
    return getHeaderFields().entrySet().stream()
        .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    if (known != null) {
      return known.headers();
    }
    return connection == null ? Map.of() : connection.getHeaderFields();
  }

  @Override
  public @Nullable String getContentType() {
    // JGit compares it as a whole, where git looks at the type only.
    String type = getHeaderField("Content-Type");
    return type == null ? null : TYPE_ENDS.split(type, 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public int getContentLength() {
    if (known != null) {
      return known.body().length;
    }
    boolean isItself =
        connection != null && connection.getHeaderField(ContentCoding.HEADER) == null;
    return connection != null && isItself ? connection.getContentLength() : (int) UNKNOWN;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    if (streaming) {
      try {
        HttpURLConnection opened = session.stream(asRequest(), length);
        connection = opened;
        return session.sink(opened);
      } catch (IOException e) {
        refused = e;
        throw e;
      }
    }
    body = new ByteArrayOutputStream();
    return body;
  }

  @Override
  public void setRequestProperty(String key, String value) {
    headers.put(key, value);
  }

  @Override
  public void setFixedLengthStreamingMode(int bytes) {
    // A request that is held in memory can be sent again when a kept connection turns out dead.
    if (bytes >= STREAM_FROM) {
      streaming = true;
      length = bytes;
    }
  }

  @Override
  public void setChunkedStreamingMode(int chunk) {
    streaming = true;
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void setRequestMethod(String name) {
    method = name;
  }

  @Override
  public void setUseCaches(boolean use) {
    // The session uses none.
  }

  @Override
  public void setConnectTimeout(int timeout) {
    // The session sets it.
  }

  @Override
  public void setReadTimeout(int timeout) {
    // The session sets it.
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    // The session follows them.
  }

  @Override
  public void setDoOutput(boolean output) {
    // A request with a body is one.
  }

  @Override
  public boolean usingProxy() {
    return connection != null && connection.usingProxy();
  }

  @Override
  public void connect() {
    // The session connects when the request is known.
  }

  @Override
  @NullUnmarked // JGit gives null for what shall be the default
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    // The session has read git's configuration of TLS itself.
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    // As above.
  }
}
