package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole answer, and the body that it is read from. */
class HttpAnswerTest {

  private static TransferMeter traffic(long limit) {
    return new TransferMeter(limit);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A connection that has its answer. */
  private static final class Answered extends HttpURLConnection {

    private final int status;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final @Nullable InputStream good;
    private final @Nullable InputStream bad;

    Answered(int status, @Nullable String good, @Nullable String bad) throws IOException {
      super(URI.create("https://git.example/t.git").toURL());
      this.status = status;
      this.good = good == null ? null : new ByteArrayInputStream(bytes(good));
      this.bad = bad == null ? null : new ByteArrayInputStream(bytes(bad));
      headers.put(null, List.of("HTTP/1.1 " + status));
      headers.put("X-Some", List.of("a", "b"));
      headers.put("x-some", List.of("c"));
      headers.put("X-Other", List.of("d"));
    }

    @Override
    public int getResponseCode() {
      return status;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
      return headers;
    }

    @Override
    public @Nullable InputStream getInputStream() {
      return good;
    }

    @Override
    public @Nullable InputStream getErrorStream() {
      return bad;
    }

    @Override
    public void connect() {
      // It is connected.
    }

    @Override
    public void disconnect() {
      // There is nothing to end.
    }

    @Override
    public boolean usingProxy() {
      return false;
    }
  }

  @Test
  void theBodyIsThatOfTheStatus() throws IOException {
    TransferMeter traffic = traffic(1000);
    for (int status : new int[] {200, 304, 399}) {
      assertThat(HttpAnswer.read(new Answered(status, "good", "bad"), traffic).body())
          .isEqualTo(bytes("good"));
    }
    HttpAnswer refused = HttpAnswer.read(new Answered(400, "good", "bad"), traffic);
    assertThat(refused.body()).isEqualTo(bytes("bad"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(traffic.received()).isEqualTo(3 * 4 + 3);
    assertThat(HttpAnswer.read(new Answered(404, "good", null), traffic).body()).isEmpty();
  }

  @Test
  void aFieldIsFoundWhateverItsCase() throws IOException {
    HttpAnswer answer = HttpAnswer.read(new Answered(200, "", null), traffic(1000));

    assertThat(answer.headers()).containsOnlyKeys("X-Some", "x-some", "X-Other");
    assertThat(answer.header("x-SOME")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(answer.header("X-Other")).containsExactly("d");
    assertThat(answer.header("X-None")).isEmpty();
  }

  @Test
  void everyByteOfABodyCounts() throws IOException {
    TransferMeter traffic = traffic(10);
    try (CountedStream in =
        new CountedStream(new ByteArrayInputStream(bytes("0123456789abc")), traffic)) {
      assertThat(in.read()).isEqualTo('0');
      assertThat(traffic.received()).isEqualTo(1);
      assertThat(in.read(new byte[4], 1, 3)).isEqualTo(3);
      assertThat(traffic.received()).isEqualTo(4);
      assertThat(in.read(new byte[6])).isEqualTo(6);
      assertThat(traffic.received()).isEqualTo(10);
      assertThat(in.markSupported()).isFalse();
      assertThatThrownBy(in::read).isInstanceOf(TransferLimitException.class);
    }
  }

  @Test
  void theEndOfABodyIsNoByte() throws IOException {
    TransferMeter traffic = traffic(10);
    try (CountedStream in = new CountedStream(new ByteArrayInputStream(new byte[] {0}), traffic)) {
      assertThat(in.read()).isZero();
      assertThat(traffic.received()).as("a zero is a byte").isEqualTo(1);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[4])).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isLessThanOrEqualTo(0);
    }
    assertThat(traffic.received()).isEqualTo(1);
  }

  /** So that its connection can be used again; but not for ever. */
  @Test
  void whatIsLeftIsReadOnceWhenItIsClosed() throws IOException {
    List<String> told = new ArrayList<>();
    InputStream body =
        new ByteArrayInputStream(new byte[100_000]) {
          @Override
          public void close() {
            told.add("closed with " + available());
          }
        };
    CountedStream in = new CountedStream(body, traffic(1_000_000));
    in.close();
    in.close();

    assertThat(told).containsExactly("closed with " + (100_000 - 64 * 1024));
  }

  /** A server that takes the first bytes and stops is seen before the last were sent. */
  @Test
  void aBodyIsCountedPieceByPiece() throws IOException {
    TransferMeter traffic = new TransferMeter(1_000_000);
    ByteArrayOutputStream server = new ByteArrayOutputStream();
    List<Long> counted = new ArrayList<>();
    SentStream body =
        new SentStream(
            new FilterOutputStream(server) {
              @Override
              public void write(byte[] buffer, int offset, int length) {
                counted.add(traffic.moved());
                server.write(buffer, offset, length);
              }
            },
            traffic);
    byte[] bytes = new byte[40_001];
    new Random(4).nextBytes(bytes);

    body.write(bytes, 0, 1);
    body.write(bytes, 1, 40_000);
    body.write(7);

    assertThat(counted).containsExactly(0L, 1L, 16_385L, 32_769L);
    assertThat(traffic.moved()).isEqualTo(40_002);
    assertThat(server.size()).isEqualTo(40_002);
    assertThat(server.toByteArray()).startsWith(bytes).endsWith(7);
  }
}
