package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/** What expressions read from {@code env}. */
class EnvironmentTest {

  private static ProjectUnderTest workflow(String uses) {
    return ProjectUnderTest.with(
        ".github/workflows/a.yml",
        "on: push",
        "env: {GROUP: a}",
        "jobs:",
        "  a:",
        "    runs-on: ubuntu-latest",
        "    steps:",
        "      - uses: " + uses,
        "      - run: echo \"LEFT=1\" >> $GITHUB_ENV",
        "      - run: echo ${{ env.GROUP }} ${{ env.LEFT }} ${{ env.STEP }} ${{ env.GRUOP }}",
        "        env: {STEP: b}",
        "      - run: echo ${{ env.ELSEWHERE }}");
  }

  @Test
  void isSetInTheWorkflow() {
    ExpressionCheck check = new ExpressionCheck();
    assertThat(workflow("actions/checkout@v4").places(check))
        .containsExactly(
            ".github/workflows/a.yml:9:14 [github-expression]",
            ".github/workflows/a.yml:11:14 [github-expression]");
    assertThat(workflow("someone/sets@v1").places(check))
        .containsExactly(".github/workflows/a.yml:9:14 [github-expression]");
    assertThat(
            workflow("actions/checkout@v4")
                .and("set.py", "open(os.environ['GITHUB_ENV'])")
                .places(check))
        .containsExactly(".github/workflows/a.yml:9:14 [github-expression]");
  }
}
