package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moves is counted, in both directions, and what comes is bounded. */
class TransferMeterTest {

  @Test
  void bothDirectionsMove() throws IOException {
    TransferMeter meter = new TransferMeter(10);
    meter.received(3);
    meter.sent(20);
    meter.received(4);

    assertThat(meter.received()).isEqualTo(7);
    assertThat(meter.moved()).isEqualTo(27);
  }

  @Test
  void asManyBytesAsAreAllowedMayCome() throws IOException {
    TransferMeter meter = new TransferMeter(10);
    meter.received(10);

    assertThatThrownBy(() -> meter.received(1))
        .isInstanceOf(TransferLimitException.class)
        .hasMessageContaining("10");
  }

  /** A server that takes the first bytes and stops is seen before the last were sent. */
  @Test
  void aBodyIsCountedPieceByPiece(@TempDir Path home) throws IOException {
    HttpSession session =
        new HttpSession(
            GitLocation.parse("https://git.example/t.git"), GitAccess.standard().withHome(home));
    ByteArrayOutputStream server = new ByteArrayOutputStream();
    List<Long> counted = new ArrayList<>();
    SentStream body =
        new SentStream(
            new FilterOutputStream(server) {
              @Override
              public void write(byte[] buffer, int offset, int length) {
                counted.add(session.moved());
                server.write(buffer, offset, length);
              }
            },
            session);
    byte[] bytes = new byte[40_001];
    new Random(4).nextBytes(bytes);

    body.write(bytes, 0, 1);
    body.write(bytes, 1, 40_000);
    body.write(7);

    assertThat(counted).containsExactly(0L, 1L, 16_385L, 32_769L);
    assertThat(session.moved()).isEqualTo(40_002);
    assertThat(server.size()).isEqualTo(40_002);
    assertThat(server.toByteArray()).startsWith(bytes).endsWith(7);
  }
}
