package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.HostConnection.UnclearException;
import io.github.mlopsmaven.publish.StepResult.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * Makes steps true: looks first, and makes only what is not there. A call whose end is not known is
 * not sent again before another look.
 */
final class StepRunner {

  private static final int TRIES = 4;
  private static final long FIRST_PAUSE = 1000;

  /** What hosts answer when there is something of that name already. */
  private static final Set<Integer> TAKEN = Set.of(400, 409, 422);

  private static final int UNPROCESSABLE = 422;

  private final Host host;
  private final HostConnection.Pause pause;
  private final Facts facts = new Facts();

  StepRunner(Host host, HostConnection.Pause pause) {
    this.host = host;
    this.pause = pause;
  }

  /** What was learned so far. */
  Facts facts() {
    return facts;
  }

  /**
   * Makes one step true, or says why not.
   *
   * @return what became of it; empty if it does not count here
   */
  Optional<StepResult> run(Step step) {
    if (step.after().filter(fact -> facts.find(fact).isEmpty()).isPresent()) {
      return Optional.empty();
    }
    try {
      return step.when().filter(this::doesNotHold).isPresent()
          ? Optional.empty()
          : Optional.of(looked(step));
    } catch (Facts.UnknownException e) {
      return Optional.of(left(step, Refused.since(e.what())));
    } catch (Refused.RefusedException e) {
      return Optional.of(left(step, e.refused()));
    }
  }

  /** What cannot be done goes on to the checklist, unless nothing goes on without it. */
  private static StepResult left(Step step, Refused refused) {
    String how = step.byHand().orElseThrow(() -> refused.asFailure(step.title()));
    return new StepResult(
        step.title(), Kind.OPEN, refused.reason() + (how.isEmpty() ? "" : "; " + how));
  }

  private boolean doesNotHold(Call.Condition condition) {
    return !facts.get(condition.fact()).equals(condition.value());
  }

  private StepResult looked(Step step) {
    Answer seen = send(step.look());
    if (step.isThere(seen, facts)) {
      return there(step, seen);
    }
    if (!seen.ok() && seen.status() != 404) {
      throw refused(step, seen, false);
    }
    if (step.absent().isPresent()) {
      throw step.absent().get();
    }
    Optional<StepResult> made = Optional.empty();
    for (Call call : step.make()) {
      if (call.when().filter(this::doesNotHold).isEmpty()) {
        made = Optional.of(make(step, call.filled(facts)));
        if (made.get().kind() == Kind.THERE) {
          return made.get();
        }
      }
    }
    String reason = step.make().isEmpty() ? "" : ", and cannot be created as it is";
    return made.orElseThrow(() -> Refused.since("it does not exist" + reason).asException());
  }

  private Answer send(Call call) {
    return host.connection().send(call.filled(facts));
  }

  private StepResult there(Step step, Answer seen) {
    step.learn(seen, facts);
    String note = step.remark(seen).or(() -> step.page(seen)).orElse("");
    return new StepResult(step.title(), Kind.THERE, note);
  }

  private StepResult make(Step step, Call call) {
    return make(step, call, step.instead());
  }

  /**
   * Sends a call, unless another look finds that the step is true already.
   *
   * @param instead what is sent where the host cannot do it as it is
   */
  private StepResult make(Step step, Call call, Optional<Call> instead) {
    Optional<Answer> answered = Optional.empty();
    for (int tried = 1; answered.isEmpty(); tried++) {
      try {
        answered = Optional.of(host.connection().send(call));
      } catch (UnclearException e) {
        Optional<StepResult> found = lookAgain(step);
        if (found.isPresent()) {
          return found.get();
        }
        if (tried == TRIES) {
          throw new EnvironmentException(
              host.title() + " did not say whether it made " + step.title() + ": " + e.getMessage(),
              "try again later",
              e);
        }
        pause.sleep(FIRST_PAUSE << (tried - 1));
      }
    }
    Answer answer = answered.get();
    if (answer.ok()) {
      step.learn(answer, facts);
      return new StepResult(step.title(), Kind.MADE, step.page(answer).orElse(""));
    }
    // Somebody else, or a call of ours whose answer was lost, may have been faster.
    Optional<StepResult> found =
        TAKEN.contains(answer.status()) ? lookAgain(step) : Optional.empty();
    if (found.isEmpty() && answer.status() == UNPROCESSABLE && instead.isPresent()) {
      return make(step, instead.get().filled(facts), Optional.empty());
    }
    return found.orElseThrow(() -> refused(step, answer, true));
  }

  private Optional<StepResult> lookAgain(Step step) {
    Answer seen = send(step.look());
    return step.isThere(seen, facts) ? Optional.of(there(step, seen)) : Optional.empty();
  }

  private RuntimeException refused(Step step, Answer answer, boolean changing) {
    String said = answer.message().isEmpty() ? "" : " (it says: " + answer.message() + ")";
    if (answer.status() == 401) {
      return new UsageException(
          host.title() + " at " + host.connection().address() + " rejects the credentials" + said,
          host.loginRemedy());
    }
    if (answer.status() >= 500) {
      return new EnvironmentException(
          host.title() + " answers " + answer.status() + " for " + step.title() + said,
          "try again later",
          null);
    }
    // GitHub says "not found" of what a login may not see.
    boolean forbidden = answer.status() == 403 || (changing && answer.status() == 404);
    if (!forbidden) {
      return Refused.since(host.title() + " answers " + answer.status() + said).asException();
    }
    String lacks =
        host.lacking(answer)
            .orElse(
                "the credentials do not allow that"
                    + (step.permission().isEmpty() ? "" : ": it takes " + step.permission()));
    return Refused.lacking(lacks + said).asException();
  }
}
