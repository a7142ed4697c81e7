package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class JsonSyntaxCheckTest {

  private final JsonSyntaxCheck check = new JsonSyntaxCheck();

  @Test
  void reportsWhereAFileDoesNotParse() {
    assertThat(ProjectUnderTest.with("data/request.json", "{", "  \"a\": [1, 2", "}").places(check))
        .containsExactly("data/request.json:3:2 [json-syntax]");
  }

  @Test
  void saysWhatIsWrongToPeopleWhoDoNotProgram() {
    assertThat(ProjectUnderTest.with("a.json", "[,1]").findings(check))
        .containsExactly(
            "a.json:1:3: error: not valid JSON: a missing or trailing comma, a comment, or a string without quotes; correct it at or above this line [json-syntax]");
  }

  @Test
  void reportsTextBehindTheEndAndAnEmptyFile() {
    assertThat(ProjectUnderTest.with("a.json", "{}", "{}").and("b.json").places(check))
        .containsExactly("a.json:2:2 [json-syntax]", "b.json:1:1 [json-syntax]");
  }

  @Test
  void reportsANotebookWithoutCells() {
    assertThat(
            ProjectUnderTest.with("a.ipynb", "{\"cells\": [], \"nbformat\": 4}")
                .and("b.ipynb", "{\"cells\": {}}")
                .and("c.ipynb", "{\"cells\": [")
                .places(check))
        .containsExactly("b.ipynb:1:1 [notebook-syntax]", "c.ipynb:2:1 [notebook-syntax]");
  }

  @Test
  void acceptsJsonAndFilesThatMayHaveComments() {
    assertThat(
            ProjectUnderTest.with("a.json", "[1, {\"b\": null}]")
                .and("infrastructure/bicepconfig.json", "// why", "{}")
                .and(".devcontainer/devcontainer.json", "{/* why */}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void seesMistakesInJsonWithComments() {
    assertThat(
            ProjectUnderTest.with(
                    ".devcontainer/devcontainer.json",
                    "{ // {\"",
                    "  \"a\": \"// no comment\", /* [ */",
                    "  \"b\": [1, 2,],",
                    "  \"c\" 3",
                    "}")
                .and(
                    "azuredeploy.json",
                    "{ // why",
                    "  \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\"",
                    "}")
                .and("data.json", "{ // why", "}")
                .places(check))
        .containsExactly(
            ".devcontainer/devcontainer.json:4:8 [json-syntax]", "data.json:1:4 [json-syntax]");
  }
}
