package io.github.mlopsmaven.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of one place are equal, and no other place can be spelled so that it is equal. */
class TemplateAddressTest {

  private static final TemplateAddress ALLOWED =
      TemplateAddress.of("https://git.acme.example/ml/template.git").orElseThrow();

  private static boolean isCovered(String text) {
    return TemplateAddress.of(text).filter(ALLOWED::covers).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.acme.example/ml/template.git",
        "https://git.acme.example/ml/template",
        "https://git.acme.example/ml/template/",
        "HTTPS://GIT.Acme.Example/ml/template.git",
        "https://git.acme.example:443/ml/template",
        "https://me@git.acme.example/ml/template.git",
        "https://me:secret@git.acme.example/ml/template.git",
        "https://git.acme.example/ml/%74emplate.git",
        "https://git.acme.example/ml/template.git//templates/cv",
      })
  void theSamePlace(String text) {
    assertThat(isCovered(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://git.acme.example/ml/template.git",
        "ssh://git@git.acme.example/ml/template.git",
        "git@git.acme.example:ml/template.git",
        "https://git.acme.example:8443/ml/template.git",
        "https://git.acme.example.evil.example/ml/template.git",
        "https://git.acme.example@evil.example/ml/template.git",
        "https://git.acme.example:x@evil.example/ml/template.git",
        "https://evil.example/https://git.acme.example/ml/template.git",
        "https://git.acme.example/ml/Template.git",
        "https://git.acme.example/ml/template-evil.git",
        "https://git.acme.example/ml/template.git.git",
        "https://git.acme.example/ml/template/../evil",
        "https://git.acme.example/ml/evil/../template",
        "https://git.acme.example/evil//ml/template.git",
        "https://git.acme.example//ml/template.git",
        "https://git.acme.example/ml/template.git?ref=evil",
        "https://git.acme.example/ml/template.git#evil",
        "https://git.acme.example/ml%2Ftemplate.git",
        "https://git.acme.example\\@evil.example/ml/template.git",
        "file:///srv/ml/template.git",
        "/srv/ml/template.git",
        "template",
      })
  void anotherPlace(String text) {
    assertThat(isCovered(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@git.acme.example:ml/template.git",
        "me@git.acme.example:ml/template",
        "ssh://git.acme.example:22/ml/template",
        "git+ssh://git@git.acme.example/ml/template",
      })
  void sshInEitherForm(String text) {
    TemplateAddress ssh =
        TemplateAddress.of("ssh://git@git.acme.example/ml/template.git").orElseThrow();

    assertThat(TemplateAddress.of(text).filter(ssh::covers)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h/t//cv", "https://h/t.git//cv/"})
  void oneOfSeveralTemplates(String text) {
    TemplateAddress one = TemplateAddress.of("https://h/t//cv").orElseThrow();

    assertThat(TemplateAddress.of(text).filter(one::covers)).isPresent();
    assertThat(TemplateAddress.of("https://h/t").filter(one::covers)).isEmpty();
    assertThat(TemplateAddress.of("https://h/t//nlp").filter(one::covers)).isEmpty();
  }
}
