package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLocationTest {

  @ParameterizedTest
  @CsvSource({
    "https://host/o/r.git//templates/cv, templates/cv",
    "git@host:o/r.git//cv, cv",
    "file:///srv/r.git//cv, cv",
    "ssh://git@host:22/r//cv, cv",
    "../templates//cv, cv",
    "C:\\templates//cv, cv",
    "com.acme:templates:1.0//cv, cv",
    "builtin//cv, cv"
  })
  void whatFollowsTwoSlashesIsADirectory(String text, String path) {
    assertThat(TemplateLocation.subdirectory(text)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/o/r.git",
        "file:///srv/r.git",
        "file:/srv/r.git",
        "git@host:o/r.git",
        "/srv/template",
        "builtin",
        "com.acme:templates:1.0"
      })
  void aLocationAloneHasNone(String text) {
    assertThat(TemplateLocation.subdirectory(text)).isEmpty();
  }

  @Test
  void aDirectoryThatLeavesTheTemplateIsRefused() {
    assertThatThrownBy(() -> TemplateLocation.subdirectory("https://host/r.git//a/../../b"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "template 'https://host/r.git//a/../../b' has the segment '..' after //\n"
                + "  name a directory of the template, as in https://host/r.git//templates/cv");
  }
}
