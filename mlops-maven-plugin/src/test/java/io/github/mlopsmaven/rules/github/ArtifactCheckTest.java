package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

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
