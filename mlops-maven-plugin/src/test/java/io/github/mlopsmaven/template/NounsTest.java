package io.github.mlopsmaven.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records that cannot be wrong, and what they say. */
class NounsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Churn-Model_2.x", "0", "console", "a.b", "com10"})
  void aProjectNameIsKept(String text) {
    assertThat(ProjectName.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "my project, my-project",
    "-a, a",
    ".hidden, hidden",
    "a/b, a-b",
    "'', my-project",
    "***, my-project",
    "a., a",
    "größe, gr-e"
  })
  void aProjectNameThatIsNotUsableIsRepairedInTheRemedy(String text, String repaired) {
    assertThatThrownBy(() -> ProjectName.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "projectName '"
                + text
                + "' cannot be the name of a folder and a repository everywhere\n"
                + "  use 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or"
                + " digit: -Dmlops.projectName="
                + repaired);
  }

  @Test
  void aProjectNameHas64Characters() {
    assertThat(ProjectName.parse("a".repeat(64)).text()).hasSize(64);
    assertThatThrownBy(() -> ProjectName.parse("a".repeat(65)))
        .hasMessageEndingWith("=" + "a".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "nul.txt",
        "lpt1",
        "a.git",
        "A.GIT",
        "com0.x",
        "a.wiki",
        "bin",
        "Web.config",
        "App_Data"
      })
  void aReservedProjectNameIsRefused(String text) {
    assertThatThrownBy(() -> ProjectName.parse(text))
        .hasMessage(
            "projectName '"
                + text
                + "' is reserved by a hosting service or by Windows\n"
                + "  use another: -Dmlops.projectName=my-project");
  }

  @Test
  void anOptionSaysWhatToType() {
    assertThat(option("infrastructure_version").argument("x"))
        .isEqualTo("-Dmlops.infrastructureVersion=x");
    assertThat(option("orchestration").argument("x")).isEqualTo("-Dmlops.orchestration=x");
    assertThat(option("cloud_region").argument("x")).isEqualTo("-Dmlops.options.cloud_region=x");
  }

  private static Option option(String name) {
    return new Option(
        name, "", "", Map.of(), List.of(), List.of(), Optional.empty(), Condition.always());
  }

  @Test
  void aConditionHoldsForTheValuesItLists() {
    Condition condition = Condition.of(Map.of("a", List.of("x", "y"), "b", List.of("z")));

    assertThat(condition.holds(new Selection(Map.of("a", "y", "b", "z")))).isTrue();
    assertThat(condition.holds(new Selection(Map.of("a", "z", "b", "z")))).isFalse();
    assertThat(condition.holds(new Selection(Map.of("a", "x")))).isFalse();
    assertThat(Condition.always().holds(new Selection(Map.of()))).isTrue();
  }

  @Test
  void aSelectionIsACopyAndKnowsItsOptions() {
    Map<String, String> values = new HashMap<>(Map.of("a", "x"));
    Selection selection = new Selection(values);
    values.put("a", "y");

    assertThat(selection.value("a")).isEqualTo("x");
    assertThatThrownBy(() -> selection.value("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for option b in {a=x}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "a", "{a}/b/{c_1}", "a b/c.d", "a-{b}.yml", "{{cookiecutter.slug}}/{a}"})
  void aPathPatternIsWrittenAsItWasRead(String text) {
    assertThat(PathPattern.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', path '' has the segment ''",
    "a/../b, path 'a/../b' has the segment '..'",
    "./a, path './a' has the segment '.'",
    "/a, path '/a' has the segment ''",
    "a/, path 'a/' has the segment ''",
    "{b}-{b}, path '{b}-{b}' has an option twice in '{b}-{b}'",
    "{A}, 'path ''{A}'' has a brace that is not that of an option, as in {project_type}'",
    "a}, 'path ''a}'' has a brace that is not that of an option, as in {project_type}'"
  })
  void aPathPatternThatCanBeNoPathIsRefused(String text, String problem) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void aPathPatternIsFilledIn() {
    PathPattern pattern = PathPattern.parse("{a}/b/{a}");

    assertThat(pattern.options()).containsExactly("a");
    assertThat(pattern.resolve(Map.of("a", "x")::get)).isEqualTo("x/b/x");
    assertThat(PathPattern.parse(".").resolve(name -> name)).isEmpty();
  }

  @Test
  void anOriginSaysWhichStateItIs() {
    String id = "0123456789abcdef0123456789abcdef01234567";

    assertThat(origin(Optional.of("main"), Optional.of(id)).revision())
        .isEqualTo("main (0123456789ab)");
    assertThat(origin(Optional.of(id), Optional.of(id)).revision()).isEqualTo("(0123456789ab)");
    assertThat(
            new TemplateOrigin("a:b", Optional.empty(), Optional.empty(), Optional.of("1.2"))
                .revision())
        .isEqualTo("1.2");
    assertThat(origin(Optional.empty(), Optional.empty()).revision()).isEqualTo("as it is on disk");
  }

  private static TemplateOrigin origin(Optional<String> ref, Optional<String> commit) {
    return new TemplateOrigin("t", ref, commit, Optional.empty());
  }

  @Test
  void aYamlStringHoldsAnyText() {
    assertThat(YamlString.quoted("a\"b\\c\nd\te\u200Bf é"))
        .isEqualTo("\"a\\\"b\\\\c\\nd\\u0009e\\u200Bf é\"");
  }
}
