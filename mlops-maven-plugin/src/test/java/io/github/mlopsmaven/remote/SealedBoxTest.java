package io.github.mlopsmaven.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedBoxTest {

  private static final String PUBLIC = "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=";

  private static byte[] bytes(int from) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  /** The box was made by libsodium 1.0.20 with these keys, and opened by its sealed box. */
  @Test
  void libsodiumMakesTheSameBox() {
    byte[] box =
        SealedBox.seal(
            Base64.getDecoder().decode(PUBLIC),
            "pässword of the workspace".getBytes(UTF_8),
            bytes(100));
    assertThat(HexFormat.of().formatHex(box))
        .isEqualTo(
            "7d9c24316539825c1896e57f28197746793ce60cbee3ad47da9d07b85fa55e2a"
                + "45714332c4fac5726fdebc0922a27a7f8b3c89eb750e384335e4c3e2bc231199"
                + "a301de64e38714666c58");
  }

  @Test
  void everyBoxIsAnother() {
    String first = SealedBox.seal(PUBLIC, "same".getBytes(UTF_8)).orElseThrow();
    assertThat(SealedBox.seal(PUBLIC, "same".getBytes(UTF_8)).orElseThrow()).isNotEqualTo(first);
    assertThat(Base64.getDecoder().decode(first)).hasSize(32 + 16 + 4);
  }

  /** Whoever answers with such a key gets nothing: all know the secret of the last one. */
  @Test
  void nothingIsSealedForWhatIsNoKey() {
    byte[] text = "x".getBytes(UTF_8);
    for (String key : List.of("", "no Base64!", "AAAA", "A".repeat(44), "A".repeat(43) + "=")) {
      assertThat(SealedBox.seal(key, text)).as(key).isEmpty();
    }
  }
}
