package io.github.mlopsmaven.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says what the reader says. */
class DescriptorSchemaTest {

  private static Schema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/mlops-template-1.json")));
  }

  @Test
  void theSchemaIsOneItself() throws IOException {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(
            meta.validate(
                Files.readString(Path.of("../docs/schema/mlops-template-1.json")),
                InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void theConventionIsAccepted() throws IOException {
    assertThat(errors(resource("azure-mlops-v2.yml"))).isEmpty();
  }

  @Test
  void aBuiltInTemplatesDescriptorIsAccepted() throws IOException {
    try (InputStream in =
        DescriptorSchemaTest.class.getResourceAsStream("/mlops-template/mlops-template.yml")) {
      if (in != null) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);

        assertThat(errors(text)).isEmpty();
        assertThat(DescriptorReader.read("mlops-template.yml", text).name()).isEqualTo("builtin");
      }
    }
  }

  @Test
  void everyKeyIsAccepted() {
    assertThat(errors(DescriptorReaderTest.FULL)).isEmpty();
    assertThat(errors("{format: '1', name: n, layout: [{from: ., to: .}]}")).isEmpty();
  }

  @Test
  void theManualsExampleIsAcceptedByBoth() throws IOException {
    String manual = Files.readString(Path.of("../docs/descriptor.md"));
    String example =
        manual.substring(manual.indexOf("```yaml\nformat: 1\n") + "```yaml\n".length());
    example = example.substring(0, example.indexOf("```"));

    assertThat(errors(example)).isEmpty();
    assertThat(DescriptorReader.read("docs/descriptor.md", example).name()).isEqualTo("contoso");
  }

  @ParameterizedTest
  @MethodSource("io.github.mlopsmaven.descriptor.BadDescriptors#all")
  void refusesWhatTheReaderRefusesForItsShape(BadDescriptors.Sample sample) {
    assertThat(errors(sample.text()).isEmpty()).isNotEqualTo(sample.shape());
  }

  private static List<Error> errors(String yaml) {
    return schema.validate(yaml, InputFormat.YAML);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DescriptorSchemaTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
