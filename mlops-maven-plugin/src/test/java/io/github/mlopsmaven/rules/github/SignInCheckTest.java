package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class SignInCheckTest {

  private static final String FILE = ".github/workflows/a.yml";

  private final SignInCheck check = new SignInCheck();

  private static ProjectUnderTest signingIn(String permissions, String with) {
    return ProjectUnderTest.with(
        FILE,
        "on: push",
        permissions,
        "jobs:",
        "  a:",
        "    runs-on: ubuntu-24.04",
        "    steps:",
        "      - uses: azure/login@v2",
        "        with: " + with);
  }

  @Test
  void reportsAJobThatMayNotAskForAToken() {
    assertThat(signingIn("env: {}", "{client-id: x}").findings(check))
        .containsExactly(
            FILE
                + ":4:3: error: the job 'a' signs in to Azure by OpenID Connect and lacks the permission to request a token from GitHub; add 'permissions: {id-token: write, contents: read}' to the"
                + " workflow [github-oidc-permission]");
    assertThat(signingIn("permissions: {contents: read}", "{client-id: x}").findings(check))
        .singleElement()
        .asString()
        .contains("to the job [");
  }

  @Test
  void acceptsPermissionsAndOtherWaysToSignIn() {
    assertThat(signingIn("permissions: {id-token: write}", "{client-id: x}").findings(check))
        .isEmpty();
    assertThat(signingIn("permissions: write-all", "{client-id: x}").findings(check)).isEmpty();
    assertThat(signingIn("env: {}", "{creds: x}").findings(check)).isEmpty();
    assertThat(signingIn("env: {}", "{client-id: x, auth-type: IDENTITY}").findings(check))
        .isEmpty();
  }

  @Test
  void namesTheCallerOfAWorkflowThatSignsInOnce() {
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    uses: ./.github/workflows/b.yml",
                    "  b:",
                    "    uses: ./.github/workflows/b.yml")
                .and(
                    ".github/workflows/b.yml",
                    "on: {workflow_call: {}}",
                    "jobs:",
                    "  c:",
                    "    uses: ./.github/workflows/c.yml")
                .and(
                    ".github/workflows/c.yml",
                    "on: {workflow_call: {}}",
                    "jobs:",
                    "  d:",
                    "    steps:",
                    "      - uses: ./sign-in")
                .and(
                    "sign-in/action.yml",
                    "runs:",
                    "  using: composite",
                    "  steps:",
                    "    - uses: Azure/login@v2",
                    "      with: {client-id: x}")
                .places(check))
        .containsExactly(FILE + ":3:3 [github-oidc-permission]");
  }

  @Test
  void reportsACalledWorkflowThatTakesThePermissionAway() {
    String[] signsIn = {
      "    steps:", "      - uses: azure/login@v2", "        with: {client-id: x}"
    };
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on: {workflow_call: {}}",
                    "jobs:",
                    "  a:",
                    "    permissions: {contents: read}",
                    signsIn[0],
                    signsIn[1],
                    signsIn[2],
                    "  b:",
                    signsIn[0],
                    signsIn[1],
                    signsIn[2])
                .places(check))
        .containsExactly(FILE + ":3:3 [github-oidc-permission]");
  }

  @Test
  void endsWhereWorkflowsCallEachOther() {
    assertThat(
            ProjectUnderTest.with(
                    FILE,
                    "on: [push, workflow_call]",
                    "jobs:",
                    "  a:",
                    "    uses: ./.github/workflows/a.yml")
                .findings(check))
        .isEmpty();
  }
}
