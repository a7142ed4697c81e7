package io.github.mlopsmaven.rules.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCheckTest {

  private final ShellCheck check = new ShellCheck();

  @Test
  void looksAtStepsThatBashRuns() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "on: push",
                    "jobs:",
                    "  a:",
                    "    runs-on: ubuntu-latest",
                    "    steps:",
                    "      - run: |",
                    "          echo ${{ join(a.*.b, ')') }}",
                    "          if [ a ]; then",
                    "            echo b",
                    "  w:",
                    "    runs-on: windows-latest",
                    "    steps:",
                    "      - run: if (Test-Path a) { b }",
                    "      - run: fi",
                    "        shell: bash",
                    "  p:",
                    "    runs-on: ${{ matrix.os }}",
                    "    steps:",
                    "      - run: fi",
                    "        shell: python")
                .and(
                    "job.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
                    "command: python a.py $[[--b ${{inputs.b}}]] && ")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:8:11 [shell-syntax]",
            ".github/workflows/a.yml:14:14 [shell-syntax]",
            "job.yml:2:10 [shell-syntax]");
  }

  @Test
  void takesScriptsOfPipelinesForBashWhereNothingIsOfWindows() {
    String[] lines = {
      "trigger: none",
      "pool: {vmImage: ubuntu-latest}",
      "steps:",
      "- script: echo $(Build.BuildId) && (",
      "- task: AzureCLI@2",
      "  inputs:",
      "    scriptType: bash",
      "    inlineScript: for x in $(names); do echo"
    };
    assertThat(ProjectUnderTest.with("a.yml", lines).places(check))
        .containsExactly("a.yml:4:11 [shell-syntax]", "a.yml:8:19 [shell-syntax]");
    assertThat(
            ProjectUnderTest.with("a.yml", lines)
                .and("b.yml", "trigger: none", "pool: {vmImage: windows-latest}", "steps: []")
                .places(check))
        .containsExactly("a.yml:8:19 [shell-syntax]");
  }

  @Test
  void leavesScriptsOfOtherProgramsAlone() {
    assertThat(
            ProjectUnderTest.with("a.sh", "#!/usr/bin/env python3", "print(")
                .and("b.sh", "{% if a %}", "if")
                .and("c.sh", "#!/usr/bin/env bash", "fi")
                .places(check))
        .containsExactly("c.sh:2:1 [shell-syntax]");
  }

  @Test
  void namesVariablesThatNothingSets() {
    assertThat(
            ProjectUnderTest.with(
                    "scripts/a.sh",
                    "source \"$(dirname \"$0\")/lib.sh\"",
                    "endpoint=a",
                    "echo $endpont $shared $RESOURCE_GROUP $given")
                .and("scripts/lib.sh", "shared=$endpoint")
                .and("README.md", "Set `given=x` first.")
                .findings(check))
        .containsExactly(
            "scripts/a.sh:3:7: warning: the variable 'endpont' is never set; did you mean"
                + " $endpoint? [shell-unset-variable]");
  }

  @Test
  void saysNothingWhereAnythingMayBeSet() {
    assertThat(
            ProjectUnderTest.with("a.sh", "eval \"$(b)\"", "echo $c")
                .and("b.sh", "source \"$d\"", "echo $c")
                .and("c.sh", "export $(cat .env)", "echo $c")
                .places(check))
        .isEmpty();
  }

  @Test
  void namesVariablesOfStepsThatNothingSets() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "env: {GROUP: a}",
                    "jobs:",
                    "  closed:",
                    "    runs-on: ubuntu-latest",
                    "    env: {TAG: b}",
                    "    steps:",
                    "      - uses: actions/checkout@v4",
                    "      - run: echo \"LEFT=1\" >> \"$GITHUB_ENV\"",
                    "      - run: echo $GROUP $TAG $LEFT $STEP $HOME $GITHUB_SHA $AZURE_ANY",
                    "        env: {STEP: c}",
                    "      - run: echo $STEP",
                    "      - run: echo ${OPTIONAL:-} && [ -n \"$ASKED\" ] && echo $ASKED",
                    "  open:",
                    "    runs-on: [self-hosted, linux]",
                    "    env: {TAG: b}",
                    "    steps:",
                    "      - run: echo $ELSEWHERE $TAGG $TAG1",
                    "  others:",
                    "    runs-on: ubuntu-latest",
                    "    steps:",
                    "      - uses: someone/sets-variables@v1",
                    "      - run: echo $ELSEWHERE $GRUOP")
                .places(check))
        .containsExactly(
            ".github/workflows/a.yml:11:14 [shell-unset-variable]",
            ".github/workflows/a.yml:17:14 [shell-unset-variable]",
            ".github/workflows/a.yml:22:14 [shell-unset-variable]");
  }

  @Test
  void namesVariablesOfPipelinesThatAreNearlyOnesThatAreSet() {
    assertThat(
            ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "trigger: none",
                    "pool: {vmImage: ubuntu-latest}",
                    "variables: {resourceGroup: a}",
                    "steps:",
                    "- bash: echo $RESOURCEGROUP $BUILD_BUILDID $OTHER $STAGE",
                    "  env: {STAGE: b}",
                    "- bash: echo $RESOUREGROUP")
                .places(check))
        .containsExactly("azure-pipelines.yml:7:9 [shell-unset-variable]");
  }

  @Test
  void doesNotTakeWhatOtherLanguagesNameForAVariable() {
    assertThat(
            ProjectUnderTest.with("a.sh", "tag=1", "echo $tags $region")
                .and("main.tf", "locals {", "tags = {}", "}")
                .and("job.yml", "tags: {a: b}")
                .and(
                    "b.tf",
                    "provisioner \"local-exec\" {",
                    "environment = {",
                    "region = 1",
                    "}",
                    "}")
                .places(check))
        .containsExactly("a.sh:2:7 [shell-unset-variable]");
  }

  @Test
  void namesFunctionsThatNothingDeclares() {
    assertThat(
            ProjectUnderTest.with(
                    "a.sh",
                    "source ./lib.sh",
                    "grep() { echo; }",
                    "log one",
                    "lgo two",
                    "egrep x",
                    "logs three",
                    "other four")
                .and("lib.sh", "log() {", "  echo \"$1\"", "}")
                .findings(check))
        .containsExactly(
            "a.sh:4:1: warning: no function is called 'lgo'; did you mean log?"
                + " [shell-unknown-function]",
            "a.sh:6:1: warning: no function is called 'logs'; did you mean log?"
                + " [shell-unknown-function]");
  }

  @Test
  void aNameOfTwoWordsIsMeantAsAFunction() {
    assertThat(
            ProjectUnderTest.with(
                    "a.sh",
                    "log() { echo; }",
                    "install_tools a",
                    "lsb_release -a && pg_dump b",
                    "command -v my_tool && my_tool c",
                    "./bin/other_tool")
                .places(check))
        .containsExactly("a.sh:2:1 [shell-unknown-function]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=value¶test a = b¶[ a = b ]¶FOO= bar¶x=$(expr 1 + 2)|",
        "f() {¶  local a=1¶}¶f|",
        "function f {¶  local a=1¶}¶g()¶{¶  local b¶}¶f; g|",
        "A=(¶  'x'¶)¶f() {¶  local p=$1¶}¶f|",
        "f() {¶  cat <<E¶{¶  1¶}¶E¶  while read -r a; do¶    local b=$a¶  done < <(¶ls¶)¶  local c¶}¶f|",
        "if true; then¶  f() (¶    local p=$1¶  )¶fi¶f|",
        "A=(¶  'x'¶)¶f() {¶  echo¶}¶local p=$1¶f|7:1: error: `local` is for functions only",
        "f() {¶  cat <<E¶{¶E¶}¶f¶if true; then¶  local p¶fi|8:3: error: `local` is for functions only",
        "cat <<E¶name = value¶E|",
        "if [[ -n \"$1\" ]]; then [ -f x ]; fi|",
        "name = value|1:1: error: 'name =' is a command, not an assignment",
        "a=1¶name =value|2:1: error: 'name =' is a command",
        "$name=value|1:1: error: an assignment begins with the name, without $",
        "az vm list \\¶  --output tsv¶set -- a¶cat <<E¶--a¶E¶x=(¶  --a¶)¶sudo \\¶  -u b ls¶command -v ls|",
        "az vm list \\ ¶  --output tsv|2:3: error: '--output' is an option, not a command",
        "if true; then¶  tar -x¶  -f a.tar¶fi|3:3: error: '-f' is an option, not a command",
        "[\"$1\" -gt 0 ] && echo|1:1: error: a blank is missing behind '['",
        "f() {¶  echo¶}¶local a=1¶f|4:1: error: `local` is for functions only",
      })
  void seesWhatBashReadsAsSomethingElse(String text, @Nullable String problem) {
    List<String> found =
        ProjectUnderTest.with("a.sh", ("#!/bin/bash¶" + text).split("¶", -1))
            .findings(new ShellCheck())
            .stream()
            .filter(line -> line.endsWith("[shell-misuse]"))
            .toList();
    String place = problem == null ? "" : problem.replaceFirst(":.*", "");
    assertThat(found)
        .hasSize(problem == null ? 0 : 1)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "a.sh:"
                            + (Integer.parseInt(place) + 1)
                            + String.valueOf(problem).substring(place.length())));
  }
}
