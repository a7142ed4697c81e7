package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repositories are members of a fleet, as the hosts list them. */
class FleetDirectoriesTest {

  private static final String FIRST = "GET /orgs/contoso/repos?per_page=100&page=1";

  private final MemoryApi api = new MemoryApi();

  private static String repository(String name, String more) {
    return "{'full_name':'contoso/"
        + name
        + "','clone_url':'https://h/"
        + name
        + ".git','html_url':'https://h/"
        + name
        + "'"
        + more
        + "}";
  }

  private GitHubFleet gitHub(String topic, String search) {
    return new GitHubFleet(
        api,
        "contoso",
        Optional.of(topic).filter(text -> !text.isEmpty()),
        Optional.of(search).filter(text -> !text.isEmpty()));
  }

  private static String page(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> repository("r" + i, ""))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void anOrganizationIsReadPageByPage() {
    api.answers("GET /orgs/contoso", 200, "{}")
        .answers(FIRST, 200, page(0, 100))
        .answers("GET /orgs/contoso/repos?per_page=100&page=2", 200, page(100, 3));

    assertThat(gitHub("", "").members()).hasSize(103);
    assertThat(api.sent())
        .containsExactly(
            "GET /orgs/contoso -> 200",
            FIRST + " -> 200",
            "GET /orgs/contoso/repos?per_page=100&page=2 -> 200");
  }

  @Test
  void aPageThatIsNotFullIsTheLast() {
    api.answers("GET /orgs/contoso", 200, "{}")
        .answers(
            FIRST,
            200,
            "["
                + repository("a", ",'topics':[null,{'a':1},'x','MLOps']")
                + ","
                + repository("b", ",'topics':['x'],'archived':true")
                + ","
                + repository("c", ",'topics':['mlops'],'archived':false,'disabled':true")
                + ",{'full_name':'contoso/d','clone_url':'https://h/d.git','topics':['mlops']}]");

    assertThat(gitHub("mlops", "").members())
        .containsExactly(
            new Member(
                "contoso/a", "https://h/a.git", Optional.of("https://h/a"), Optional.empty()),
            new Member(
                "contoso/c",
                "https://h/c.git",
                Optional.of("https://h/c"),
                Optional.of("disabled")),
            new Member("contoso/d", "https://h/d.git", Optional.empty(), Optional.empty()));
    assertThat(gitHub("", "").members())
        .extracting(Member::name)
        .containsExactly("contoso/a", "contoso/b", "contoso/c", "contoso/d");
    assertThat(gitHub("", "").members().get(1).skipped()).contains("archived");
    assertThat(api.sent()).hasSize(6);
  }

  @Test
  void aUserIsReadWhereNoOrganizationHasTheName() {
    api.answers("GET /users/contoso/repos?per_page=100&page=1", 200, page(0, 1));

    assertThat(gitHub("", "").members()).extracting(Member::name).containsExactly("contoso/r0");
  }

  @Test
  void aSearchEndsWhereGitHubsDoes() {
    String path = "GET /search/repositories?q=org%3Acontoso%20topic%3Ax&per_page=100&page=";
    for (int i = 1; i <= 12; i++) {
      api.answers(path + i, 200, "{'items':" + page(i * 100, 100) + "}");
    }

    assertThat(gitHub("", "topic:x").members()).hasSize(1000);
    assertThat(api.sent()).hasSize(10).last().isEqualTo(path + "10 -> 200");
  }

  @Test
  void aHostThatGivesSmallerPagesIsReadToTheEnd() {
    api.answers("GET /orgs/contoso", 200, "{}")
        .answers(
            FIRST, linked(page(0, 30), "<https://h/x?page=2>; rel=\"next\", <y>; rel=\"last\""))
        .answers(
            "GET /orgs/contoso/repos?per_page=100&page=2",
            linked(page(30, 5), "<https://h/x?page=1>; rel=\"prev\""));

    assertThat(gitHub("", "").members()).hasSize(35);
  }

  private static Answer linked(String json, String link) {
    return new Answer(200, JsonParser.parseString(json.replace('\'', '"')), Map.of("Link", link));
  }

