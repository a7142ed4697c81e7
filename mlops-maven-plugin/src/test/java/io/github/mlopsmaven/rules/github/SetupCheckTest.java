package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupCheckTest {

  private static List<String> findings(String... steps) {
    String[] lines = new String[steps.length + 5];
    lines[0] = "on: push";
    lines[1] = "jobs:";
    lines[2] = "  a:";
    lines[3] = "    runs-on: ubuntu-24.04";
    lines[4] = "    steps:";
    System.arraycopy(steps, 0, lines, 5, steps.length);
    return ProjectUnderTest.with(".github/workflows/a.yml", lines)
        .and("src/train.py", "pass")
        .and("requirements.txt", "numpy")
        .and("jobs/train.yml", "type: command")
        .and("Makefile", "train:")
        .and("docker/Dockerfile", "FROM python:3.12")
        .and(".github/actions/connect/action.yml", "runs: {using: composite, steps: []}")
        .findings(new SetupCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      - run: python src/train.py",
        "      - uses: ./.github/actions/connect",
        "      - run: git log && bash src/train.py",
        "      - run: pip install -r requirements.txt",
        "      - run: pip install --requirement=requirements.txt && echo done",
        "      - run: az ml job create --file jobs/train.yml",
        "      - run: python -m src.train",
        "      - run: make train",
        "      - {run: python train.py, working-directory: src}",
        "      - run: docker build -f docker/Dockerfile ."
      })
  void aJobWithoutACheckoutHasNoFiles(String step) {
    assertThat(findings(step)).singleElement().asString().contains("has not checked out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      - uses: actions/checkout@v4",
        "      - uses: actions/download-artifact@v4",
        "      - uses: some/action@v1",
        "      - run: git clone https://example.com/x .",
        "      - run: curl -O https://example.com/x.zip",
        "      - run: echo pass > src/train.py",
        "      - run: source ./setup.sh"
      })
  void filesComeInOtherWays(String step) {
    assertThat(findings(step, "      - run: python src/train.py")).isEmpty();
  }

  @Test
  void aStepBeforeTheCheckoutHasNoFiles() {
    assertThat(
            findings(
                "      - run: pip install -r requirements.txt",
                "      - uses: actions/checkout@v4",
                "      - run: python src/train.py"))
        .singleElement()
        .asString()
        .contains("'requirements.txt' is not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      - run: echo numpy > requirements.txt && pip install -r requirements.txt",
        "      - run: pip install -r \"$FILE\"",
        "      - run: pip install -r other.txt",
        "      - run: make -C other all",
        "      - run: pip install azure-cli && az ml job list",
        "      - run: mkdir -p jobs && az ml job create --file jobs/${{ github.sha }}.yml"
      })
  void otherCommandsNeedNoFilesOfTheProject(String step) {
    assertThat(findings(step)).isEmpty();
  }

  @Test
  void theGithubCliNeedsAToken() {
    assertThat(findings("      - run: gh pr list"))
        .singleElement()
        .asString()
        .contains("no token in this step");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      - {run: gh pr list, env: {GH_TOKEN: x}}",
        "      - {run: gh pr list, env: {GITHUB_TOKEN: x}}",
        "      - run: gh --version",
        "      - run: echo $T | gh auth login --with-token && gh pr list",
        "      - run: export GH_TOKEN=x && gh pr list",
        "      - run: echo weigh it"
      })
  void aTokenIsGivenOrNotNeeded(String step) {
    assertThat(findings(step)).isEmpty();
  }
}
