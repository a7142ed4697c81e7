package io.github.mlopsmaven.rules.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single quotes, arguments of functions and line ends. */
class ShellMeaningTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("a.sh", text.split("¶", -1)).findings(new ShellCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "N=1¶echo \"$N\" '$M' \\$N \"'$N'\"",
        "N=1¶awk -v n=$N '{print $N}' x; sed 's/a$N/b/' x; jq --arg n 1 '.a = $N' x",
        "N=1¶bash -c 'echo $N'; docker run x sh -c 'echo $N'; trap 'rm $N' EXIT; envsubst '$N' < x",
        "N=1¶echo 'export N=$N' >> ~/.bashrc¶echo 'run: export N=$N'",
        "log() {¶  echo \"${1:-none}\"¶}¶log¶run() {¶  \"$@\"¶}¶run",
        "f() {¶  local a=\"$1\"¶  if [ -z \"$a\" ]; then return; fi¶}¶f",
        "f() {¶  echo \"$1\" \"$2\"¶}¶f a b¶f $ALL¶f \"${X[@]}\"",
        "f() {¶  if [ $# -gt 1 ]; then echo \"$2\"; fi¶}¶f a",
        "set +u¶g() {¶  shift¶}¶g¶f() {¶  case \"$1\" in a) echo;; esac¶}¶f",
      })
  void reads(String text) {
    assertThat(found("set -eu¶ALL=$(ls)¶X=(a)¶echo $ALL ${X[0]}¶" + text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "N=1¶az ml job create --name 'job-$N' | 2:25 | '$N' stands in single quotes",
        "N=1¶curl -d '{\"a\": \"${N}\"}' https://e.x | 2:9 | '${N}' stands in single quotes",
        "N=1¶echo 'a=$N' >> $GITHUB_OUTPUT | 2:6 | '$N' stands in single quotes",
        "N=1¶[ '$N' = 1 ] && echo | 2:3 | '$N' stands in single quotes",
        "set -euo pipefail¶f() {¶  echo \"$1\" \"$2\"¶}¶f a | 5:1 | the function 'f' reads $2, and is given one argument",
        "function f {¶  local a=${1:?needed}¶  echo $a¶}¶f | 5:1 | the function 'f' reads $1, and is given no argument",
      })
  void refuses(String text, String place, String problem) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("a.sh:" + place + ": error: ")
        .contains(problem);
  }

  @Test
  void aScriptWithTheLineEndsOfWindowsCannotRun() {
    assertThat(
            ProjectUnderTest.with("a.sh", "#!/bin/bash\r", "echo a\r")
                .and("b.sh", "#!/bin/bash", "echo b")
                .places(new ShellCheck()))
        .containsExactly("a.sh:1:12 [shell-syntax]");
    assertThat(
            ProjectUnderTest.with("a.sh", "#!/bin/bash\r", "echo a\r")
                .and("README.md", "text\r")
                .findings(new ShellCheck()))
        .isEmpty();
  }
}
