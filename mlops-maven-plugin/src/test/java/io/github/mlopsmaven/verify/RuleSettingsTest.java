package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.template.RuleSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSettingsTest {

  private static final ProjectUnderTest PROJECT =
      ProjectUnderTest.with("a.yml", "a: 1", "a: 2").and("b.json", "{");

  private static List<String> levels(RuleSettings settings) {
    return new Verifier(AllChecks.list(), settings)
        .verify(PROJECT.project()).stream()
            .map(finding -> finding.rule().id() + " " + finding.level())
            .toList();
  }

  @Test
  void lowersAndSwitchesOff() {
    assertThat(levels(RuleSettings.STANDARD))
        .containsExactly("yaml-duplicate-key error", "json-syntax error");
    RuleSetting off = RuleSettings.parse("json-syntax", "off: a machine wrote it");
    RuleSetting note = RuleSettings.parse("yaml-duplicate-key", "note : known");
    assertThat(levels(RuleSettings.of(List.of(off, note))))
        .containsExactly("yaml-duplicate-key note");
  }

  @Test
  void letsWhatAUserSaysGoBeforeTheTemplate() {
    RuleSetting template = RuleSettings.parse("json-syntax", "off: x");
    RuleSetting user = RuleSettings.parse("json-syntax", "warning: y");
    assertThat(levels(RuleSettings.of(List.of(template), List.of(user))))
        .containsExactly("yaml-duplicate-key error", "json-syntax warning");
  }

  @Test
  void refusesWhatIsNoSetting() {
    for (String text : List.of("off", "off:", "of: x", ": x")) {
      assertThatThrownBy(() -> RuleSettings.parse("json-syntax", text))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "the rule json-syntax is set to '"
                  + text
                  + "'; expected LEVEL: REASON\n"
                  + "  write -Dmlops.rules.json-syntax=\"off: REASON\", or error, warning or note"
                  + " for off");
    }
    RuleSetting unknown = RuleSettings.parse("yaml-sintax", "off: x");
    assertThatThrownBy(() -> levels(RuleSettings.of(List.of(unknown))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("unknown rule 'yaml-sintax'\n")
        .hasMessageContaining("did you mean yaml-syntax?");
  }
}
