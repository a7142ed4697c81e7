package io.github.mlopsmaven.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.problem.UsageException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs read of a fleet. */
class FleetReportTest {

  private static final String HOSTILE = "<script>alert(1)</script>\"'&";

  private static final FleetRow FULL =
      new FleetRow(
          "acme/one",
          Optional.of("https://h/acme/one"),
          Result.BEHIND,
          "one",
          Optional.of(
              new FleetRow.Template(
                  "https://h/t.git",
                  Optional.of("https://h/t.git"),
                  "main (abc)",
                  Optional.of("main (def)"))),
          Optional.of(new FleetRow.Behind(12, Optional.of(67L))),
          65,
          Map.of("changed", List.of("a.txt", HOSTILE), "held", List.of("h")),
          Optional.of(
              List.of(
                  new FleetRow.Check("max-behind", false, "67 days", "update it"),
                  new FleetRow.Check("forbidden", true, HOSTILE, "choose another"))),
          Optional.of(new FleetRow.Request(Optional.of("https://h/acme/one/pull/7"), "made")),
          Optional.empty(),
          List.of("a note"));

  private static final FleetRow BAD =
      FleetRow.of(
              new Member(
                  "=cmd()" + HOSTILE, "x", Optional.of("javascript:alert(1)"), Optional.empty()),
              Result.FAILED,
              List.of())
          .failed(new FleetRow.Trouble("no, \"really\"\nnot", "look"));

  private static final FleetReport REPORT =
      new FleetReport(
          "github:acme?topic=<b>", Instant.parse("2026-07-26T09:12:00Z"), List.of(FULL, BAD));

  @Test
  void aRowIsReadBackAsItWasWritten() {
    for (FleetRow row : List.of(FULL, BAD)) {
      assertThat(
              FleetJson.row(
                  JsonParser.parseString(FleetJson.text(FleetJson.of(row))).getAsJsonObject()))
          .isEqualTo(row);
    }
  }

  @Test
  void theWorstComesFirst() {
    assertThat(REPORT.rows()).containsExactly(BAD, FULL);
    assertThat(REPORT.json()).contains("\"failed\": 1", "\"behind\": 1", "\"format\": 1");
  }

  @Test
  void theTableSaysWhatIsWrong() {
    assertThat(new FleetText(List.of(FULL)).lines())
        .containsExactly(
            "repository  state   behind               drift  held  policy               pull request",
            "acme/one    behind  12 commits, 67 days  2      1     1 failed, 1 warning  made",
            "",
            "acme/one: warning: 67 days [max-behind]",
            "acme/one: " + HOSTILE + " [forbidden]",
            "1 repositories: 1 behind");
  }

  @Test
  void aSpreadsheetTakesNoFormula() {
    List<String> lines = new FleetText(List.of(FULL, BAD)).csv().lines().toList();
    assertThat(lines.get(0)).startsWith("repository,result,project,template,");
    assertThat(lines.get(1)).startsWith("\"'=cmd()<script>alert(1)</script>\"\"'&\",failed,");
    assertThat(lines.get(1) + lines.get(2)).endsWith(",\"no, \"\"really\"\"not\"");
    assertThat(new FleetText(List.of(FULL)).csv())
        .endsWith(
            "acme/one,behind,one,https://h/t.git,main (abc),main (def),12,67,65,2,0,0,1,0,1,1,https://h/acme/one/pull/7,");
  }

  @Test
  void whatOthersSayIsTextOnThePage() {
    String page = new FleetPage(REPORT).html();
    assertThat(page).doesNotContain("<script>alert", "javascript:", "topic=<b>");
    assertThat(page)
        .contains(
            "github:acme?topic=&lt;b&gt;",
            "=cmd()&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;",
            "<a href=\"https://h/acme/one\" rel=\"noreferrer\">acme/one</a>",
            ">#7</a>",
            "67 days <span class=\"quiet by\">12 commits</span>",
            "2 changed, 1 held",
            "<code>forbidden</code>");
    assertThat(page).doesNotContain("@ROWS@", "@TITLE@", "@SCRIPT@");
  }

  /** A name that looks like a place of the page is not taken for one. */
  @Test
  void aPlaceIsFilledOnce() {
    FleetRow row =
        FleetRow.of(
            new Member("@SCRIPT@", "x", Optional.empty(), Optional.empty()),
            Result.CURRENT,
            List.of());
    String page = new FleetPage(new FleetReport("@ROWS@", Instant.EPOCH, List.of(row))).html();
    assertThat(page).contains("<h1>@ROWS@</h1>", "scope=\"row\">@SCRIPT@</th>");
  }

