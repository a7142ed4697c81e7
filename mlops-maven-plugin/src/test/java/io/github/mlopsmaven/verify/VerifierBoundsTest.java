package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierBoundsTest {

  private static final Rule GOOD = new Rule("rule-good", Level.ERROR, "All is well.");
  private static final Rule BAD = new Rule("rule-bad", Level.ERROR, "Nothing is well.");

  private record Doing(Rule rule, Consumer<Findings> what) implements Check {

    @Override
    public List<Rule> rules() {
      return List.of(rule);
    }

    @Override
    public void check(VerifiedProject project, Findings findings) {
      what.accept(findings);
    }
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("x"),
        new StackOverflowError(),
        new OutOfMemoryError(),
        new NoClassDefFoundError("x"),
        new AssertionError("x"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aCheckThatFailsIsOneNoteAndTheOthersGoOn(Throwable failure) {
    List<Finding> found =
        new Verifier(
                List.of(
                    new Doing(
                        BAD,
                        findings -> {
                          findings.add(BAD, "a", Position.START, "half", "done");
                          VerifierBoundsTest.<RuntimeException>fail(failure);
                        }),
                    new Doing(
                        GOOD, findings -> findings.add(GOOD, "b", Position.START, "found", "go"))),
                RuleSettings.STANDARD)
            .verify(ProjectUnderTest.with("a", "b").project());

    assertThat(found)
        .extracting(finding -> finding.rule().id())
        .containsExactly("check-not-run", "rule-good");
    assertThat(found.get(0).problem()).startsWith("rule-bad: not checked, because the check ");
    assertThat(found.get(0).level()).isEqualTo(Level.NOTE);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void fail(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void aFileThatIsTooLargeIsOneNote() {
    List<Finding> found =
        new Verifier(List.of(), RuleSettings.STANDARD)
            .verify(ProjectUnderTest.with("big.yml", "x".repeat(10_000_001)).project());

    assertThat(found)
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .startsWith("big.yml:1:1: note: not checked, because it is too large");
  }

  @Test
  void aFindingShowsNoEscapeSequenceOfAFile() {
    Finding finding =
        new Finding(
            GOOD, Level.ERROR, "a\u001B[2Jb\n.yml", Position.START, "'\u202Ex\n' is", "\u0007go");

    assertThat(finding.toString())
        .isEqualTo("a\\u001B[2Jb\\n.yml:1:1: error: '\\u202Ex\\n' is; \\u0007go [rule-good]");
  }
}
