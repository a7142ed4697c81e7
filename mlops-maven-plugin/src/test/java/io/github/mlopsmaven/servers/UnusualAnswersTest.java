package io.github.mlopsmaven.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.testkit.ScriptedHttpServer;
import io.github.mlopsmaven.testkit.ScriptedHttpServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP allows a server and git servers seldom do: read, or refused by name. */
class UnusualAnswersTest {

  private static final String CONTENT = "001e# service=git-upload-pack\n".repeat(50);

  @TempDir Path home;

  private HttpSession session(URL url) {
    return new HttpSession(GitLocation.parse(url.toString()), GitAccess.standard().withHome(home));
  }

  private static HttpRequest get(URL url) {
    return new HttpRequest("GET", url, Map.of(), Optional.empty(), Following.OTHER);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text, boolean frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(9, !frame))) {
      out.write(text.getBytes(US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static ScriptedHttpServer coded(int status, String coding, byte[] body) {
    return ScriptedHttpServer.start(
        seen ->
            new Reply(status, Map.of("Content-Encoding", coding), new String(body, ISO_8859_1)));
  }

  private HttpAnswer answer(ScriptedHttpServer server) throws IOException {
    URL url = new URL(server.url("t.git"));
    return session(url).answer(get(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "raw deflate", "identity"})
  void aCompressedAnswerIsReadHoweverTheServerCompressesIt(String kind) throws IOException {
    byte[] body =
        kind.contains("deflate")
            ? deflate(CONTENT, !kind.startsWith("raw"))
            : kind.equals("identity") ? CONTENT.getBytes(US_ASCII) : gzip(CONTENT);
    try (ScriptedHttpServer server = coded(200, kind.replace("raw ", ""), body)) {
      HttpAnswer answer = answer(server);

      assertThat(new String(answer.body(), US_ASCII)).isEqualTo(CONTENT);
      assertThat(answer.header("Content-Encoding")).as("nobody decompresses it again").isEmpty();
      URL url = new URL(server.url("t.git"));
      HttpSession session = session(url);
      try (InputStream in = session.body(session.send(get(url)))) {
        assertThat(new String(in.readAllBytes(), US_ASCII)).isEqualTo(CONTENT);
      }
      assertThat(session.received()).as("as it came").isEqualTo(body.length);
    }
  }

  @Test
  void aCodingOfNothingIsNothing() throws IOException {
    try (ScriptedHttpServer server = coded(200, "gzip", new byte[0])) {
      assertThat(answer(server).body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "br, 'compresses its answer with br, which was not asked for and is not read'",
    "'gzip, gzip', 'compresses its answer with gzip, gzip, which was not asked for'",
    "gzip, 'says that its answer is compressed with gzip, and it is not'",
    "deflate, 'says that its answer is compressed with deflate, and it is not'"
  })
  void anotherCodingIsRefusedByItsName(String coding, String said) throws IOException {
    try (ScriptedHttpServer server = coded(200, coding, CONTENT.getBytes(US_ASCII))) {
      URL url = new URL(server.url("t.git"));
      HttpSession session = session(url);

      IOException refused = catchThrowableOfType(IOException.class, () -> session.answer(get(url)));

      assertThat(session.failure(refused).map(MlopsException::problem))
          .hasValueSatisfying(problem -> assertThat(problem).startsWith(server.id() + " " + said));
    }
  }

  @Test
  void aCompressedRefusalIsRead() throws IOException {
    try (ScriptedHttpServer server = coded(403, "gzip", gzip("authorize the token for SAML"))) {
      assertThat(new String(answer(server).body(), US_ASCII))
          .isEqualTo("authorize the token for SAML");
    }
    try (ScriptedHttpServer server = coded(403, "br", new byte[] {1, 2, 3})) {
      HttpAnswer answer = answer(server);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEmpty();
    }
  }

  /** The connection stays open, as a server's does: nobody waits for its end. */
  @ParameterizedTest
  @ValueSource(ints = {101, 102, 103, 199})
  @Timeout(60)
  void anAnswerBeforeTheAnswerIsReadOrRefusedAtOnce(int status) throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URL url = new URL("http://127.0.0.1:" + raw.getLocalPort() + "/t.git");
      Thread thread = new Thread(() -> answer(raw, status));
      thread.setDaemon(true);
      thread.start();
      HttpSession session = session(url);

      if (status != 101 && Runtime.version().feature() >= 20) {
        assertThat(session.answer(get(url)).body()).asString().isEqualTo("content");
        return;
      }
      IOException refused = catchThrowableOfType(IOException.class, () -> session.answer(get(url)));

      assertThat(session.failure(refused))
          .hasValueSatisfying(
              told -> {
                assertThat(told.problem())
                    .startsWith(
                        "127.0.0.1:" + raw.getLocalPort() + " answers with status " + status);
                assertThat(told.remedy())
                    .contains(status == 101 ? "check the URL" : "run Maven with Java 21 or later");
              });
    }
  }

  private static void answer(ServerSocket raw, int status) {
    try {
      Socket client = raw.accept();
      client.getInputStream().read(new byte[1000]);
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 "
                      + status
                      + " Early\r\nLink: </a>; rel=preload\r\n\r\n"
                      + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ncontent")
                  .getBytes(US_ASCII));
      client.getInputStream().read();
      client.close();
    } catch (IOException e) {
      // Whoever asked is gone, or the test is over.
      return;
    }
  }
}
