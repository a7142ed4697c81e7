package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lock has what its input names. */
class LockCheckTest {

  private final LockCheck check = new LockCheck();

  @Test
  void seesWhatWasNotCompiledAgain() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "requirements.in",
                "-r base.in",
                "-c constraints.txt",
                "# a comment",
                "numpy==2.2.6",
                "Scikit_Learn[alldeps]>=1.5,<2",
                "pywin32; sys_platform == 'win32'",
                "setuptools",
                "own @ https://e.x/y.whl",
                "pandas<2")
            .and("base.in", "azure-identity")
            .and("constraints.txt", "numpy==2.2.6", "joblib==1.4.0")
            .and(
                "requirements.txt",
                "# Made from requirements.in:",
                "joblib==1.5.0",
                "    # via scikit-learn",
                "numpy==2.2.5 \\",
                "    --hash=sha256:00",
                "pandas==2.3.3 ; python_version > '3'",
                "scikit-learn[alldeps]==1.7.2");
    assertThat(project.findings(check))
        .containsExactly(
            "base.in:1:1: error: 'azure-identity' is not in requirements.txt; make requirements.txt again [python-lock]",
            "requirements.in:4:1: error: 'numpy==2.2.6' is asked for, and requirements.txt has 2.2.5; make requirements.txt again [python-lock]",
            "requirements.in:9:1: error: 'pandas<2' is asked for, and requirements.txt has 2.3.3; make requirements.txt again [python-lock]",
            "requirements.txt:2:1: error: 'joblib' has the version 1.5.0, and constraints.txt limits it to 1.4.0; make requirements.txt again [python-lock]",
            "requirements.txt:4:1: error: 'numpy' has the version 2.2.5, and constraints.txt limits it to 2.2.6; make requirements.txt again [python-lock]");
  }

  @Test
  void aListThatNobodyMadeFromAnotherIsNoLock() {
    assertThat(
            ProjectUnderTest.with("requirements.in", "numpy", "pandas")
                .and("requirements.txt", "# what the service needs", "numpy==2.2.6")
                .findings(check))
        .isEmpty();
  }

  @Test
  void versionsForSeveralPythonsAreNotCompared() {
    assertThat(
            ProjectUnderTest.with("requirements.in", "scipy==1.15.3", "Jinja2~=3.1", "x>=1.0a1")
                .and(
                    "requirements.txt",
                    "#    uv pip compile requirements.in",
                    "jinja2==3.1.6",
                    "scipy==1.15.3 ; python_version < '3.11'",
                    "scipy==1.16.0 ; python_version >= '3.11'",
                    "x==1.0a2")
                .findings(check))
        .isEmpty();
  }

  @Test
  void locksOfOtherTools() {
    assertThat(
            ProjectUnderTest.with(
                    "pyproject.toml",
                    "[project]",
                    "dependencies = [",
                    "  \"mlflow>=2\",",
                    "  \"ruff\",  # tool",
                    "  \"uvloop; sys_platform != 'win32'\",",
                    "]",
                    "[dependency-groups]",
                    "dev = [\"pytest\", {include-group = \"x\"}]",
                    "x = [\"mypy\"]")
                .and(
                    "uv.lock",
                    "version = 1",
                    "[[package]]",
                    "name = \"mlflow\"",
                    "version = \"1.30.0\"",
                    "[[package]]",
                    "name = \"pytest\"")
                .places(check))
        .containsExactly(
            "pyproject.toml:3:3 [python-lock]",
            "pyproject.toml:4:3 [python-lock]",
            "pyproject.toml:9:6 [python-lock]");
    assertThat(
            ProjectUnderTest.with(
                    "a/pyproject.toml",
                    "[tool.poetry.dependencies]",
                    "python = \"^3.10\"",
                    "mlflow = \"^2.1\"",
                    "azure_identity = {version = \"^1\", optional = true}",
                    "own = {path = \"../own\"}",
                    "[tool.poetry.group.dev.dependencies]",
                    "pytest = \"*\"")
                .and(
                    "a/poetry.lock",
                    "[[package]]",
                    "name = \"azure-identity\"",
                    "[[package]]",
                    "name = \"mlflow\"")
                .places(check))
        .containsExactly("a/pyproject.toml:7:1 [python-lock]");
    assertThat(
            ProjectUnderTest.with(
                    "Pipfile",
                    "[packages]",
                    "flask = \"*\"",
                    "gone = {version = \"==1\"}",
                    "own = {path = \".\"}",
                    "[requires]",
                    "python_version = \"3\"")
                .and(
                    "Pipfile.lock",
                    "{\"_meta\": {}, \"default\": {\"flask\": {}}, \"develop\": {}}")
                .places(check))
        .containsExactly("Pipfile:3:1 [python-lock]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1.2.0 | >=1.2,<2 | -",
        "1.2 | ==1.2.0 | -",
        "1.2.5 | ==1.2.* | -",
        "1.2.5 | ~=1.2 | -",
        "2.0 | ~=1.2 | ~=1.2",
        "1.2.9 | ~=1.2.3 | -",
        "1.3.0 | ~=1.2.3 | ~=1.2.3",
        "1.3.0 | !=1.3.0 | !=1.3.0",
        "2.0 | >=1,<2 | <2",
        "2.0 | >=3.0rc1 | -",
      })
  void rangesOfVersions(String version, String range, String outside) {
    assertThat(Version.of(version).orElseThrow().outside(range).orElse(null)).isEqualTo(outside);
  }
}