  @Test
  void whatIsOnTwoPagesBecauseOneWasMadeMeanwhileIsOneMember() {
    api.answers("GET /orgs/contoso", 200, "{}")
        .answers(FIRST, 200, page(0, 100))
        .answers("GET /orgs/contoso/repos?per_page=100&page=2", 200, page(99, 3));

    assertThat(gitHub("", "").members()).hasSize(102).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotListedWholeIsRefused() {
    String path = "GET /search/repositories?q=org%3Acontoso%20x&per_page=100&page=1";
    api.answers(path, 200, "{'total_count':1001,'items':" + page(0, 100) + "}");
    assertThatThrownBy(() -> gitHub("", "x").members())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("finds 1001 repositories, and GitHub lists only the first 1000");

    MemoryApi slow = new MemoryApi();
    slow.answers(path, 200, "{'total_count':3,'incomplete_results':true,'items':[]}");
    assertThatThrownBy(
            () -> new GitHubFleet(slow, "contoso", Optional.empty(), Optional.of("x")).members())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("did not finish its search");

    MemoryApi large = new MemoryApi();
    for (int i = 1; i <= 101; i++) {
      large.answers(
          "GET /users/contoso/repos?per_page=100&page=" + i, 200, page(100 * (i - 1), 100));
    }
    assertThatThrownBy(
            () -> new GitHubFleet(large, "contoso", Optional.empty(), Optional.empty()).members())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has more than 10000 repositories");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "{}",
        "{'full_name':'contoso/a'}",
        "{'full_name':'','clone_url':'https://h/a.git'}",
        "{'full_name':'contoso/a','clone_url':'file:///home/somebody/a'}",
        "{'full_name':'contoso/a','clone_url':'/etc'}",
        "{'full_name':'contoso/a','clone_url':'ext::sh -c x'}"
      })
  void anEntryWithoutANameOrAnAddressInTheNetworkIsRefused(String entry) {
    api.answers("GET /orgs/contoso", 200, "{}").answers(FIRST, 200, "[" + entry + "]");
    assertThatThrownBy(() -> gitHub("", "").members())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("has no name, or no address to fetch it from");
  }

  @Test
  void whoIsNotThereOrMayNotBeListedIsSaid() {
    assertThatThrownBy(() -> gitHub("", "").members())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("GitHub has no organization or user 'contoso'")
        .hasMessageContaining("check -Dmlops.of and the rights of the token");
    api.answers("GET /orgs/contoso", 403, "{}").answers(FIRST, 403, "{'message':'SSO needed'}");
    assertThatThrownBy(() -> gitHub("", "").members())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("GitHub does not list the repositories of contoso: 403 SSO needed");
  }

  @Test
  void aProjectOfAzureDevOpsIsReadWithoutTheAccountInItsAddresses() {
    api.answers(
        "GET /ML%20Platform/_apis/git/repositories?api-version=7.1",
        200,
        "{'value':[{'name':'a','remoteUrl':'https://contoso@dev.azure.com/contoso/x/_git/a',"
            + "'webUrl':'https://w/a','isDisabled':false},"
            + "{'name':'b','remoteUrl':'https://dev.azure.com/b','isDisabled':true}]}");

    assertThat(new AzureDevOpsFleet(api, "contoso/ML Platform").members())
        .containsExactly(
            new Member(
                "ML Platform/a",
                "https://dev.azure.com/contoso/x/_git/a",
                Optional.of("https://w/a"),
                Optional.empty()),
            new Member(
                "ML Platform/b",
                "https://dev.azure.com/b",
                Optional.empty(),
                Optional.of("disabled")));
  }

  @Test
  void aProjectOfAzureDevOpsThatCannotBeReadIsSaid() {
    AzureDevOpsFleet fleet = new AzureDevOpsFleet(api, "contoso/p");
    assertThatThrownBy(fleet::members)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Azure DevOps has no project 'contoso/p'");
    api.answers("GET /p/_apis/git/repositories?api-version=7.1", 401, "{'message':'Unauthorized'}");
    assertThatThrownBy(fleet::members)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(
            "Azure DevOps does not list the repositories of contoso/p: 401 Unauthorized");
  }
}
