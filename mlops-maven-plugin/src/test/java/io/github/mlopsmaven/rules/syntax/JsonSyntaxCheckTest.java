package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxCheckTest {

  private final JsonSyntaxCheck check = new JsonSyntaxCheck();

  @Test
  void reportsWhereAFileDoesNotParse() {
    assertThat(ProjectUnderTest.with("data/request.json", "{", "  \"a\": [1, 2", "}").places(check))
        .containsExactly("data/request.json:3:1 [json-syntax]");
  }

  @Test
  void saysWhatIsWrongToPeopleWhoDoNotProgram() {
    assertThat(ProjectUnderTest.with("a.json", "[,1]").findings(check))
        .containsExactly(
            "a.json:1:2: error: not valid JSON: a value is missing before the ','; correct it at or above this line [json-syntax]");
  }

  @Test
  void reportsTextBehindTheEndAndAnEmptyFile() {
    assertThat(ProjectUnderTest.with("a.json", "{}", "]").and("b.json").places(check))
        .containsExactly("a.json:2:1 [json-syntax]", "b.json:1:1 [json-syntax]");
  }

  @Test
  void reportsAKeyThatAnObjectHasTwice() {
    assertThat(
            ProjectUnderTest.with(
                    "a.json",
                    "{\"a\": {\"b\": 1}, \"c\": [{\"a\": 1}, {\"a\": 2}], \"b\": {\"a\": 1},",
                    "  \"a\": 2}")
                .and("tsconfig.json", "{ // a comment", "\"a\": 1, \"a\": 2, }")
                .and("b.json", "{\"a\": \"a\", \"A\": {\"a\": {\"a\": []}}}")
                .and("c.json", "{\"a\": 1, \"a\": }")
                .places(check))
        .containsExactly(
            "a.json:2:3 [json-duplicate-key]",
            "c.json:1:15 [json-syntax]",
            "tsconfig.json:2:9 [json-duplicate-key]");
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
            ".devcontainer/devcontainer.json:4:7 [json-syntax]", "data.json:1:3 [json-syntax]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "[1,2,]                 | 4 | trailing comma",
        "{`a`:1,}               | 6 | trailing comma",
        "[1 2]                  | 3 | a comma is missing before it",
        "{`a`:1 `b`:2}          | 7 | a comma is missing before it",
        "{`a` 1}                | 5 | a colon is missing after the key",
        "{`a`:}                 | 5 | a value is missing before the '}'",
        "{,}                    | 1 | a key is missing before the ','",
        "{a:1}                  | 1 | a key without double quotes",
        "['a']                  | 1 | a string in single quotes",
        "[/*x*/1]               | 1 | a comment, which JSON does not have",
        "[NaN]                  | 1 | 'NaN' is not a value; a string needs double quotes",
        "[trueish]              | 1 | 'trueish' is not a value; a string needs double quotes",
        "[01]                   | 1 | '01' is not a number of JSON",
        "[1.]                   | 1 | '1.' is not a number of JSON",
        "[+1]                   | 1 | '+1' is not a number of JSON",
        "[`a\\x`]               | 3 | an escape that JSON does not have",
        "[`a]                   | 1 | a string without its closing quote",
        "[1}                    | 2 | a comma or ']' is missing before the '}'",
        "[1,}                   | 3 | a value is missing before the '}'",
        "[[1]                   | 4 | ']' is missing at the end",
        "{`a`:{}                | 7 | '}' is missing at the end",
        "1 2                    | 2 | text after the end",
        "[1]]                   | 3 | text after the end",
        "[%]                    | 1 | a character that JSON does not have here",
      })
  void saysWhereAndWhat(String json, int index, String problem) {
    assertThat(JsonScanner.scan(json.replace('`', '"')).mistake())
        .contains(new JsonScanner.Mistake(index, problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        " -0.5e+10\n",
        "\"\\u00e9\\n\\/\"",
        "{\"a\":[],\"b\":{},\"\":[true,false,{\"c\":[1,2]}]}",
        "[\"//\",\"/*\",\"',\"]",
      })
  void takesWhatIsJson(String json) {
    assertThat(JsonScanner.scan(json).mistake()).isEmpty();
  }

  @Test
  void isNotBoundByDepth() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(JsonScanner.scan(deep).mistake()).isEmpty();
  }

  @Test
  void anEmptyNotebookIsNotBegun() {
    assertThat(ProjectUnderTest.with("a.ipynb", "").findings(new JsonSyntaxCheck())).isEmpty();
    assertThat(ProjectUnderTest.with("a.ipynb", "{}").findings(new JsonSyntaxCheck())).hasSize(1);
  }

  @Test
  void aTemplateIsNoJsonBeforeItIsFilledIn() {
    String read = "import json; json.load(open('order.json'))";
    ProjectUnderTest project = ProjectUnderTest.with("run.py", read);
    assertThat(
            project
                .and("order.json", "{\"id\": \"{{key \"evt_\" 1000000}}\"}")
                .places(new JsonSyntaxCheck()))
        .isEmpty();
    assertThat(
            project
                .and("order.json", "{\"id\": \"key \"evt_\" 1000000\"}")
                .places(new JsonSyntaxCheck()))
        .hasSize(1);
  }
}
