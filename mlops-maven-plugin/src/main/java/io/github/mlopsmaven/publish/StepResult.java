package io.github.mlopsmaven.publish;

/**
 * What became of a step.
 *
 * @param title of the step
 * @param kind what became of it
 * @param note more of it, or the empty text
 */
public record StepResult(String title, Kind kind, String note) {

  /** What can become of a step. */
  public enum Kind {
    /** It was there already. */
    THERE("there already"),
    /** It was made. */
    MADE("made"),
    /** It is a branch that was pushed. */
    PUSHED("pushed"),
    /** It is left to a person. */
    OPEN("to be done manually");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What is said of it. */
    public String sentence() {
      return sentence;
    }
  }
}
