package io.github.mlopsmaven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Rewrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class DeclaredEditTest {

  @Test
  void setsOneValueOfYaml() {
    assertThat(
            edited(
                new Rewrite.YamlPath(List.of("variables", "dir")),
                "infrastructure",
                "variables:\r\n  dir: infrastructure/terraform # kept\r\n"))
        .contains("variables:\r\n  dir: infrastructure # kept\r\n");
  }

  @Test
  void tellsThatAValueIsNotThere() {
    assertThat(edited(new Rewrite.YamlPath(List.of("variables", "dir")), "x", "variables: {}\n"))
        .isEmpty();
  }

  @Test
  void replacesEveryOccurrenceOfATextAndNothingElse() {
    assertThat(
            edited(
                new Rewrite.Text("/infrastructure/bicep/"),
                "/infrastructure/",
                "/infrastructure/bicep/main.json\r\n! /infrastructure/bicep/b.json\n/infrastructure"))
        .contains("/infrastructure/main.json\r\n! /infrastructure/b.json\n/infrastructure");
  }

  @Test
  void leavesAFileWithoutTheTextAsItIs() {
    assertThat(edited(new Rewrite.Text("ä"), "a", "ö ü\n")).contains("ö ü\n");
  }

  private static Optional<String> edited(Rewrite.Place place, String value, String content) {
    Rewrite rewrite = new Rewrite("a reason", List.of(), Condition.always(), place, value);
    return DeclaredEdit.apply(rewrite, "a.yml", content.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
