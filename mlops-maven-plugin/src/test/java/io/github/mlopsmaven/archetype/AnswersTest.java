package io.github.mlopsmaven.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.ProjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "a.b", "a_", "a-", "My.Project_1-x"})
  void takesTheProjectNamesThatGenerateTakes(String name) {
    assertThat(name).matches(Answers.PROJECT_NAME);
    assertThatCode(() -> ProjectName.parse(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "a.", "a b", "a/b", "ä"})
  void refusesTheProjectNamesThatGenerateRefuses(String name) {
    assertThat(name).doesNotMatch(Answers.PROJECT_NAME);
    assertThatThrownBy(() -> ProjectName.parse(name)).isInstanceOf(UsageException.class);
  }

  @Test
  void limitsTheLengthOfProjectNamesAsGenerateDoes() {
    assertThat("a".repeat(64)).matches(Answers.PROJECT_NAME);
    assertThat("a".repeat(65)).doesNotMatch(Answers.PROJECT_NAME);
    assertThatThrownBy(() -> ProjectName.parse("a".repeat(65))).isInstanceOf(UsageException.class);
  }
}
