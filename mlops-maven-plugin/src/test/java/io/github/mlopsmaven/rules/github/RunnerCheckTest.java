package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class RunnerCheckTest {

  private final RunnerCheck check = new RunnerCheck();

  @Test
  void reportsRetiredImagesAlsoOfAMatrix() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a: {runs-on: ubuntu-20.04}",
                    "  b:",
                    "    strategy: {matrix: {os: [ubuntu-24.04, windows-2019]}}",
                    "    runs-on: ${{ matrix.os }}",
                    "  c: {runs-on: [self-hosted, gpu]}",
                    "  d: {runs-on: ubuntu-latest, env: {IMAGE: ubuntu-20.04}}")
                .findings(check))
        .containsExactly(
            ".github/workflows/a.yml:3:16: error: the image 'ubuntu-20.04' was retired on"
                + " 2025-04-15; use ubuntu-22.04 or ubuntu-24.04"
                + " (https://github.com/actions/runner-images/issues/11101)"
                + " [github-retired-image]",
            ".github/workflows/a.yml:5:44: error: the image 'windows-2019' was retired on"
                + " 2025-06-30; use windows-2022 or windows-2025"
                + " (https://github.com/actions/runner-images/issues/12045)"
                + " [github-retired-image]");
  }
}
