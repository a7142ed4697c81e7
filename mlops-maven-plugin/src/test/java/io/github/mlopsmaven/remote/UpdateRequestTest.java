package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.StepsAtWork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The one pull request of an update, at both hosts: opened once, brought to newer states, never
 * opened again where it was refused, and never written over where a person wrote.
 */
class UpdateRequestTest {

  private static final Publication PROJECT =
      Publication.existing("contoso", "fares", StepsTest.project(StepsTest.settings(false)).lock());

  private final MemoryApi api = new MemoryApi();

  private static PullRequest request(boolean draft, String state) {
    return new PullRequest("mlops/up", "trunk", "Update it", "Text {x}", draft, state);
  }

  /** A host, and the names that it has for the same things. */
  private enum Kind {
    GITHUB(
        "GET /repos/contoso/fares/pulls?state=all&per_page=100&head=contoso%3Amlops/up",
        "/repos/contoso/fares/pulls", "", 60_000),
    AZURE(
        "GET /ML%20Platform/_apis/git/repositories/fares/pullrequests?api-version=7.1"
            + "&searchCriteria.status=all&searchCriteria.sourceRefName=refs/heads/mlops/up",
        "/ML%20Platform/_apis/git/repositories/fares/pullrequests", "?api-version=7.1", 4_000);

    private final String list;
    private final String path;
    private final String query;
    private final int limit;

    Kind(String list, String path, String query, int limit) {
      this.list = list;
      this.path = path;
      this.query = query;
      this.limit = limit;
    }

    Host host(MemoryApi api) {
      return this == GITHUB
          ? new GitHubHost(GitHubSite.parse(GitHubSite.PUBLIC), api)
          : new AzureDevOpsHost(
              new AzureDevOpsSite(Place.parse("azureDevOpsUrl", AzureDevOpsSite.PUBLIC), "contoso"),
              "ML Platform",
              api);
    }

    /** A request as the host tells of it. */
    String pull(int number, String state, String text, boolean draft) {
      JsonElement quoted = new JsonPrimitive(text);
      return this == GITHUB
          ? "{\"number\":%d,\"state\":\"%s\",\"merged_at\":%s,\"body\":%s,\"draft\":%s}"
              .formatted(
                  number,
                  state.equals("open") ? "open" : "closed",
                  state.equals("merged") ? "\"2026\"" : "null",
                  quoted,
                  draft)
          : "{\"pullRequestId\":%d,\"status\":\"%s\",\"description\":%s,\"isDraft\":%s}"
              .formatted(
                  number,
                  state.equals("open")
                      ? "active"
                      : state.equals("merged") ? "completed" : "abandoned",
                  quoted,
                  draft);
    }

    String all(String... pulls) {
      String list = "[" + String.join(",", pulls) + "]";
      return this == GITHUB ? list : "{\"value\":" + list + "}";
    }

    String page(int number) {
      return this == GITHUB
          ? "https://github.com/contoso/fares/pull/" + number
          : "https://dev.azure.com/contoso/ML%20Platform/_git/fares/pullrequest/" + number;
    }
  }

  private Kind kind = Kind.GITHUB;

  private List<String> run(PullRequest request) {
    Host host = kind.host(api);
    return new StepsAtWork(host, api::sent).run(host.updateRequest(PROJECT, request));
  }

  private void lists(String... pulls) {
    api.answers(kind.list, new Answer(200, JsonParser.parseString(kind.all(pulls)), Map.of()));
  }

  private void shows(int number, String pull) {
    api.answers(
        "GET " + kind.path + "/" + number + kind.query,
        new Answer(200, JsonParser.parseString(pull), Map.of()));
  }

  private String body(PullRequest request) {
    return request.body(kind.limit);
  }