  @Test
  void itAsksNothingOfAnybody() {
    String page = new FleetPage(REPORT).html();
    assertThat(page)
        .doesNotContain("<link", "<img", "src=", "@import", "url(", "XMLHttp", "fetch(");
    assertThat(page).contains("default-src 'none'", "<html lang=\"en\">", "<caption");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "github:acme|github acme",
        "github:acme?topic=mlops|github acme topic mlops",
        "github:acme?search=language:python forecast|github acme search language:python forecast",
        "azure-devops:acme/ML Platform|azure-devops acme/ML Platform",
      })
  void aPlaceIsRead(String text, String read) {
    FleetQuery query = FleetQuery.parse(text);
    assertThat(
            query.host()
                + " "
                + query.owner()
                + query.topic().map(topic -> " topic " + topic).orElse("")
                + query.search().map(search -> " search " + search).orElse(""))
        .isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "gitlab:acme", "github:", "azure-devops:acme", "github:a/b"})
  void anotherPlaceIsRefused(String text) {
    assertThatThrownBy(() -> FleetQuery.parse(text))
        .hasMessageContaining("github:ORGANIZATION?topic=NAME");
  }

  @Test
  void aListHasAUrlOnEachLine() {
    assertThat(
            RepositoryList.parse(
                    "l.txt",
                    """
                    # ours
                    https://me@h.example/acme/one.git   # the first
                    git@h.example:acme/two.git

                    https://dev.azure.com/acme/ML%20Platform/_git/three
                    file:///srv/four.git
                    """)
                .members())
        .extracting(Member::name)
        .containsExactly("acme/one", "acme/two", "ML Platform/three", "srv/four");
    assertThatThrownBy(
            () -> RepositoryList.parse("l.txt", "acme/one\nhttps://h/a/b\nhttps://h/a/b\n"))
        .hasMessageContaining("l.txt:1:1: 'acme/one' is not a git URL")
        .hasMessageContaining("l.txt:3:1: https://h/a/b is a duplicate");
    assertThatThrownBy(() -> RepositoryList.parse("l.txt", "# none\n"))
        .hasMessageContaining("l.txt names no repository");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://x:SECRET@@bad",
        "https://x:SE@CRET@h/acme/one.git",
        "https://SECRET@h/acme/one\nhttps://SECRET@i/acme/one",
        "ssh://git:SE@CRET@h/acme/one",
        "https://x:SECRET@h/acme/one\nhttps://y:SECRET@h/acme/one",
      })
  void aLoginIsInNoNameAndInNoMessage(String text) {
    String told;
    try {
      told =
          RepositoryList.parse("l.txt", text).members().stream()
              .map(member -> member.name() + " " + member.page())
              .toList()
              .toString();
    } catch (UsageException e) {
      told = e.problem();
    }
    assertThat(told).doesNotContain("SECRET").doesNotContain("CRET@");
  }

  @Test
  void repositoriesOfOneNameAtTwoPlacesAreTwo() {
    assertThat(
            RepositoryList.parse(
                    "l.txt",
                    "https://a.example/x/y.git\nhttps://b.example/x/y.git\n"
                        + "https://h/contoso/ml/_git/churn\nhttps://h/fabrikam/ml/_git/churn\n"
                        + "git@a.example:x/z.git\n")
                .members())
        .extracting(Member::name)
        .containsExactly(
            "a.example/x/y", "b.example/x/y", "h/contoso/ml/churn", "h/fabrikam/ml/churn", "x/z");
    assertThatThrownBy(
            () ->
                RepositoryList.parse(
                    "l.txt",
                    "https://h/a/b\nhttps://H/a/b.git\nhttps://me@h/a/b/\nhttps://h:443/a/b\n"))
        .hasMessageContaining("l.txt:2")
        .hasMessageContaining("l.txt:3");
  }

  @Test
  void theGoalFailsForWhatItIsToldTo() {
    FleetFailOn.parse("never").require(List.of(FULL, BAD));
    assertThatThrownBy(() -> FleetFailOn.parse("error,policy,drift").require(List.of(FULL, BAD)))
        .hasMessageContaining("of 2 repositories 1 failed, 1 with drift, 1 refused by a policy");
    assertThatThrownBy(() -> FleetFailOn.parse("behnd")).hasMessageContaining("behind");
  }
}
