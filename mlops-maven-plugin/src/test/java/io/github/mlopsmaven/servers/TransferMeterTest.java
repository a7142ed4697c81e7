package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

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
}
