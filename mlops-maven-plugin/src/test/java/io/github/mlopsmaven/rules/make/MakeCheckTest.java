package io.github.mlopsmaven.rules.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What GNU make 4.3 reads and refuses ({@code make -n}), line by line; ¶ ends a line, → is a tab.
 */
class MakeCheckTest {

  private final MakeCheck check = new MakeCheck();

  private static ProjectUnderTest makefile(String text) {
    return ProjectUnderTest.with("Makefile", text.replace('→', '\t').split("¶", -1))
        .and("src/a.py", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment",
        "a: b¶→echo¶b:¶→echo $$HOME",
        "all: lint \\¶  test¶lint test:¶→true",
        "A := 1¶B ?= $(A)¶export C = 2¶a: A = 3¶a:¶→echo $(A) ${B} $(C)",
        "ifeq ($(OS),Windows_NT)¶X = a¶else ifdef Y¶X = b¶else¶X = c¶endif",
        "define text¶some: thing not a rule¶endef¶a:¶→$(info $(text))",
        "%.csv: src/%.py¶→python $<¶x: src/a.py data.csv",
        "a: ; echo b¶b: | a¶c d &: a¶→true",
        "out/%.txt: ; touch $@¶all: out/a.txt",
        "$(foreach x,a b,$(eval $(x):))¶c: a",
        "a: $(wildcard src/*.py) src/a.py src¶→echo",
        "-include .env¶a: b",
        "ifdef A¶  $(info a b)¶  $(eval B := c)¶endif",
        ".DEFAULT_GOAL := help¶.PHONY: help¶help: ## Show this¶→@grep -E '^[a-z]+:.*' $(MAKEFILE_LIST)",
        "a:¶→@if true; then \\¶→→echo b; \\¶→fi",
        "VENV := .venv¶$(VENV)/bin/activate: src/a.py¶→python -m venv $(VENV)¶a: $(VENV)/bin/activate",
        "a: dist/a.whl notes.log",
        "URL = https://a.b/c¶a:¶→curl $(URL)",
        "NAMES = a¶NAME2 = b¶a:¶→echo $(NAME1) $(USER) $(CI)",
        "a:¶→echo $(subst a,b,$(shell ls))",
        "¶a:¶¶# comment¶→echo¶  # comment¶→echo",
      })
  void saysNothing(String text) {
    assertThat(makefile(text).findings(check)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a:¶    echo b ~ 2:5 [make-syntax]",
        "PYTHON = python¶a:¶    $(PYTHON) -m pytest ~ 3:5 [make-syntax]",
        "a:¶→true¶echo b ~ 3:1 [make-syntax]",
        "ifdef A¶a: ~ 1:1 [make-syntax]",
        "a:¶endif ~ 2:1 [make-syntax]",
        "define A¶b ~ 1:1 [make-syntax]",
        "test: lints¶→pytest¶lint:¶→ruff ~ 1:7 [make-missing-target]",
        "test: other¶→pytest ~ 1:7 [make-missing-target]",
        "all: one \\¶  tow¶one two:¶→true ~ 2:3 [make-missing-target]",
        "IMAGE = a¶push:¶→docker push $(IMAGES) ~ 3:16 [make-unset-variable]",
        "IMAGE = a¶push:¶→docker push $(IMGAE) ~ 3:16 [make-unset-variable]",
      })
  void finds(String text, String place) {
    assertThat(makefile(text).places(check)).containsExactly("Makefile:" + place);
  }

  @Test
  void seesWhatIsIncluded() {
    assertThat(
            ProjectUnderTest.with("Makefile", "include common.mk", "test: lint", "build: lnit")
                .and("common.mk", "lint:", "\ttrue")
                .places(check))
        .containsExactly("Makefile:3:8 [make-missing-target]");
    assertThat(ProjectUnderTest.with("Makefile", "include other.mk", "test: lint").findings(check))
        .isEmpty();
  }
}
