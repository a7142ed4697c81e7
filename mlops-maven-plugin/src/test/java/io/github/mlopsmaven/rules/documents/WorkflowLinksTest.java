package io.github.mlopsmaven.rules.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowLinksTest {

  private static List<String> findings(String text) {
    return ProjectUnderTest.with("README.md", "# Project", "", text)
        .and("lib/README.md", "![x](https://github.com/lib/z/actions/workflows/a.yml/badge.svg)")
        .and(".github/workflows/train.yml", "name: Train model", "on: push", "jobs: {}")
        .findings(new LinkCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "![train](https://github.com/contoso/x/actions/workflows/training.yml/badge.svg)",
        "[runs](https://github.com/contoso/x/actions/workflows/training.yml?query=branch%3Amain)",
        "![train](https://github.com/contoso/x/workflows/Train/badge.svg)",
        "![train](https://img.shields.io/github/actions/workflow/status/contoso/x/ci.yml?branch=main)"
      })
  void theWorkflowIsMissing(String text) {
    assertThat(findings(text)).singleElement().asString().contains("leads to the workflow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "![train](https://github.com/contoso/x/actions/workflows/train.yml/badge.svg)",
        "![train](https://github.com/contoso/x/workflows/Train%20model/badge.svg)",
        "[runs](https://github.com/contoso/x/actions)",
        "![a](https://github.com/contoso/x/actions/workflows/train.yml/badge.svg)"
            + " ![b](https://github.com/other/y/actions/workflows/ci.yml/badge.svg)"
      })
  void theWorkflowIsThereOrAnothers(String text) {
    assertThat(findings(text)).isEmpty();
  }
}
