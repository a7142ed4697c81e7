package io.github.mlopsmaven.rules.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts, and what reads them. */
class DialectCheckTest {

  private static List<String> found(String path, String text) {
    return ProjectUnderTest.with(path, text.split("¶", -1)).findings(new DialectCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh¶set -eu¶if [ \"$1\" = prod ]; then echo; fi¶. ./lib.sh¶name=\"${1%.*}\"",
        "#!/bin/sh¶# [[ is of bash¶echo '[[ a ]]'",
        "#!/bin/sh¶cat <<EOF¶[[ not read ]]¶EOF",
        "#!/usr/bin/env bash¶if [[ -f x ]]; then source x; fi",
        "if [[ -f x ]]; then echo; fi",
        "#!/usr/bin/env python3¶import sys",
      })
  void takesWhatIsReadAsItIsWritten(String text) {
    assertThat(found("a.sh", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#!/bin/sh¶if [[ -f x ]]; then echo; fi | [[",
        "#!/bin/sh¶source lib.sh | source",
        "#!/bin/dash¶names=(a b) | names=(",
        "#! /bin/sh¶read -r a <<< x | <<<",
        "#!/bin/sh¶diff <(sort a) b | <(",
        "#!/bin/sh¶echo \"${BASH_SOURCE[0]}\" | ${BASH_SOURCE",
      })
  void seesWhatShDoesNotKnow(String text, String sign) {
    assertThat(found("a.sh", text))
        .singleElement()
        .asString()
        .contains("a.sh:1:1: error: the first line names sh, which does not know '" + sign + "'");
  }

  @Test
  void isDoubtfulWhereBashIsTold() {
    assertThat(
            ProjectUnderTest.with("a.sh", "#!/bin/sh", "if [[ -f x ]]; then echo; fi")
                .and("run.sh", "#!/bin/bash", "bash a.sh")
                .findings(new DialectCheck()))
        .singleElement()
        .asString()
        .contains("a.sh:1:1: warning:");
  }

  @Test
  void isDoubtfulWhereAnotherShellMayBeSh() {
    assertThat(found("a.sh", "#!/usr/bin/env sh¶set -euo pipefail"))
        .singleElement()
        .asString()
        .contains("a.sh:1:1: warning:", "'set -euo pipefail' in line 2");
    assertThat(
            ProjectUnderTest.with("a.sh", "#!/bin/sh", "if [[ -f x ]]; then echo; fi")
                .and("Dockerfile", "FROM alpine", "COPY a.sh /", "CMD [\"/a.sh\"]")
                .findings(new DialectCheck()))
        .singleElement()
        .asString()
        .contains("a.sh:1:1: warning:");
  }

  @Test
  void seesAnotherProgram() {
    assertThat(found("a.sh", "#!/usr/bin/env python3¶set -e¶echo \"$1\""))
        .singleElement()
        .asString()
        .contains("the first line names python, and this is a script of a shell");
  }

  @Test
  void looksAtStepsToo() {
    assertThat(
            found(
                ".github/workflows/a.yml",
                "on: push¶jobs:¶  a:¶    runs-on: ubuntu-24.04¶    steps:¶      - shell: sh¶        run: |¶          if [[ -f x ]]; then echo; fi"))
        .singleElement()
        .asString()
        .contains(":8:14: error: sh reads this script, and does not know '[['");
    assertThat(
            found(
                "azure-pipelines.yml",
                "steps:¶  - task: AzureCLI@2¶    inputs:¶      scriptType: pscore¶      inlineScript: |¶        set -euo pipefail¶        az account show"))
        .singleElement()
        .asString()
        .contains("PowerShell reads this script, and does not know 'set -euo'");
    assertThat(
            found(
                "azure-pipelines.yml",
                "steps:¶  - task: AzureCLI@2¶    inputs:¶      scriptType: pscore¶      inlineScript: |¶        az deployment group create `¶        name='x'"))
        .isEmpty();
  }
}
