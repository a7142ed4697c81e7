package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockEditTest {

  private static final String FILE =
      "a: 1\r\n  # mlops:begin gpu\r\n  b: \u00e9\u00ff\r\n  # mlops:end gpu\r\nc: 3"
          + "\n// mlops:begin gpu-2\nd\n// mlops:end gpu-2\n/* mlops:begin gpu */\ne\n/* mlops:end gpu */\n";

  private static String edited(String text, boolean kept) {
    return new String(BlockEdit.apply("f.yml", text.getBytes(ISO_8859_1), "gpu", kept), ISO_8859_1);
  }

  @Test
  void theMarkersGoAndEveryOtherByteStays() {
    assertThat(edited(FILE, true))
        .isEqualTo(
            "a: 1\r\n  b: \u00e9\u00ff\r\nc: 3\n// mlops:begin gpu-2\nd\n// mlops:end gpu-2\ne\n");
  }

  @Test
  void theLinesGoWhereTheBlockIsNotWanted() {
    assertThat(edited(FILE, false))
        .isEqualTo("a: 1\r\nc: 3\n// mlops:begin gpu-2\nd\n// mlops:end gpu-2\n");
  }

  @Test
  void aFileWithoutMarkersIsTheSame() {
    assertThat(edited("mlops:begin other\n", false)).isEqualTo("mlops:begin other\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a;# mlops:begin gpu;b                      | f.yml:2:3: the block gpu has no end | put a line with mlops:end gpu after its last line
          # mlops:end gpu                            | f.yml:1:3: the block gpu ends without a beginning | put mlops:begin gpu and mlops:end gpu around its lines
          # mlops:begin gpu;# mlops:begin gpu        | f.yml:2:3: the block gpu begins twice, first at f.yml:1:3 | put mlops:begin gpu and mlops:end gpu around its lines
          """)
  void halfABlockIsRefused(String lines, String problem, String remedy) {
    assertThatThrownBy(() -> edited(lines.replace(';', '\n'), true))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem + "\n  " + remedy);
  }
}
