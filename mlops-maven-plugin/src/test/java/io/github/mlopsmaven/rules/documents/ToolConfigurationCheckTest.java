package io.github.mlopsmaven.rules.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration of pre-commit and development containers. */
class ToolConfigurationCheckTest {

  private static List<String> found(String path, String text) {
    return ProjectUnderTest.with(path, text.split("¶", -1)).findings(new ToolConfigurationCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".pre-commit-config.yaml | repos:¶  - repo: https://github.com/x/y¶    hooks: [{id: a}] | the key 'rev' is missing",
        ".pre-commit-config.yaml | repos:¶  - repo: local¶    hooks: [{id: a, name: b, language: system}] | the key 'entry' is missing",
        ".pre-commit-config.yaml | repos:¶  - repo: https://github.com/x/y¶    rev: v1¶    hooks: [{name: a}] | the key 'id' is missing",
        ".pre-commit-config.yaml | repos:¶  - repo: https://github.com/x/y¶    rev: v1¶    hooks: [{id: a, arg: [b]}] | use args",
        ".devcontainer/devcontainer.json | {\"image\": \"x\", \"postCreateComand\": \"ls\"} | use postCreateCommand",
      })
  void seesWhatOtherToolsDoNotRead(String path, String text, String problem) {
    assertThat(found(path, text)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".pre-commit-config.yaml | ci: {skip: [a]}¶repos:¶  - repo: meta¶    hooks: [{id: check-hooks-apply}]",
        ".devcontainer/devcontainer.json | {\"image\": \"x\", /* y */ \"anything\": 1}",
      })
  void acceptsWhatOtherToolsRead(String path, String text) {
    assertThat(found(path, text)).isEmpty();
  }
}
