package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactCheckTest {

  private final ArtifactCheck check = new ArtifactCheck();

  private static ProjectUnderTest run(String uploaded, String... downloads) {
    String[] lines = {
      "on: push",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-latest",
      "    steps:",
      "      - uses: actions/upload-artifact@v4",
      "        with: {name: '" + uploaded + "', path: a}",
    };
    return ProjectUnderTest.with(
        ".github/workflows/a.yml",
        (String.join("\n", lines) + "\n" + String.join("\n", downloads)).split("\n", -1));
  }

  @Test
  void findsNamesThatNobodyUploads() {
    assertThat(
            run(
                    "model-${{ matrix.a }}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {name: model-x, path: a}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {pattern: 'model-*'}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {name: data}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {pattern: 'data-*'}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {name: other, run-id: 1, github-token: a}",
                    "      - uses: actions/download-artifact@v4")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:13:22 [github-artifact]",
            ".github/workflows/a.yml:15:25 [github-artifact]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {os: [a, b]} | actions/upload-artifact@v4 | {name: report, path: a} | each job of the matrix
          {os: [a, b]} | actions/upload-artifact@v4.6.0 | {path: a} | each job of the matrix uploads the artifact 'artifact'
          {include: [{os: a}, {os: b}]} | actions/upload-artifact@v5 | {name: 'r-${{ github.run_id }}', path: a} | each job
          {os: [a, b]} | actions/upload-artifact@v4 | {name: 'r-${{ matrix.os }}', path: a} |
          {os: [a, b]} | actions/upload-artifact@v3 | {name: report, path: a} |
          {os: [a, b]} | actions/upload-artifact@v4 | {name: report, path: a, overwrite: true} |
          {os: [a, b]} | actions/upload-artifact@v4 | {name: 'r-${{ steps.x.outputs.y }}', path: a} |
          {os: [a]} | actions/upload-artifact@v4 | {name: report, path: a} |
          {os: '${{ fromJSON(vars.OS) }}'} | actions/upload-artifact@v4 | {name: report, path: a} |
          """)
  void aNameIsTakenOnce(String matrix, String uses, String with, String problem) {
    List<String> findings =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: push",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-24.04",
                "    strategy: {matrix: " + matrix + "}",
                "    steps:",
                "      - if: matrix.os == 'a'",
                "        uses: actions/upload-artifact@v4",
                "        with: {name: first, path: a}",
                "      - uses: " + uses,
                "        with: " + with,
                "      - uses: actions/upload-artifact@v4",
                "        with: {name: fixed, path: a, overwrite: true}")
            .findings(check);
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains(problem);
    }
  }

  @Test
  void twoJobsDoNotTakeOneName() {
    assertThat(
            run(
                    "report",
                    "  b:",
                    "    runs-on: ubuntu-latest",
                    "    steps:",
                    "      - uses: actions/upload-artifact@v4",
                    "        with: {name: report, path: b}",
                    "  c:",
                    "    if: github.ref_name == 'main'",
                    "    runs-on: ubuntu-latest",
                    "    steps:",
                    "      - uses: actions/upload-artifact@v4",
                    "        with: {name: report, path: c}")
                .findings(check))
        .singleElement()
        .asString()
        .contains("a.yml:12:22")
        .contains("is uploaded at line 7, and refused the second time");
  }

  @Test
  void saysOnlyWhatIsCertainWhereOthersMayUpload() {
    assertThat(
            run(
                    "model",
                    "      - uses: someone/builds@v1",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {name: data}",
                    "      - uses: actions/download-artifact@v4",
                    "        with: {name: modle}")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:12:22: error: no step of the run uploads the artifact 'modle';"
                + " use model [github-artifact]");
  }

  @Test
  void followsCallsAndTheirInputs() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                ".github/workflows/a.yml",
                "on: workflow_dispatch",
                "jobs:",
                "  a:",
                "    uses: ./.github/workflows/run.yml",
                "    with: {gives: model}",
                "  b:",
                "    needs: a",
                "    uses: ./.github/workflows/run.yml",
                "    with: {takes: models}")
            .and(
                ".github/workflows/run.yml",
                "on:",
                "  workflow_call:",
                "    inputs:",
                "      gives: {type: string, default: ''}",
                "      takes: {type: string, default: ''}",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-latest",
                "    steps:",
                "      - uses: ./.github/actions/leave",
                "        with: {name: '${{ inputs.gives }}'}",
                "      - uses: actions/download-artifact@v4",
                "        if: inputs.takes != ''",
                "        with: {name: '${{ inputs.takes }}'}")
            .and(
                ".github/actions/leave/action.yml",
                "inputs: {name: {}}",
                "runs:",
                "  using: composite",
                "  steps:",
                "    - uses: actions/upload-artifact@v4",
                "      with: {name: '${{ inputs.name }}', path: a}");
    assertThat(project.places(check))
        .containsExactly(".github/workflows/a.yml:9:19 [github-artifact]");
  }
}
