package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.Repositories;
import org.junit.jupiter.api.Test;

class CallCheckTest {

  private static final String CALLER = ".github/workflows/caller.yml";

  private final CallCheck check = new CallCheck();

  private static ProjectUnderTest callee() {
    return ProjectUnderTest.with(
            ".github/workflows/train.yml",
            "on:",
            "  workflow_call:",
            "    inputs:",
            "      file_name: {required: true, type: string}",
            "      size: {required: true, type: string, default: small}",
            "      tier: {type: string}",
            "    secrets:",
            "      creds: {required: true}",
            "      token: {required: false}",
            "jobs: {}")
        .and("read/action.yml", "inputs:", "  config: {required: true}", "runs: {using: node20}");
  }

  private static ProjectUnderTest calling(String... job) {
    String[] lines = new String[job.length + 3];
    lines[0] = "on: push";
    lines[1] = "jobs:";
    lines[2] = "  a:";
    for (int i = 0; i < job.length; i++) {
      lines[i + 3] = "    " + job[i];
    }
    return callee().and(CALLER, lines);
  }

  @Test
  void acceptsACallerThatGivesWhatIsAskedFor() {
    assertThat(
            calling(
                    "uses: ./.github/workflows/train.yml",
                    "with: {File_Name: a.yml, tier: low}",
                    "secrets: {creds: x}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void reportsWhatIsMissing() {
    assertThat(calling("uses: ./.github/workflows/train.yml").findings(check))
        .containsExactly(
            CALLER
                + ":4:11: error: missing required input 'file_name'; add 'file_name'"
                + " to 'with' [github-missing-input]",
            CALLER
                + ":4:11: error: missing required secret 'creds'; add 'creds' to"
                + " 'secrets' [github-missing-secret]");
  }

  @Test
  void reportsWhatIsTooMuch() {
    assertThat(
            calling(
                    "uses: ./.github/workflows/train.yml",
                    "with:",
                    "  file_name: a",
                    "  filename: a",
                    "secrets:",
                    "  creds: x",
                    "  AZURE_CLIENT_ID: x")
                .findings(check))
        .containsExactly(
            CALLER
                + ":7:7: error: ./.github/workflows/train.yml declares no input 'filename'; use one"
                + " of file_name, size, tier (did you mean file_name?) [github-unknown-input]",
            CALLER
                + ":10:7: error: ./.github/workflows/train.yml declares no secret"
                + " 'AZURE_CLIENT_ID'; use one of creds, token [github-unknown-secret]");
  }

  @Test
  void letsSecretsBeInherited() {
    assertThat(
            calling(
                    "uses: ./.github/workflows/train.yml",
                    "with: {file_name: a}",
                    "secrets: inherit")
                .findings(check))
        .isEmpty();
  }

  @Test
  void reportsTargetsThatAreNotThere() {
    assertThat(
            calling(
                    "uses: ./.github/workflows/tran.yml",
                    "steps:",
                    "  - uses: ./read",
                    "    with: {config: a}",
                    "  - uses: ./reed",
                    "  - uses: ./../up")
                .places(check))
        .containsExactly(
            CALLER + ":4:11 [github-missing-target]",
            CALLER + ":8:15 [github-missing-target]",
            CALLER + ":9:15 [github-missing-target]");
  }

  @Test
  void reportsAWorkflowThatCannotBeCalled() {
    assertThat(
            calling("uses: ./.github/workflows/other.yml")
                .and(".github/workflows/other.yml", "on: push", "jobs: {}")
                .findings(check))
        .singleElement()
        .asString()
        .contains("the workflow .github/workflows/other.yml cannot be called");
  }

  /** The runner does not ask for an input, whatever the action says. */
  @Test
  void whatNoStepOfAnActionReadsNeedNotBeGiven() {
    ProjectUnderTest project = calling("steps:", "  - uses: ./made", "    with: {b: x}");
    String[] action = {
      "inputs: {a: {required: true}, b: {required: true}}",
      "runs:",
      "  using: composite",
      "  steps: [{run: 'echo ${{ inputs.b }}', shell: bash}]"
    };
    assertThat(project.and("made/action.yml", action).places(check)).isEmpty();
    action[3] = "  steps: [{run: 'echo ${{ inputs.b }}${{ inputs.A }}', shell: bash}]";
    assertThat(project.and("made/action.yml", action).places(check))
        .containsExactly(CALLER + ":5:15 [github-missing-input]");
    action[3] = "  steps: [{run: \"echo '${{ toJSON(inputs) }}'\", shell: bash}]";
    assertThat(project.and("made/action.yml", action).places(check))
        .containsExactly(CALLER + ":5:15 [github-missing-input]");
  }

  @Test
  void checksInputsOfActions() {
    assertThat(calling("steps:", "  - uses: ./read", "    with: {confg: a}").places(check))
        .containsExactly(
            CALLER + ":5:15 [github-missing-input]", CALLER + ":6:16 [github-unknown-input]");
  }

  @Test
  void looksIntoThePipelineTemplatesAtTheirRef() {
    ProjectUnderTest project =
        calling(
            "uses: contoso/steps/.github/workflows/train.yml@v1",
            "with: {file_name: a}",
            "secrets: {creds: x}",
            "steps:",
            "  - uses: Contoso/Steps/read@v2",
            "  - uses: contoso/steps/read@v1");
    assertThat(
            project
                .templates("contoso/steps", "steps")
                .calling("contoso/steps@v1", callee())
                .calling("contoso/steps@v2", new Repositories.Found.Absent("no such tag"))
                .findings(check))
        .containsExactly(
            CALLER
                + ":8:15: warning: calls of contoso/steps@v2 were not checked: no such tag; make it"
                + " readable, or name a copy with -Dmlops.pipelineTemplatesUrl=URL"
                + " [github-not-checked]",
            CALLER
                + ":9:15: error: missing required input 'config'; add 'config' to"
                + " 'with' [github-missing-input]");
  }

  @Test
  void reportsAStateThatTheRepositoryLacks() {
    assertThat(
            calling("uses: contoso/steps/.github/workflows/train.yml@v9")
                .templates("contoso/steps", "steps")
                .calling(
                    "contoso/steps@v9",
                    new Repositories.Found.Lacking("contoso/steps has no 'v9'", "use v1"))
                .findings(check))
        .containsExactly(
            CALLER + ":4:11: error: contoso/steps has no 'v9'; use v1 [github-missing-target]");
  }

  @Test
  void reportsSecretsThatACalledWorkflowReadsAndNeverGets() {
    ProjectUnderTest steps =
        ProjectUnderTest.with(
            ".github/workflows/train.yml",
            "on: {workflow_call: {secrets: {creds: {required: true}}}}",
            "jobs:",
            "  a:",
            "    steps:",
            "      - run: echo ${{ secrets.CREDS }} ${{ secrets.GITHUB_TOKEN }}",
            "      - uses: azure/login@v2",
            "        with:",
            "          client-id: ${{ secrets.AZURE_CLIENT_ID }}",
            "          tenant-id: ${{ secrets.AZURE_TENANT_ID }}");
    String call = "uses: contoso/steps/.github/workflows/train.yml@v1";
    assertThat(
            calling(call, "secrets: {creds: x}")
                .templates("contoso/steps", "steps")
                .calling("contoso/steps@v1", steps)
                .findings(check))
        .containsExactly(
            CALLER
                + ":4:11: error: contoso/steps/.github/workflows/train.yml@v1 reads"
                + " AZURE_CLIENT_ID, AZURE_TENANT_ID, secrets that it does not declare and so never"
                + " gets; declare and pass what it reads, or pass everything with 'secrets:"
                + " inherit' [github-undeclared-secret]");
    assertThat(
            calling(call, "secrets: {creds: x, azure_client_id: y}")
                .templates("contoso/steps", "steps")
                .calling("contoso/steps@v1", steps)
                .findings(check))
        .as("what is passed all the same is not a second finding")
        .hasSize(2)
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .contains("reads AZURE_TENANT_ID, a secret that it does not declare"))
        .anySatisfy(finding -> assertThat(finding).contains("[github-unknown-secret]"));
    assertThat(
            calling(call, "secrets: inherit")
                .templates("contoso/steps", "steps")
                .calling("contoso/steps@v1", steps)
                .findings(check))
        .isEmpty();
  }

  @Test
  void saysNothingAboutWhatOthersPublish() {
    assertThat(
            calling(
                    "steps:",
                    "  - uses: actions/checkout@v4",
                    "    with: {path: other, repository: a/b}",
                    "  - uses: ./other/action",
                    "  - uses: docker://alpine:3",
                    "  - uses: contoso/login@v2",
                    "    with: {anything: 1}")
                .findings(check))
        .isEmpty();
  }
}
