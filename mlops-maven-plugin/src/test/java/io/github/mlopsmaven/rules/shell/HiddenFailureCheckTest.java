package io.github.mlopsmaven.rules.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that nobody sees. */
class HiddenFailureCheckTest {

  private static final String[] USUAL = {
    "#!/usr/bin/env bash",
    "set -euo pipefail",
    "f() {",
    "  local a",
    "  a=\"$(ls)\"",
    "  echo \"$a\"",
    "}",
    "f",
    "az account show"
  };

  private static List<String> found(String text) {
    return ProjectUnderTest.with("a.sh", USUAL)
        .and("b.sh", USUAL)
        .and("c.sh", USUAL)
        .and("d.sh", text.split("¶", -1))
        .findings(new HiddenFailureCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/usr/bin/env bash¶set -euo pipefail¶python train.py | tee log.txt",
        "#!/usr/bin/env bash¶set -euo pipefail¶set +e¶pytest¶code=$?¶exit \"$code\"",
        "#!/usr/bin/env bash¶set -euo pipefail¶set +e¶pytest¶set -e¶ls¶ls",
        "#!/usr/bin/env bash¶echo 'how it is used'¶echo more",
        "#!/usr/bin/env bash¶set -eu¶ls¶ls",
      })
  void takesWhatIsSeen(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`#!/usr/bin/env bash¶set -eu¶python train.py | tee log.txt` | `d.sh:3:17: warning: the result is that of tee`",
        "`#!/usr/bin/env bash¶az login¶az ml job create` | `d.sh:1:1: warning: the script goes on behind a command that failed`",
        "`#!/usr/bin/env bash¶set -eu¶a=$(az vm list | sort)` | `d.sh:3:5: warning: a failure of 'az' is not seen behind the pipe`",
        "`#!/usr/bin/env bash¶set -euo pipefail¶set +e¶az login¶az ml job create` | `d.sh:3:1: warning: from here on the script goes on`",
        "`#!/usr/bin/env bash¶set -euo pipefail¶f() {¶  local b=\"$(ls)\"¶  echo \"$b\"¶}¶f` | `d.sh:4:3: warning: the result is that of the declaration`",
      })
  void seesWhatIsHidden(String text, String finding) {
    assertThat(found(text)).singleElement().asString().contains(finding);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`pytest | tee log.txt` | `` | 1",
        "`pytest | tee log.txt` | `¶        shell: bash` | 0",
        "`set -o pipefail; pytest | tee log.txt` | `` | 0",
        "`echo done | tee log.txt` | `` | 0",
      })
  void looksAtSteps(String run, String more, int count) {
    String text =
        "on: push¶jobs:¶  a:¶    runs-on: ubuntu-24.04¶    steps:¶      - run: " + run + more;
    assertThat(
            ProjectUnderTest.with(".github/workflows/a.yml", text.split("¶", -1))
                .findings(new HiddenFailureCheck()))
        .hasSize(count);
  }
}
