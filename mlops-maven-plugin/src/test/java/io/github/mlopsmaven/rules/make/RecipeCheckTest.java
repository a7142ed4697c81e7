package io.github.mlopsmaven.rules.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What make runs, and what it reads as something else. */
class RecipeCheckTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("Makefile", text.replace('→', '\t').split("¶", -1))
        .and("docs/a.md", "")
        .and("tests/a.py", "")
        .findings(new MakeCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".PHONY: docs tests¶docs:¶→mkdocs build¶tests: docs¶→pytest",
        "ALL = docs tests¶.PHONY: $(ALL)¶docs:¶→mkdocs build",
        "docs: docs/a.md¶→mkdocs build¶tests:¶→mkdir -p $@¶tests:¶test:¶→pytest",
        "x:¶→for f in a b; do echo $$f \"$${HOME}\"; done¶→echo $(X) $@ $< $^ $* $(shell date)",
        "a = 1¶x:¶→echo $abc $(a)¶→awk '{print $$1}' x",
        "x:¶→cd infra && terraform init¶→(cd infra; ls)¶→cd infra",
        ".ONESHELL:¶x:¶→cd infra¶→terraform init",
        "a: b¶→x¶b: c¶c:¶→y¶%.o: %.c",
        "ifdef X¶a: b¶else¶b: a¶endif",
      })
  void reads(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docs:¶→mkdocs build | 1:1 | 'docs' is a folder, so make does not run the recipe",
        ".PHONY: docs¶docs:¶→a¶tests:¶→pytest | 4:1 | 'tests' is a folder",
        "x:¶→for f in a b; do echo $f; done | 2:24 | make takes '$f' of '$f' as a variable",
        "x:¶→echo $HOME | 2:7 | make takes '$H' of '$HOME'",
        "x:¶→awk '{print $2}' x | 2:14 | make takes '$2' as a variable",
        "x:¶→@cd infra¶→terraform init | 2:2 | '@cd infra' does nothing for the next line",
        "x:¶→. .venv/bin/activate¶→pytest | 2:2 | does nothing for the next line",
        "a: b¶→x¶b: c¶→y¶c: a¶→z | 1:1 | targets wait for each other: a, b, c, a",
        "a: a¶→x | 1:1 | targets wait for each other: a, a",
      },
      quoteCharacter = '`')
  void refuses(String text, String place, String problem) {
    assertThat(found(text))
        .singleElement()
        .asString()
        .startsWith("Makefile:" + place + ": error: ")
        .contains(problem);
  }
}
