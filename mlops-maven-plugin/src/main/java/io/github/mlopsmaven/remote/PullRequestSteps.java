package io.github.mlopsmaven.remote;

import com.google.gson.JsonElement;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.Facts;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The steps of a pull request that later runs bring to newer states, in the words of one host.
 *
 * @param request what is to be merged
 * @param words the names of the host's fields
 * @param isOpen whether a request of the list can still be merged
 * @param isRefused whether a request of the list was closed without a merge
 */
record PullRequestSteps(
    PullRequest request,
    Words words,
    Predicate<JsonElement> isOpen,
    Predicate<JsonElement> isRefused) {

  /** The fact that has the request's number. */
  static final String NUMBER = "pull request";

  private static final String STATE = "pull request's state";
  private static final String OPEN = "open";

  /**
   * The names of a host's fields.
   *
   * @param list of the list of requests; empty for the body itself
   * @param number of a request
   * @param text of its text
   * @param draft of whether it is a draft
   * @param pages where people look at a request, followed by its number
   * @param limit how many characters a text may have
   * @param changesDraft whether a request can be made a draft, and the other way round
   */
  record Words(
      String list,
      String number,
      String text,
      String draft,
      String pages,
      int limit,
      boolean changesDraft) {}

  /**
   * The request is open, or was closed for this very state.
   *
   * @param look lists the requests of the branch
   * @param make opens one
   * @param instead opens one where the host has no drafts
   * @param permission what it takes
   */
  Step found(Call look, Call make, Optional<Call> instead, String permission) {
    Step step =
        Step.of("pull request from " + request.branch(), look)
            .thereIf(answer -> pick(answer).isPresent())
            .learns(this::learn)
            .remarks(this::remark)
            .shownAt(answer -> page(pick(answer).orElse(answer.body())))
            .makes(make)
            .permittedBy(permission);
    return instead.isPresent() && request.isDraft() ? step.orElseMakes(instead.get()) : step;
  }

  /**
   * An open request says what it is for now, unless somebody edited its text.
   *
   * @param look shows the request
   * @param change changes it
   * @param permission what it takes
   */
  Step followed(Call look, Call change, String permission) {
    return Step.of("text of the pull request", look)
        .onlyWhen(STATE, OPEN)
        .thereIf(answer -> isAsWanted(answer.body()) || !isUntouched(answer.body()))
        .remarks(
            answer ->
                isUntouched(answer.body())
                    ? Optional.empty()
                    : Optional.of("it was edited by hand, so it was not changed"))
        .makes(change)
        .permittedBy(permission);
  }

  private boolean isAsWanted(JsonElement pull) {
    boolean sameText =
        isUntouched(pull)
            && text(pull)
                .lines()
                .findFirst()
                .equals(request.body(words.limit()).lines().findFirst());
    return sameText && (!words.changesDraft() || isDraft(pull) == request.isDraft());
  }

  private boolean isUntouched(JsonElement pull) {
    return PullRequest.isUntouched(text(pull));
  }

  private Optional<JsonElement> pick(Answer answer) {
    List<JsonElement> pulls = answer.items(words.list()).toList();
    return pulls.stream()
        .filter(isOpen)
        .findFirst()
        .or(
            () ->
                pulls.stream()
                    .filter(isRefused.and(pull -> request.isForSameState(text(pull))))
                    .findFirst());
  }

  private void learn(Answer answer, Facts facts) {
    Optional<JsonElement> there = pick(answer);
    JsonElement pull = there.orElse(answer.body());
    facts.put(NUMBER, Answer.text(pull, words.number()));
    facts.put(STATE, there.isEmpty() || isOpen.test(pull) ? OPEN : "closed");
  }

  private Optional<String> remark(Answer answer) {
    JsonElement pull = pick(answer).orElse(answer.body());
    String where = page(pull).map(page -> "; " + page).orElse("");
    if (!isOpen.test(pull)) {
      return Optional.of(
          "it was closed for this version, and is not opened again; reopen it there if it is"
              + " wanted"
              + where);
    }
    if (words.changesDraft() || isDraft(pull) == request.isDraft()) {
      return Optional.empty();
    }
    return Optional.of(
        (request.isDraft()
                ? "files are held now: convert it to a draft there"
                : "nothing is held any more: mark it as ready for review there")
            + where);
  }

  private boolean isDraft(JsonElement pull) {
    return Answer.text(pull, words.draft()).equals("true");
  }

  private String text(JsonElement pull) {
    return Answer.text(pull, words.text());
  }

  private Optional<String> page(JsonElement pull) {
    return Optional.of(Answer.text(pull, words.number()))
        .filter(number -> !number.isEmpty())
        .map(number -> words.pages() + number);
  }
}
