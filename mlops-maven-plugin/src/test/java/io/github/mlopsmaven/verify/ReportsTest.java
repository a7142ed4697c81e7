package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportsTest {

  private static final Rule BROKEN = new Rule("a-broken", Level.ERROR, "Nothing is broken.");
  private static final Rule UNUSED = new Rule("b-unused", Level.WARNING, "Everything is used.");

  private static final Finding ERROR =
      new Finding(
          BROKEN, Level.ERROR, "in/a b.yml", new Position(3, 5), "'<x>' is broken", "fix it & run");
  private static final Finding WARNING =
      new Finding(UNUSED, Level.WARNING, "b.yml", Position.START, "'y' is unused", "remove it");

  private static final Report REPORT =
      new Report(
          "contoso v1",
          Map.of("a-broken", BROKEN, "b-unused", UNUSED),
          List.of(
              verified("one", List.of(), List.of(ERROR, WARNING)),
              verified(
                  "two",
                  List.of(new Part("p", "pipelines", false, Condition.always())),
                  List.of(ERROR)),
              verified("three", List.of(), List.of())));

  private static Verified verified(String kind, List<Part> missing, List<Finding> findings) {
    return new Verified(
        Optional.of(new Selection(new LinkedHashMap<>(Map.of("kind", kind)))),
        missing,
        findings,
        Map.of(ERROR, ERROR.movedTo("src/a b.yml", ERROR.position())));
  }

  @Test
  void peopleSeeEachPlaceOnceAndATableOfSelections() {
    assertThat(ReportFormat.TEXT.text(REPORT, "1.0"))
        .isEqualTo(
            """
            Verified contoso v1
            b.yml:1:1: warning: 'y' is unused
                remove it [b-unused]
                in one
            src/a b.yml:3:5: error: '<x>' is broken
                fix it & run [a-broken]
                in one and 1 more
              selection  errors  warnings  notes
              one             1         1      0
              two             1         0      0  lacks the pipelines
              three           0         0      0
            1 error, 1 warning, 0 notes\
            """);
  }

  @Test
  void programsReadJson() {
    JsonObject root =
        JsonParser.parseString(ReportFormat.JSON.text(REPORT, "1.0")).getAsJsonObject();

    assertThat(root.getAsJsonArray("selections")).hasSize(3);
    JsonObject first = root.getAsJsonArray("findings").get(1).getAsJsonObject();
    assertThat(first.get("file").getAsString()).isEqualTo("src/a b.yml");
    assertThat(first.get("line").getAsInt()).isEqualTo(3);
    assertThat(first.getAsJsonArray("selections")).hasSize(2);
  }

  @Test
  void buildServersReadJUnit() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(ReportFormat.JUNIT.text(REPORT, "1.0"))));

    assertThat(document.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(6);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .isEqualTo("in/a b.yml:3:5: error: '<x>' is broken; fix it & run [a-broken]\n");
    assertThat(document.getElementsByTagName("system-out").getLength()).isEqualTo(1);
  }

  @Test
  void codeScanningReadsSarif() {
    JsonObject run =
        JsonParser.parseString(ReportFormat.SARIF.text(REPORT, "1.0"))
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject();

    assertThat(run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules"))
        .hasSize(2);
    JsonObject result = run.getAsJsonArray("results").get(1).getAsJsonObject();
    assertThat(result.get("level").getAsString()).isEqualTo("error");
    assertThat(result.toString())
        .contains("\"uri\":\"src/a%20b.yml\",\"uriBaseId\":\"%SRCROOT%\"")
        .contains("\"startLine\":3,\"startColumn\":5");
    assertThat(run.getAsJsonObject("originalUriBaseIds").keySet()).containsExactly("%SRCROOT%");
  }

  @Test
  void theAlertOfABrokenRuleShowsItsPage() {
    Map<String, Rule> rules = Verifier.rules(AllChecks.list());
    Rule broken = rule(rules, "github-undeclared-secret");
    Finding finding = new Finding(broken, Level.ERROR, "a.yml", Position.START, "p", "r");
    JsonArray described =
        JsonParser.parseString(
                ReportFormat.SARIF.text(
                    new Report("x", rules, List.of(verified("one", List.of(), List.of(finding)))),
                    "1.0"))
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("tool")
            .getAsJsonObject("driver")
            .getAsJsonArray("rules");

    assertThat(described)
        .hasSize(rules.size())
        .allSatisfy(
            rule -> {
              JsonObject object = rule.getAsJsonObject();
              String help = object.getAsJsonObject("help").get("markdown").getAsString();
              if (object.get("id").getAsString().equals(broken.id())) {
                assertThat(help)
                    .startsWith(
                        "# Undeclared secret in a shared GitHub workflow\n\nRule `github-undeclared-secret`")
                    .contains("**Fix:**")
                    .contains("by github-unknown-name.")
                    .doesNotContain(".md)");
              } else {
                assertThat(help)
                    .isEqualTo(rule(rules, object.get("id").getAsString()).description());
              }
            });
  }

  private static Rule rule(Map<String, Rule> rules, String id) {
    return Optional.ofNullable(rules.get(id)).orElseThrow();
  }
}
