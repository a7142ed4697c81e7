package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A size that an archive states is neither exceeded nor fallen short of. */
class SizedStreamTest {

  private static InputStream stream(int bytes, long stated) {
    return new SizedStream(new ByteArrayInputStream(new byte[bytes]), stated);
  }

  /** Reads to the end, byte by byte or by as many bytes as fit into the buffer. */
  private static int read(InputStream in, int buffer) throws IOException {
    int sum = 0;
    if (buffer == 1) {
      while (in.read() >= 0) {
        sum++;
      }
      return sum;
    }
    byte[] bytes = new byte[buffer];
    for (int n = in.read(bytes, 0, buffer); n >= 0; n = in.read(bytes, 0, buffer)) {
      sum += n;
    }
    return sum;
  }

  @Test
  void whatIsStatedIsRead() throws IOException {
    for (int buffer : new int[] {1, 2, 3, 64}) {
      assertThat(read(stream(3, 3), buffer)).isEqualTo(3);
      assertThat(read(stream(0, 0), buffer)).isZero();
    }
  }

  @Test
  void moreThanIsStatedEndsAtOnce() {
    for (int buffer : new int[] {1, 2, 3, 64}) {
      InputStream in = stream(9, 2);
      assertThatThrownBy(() -> read(in, buffer))
          .isInstanceOf(IOException.class)
          .hasMessage("a file has another size than the 2 bytes that are stated");
    }
  }

  @Test
  void lessThanIsStatedIsNoticedAtTheEnd() {
    for (int buffer : new int[] {1, 2, 3, 64}) {
      InputStream in = stream(3, 4);
      assertThatThrownBy(() -> read(in, buffer))
          .isInstanceOf(IOException.class)
          .hasMessage("a file has another size than the 4 bytes that are stated");
    }
  }

  @Test
  void readingNothingIsNoEnd() throws IOException {
    InputStream in = stream(3, 3);

    assertThat(in.read(new byte[3], 0, 0)).isZero();
    assertThat(read(in, 2)).isEqualTo(3);
  }

  @Test
  void nobodyGoesBack() {
    assertThat(stream(1, 1).markSupported()).isFalse();
  }
}
