package io.github.mlopsmaven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.HostConnection.UnclearException;
import io.github.mlopsmaven.publish.StepResult.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, waited for and told for one step, whatever the host answers. */
class StepRunnerTest {

  private final TestHost host = new TestHost();
  private final List<Long> pauses = new ArrayList<>();
  private final StepRunner runner = new StepRunner(host, pauses::add);

  private static Answer answer(int status, String body) {
    return new Answer(status, JsonParser.parseString(body), Map.of());
  }

  private static Answer answer(int status) {
    return answer(status, "{}");
  }

  private static Call make(String path) {
    return Call.send("POST", path, new JsonObject());
  }

  private static Step repository() {
    return Step.of("repository r", Call.get("/r")).makes(make("/rs"));
  }

  private StepResult run(Step step) {
    return runner.run(step).orElseThrow();
  }

  @Test
  void whatIsThereIsLeftAsItIs() {
    host.answers(answer(200));

    assertThat(run(repository())).isEqualTo(new StepResult("repository r", Kind.THERE, ""));
    assertThat(host.calls()).containsExactly("GET /r");
  }

  @Test
  void whatIsNotThereIsMade() {
    host.answers(answer(404), answer(201));

    assertThat(run(repository())).isEqualTo(new StepResult("repository r", Kind.MADE, ""));
    assertThat(host.calls()).containsExactly("GET /r", "POST /rs {}");
    assertThat(pauses).isEmpty();
  }

  @Test
  void anAnswerWithoutTheSignMeansThatItIsNotThere() {
    Step step = repository().thereIf(answer -> answer.text("name").equals("r"));
    host.answers(answer(200, "{\"name\":\"s\"}"), answer(201));
    assertThat(run(step).kind()).isEqualTo(Kind.MADE);

    host.answers(answer(200, "{\"name\":\"r\"}"));
    assertThat(run(step).kind()).isEqualTo(Kind.THERE);

    host.answers(answer(404, "{\"name\":\"r\"}"), answer(201));
    assertThat(run(step).kind()).isEqualTo(Kind.MADE);
  }

  @Test
  void whatIsLearnedOfOneStepFillsTheNext() {
    Step learns =
        repository()
            .learns((answer, facts) -> facts.put("id", answer.text("id")))
            .shownAt(answer -> Optional.of("https://host.example/" + answer.text("id")));
    Step uses =
        Step.of("topics", Call.get("/{id}/topics"))
            .thereIfKnown((answer, facts) -> facts.get("id").equals(answer.text("of")))
            .makes(make("/{id}/more"));
    host.answers(answer(404), answer(201, "{\"id\":\"a b\"}"), answer(200, "{\"of\":\"a b\"}"));

    assertThat(run(learns).note()).isEqualTo("https://host.example/a b");
    assertThat(run(uses).kind()).isEqualTo(Kind.THERE);
    assertThat(host.calls()).last().isEqualTo("GET /a%20b/topics");
    assertThat(runner.facts().get("id")).isEqualTo("a b");

    host.answers(answer(200, "{\"of\":\"another\"}"), answer(201));
    assertThat(run(uses).kind()).isEqualTo(Kind.MADE);
    assertThat(host.calls()).last().isEqualTo("POST /a%20b/more {}");
  }

  @Test
  void whatIsThereAlreadyTellsItsFactsToo() {
    host.answers(answer(200, "{\"id\":\"7\"}"));
    run(repository().learns((answer, facts) -> facts.put("id", answer.text("id"))));

    assertThat(runner.facts().find("id")).contains("7");
    assertThat(runner.facts().find("name")).isEmpty();
  }

  @Test
  void aRemarkGoesBeforeThePage() {
    Step step = repository().shownAt(answer -> Optional.of("page"));
    host.answers(answer(200), answer(200));

    assertThat(run(step).note()).isEqualTo("page");
    assertThat(run(step.remarks(answer -> Optional.of("it is public"))).note())
        .isEqualTo("it is public");
  }

  @Test
  void aStepThatDoesNotCountSendsNothing() {
    runner.facts().put("visibility", "public");

    assertThat(runner.run(repository().onlyWhen("visibility", "private"))).isEmpty();
    assertThat(host.calls()).isEmpty();

    host.answers(answer(200));
    assertThat(runner.run(repository().onlyWhen("visibility", "public"))).isPresent();
  }

