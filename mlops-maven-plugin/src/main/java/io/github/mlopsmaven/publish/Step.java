package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that shall be true at a host: how to see whether it is, and the calls that make it so.
 * A step does not change: what says more about one gives another.
 */
public final class Step {

  private final String title;
  private final Call look;
  private BiPredicate<Answer, Facts> there = (answer, facts) -> answer.ok();
  private BiConsumer<Answer, Facts> learn = (answer, facts) -> {};
  private Function<Answer, Optional<String>> remark = answer -> Optional.empty();
  private Function<Answer, Optional<String>> page = answer -> Optional.empty();
  private List<Call> make = List.of();
  private Optional<Call> instead = Optional.empty();
  private Optional<Call.Condition> when = Optional.empty();
  private Optional<String> after = Optional.empty();
  private Optional<UsageException> absent = Optional.empty();
  private Optional<String> byHand = Optional.empty();
  private String permission = "";

  private Step(String title, Call look) {
    this.title = title;
    this.look = look;
  }

  private Step(Step other) {
    this(other.title, other.look);
    there = other.there;
    learn = other.learn;
    remark = other.remark;
    page = other.page;
    make = other.make;
    instead = other.instead;
    when = other.when;
    after = other.after;
    absent = other.absent;
    byHand = other.byHand;
    permission = other.permission;
  }

  /** A copy that one more thing is said about. */
  private Step but(Consumer<Step> difference) {
    Step copy = new Step(this);
    difference.accept(copy);
    return copy;
  }

  /**
   * A step that is looked for with a call, and is there when it succeeds. Nothing can go on without
   * it, unless {@link #orByHand} says otherwise.
   *
   * @param title what it is, as in {@code environment prod}
   * @param look the call
   */
  public static Step of(String title, Call look) {
    return new Step(title, look);
  }

  /**
   * Says by what it is known to be there, in an answer that succeeded.
   *
   * @param sign what to look for
   */
  public Step thereIf(Predicate<Answer> sign) {
    return thereIfKnown((answer, facts) -> sign.test(answer));
  }

  /**
   * The same, for a sign that earlier answers are needed for.
   *
   * @param sign what to look for
   */
  public Step thereIfKnown(BiPredicate<Answer, Facts> sign) {
    return but(step -> step.there = (answer, facts) -> answer.ok() && sign.test(answer, facts));
  }

  /**
   * Says what is learned from the answers that tell of it: what is there, and what was made.
   *
   * @param lesson what to learn
   */
  public Step learns(BiConsumer<Answer, Facts> lesson) {
    return but(step -> step.learn = lesson);
  }

  /**
   * Says what is remarked of something that is there, but not as asked: it is left as it is.
   *
   * @param said the remark, if there is one to make
   */
  public Step remarks(Function<Answer, Optional<String>> said) {
    return but(step -> step.remark = said);
  }

  /**
   * Says where people look at it.
   *
   * @param address the address, from an answer that tells of it: what is there, or what was made
   */
  public Step shownAt(Function<Answer, Optional<String>> address) {
    return but(step -> step.page = address);
  }

  /**
   * Says which calls make it.
   *
   * @param calls in their order
   */
  public Step makes(Call... calls) {
    return but(step -> step.make = List.of(calls));
  }

  /**
   * Says what is made where the host refuses the call as it is: status 422, "unprocessable".
   *
   * @param call a call that asks for less
   */
  public Step orElseMakes(Call call) {
    return but(step -> step.instead = Optional.of(call));
  }

  /**
   * Says that the step counts only where a fact holds.
   *
   * @param fact its name
   * @param value its value
   */
  public Step onlyWhen(String fact, String value) {
    return but(step -> step.when = Optional.of(new Call.Condition(fact, value)));
  }

  /**
   * Says that the step does not count where a fact is not known, since the step that would have
   * told it is on the checklist already.
   *
   * @param fact its name
   */
  public Step afterKnowing(String fact) {
    return but(step -> step.after = Optional.of(fact));
  }

  /**
   * Says that it has to be there already.
   *
   * @param refusal what is said where it is not
   */
  public Step refuses(UsageException refusal) {
    return but(step -> step.absent = Optional.of(refusal));
  }

  /**
   * Says that it goes on to the checklist where it cannot be done.
   *
   * @param how how a person does it
   */
  public Step orByHand(String how) {
    return but(step -> step.byHand = Optional.of(how));
  }

  /**
   * Says what a login needs for it.
   *
   * @param name the permission or scope, in the host's words
   */
  public Step permittedBy(String name) {
    return but(step -> step.permission = name);
  }

  /** What it is. */
  public String title() {
    return title;
  }

  /** The call that shows whether it is there. */
  public Call look() {
    return look;
  }

  /** The calls that make it. */
  public List<Call> make() {
    return make;
  }

  Optional<Call> instead() {
    return instead;
  }

  /** The fact that has to hold for the step to count. */
  public Optional<Call.Condition> when() {
    return when;
  }

  Optional<String> after() {
    return after;
  }

  boolean isThere(Answer answer, Facts facts) {
    return there.test(answer, facts);
  }

  void learn(Answer answer, Facts facts) {
    learn.accept(answer, facts);
  }

  Optional<String> remark(Answer answer) {
    return remark.apply(answer);
  }

  Optional<String> page(Answer answer) {
    return page.apply(answer);
  }

  Optional<UsageException> absent() {
    return absent;
  }

  Optional<String> byHand() {
    return byHand;
  }

  String permission() {
    return permission;
  }
}
