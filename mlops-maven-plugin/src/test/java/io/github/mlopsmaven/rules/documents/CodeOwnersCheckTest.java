package io.github.mlopsmaven.rules.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeOwnersCheckTest {

  private static List<String> findings(String line) {
    return ProjectUnderTest.with(".github/CODEOWNERS", "# owners", line)
        .and("src/train/model.py", "pass")
        .and("infra/main.tf", "")
        .findings(new CodeOwnersCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/src/tran/ @contoso/ml",
        "infrastructure/ @contoso/ops",
        "/main.tf @contoso/ops",
        "src/**/*.ipynb @contoso/ml",
        "docs/* docs@example.com"
      })
  void noFileHasOwners(String line) {
    assertThat(findings(line))
        .singleElement()
        .asString()
        .startsWith(".github/CODEOWNERS:2:1: warning: no file of the project matches");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* @contoso/all",
        "/src/ @contoso/ml",
        "/src/train @contoso/ml",
        "train/ @contoso/ml",
        "src/**/*.py @contoso/ml",
        "/infra/*.tf @contoso/ops",
        "**/model.py @contoso/ml",
        "*.ipynb @contoso/ml",
        "/.github/ @contoso/ops",
        "# /old/ @contoso/ml",
        "@contoso/ml"
      })
  void someFileHasOwners(String line) {
    assertThat(findings(line)).isEmpty();
  }
}