  @Test
  void ofSeveralCallsThoseAreSentWhoseFactHolds() {
    runner.facts().put("kind", "a");
    Step step =
        Step.of("s", Call.get("/s"))
            .makes(make("/1"), make("/2").onlyWhen("kind", "b"), make("/3").onlyWhen("kind", "a"));
    host.answers(answer(404), answer(201), answer(201));

    assertThat(run(step).kind()).isEqualTo(Kind.MADE);
    assertThat(host.calls()).containsExactly("GET /s", "POST /1 {}", "POST /3 {}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 422})
  void whoeverWasFasterMadeIt(int status) {
    Step step = Step.of("s", Call.get("/s")).makes(make("/1"), make("/2"));
    host.answers(answer(404), answer(status), answer(200));

    assertThat(run(step).kind()).isEqualTo(Kind.THERE);
    assertThat(host.calls()).as("the second call is not needed").hasSize(3);
  }

  @Test
  void whatNobodyElseMadeIsRefusedWithTheHostsWords() {
    host.answers(answer(404), answer(422, "{\"message\":\"bad name\"}"), answer(404));

    assertThatThrownBy(() -> run(repository()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "repository r cannot be created: Testhub answers 422 (it says: bad name)")
        .hasMessageContaining("settle that at the host, or ask for something else");
  }

  @Test
  void aCallWhoseEndIsNotKnownIsSentAgainAfterAnotherLookOnly() {
    host.answers(answer(404))
        .silent(new UnclearException("hung up"))
        .answers(answer(404))
        .silent(new UnclearException("hung up"))
        .answers(answer(404), answer(201));

    assertThat(run(repository()).kind()).isEqualTo(Kind.MADE);
    assertThat(pauses).containsExactly(1000L, 2000L);
    assertThat(host.calls())
        .containsExactly("GET /r", "POST /rs {}", "GET /r", "POST /rs {}", "GET /r", "POST /rs {}");
  }

  @Test
  void aCallThatWasCarriedOutWithoutAnAnswerIsFound() {
    host.answers(answer(404)).silent(new UnclearException("hung up")).answers(answer(200));

    assertThat(run(repository()).kind()).isEqualTo(Kind.THERE);
    assertThat(pauses).isEmpty();
  }

  @Test
  void fourUnclearTriesAreEnough() {
    host.answers(answer(404));
    for (int i = 0; i < 4; i++) {
      host.silent(new UnclearException("hung up")).answers(answer(404));
    }

    assertThatThrownBy(() -> run(repository()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Testhub did not say whether it made repository r: hung up")
        .hasMessageContaining("try again later");
    assertThat(pauses).containsExactly(1000L, 2000L, 4000L);
  }

  @Test
  void aRefusedLoginEndsTheRunAndSaysHowOneIsGiven() {
    host.answers(answer(401, "{\"message\":\"Bad credentials\"}"));

    assertThatThrownBy(() -> run(repository().orByHand("do it")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "Testhub at https://host.example/api rejects the credentials"
                + " (it says: Bad credentials)")
        .hasMessageContaining("set TESTHUB_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 599})
  void aHostThatFailsIsToBeTriedLater(int status) {
    host.answers(answer(status));

    assertThatThrownBy(() -> run(repository().orByHand("do it")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Testhub answers " + status + " for repository r")
        .hasMessageContaining("try again later");
  }

  @Test
  void whatALoginMayNotDoIsToldWithThePermission() {
    Step step = repository().permittedBy("repo");
    host.answers(answer(403));
    assertThatThrownBy(() -> run(step))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be created: the credentials do not allow that: it takes repo")
        .hasMessageContaining("grant the missing permission, or use other credentials");

    host.answers(answer(404), answer(404));
    assertThatThrownBy(() -> run(repository()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be created: the credentials do not allow that\n");

    host.lacks("the login lacks the scope repo").answers(answer(403, "{\"message\":\"no\"}"));
    assertThatThrownBy(() -> run(step))
        .hasMessageContaining("cannot be created: the login lacks the scope repo (it says: no)");
  }

  @Test
  void whatAPersonCanDoGoesOnToTheChecklist() {
    host.answers(answer(403), answer(410));
    assertThat(run(repository().orByHand("open the settings")))
        .isEqualTo(
            new StepResult(
                "repository r", Kind.OPEN, "the credentials do not allow that; open the settings"));
    assertThat(run(repository().orByHand("")).note()).isEqualTo("Testhub answers 410");
  }

  @Test
  void whatNoCallMakesIsMissing() {
    host.answers(answer(404));
    assertThat(run(Step.of("group g", Call.get("/g")).orByHand("make it")).note())
        .isEqualTo("it does not exist; make it");

    Step never = Step.of("g", Call.get("/g")).makes(make("/g").onlyWhen("kind", "b")).orByHand("");
    runner.facts().put("kind", "a");
    host.answers(answer(404));
    assertThat(run(never).note()).isEqualTo("it does not exist, and cannot be created as it is");
  }

  @Test
  void whatHasToBeThereAlreadyRefuses() {
    host.answers(answer(404));

    assertThatThrownBy(() -> run(repository().refuses(new UsageException("no r", "make r"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no r")
        .hasMessageContaining("make r");
    assertThat(host.calls()).containsExactly("GET /r");
  }

  @Test
  void aStepThatNeedsWhatNobodyToldIsLeftToAPerson() {
    assertThat(run(Step.of("t", Call.get("/{id}/t")).orByHand("look")).note())
        .isEqualTo("id is not known; look");
    assertThatThrownBy(() -> run(Step.of("t", Call.get("/{id}/t"))))
        .hasMessageContaining("t cannot be created: id is not known");
    assertThat(host.calls()).isEmpty();
  }
}
