package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class NameCheckTest {

  private static final String FILE = ".github/workflows/a.yml";

  private final NameCheck check = new NameCheck();

  @Test
  void reportsNamesThatStandForNothing() {
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on:",
                    "  workflow_dispatch:",
                    "    inputs: {stage: {type: string}}",
                    "jobs:",
                    "  build:",
                    "    runs-on: x",
                    "    outputs: {version: '${{ steps.v.outputs.version }}'}",
                    "    steps:",
                    "      - id: v",
                    "        run: |",
                    "          echo ${{ inputs.stage }}",
                    "          echo ${{ inputs.stagee }}",
                    "  deploy:",
                    "    needs: [build, biuld]",
                    "    if: needs.test.result == 'success'",
                    "    runs-on: x",
                    "    steps:",
                    "      - run: echo ${{ needs.build.outputs.versoin }} ${{ steps.v.outputs.x }}")
                .findings(check))
        .containsExactly(
            FILE
                + ":12:20: error: the workflow declares no input 'stagee'; use stage (did you"
                + " mean stage?) [github-unknown-name]",
            FILE
                + ":14:20: error: unknown job 'biuld'; use one of build, deploy (did you mean"
                + " build?) [github-unknown-name]",
            FILE
                + ":15:9: error: the job 'deploy' does not wait for a job 'test'; use one of biuld,"
                + " build [github-unknown-name]",
            FILE
                + ":18:14: error: no step of the job has the id 'v'; declare it, or remove it"
                + " [github-unknown-name]",
            FILE
                + ":18:14: error: the job 'build' has no output 'versoin'; use version (did"
                + " you mean version?) [github-unknown-name]");
  }

  @Test
  void checksSecretsOfWorkflowsThatAreOnlyCalled() {
    String[] jobs = {"jobs:", "  a:", "    env: {X: '${{ secrets.creds }}${{ secrets.cred }}'}"};
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on: {workflow_call: {secrets: {creds: {required: true}}}}",
                    jobs[0],
                    jobs[1],
                    jobs[2])
                .and(".github/workflows/b.yml", "on: push", jobs[0], jobs[1], jobs[2])
                .places(check))
        .containsExactly(FILE + ":4:14 [github-unknown-name]");
  }

  @Test
  void checksInputsAndStepsOfActions() {
    assertThat(
            ProjectUnderTest.with(
                    "act/action.yml",
                    "inputs: {file: {}}",
                    "runs:",
                    "  using: composite",
                    "  steps:",
                    "    - run: echo ${{ inputs.file }} ${{ inputs.flie }}",
                    "      shell: bash")
                .places(check))
        .containsExactly("act/action.yml:5:12 [github-unknown-name]");
  }

  @Test
  void acceptsOutputsOfCalledWorkflowsTextsAndOtherContexts() {
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    uses: ./.github/workflows/b.yml",
                    "  c:",
                    "    needs: a",
                    "    if: github.event.inputs.x == 'needs.nothing' && needs.a.outputs.Group",
                    "    steps:",
                    "      - run: echo ${{ matrix.inputs.x }} inputs.y secrets.z")
                .and(
                    ".github/workflows/b.yml",
                    "on:",
                    "  workflow_call:",
                    "    outputs: {group: {value: '${{ jobs.d.outputs.g }}'}}",
                    "jobs:",
                    "  d: {outputs: {g: x}}")
                .findings(check))
        .isEmpty();
  }
}
