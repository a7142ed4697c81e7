package io.github.mlopsmaven.rules.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On files without template expressions, this validator and a full one come to the same. */
class SchemaAgreementTest {

  private static final String GOOD =
      """
      {
        "on": {"push": {"branches": ["main"]}, "schedule": [{"cron": "0 1 * * *"}]},
        "permissions": {"contents": "read"},
        "env": {"A": "b", "C": 1},
        "concurrency": {"group": "a", "cancel-in-progress": true},
        "jobs": {
          "a": {
            "runs-on": ["self-hosted", "gpu"],
            "needs": ["b"],
            "strategy": {"fail-fast": false, "matrix": {"os": ["x", "y"]}},
            "steps": [{"name": "n", "run": "echo", "shell": "bash"}, {"uses": "a/b@v1", "with": {"c": 1}}]
          },
          "b": {"uses": "a/b/.github/workflows/c.yml@v1", "with": {"d": "e"}, "secrets": "inherit"}
        }
      }
      """;

  private final Schema full = full();

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'\"on\":', '\"off\":'",
    "'\"jobs\":', '\"job\":'",
    "'\"runs-on\":', '\"runs_on\":'",
    "'\"read\"', '\"reed\"'",
    "'\"push\"', '\"pusch\"'",
    "'\"run\": \"echo\"', '\"ran\": \"echo\"'",
    "'\"uses\": \"a/b@v1\", ', ''",
    "'\"cancel-in-progress\"', '\"cancel\"'",
    "'\"fail-fast\": false', '\"fail-fast\": \"no\"'",
    "'\"needs\": [\"b\"]', '\"needs\": {\"b\": 1}'",
    "'\"inherit\"', '\"all\"'",
    "'\"with\": {\"c\": 1}', '\"with\": [1]'",
    "'\"group\": \"a\", ', ''"
  })
  void agrees(String from, String to) {
    String text = from.isEmpty() ? GOOD : GOOD.replace(from, to);
    assertThat(from.isEmpty() || !text.equals(GOOD)).isTrue();
    boolean valid = full.validate(text, InputFormat.JSON).isEmpty();

    assertThat(
            ProjectUnderTest.with(".github/workflows/a.yml", text)
                .findings(new ShapeCheck())
                .isEmpty())
        .isEqualTo(valid);
  }

  private static Schema full() {
    String name = "github-workflow.json";
    try (InputStream in =
        Objects.requireNonNull(SchemaAgreementTest.class.getResourceAsStream(name), name)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
