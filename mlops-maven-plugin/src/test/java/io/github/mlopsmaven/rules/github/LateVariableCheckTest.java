package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateVariableCheckTest {

  private static List<String> findings(String script) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "on: push",
                "env: {GIVEN: x}",
                "jobs:",
                "  a:",
                "    runs-on: ubuntu-24.04",
                "    steps:",
                "      - run: echo \"EARLIER=1\" >> $GITHUB_ENV",
                "      - run: |"));
    script.lines().forEach(line -> lines.add("          " + line));
    return ProjectUnderTest.with(".github/workflows/a.yml", lines.toArray(String[]::new))
        .and("tools/submit", "#!/bin/sh")
        .findings(new LateVariableCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"VERSION=$(cat v)\" >> \"$GITHUB_ENV\"\npip install \"x==$VERSION\"",
        "echo VERSION=1 >> $GITHUB_ENV\nif true; then echo \"${VERSION}\"; fi",
        "{\n  echo \"A=1\"\n  echo \"VERSION=2\" >> $GITHUB_ENV\n}\nX=$VERSION",
        "echo \"$GITHUB_WORKSPACE/tools\" >> $GITHUB_PATH\nsubmit job.yml",
        "echo \"${{ github.workspace }}/tools\" >> $GITHUB_PATH\nsubmit job.yml",
        "mkdir bin\ncurl -Lo bin/az-x https://x.example\necho \"$PWD/bin\" >> $GITHUB_PATH\naz-x go"
      })
  void itIsThereFromTheNextStepOn(String script) {
    assertThat(findings(script)).singleElement().asString().contains("next step");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VERSION=1\necho \"VERSION=$VERSION\" >> $GITHUB_ENV\necho $VERSION",
        "export VERSION=1\necho \"VERSION=$VERSION\" >> $GITHUB_ENV\necho $VERSION",
        "echo \"GIVEN=y\" >> $GITHUB_ENV\necho $GIVEN",
        "echo \"EARLIER=2\" >> $GITHUB_ENV\necho $EARLIER",
        "echo \"VERSION=1\" >> $GITHUB_ENV\necho '$VERSION'",
        "echo \"VERSION=1\" >> $GITHUB_ENV\necho \"${VERSION:-none}\"",
        "echo $VERSION\necho \"VERSION=1\" >> $GITHUB_ENV",
        "echo \"PATH=$PATH:x\" >> $GITHUB_ENV\necho $PATH",
        "source ./vars.sh\necho \"VERSION=1\" >> $GITHUB_ENV\necho $VERSION",
        "read -r VERSION < v\necho \"VERSION=$VERSION\" >> $GITHUB_ENV\necho $VERSION",
        "echo \"$HOME/.local/bin\" >> $GITHUB_PATH\nuv --version",
        "echo \"$PWD/tools\" >> $GITHUB_PATH\ntools/submit job.yml",
        "export PATH=\"$PWD/tools:$PATH\"\necho \"$PWD/tools\" >> $GITHUB_PATH\nsubmit job.yml"
      })
  void itIsThereBefore(String script) {
    assertThat(findings(script)).isEmpty();
  }

  @Test
  void theNextStepHasIt() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    runs-on: ubuntu-24.04",
                    "    steps:",
                    "      - run: echo \"VERSION=1\" >> $GITHUB_ENV",
                    "      - run: echo $VERSION")
                .findings(new LateVariableCheck()))
        .isEmpty();
  }
}