  private String sentBody(String method) {
    return api.sent().stream().filter(line -> line.startsWith(method)).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void itIsOpenedWhereThereIsNone(String name) {
    kind = Kind.valueOf(name);
    PullRequest request = request(true, "one");
    lists();
    String made = kind.pull(5, "open", body(request), true);
    api.answers(
        "POST " + kind.path + kind.query, new Answer(201, JsonParser.parseString(made), Map.of()));
    shows(5, made);

    assertThat(run(request))
        .containsSubsequence(
            "  made: pull request from mlops/up: " + kind.page(5),
            "GET " + kind.path + "/5" + kind.query + " -> 200",
            "  there already: text of the pull request");
    assertThat(sentBody("POST"))
        .contains(
            "\"title\":\"Update it\"",
            kind == Kind.GITHUB
                ? "\"head\":\"mlops/up\""
                : "\"sourceRefName\":\"refs/heads/mlops/up\"",
            kind == Kind.GITHUB ? "\"base\":\"trunk\"" : "\"targetRefName\":\"refs/heads/trunk\"",
            kind == Kind.GITHUB ? "\"draft\":true" : "\"isDraft\":true",
            "Text {x}",
            "Update `one-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void anOpenOneFollows(String name) {
    kind = Kind.valueOf(name);
    String old = kind.pull(8, "open", body(request(false, "zero")), false);
    lists(kind.pull(7, "closed", body(request(false, "zero")), false), old);
    shows(8, old);

    assertThat(run(request(false, "one")))
        .containsSubsequence(
            "  there already: pull request from mlops/up: " + kind.page(8),
            "  made: text of the pull request");
    assertThat(sentBody("PATCH " + kind.path + "/8" + kind.query))
        .contains("\"title\":\"Update it\"", "Update `one-", "Text {x}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void anOpenOneThatIsForThisStateIsLeft(String name) {
    kind = Kind.valueOf(name);
    PullRequest request = request(false, "one");
    String there = kind.pull(8, "open", body(request), false);
    lists(there);
    shows(8, there);

    assertThat(run(request))
        .containsSubsequence(
            "  there already: pull request from mlops/up: " + kind.page(8),
            "  there already: text of the pull request");
    assertThat(api.sent()).allMatch(line -> line.startsWith("GET "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void whatAPersonWroteIsNotWrittenOver(String name) {
    kind = Kind.valueOf(name);
    String edited = kind.pull(8, "open", body(request(false, "zero")) + " and mine", false);
    lists(edited);
    shows(8, edited);

    assertThat(run(request(false, "one")))
        .last()
        .isEqualTo(
            "  there already: text of the pull request: it was edited by hand, so it was not"
                + " changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void oneThatWasClosedForThisStateIsNotOpenedAgain(String name) {
    kind = Kind.valueOf(name);
    PullRequest request = request(false, "one");
    lists(
        kind.pull(2, "merged", body(request), false),
        kind.pull(3, "closed", body(request(false, "zero")), false),
        kind.pull(4, "closed", body(request), false));

    assertThat(run(request))
        .last()
        .isEqualTo(
            "  there already: pull request from mlops/up: it was closed for this version, and is"
                + " not opened again; reopen it there if it is wanted; "
                + kind.page(4));
    assertThat(api.sent()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB", "AZURE"})
  void oneThatWasMergedOrIsForAnotherStateDoesNotStandForThisOne(String name) {
    kind = Kind.valueOf(name);
    lists(
        kind.pull(2, "merged", body(request(false, "one")), false),
        kind.pull(3, "closed", body(request(false, "zero")), false));

    run(request(false, "one"));

    assertThat(api.sent()).anyMatch(line -> line.startsWith("POST "));
  }

  @Test
  void azureDevOpsMakesADraftOfWhatIsHeld() {
    kind = Kind.AZURE;
    String ready = kind.pull(8, "open", body(request(true, "one")), false);
    lists(ready);
    shows(8, ready);

    assertThat(run(request(true, "one"))).last().isEqualTo("  made: text of the pull request");
    assertThat(sentBody("PATCH")).contains("\"isDraft\":true");
  }

  @Test
  void gitHubLeavesThatToPeopleAndSaysWhere() {
    lists(kind.pull(8, "open", body(request(true, "one")), false));
    shows(8, kind.pull(8, "open", body(request(true, "one")), false));

    assertThat(run(request(true, "one")))
        .contains(
            "  there already: pull request from mlops/up: files are held now: convert it to a draft"
                + " there; https://github.com/contoso/fares/pull/8");
  }

  @Test
  void gitHubSaysWhenNothingIsHeldAnyMore() {
    lists(kind.pull(8, "open", body(request(false, "one")), true));
    shows(8, kind.pull(8, "open", body(request(false, "one")), true));

    assertThat(run(request(false, "one")))
        .contains(
            "  there already: pull request from mlops/up: nothing is held any more: mark it as ready"
                + " for review there; https://github.com/contoso/fares/pull/8");
  }

  @Test
  void whereAPlanHasNoDraftsTheTitleSaysIt() {
    lists();
    api.answers("POST /repos/contoso/fares/pulls", 422, "{'message':'Draft pull requests are not'}")
        .answers("POST /repos/contoso/fares/pulls", 201, "{'number':5,'state':'open'}");

    assertThat(run(request(true, "one")))
        .contains("  made: pull request from mlops/up: https://github.com/contoso/fares/pull/5");
    assertThat(api.sent())
        .filteredOn(line -> line.startsWith("POST"))
        .last()
        .asString()
        .contains("\"draft\":false", "\"title\":\"[Draft] Update it\"");
  }

  @Test
  void whatIsRefusedForAnotherReasonIsNotSentAsNoDraft() {
    lists();
    api.answers("POST /repos/contoso/fares/pulls", 422, "{'message':'No commits between them'}");

    assertThat(run(request(false, "one")))
        .last()
        .asString()
        .contains("pull request from mlops/up cannot be created: GitHub answers 422");
    assertThat(api.sent()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
  }

  @Test
  void anAnswerWithoutANumberShowsNoPage() {
    lists();
    api.answers("POST /repos/contoso/fares/pulls", 201, "{'state':'open'}");

    assertThat(run(request(false, "one"))).contains("  made: pull request from mlops/up");
  }
}
