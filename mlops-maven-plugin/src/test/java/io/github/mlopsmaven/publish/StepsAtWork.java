package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.MlopsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the steps of a host one after the other, and writes down what became of each. */
public final class StepsAtWork {

  private final StepRunner runner;
  private final Supplier<List<String>> sent;

  /**
   * Prepares.
   *
   * @param host whose steps they are
   * @param sent what was sent so far, as lines
   */
  public StepsAtWork(Host host, Supplier<List<String>> sent) {
    this.runner = new StepRunner(host, millis -> {});
    this.sent = sent;
  }

  /** What was learned so far. */
  public Facts facts() {
    return runner.facts();
  }

  /**
   * Makes steps true, and stops at the first that is refused.
   *
   * @param steps in their order
   * @return what was sent for each, and what was said of it
   */
  public List<String> run(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      int before = sent.get().size();
      Optional<StepResult> result = Optional.empty();
      Optional<MlopsException> refused = Optional.empty();
      try {
        result = runner.run(step);
      } catch (MlopsException e) {
        refused = Optional.of(e);
      }
      sent.get().stream().skip(before).forEach(lines::add);
      result.ifPresent(
          done ->
              lines.add(
                  "  "
                      + done.kind().sentence()
                      + ": "
                      + done.title()
                      + (done.note().isEmpty() ? "" : ": " + done.note())));
      if (refused.isPresent()) {
        lines.add("  refused: " + refused.get().problem() + "; " + refused.get().remedy());
        return lines;
      }
    }
    return lines;
  }
}
