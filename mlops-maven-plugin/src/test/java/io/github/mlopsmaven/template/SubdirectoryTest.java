package io.github.mlopsmaven.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SubdirectoryTest {

  private final MemoryTemplate whole =
      new MemoryTemplate()
          .with("templates/cv/mlops-template.yml", "cv")
          .with("templates/cv/src/a.py", "a")
          .with("templates/nlp/mlops-template.yml", "nlp")
          .with("README.md", "all");

  @Test
  void pathsBeginAtTheDirectory() throws IOException {
    try (TemplateSnapshot snapshot = new Subdirectory(whole, "templates/cv").open()) {
      assertThat(snapshot.origin().template()).isEqualTo("memory//templates/cv");
      assertThat(snapshot.tree().directory("").directories()).containsExactly("src");
      TemplateFile file = snapshot.tree().directory("src").files().get(0);
      assertThat(file.path()).isEqualTo("src/a.py");
      try (InputStream in = snapshot.open(file)) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("a");
      }
    }
  }

  @Test
  void aDirectoryThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> new Subdirectory(whole, "templates/cw").open())
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "memory has no directory templates/cw\n"
                + "  use one of templates/cv, templates/nlp (did you mean templates/cv?) after //");
  }
}
