package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptLanguageCheckTest {

  private static List<String> findings(String machine, String step, String script) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "on: push",
                "jobs:",
                "  a:",
                "    runs-on: " + machine,
                "    strategy: {matrix: {os: [ubuntu-24.04, windows-2022]}}",
                "    steps:",
                "      - name: x"));
    step.lines().forEach(line -> lines.add("        " + line));
    lines.add("        run: |");
    script.lines().forEach(line -> lines.add("          " + line));
    return ProjectUnderTest.with(".github/workflows/a.yml", lines.toArray(String[]::new))
        .findings(new ScriptLanguageCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export REGION=west",
        "set -euo pipefail",
        "if [ -f a ]; then",
        "VERSION=$(cat v)",
        "az ml job create \\\n  --file a.yml",
        "echo \"a=1\" >> $GITHUB_OUTPUT",
        "cat <<EOF > a\nx\nEOF",
        "for f in *.yml; do\n  az ml job create -f $f\ndone",
        "rm -rf build",
        "make > /dev/null"
      })
  void powershellDoesNotReadBash(String script) {
    for (String machine : List.of("windows-2022", "${{ matrix.os }}", "[self-hosted, Windows]")) {
      assertThat(findings(machine, "", script))
          .singleElement()
          .asString()
          .contains("PowerShell reads this script on Windows");
    }
    assertThat(findings("windows-2022", "shell: bash", script)).isEmpty();
    assertThat(findings("ubuntu-24.04", "", script)).isEmpty();
    assertThat(findings("${{ matrix.os }}", "if: runner.os == 'Linux'", script)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          echo "in $REGION" | '$REGION'
          az group list -l ${REGION} | '${REGION}'
          echo "in $env:REGION" |
          echo "in ${env:REGION}" |
          $REGION = Get-Region; echo $REGION |
          echo 'in $REGION' |
          echo "in $OTHER" |
          """)
  void powershellHasTheEnvironmentElsewhere(String script, String sign) {
    List<String> findings = findings("windows-2022", "env: {REGION: west}", script);
    if (sign == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).singleElement().asString().contains("does not know " + sign);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"a=1\" >> $env:GITHUB_OUTPUT",
        "$region = 'west'",
        "Write-Host done",
        "Get-ChildItem -Recurse"
      })
  void bashDoesNotReadPowershell(String script) {
    assertThat(findings("ubuntu-24.04", "", script))
        .singleElement()
        .asString()
        .contains("bash reads this script");
    assertThat(findings("ubuntu-24.04", "shell: pwsh", script)).isEmpty();
    assertThat(findings("windows-2022", "", script)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          windows-2022 | python -m pip install -r requirements.txt
          windows-2022 | pip install . && pytest
          windows-2022 | mkdir -p build
          windows-2022 | echo "$(Get-Date)"
          windows-2022 | bash -c 'export A=1'
          windows-2022 | # export A=1
          windows-2022 | cd src\\
          ubuntu-24.04 | pwsh -c '$env:A'
          ubuntu-24.04 | awk '{ $x = 1 }' a
          ubuntu-24.04 | echo "costs $5 = five"
          """)
  void bothReadIt(String machine, String script) {
    assertThat(findings(machine, "", script)).isEmpty();
  }
}
