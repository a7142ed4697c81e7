package io.github.mlopsmaven.rules.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class PathFilterCheckTest {

  @Test
  void seesTheFilesThatAreTheKeyOfACache() {
    assertThat(
            ProjectUnderTest.with(
                    ".github/workflows/a.yml",
                    "jobs:",
                    "  a:",
                    "    steps:",
                    "      - uses: actions/setup-python@v5",
                    "        with:",
                    "          cache: pip",
                    "          cache-dependency-path: |",
                    "            requirements.txt",
                    "            envs/**/*.txt",
                    "      - uses: actions/setup-python@v5",
                    "        if: hashFiles('made.json') != ''",
                    "        with: {cache-dependency-path: \"env/*.txt\\nother.txt\"}",
                    "      - uses: actions/cache@v4",
                    "        with:",
                    "          key: a-${{ hashFiles('**/requirement.txt') }}-${{ hashFiles('x.txt') }}",
                    "          restore-keys: ${{ hashFiles('*.lock', 'c.txt') }}",
                    "          path: ${{ hashFiles('b.txt', 'env/requirements.txt') }}")
                .and("env/requirements.txt", "a")
                .findings(new PathFilterCheck(Service.GITHUB)))
        .extracting(line -> line.replaceFirst(": warning: (.*?);.*", " $1"))
        .containsExactly(
            ".github/workflows/a.yml:7:34 no file of the project matches 'envs/**/*.txt'",
            ".github/workflows/a.yml:7:34 no file of the project matches 'requirements.txt'",
            ".github/workflows/a.yml:15:16 no file of the project matches '**/requirement.txt'",
            ".github/workflows/a.yml:15:16 no file of the project matches 'x.txt'",
            ".github/workflows/a.yml:16:25 no file of the project matches 'c.txt'");
  }

  @Test
  void aFolderWithWorkflowsIsARootOfItsOwn() {
    assertThat(
            ProjectUnderTest.with(
                    "samples/a/.azure-pipelines/ci.yml",
                    "trigger: {paths: {include: [src, other]}}",
                    "steps: [{script: a}]")
                .and("samples/a/src/b.py", "")
                .findings(new PathFilterCheck(Service.AZURE)))
        .singleElement()
        .asString()
        .contains("'other'");
  }
}
