package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.RuleSettings;
import io.github.mlopsmaven.verify.Verifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is too large to be read is not judged as an empty one. */
class TooLargeFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n.ipynb",
        "a.json",
        "a.yml",
        "a.py",
        "a.sh",
        "main.tf",
        "main.bicep",
        "Dockerfile",
        "Makefile",
        "docker-compose.yml",
        "requirements.txt",
        "pyproject.toml",
        "README.md",
        ".gitignore",
        ".github/CODEOWNERS",
        ".github/dependabot.yml",
        ".github/workflows/a.yml",
        "act/action.yml"
      })
  void isOneNote(String path) {
    assertThat(
            new Verifier(AllChecks.list(), RuleSettings.STANDARD)
                .verify(ProjectUnderTest.with(path, "x".repeat(10_000_001)).project()))
        .extracting(finding -> finding.rule().id())
        .containsExactly("check-not-run");
  }
}
