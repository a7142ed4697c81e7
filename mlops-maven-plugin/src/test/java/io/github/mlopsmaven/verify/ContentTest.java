package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the bytes of a file become its text. */
class ContentTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void readsWhatItsMarkSays(String charset) {
    Content content = new Content("\uFEFFpandas==2.2.2\n".getBytes(Charset.forName(charset)));
    assertThat(content.isText()).isTrue();
    assertThat(content.text()).isEqualTo("pandas==2.2.2\n");
  }

  @Test
  void takesZerosForNoText() {
    assertThat(new Content(new byte[] {1, 0, 2}).isText()).isFalse();
    assertThat(new Content(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0}).isText()).isFalse();
    assertThat(new Content("pandas\n".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("pandas\n");
  }
}
