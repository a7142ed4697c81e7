package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class YamlSyntaxCheckTest {

  private final YamlSyntaxCheck check = new YamlSyntaxCheck();

  @Test
  void reportsWhereAFileDoesNotParse() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/train.yml", "on: push", "jobs:", " - x", "y: {")
                .findings(check))
        .singleElement()
        .asString()
        .startsWith(".github/workflows/train.yml:5:1: error: not valid YAML: ")
        .endsWith("correct the indentation or the quotes at or above this line [yaml-syntax]");
  }

  @Test
  void reportsTheSecondOfTwoEqualKeys() {
    assertThat(ProjectUnderTest.with("a.yaml", "a: 1", "b:", "  c: 1", "  c: 2").findings(check))
        .containsExactly(
            "a.yaml:4:3: error: duplicate key 'c', first set at a.yaml:3:3; keep one of them"
                + " [yaml-duplicate-key]");
  }

  @Test
  void looksIntoEveryDocument() {
    assertThat(ProjectUnderTest.with("a.yml", "a: 1", "---", "b: 1", "b: 2").places(check))
        .containsExactly("a.yml:4:1 [yaml-duplicate-key]");
  }

  @Test
  void letsConditionsOfAzurePipelinesAndMergesRepeat() {
    assertThat(
            ProjectUnderTest.with(
                    "p.yml",
                    "x: &x {a: 1}",
                    "steps:",
                    "  - ${{ if eq(1, 1) }}:",
                    "    - script: a",
                    "    ${{ if eq(1, 1) }}:",
                    "    - script: b",
                    "y:",
                    "  <<: *x",
                    "  <<: *x")
                .findings(check))
        .isEmpty();
  }

  @Test
  void takesAnEmptyFileAndManyAliasesInItsStride() {
    assertThat(
            ProjectUnderTest.with("empty.yml")
                .and("bomb.yml", "a: &a [1, 1]", "b: &b [*a, *a]", "c: [*b, *b, *b]")
                .findings(check))
        .isEmpty();
  }

  @Test
  void saysNothingAboutWhatAnotherProgramMakesYamlOf() {
    assertThat(
            ProjectUnderTest.with(
                    "charts/app/templates/service.yaml",
                    "metadata:",
                    "  {{- if .Values.name }}",
                    "  name: {{ .Values.name }}",
                    "  {{- end }}")
                .and("deploy/deployment.yml", "name: blue", "model: {{MODEL}}", "port: {{ port }}")
                .and("map.yml", "? [a, b]", ": {c: d}")
                .findings(new YamlSyntaxCheck()))
        .isEmpty();
    assertThat(
            ProjectUnderTest.with(".github/workflows/a.yml", "on: push", "jobs: {{ jobs }}}")
                .places(new YamlSyntaxCheck()))
        .as("a workflow is read as it is")
        .hasSize(1);
  }
}
