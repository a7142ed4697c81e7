package io.github.mlopsmaven.rules.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedActionTest {

  private static final String FILE = ".github/workflows/ci.yml";

  private static List<String> findings(Check check, String... steps) {
    String[] lines = new String[steps.length + 6];
    List<String> head =
        List.of("on: push", "jobs:", "  a:", "    runs-on: ubuntu-latest", "    steps:", "");
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i < head.size() ? head.get(i) : "      " + steps[i - head.size()];
    }
    return ProjectUnderTest.with(FILE, lines).findings(check);
  }

  @Test
  void reportsInputsThatTheVersionDoesNotHave() {
    assertThat(
            findings(
                new CallCheck(),
                "- uses: actions/checkout@v4",
                "  with: {fetch_depth: 0, Fetch-Depth: 1}",
                "- uses: Azure/cli@v2",
                "- uses: github/codeql-action/init@v3",
                "  with: {language: python}"))
        .satisfiesExactly(
            line -> assertThat(line).contains("declares no input 'fetch_depth'"),
            line -> assertThat(line).contains("missing required input 'inlineScript'"),
            line -> assertThat(line).contains("did you mean languages?"));
  }

  @Test
  void knowsTheVersionBehindACommit() {
    assertThat(
            findings(
                new CallCheck(),
                "- uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
                "  with: {fetch_depth: 0}"))
        .singleElement()
        .asString()
        .contains("did you mean fetch-depth?");
  }

  @Test
  void saysNothingAboutWhatItDoesNotKnow() {
    assertThat(
            findings(
                new CallCheck(),
                "- uses: actions/checkout@main",
                "  with: {fetch_depth: 0}",
                "- uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8",
                "  with: {fetch_depth: 0}",
                "- uses: contoso/checkout@v4",
                "  with: {fetch_depth: 0}",
                "- uses: actions/checkout@v9",
                "  with: {fetch_depth: 0}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actions/checkout@4",
        "actions/checkout@v99",
        "azure/login@v1.0.9",
        "actions/cache@v2",
        "actions/upload-artifact@v3.1.2"
      })
  void reportsVersionsThatDoNotExistOrRunNoMore(String uses) {
    assertThat(findings(new ActionVersionCheck(), "- uses: " + uses)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actions/checkout@v4",
        "actions/checkout@v4.1.7",
        "actions/checkout@v4.999.0",
        "actions/cache@v3",
        "actions/cache/restore@v4",
        "pypa/gh-action-pypi-publish@release/v1",
        "contoso/action@v99"
      })
  void acceptsVersionsThatMayExist(String uses) {
    assertThat(findings(new ActionVersionCheck(), "- uses: " + uses)).isEmpty();
  }

  @Test
  void anOutputThatIsNearlyRightIsAMistake() {
    assertThat(
            findings(
                new ExpressionCheck(),
                "- uses: actions/cache@v4",
                "  id: cache",
                "  with: {key: a, path: b}",
                "- run: echo ${{ steps.cache.outputs.cache-hits }}",
                "- run: echo ${{ steps.cache.outputs.cache-hit }}",
                "- run: echo ${{ steps.cache.outputs.matched-from-somewhere }}"))
        .singleElement()
        .asString()
        .contains("'cache' has no output 'cache-hits'");
  }
}
