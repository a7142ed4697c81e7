package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.Suggestion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file can be built to have as many findings as lines, and each as long as a file. */
@Timeout(60)
class FindingsBoundTest {

  private static final Rule RULE = new Rule("a-rule", Level.ERROR, "Something is so.");

  @Test
  void ofEachRuleTheFirstAreKeptWithTheNumberOfTheOthers() {
    Findings findings = new Findings(List.of(RULE));
    assertThatThrownBy(
            () -> {
              for (int line = 100_000; line > 0; line--) {
                findings.add(RULE, "a.yml", new Position(line, 1), "wrong", "correct it");
              }
            })
        .isInstanceOf(Findings.EnoughException.class);

    List<Finding> found = findings.found();

    assertThat(found).hasSize(Findings.MOST + 1);
    assertThat(found.get(0).position().line()).isEqualTo(90_001);
    assertThat(found.stream().map(Finding::toString))
        .contains(
            "a.yml:91000:1: error: of this rule there are at least 9000 more than the 1000 that are"
                + " listed; correct these first, then run it again [a-rule]");
  }

  @Test
  void whatIsQuotedIsCut() {
    Finding finding =
        new Finding(RULE, Level.ERROR, "a", Position.START, "x".repeat(5_000_000), "y");

    assertThat(finding.problem()).hasSizeLessThan(2100).endsWith("…");
    assertThat(Suggestion.nearest("x".repeat(5_000_000), List.of("xx", "y".repeat(100)))).isEmpty();
  }
}
