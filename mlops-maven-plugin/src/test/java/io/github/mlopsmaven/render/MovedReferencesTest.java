package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References between a template's files, where a project has the files elsewhere. */
class MovedReferencesTest {

  private static final MovedFiles FILES =
      new MovedFiles(
          List.of(
              move("cv/sdk/mlops/pipes/train.yml", "mlops/pipes/train.yml"),
              move("cv/sdk/mlops/pipes/steps.yml", "mlops/pipes/steps.yml"),
              move("cv/sdk/mlops/env.yml", "mlops/env.yml"),
              move("cv/sdk/src/train.py", "src/train.py"),
              move("infra/bicep/main.bicep", "infra/main.bicep"),
              move("infra/bicep/pipes/deploy.yml", "infra/pipes/deploy.yml"),
              move("shared/größe.yml", "mlops/größe.yml"),
              move("flat/a.yml", "a.yml"),
              move("open/x.yml", "{team}/x.yml"),
              move("open/deep.yml", "src/{team | replace('.', '/')}/deep.yml"),
              move("open/near.yml", "src/{team | replace('.', '/')}/near.yml"),
              move("twice/t.yml", "one/t.yml"),
              move("twice/t.yml", "two/t.yml"),
              move("config.yml", "config.yml")));

  private static MovedFiles.Move move(String source, String target) {
    return new MovedFiles.Move(source, target);
  }

  private static String edited(String text) {
    return edited("cv/sdk/mlops/pipes/train.yml", "mlops/pipes/train.yml", text);
  }

  private static String edited(String source, String target, String text) {
    return new String(
        new MovedReferences(FILES)
            .edit(move(source, target), text.getBytes(UTF_8), path -> filled(path))
            .content(),
        UTF_8);
  }

  private static String filled(String path) {
    return path.replace("{team}", "ml").replace("{team | replace('.', '/')}", "com/acme");
  }

  @Test
  void aPlaceThatDependsOnAValueMayHaveSeveralSegments() {
    String target = "src/{team | replace('.', '/')}/deep.yml";

    assertThat(edited("open/deep.yml", target, "- template: ../config.yml"))
        .isEqualTo("- template: ../../../config.yml");
    assertThat(edited("open/deep.yml", target, "- template: near.yml\n- x: ./near.yml"))
        .isEqualTo("- template: near.yml\n- x: ./near.yml");
    assertThat(edited("a.yml", "b/a.yml", "- template: open/deep.yml\n- x: open/deep.yml"))
        .isEqualTo("- template: ../src/com/acme/deep.yml\n- x: src/com/acme/deep.yml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // from the folder of the file, where it named a file of the template
        "- template: ../../../../config.yml | - template: ../../config.yml",
        "- template: '../../../../config.yml' # all | - template: '../../config.yml' # all",
        "template: \"../../../../config.yml\" | template: \"../../config.yml\"",
        "- {template: ../../../../config.yml} | - {template: ../../config.yml}",
        "- template: /cv/sdk/mlops/env.yml | - template: /mlops/env.yml",
        "- template: ../../../../open/x.yml | - template: ../../ml/x.yml",
        "- template: ../../../../shared/größe.yml | - template: ../größe.yml",
        // from the root, where it named no file of either
        "- template: ../../../config.yml | - template: ../../config.yml",
        "- template: ../../../../../../config.yml | - template: ../../config.yml",
        "- template: ../src/train.py | - template: ../../src/train.py",
        // paths of a pipeline or a workflow start at the root
        "file: infra/bicep/main.bicep | file: infra/main.bicep",
        "run: az deploy --template-file ./infra/bicep/main.bicep | run: az deploy --template-file ./infra/main.bicep",
        "run: az deploy --file='infra/bicep/main.bicep' | run: az deploy --file='infra/main.bicep'",
        "workingDirectory: $(Build.SourcesDirectory)/infra/bicep | workingDirectory: $(Build.SourcesDirectory)/infra",
        "path: ${{ github.workspace }}/infra/bicep/ | path: ${{ github.workspace }}/infra/",
        "- infra/bicep/* | - infra/*",
        "path: flat/ | path: flat/",
        "uses: ./flat/a.yml | uses: ./a.yml",
        "uses: ./flat/../flat | uses: ./flat/../flat",
        "dir: cv/sdk/src | dir: src",
      })
  void areFollowed(String before, String after) {
    assertThat(edited(before)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- template: steps.yml",
        "- template: ../env.yml",
        "- template: ../../config.yml",
        "- template: nowhere.yml",
        "- template: ../../../../nowhere.yml",
        "- template: ../../../../config.yml@shared",
        "- template: templates/${{ variables.version }}/config.yml",
        "- template: ../../../../twice/t.yml",
        "file: mlops/env.yml",
        "file: infra/main.bicep",
        "file: config.yml",
        "image: registry.example/infra/bicep/main.bicep",
        "url: https://hub.example/infra/bicep/main.bicep",
        "path: $(other)/infra/bicep/main.bicep",
        "path: ${{ inputs.x }}/infra/bicep/main.bicep",
        "path: /infra/bicep/main.bicep",
        "path: x/infra/bicep/main.bicep",
        "path: infra/bicep/main.bicep.bak",
        "path: infra/bicep/main.bicep@v1",
        "say: twice/t.yml",
      })
  void othersStay(String text) {
    assertThat(edited(text)).isEqualTo(text);
  }

  @Test
  void onlyTheReferencesChangeInAnyEncodingAndWithAnyLineEnds() {
    String text = "\uFEFFé: ü\r\nx: infra/bicep/main.bicep\r- template: ../../../config.yml\n\tend";

    assertThat(edited(text))
        .isEqualTo("\uFEFFé: ü\r\nx: infra/main.bicep\r- template: ../../config.yml\n\tend");
    byte[] latin = {'x', ':', ' ', (byte) 0xE9, '\n', 0};
    assertThat(
            new MovedReferences(FILES)
                .edit(move("a.yml", "b.yml"), latin, UnaryOperator.identity())
                .content())
        .isEqualTo(latin);
  }

  @Test
  void aTemplateInAScriptIsText() {
    String script = "- script: |\n    template: ../../../config.yml\n";

    assertThat(edited(script)).isEqualTo(script);
  }

  @Test
  void countsThem() {
    String text =
        "- template: ../../../config.yml\n- infra/bicep/main.bicep infra/bicep/main.bicep";

    assertThat(
            new MovedReferences(FILES)
                .edit(move("x/y/z.yml", "z/z.yml"), text.getBytes(UTF_8), UnaryOperator.identity())
                .references())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "|", "- ", "a/", "../", "x: | ", "$", "!a ", "template: "})
  void aLineOfMegabytesTakesNoTime(String part) {
    String text = part.repeat(4_000_000 / part.length()) + "x\n";

    assertThatCode(
            () ->
                org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> edited(text)))
        .doesNotThrowAnyException();
  }
}
