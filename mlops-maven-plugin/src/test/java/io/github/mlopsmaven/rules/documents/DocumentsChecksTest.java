package io.github.mlopsmaven.rules.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsChecksTest {

  private final LinkCheck links = new LinkCheck();

  private static ProjectUnderTest document(String text) {
    return ProjectUnderTest.with("docs/a.md", text.split("¶", -1))
        .and("docs/b.md", "# One `two`, three!", "", "Four", "====", "<a name=\"five\"></a>")
        .and("src/c d.py", "")
        .and("docs/wiki-page.md", "")
        .and(".gitmodules", "[submodule \"other\"]", "\tpath = other")
        .and(".gitignore", "/.env", "build/", "*.log")
        .and("README.md", "# Read me");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](b.md) [x](./b.md#one-two-three) [x](b.md#four) [x](b.md#five)",
        "[x](../src/c%20d.py) ![x](</src/c d.py> \"title\") [x](../src/)",
        "[x](https://e.x/y) [x](mailto:a@b.c) [x](//e.x) [x](../../issues) [x]({{ y }})",
        "`[x](nothing.md)` ``[x](`nothing.md)``",
        "```¶[x](nothing.md)¶```¶<!-- [x](nothing.md)¶[x](nothing.md) -->",
        "[x](../other/x.md) [x](wiki-page)¶``` no fence ``` [x](b.md)",
        "[x](../.env) [x](../build/index.html) [x](x.log)",
        "# Title¶[x](#title) [x](#title-1)¶# Title",
        "[x][y]¶¶[y]: b.md 'Title'",
        "<img src=\"b.md\"> <a href='../README.md'>x</a>",
        "a[1](x)",
      })
  void followsLinks(String text) {
    assertThat(document(text).findings(links))
        .filteredOn(line -> !line.contains("'docs/x'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](c.md)",
        "[x](../b.md)",
        "![x](img/c.png)",
        "[x](b.md#two)",
        "[x](#nothing)",
        "[x][y]¶¶[y]: c.md",
        "<img width=3 src=\"c.png\">",
        "[x](/docs/c.md)",
      })
  void seesLinksThatLeadNowhere(String text) {
    assertThat(document(text).findings(links))
        .singleElement()
        .asString()
        .startsWith("docs/a.md:")
        .endsWith("[document-link]");
  }

  @Test
  void leavesPackagesOfOthersAlone() {
    assertThat(
            ProjectUnderTest.with("a/node_modules/b/README.md", "[x](nothing.md)")
                .and("vendors/README.md", "[x](nothing.md)")
                .places(links))
        .containsExactly("vendors/README.md:1:5 [document-link]");
  }

  @Test
  void knowsThatASiteHasAddressesOfItsOwn() {
    assertThat(
            document("[x](guide) [x](/guide/) [x](guide.html) [x](c.md)")
                .and("mkdocs.yml", "site_name: a")
                .places(links))
        .containsExactly("docs/a.md:1:45 [document-link]");
  }

  @Test
  void looksAtADevelopmentContainer() {
    assertThat(
            ProjectUnderTest.with(
                    ".devcontainer/devcontainer.json",
                    "{",
                    "  // with a comment",
                    "\t\"dockerFile\": \"Dockerfile\", \"context\": \"..\",",
                    "  \"dockerComposeFile\": \"compose.yml\",",
                    "  \"features\": {\"ghcr.io/x/y:1\": {}, \"./z\": {}},",
                    "}")
                .and(".devcontainer/Dockerfile", "FROM x")
                .places(new DevContainerCheck()))
        .containsExactly(
            ".devcontainer/devcontainer.json:4:24 [devcontainer-missing-file]",
            ".devcontainer/devcontainer.json:5:37 [devcontainer-missing-file]");
  }
}
