package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://user:secret@example.org/a.git           | https://example.org/a.git
          https://secret@example.org/a.git                | https://example.org/a.git
          https://user:se@cret@example.org/a.git          | https://example.org/a.git
          https://user:@example.org/                      | https://example.org/
          https://git:secret@example.org/                 | https://example.org/
          HTTPS://user:secret@EXAMPLE.org/                | HTTPS://EXAMPLE.org/
          ssh://me:secret@example.org:22/a                | ssh://example.org:22/a
          git+https://user:secret@[::1]:8443/a            | git+https://[::1]:8443/a
          cannot read 'https://u:p@a.org/x' or http://t@b | cannot read 'https://a.org/x' or http://b
          https://a.org/x?access_token=secret&ref=main    | https://a.org/x?access_token=***&ref=main
          https://a.org/x?a=b&PRIVATE_TOKEN=secret#top    | https://a.org/x?a=b&PRIVATE_TOKEN=***#top
          https://a.blob.core.windows.net/c?sp=r&sig=se%2Fcret | https://a.blob.core.windows.net/c?sp=r&sig=***
          https://a.org/x?client_secret=secret            | https://a.org/x?client_secret=***
          https://a.org/x?api-key=secret and more         | https://a.org/x?api-key=*** and more
          Authorization: Basic c2VjcmV0                   | Authorization: Basic ***
          authorization=bearer secret, then               | authorization=bearer *** then
          -H "Authorization: Bearer se"cr'et" x           | -H "Authorization: Bearer ***" x
          Authorization: Bearer TOKENs3cret               | Authorization: Bearer ***
          the token ghp_0123456789abcdefABCDEF was sent   | the token *** was sent
          github_pat_11AAAAAAA0_0123456789abcdef          | ***
          glpat-0123456789_abcdefghi                      | ***
          """)
  void secretsGo(String text, String clean) {
    assertThat(Redaction.redact(text)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no secret",
        "a@b.example wrote: see https://example.org/a@b?token",
        "ssh://git@example.org/a.git",
        "ssh://deploy@example.org:2222/a.git",
        "git+ssh://ada.b@example.org/a.git",
        "git@example.org:a/b.git",
        "https://example.org:8443/a?ref=main&tokens=3",
        "write -Dmlops.author=\"NAME <MAIL@example.org>\"",
        "C:\\a\\b: no authorization: the server said no",
        "authorization: see the manual",
        "git config http.https://h/.extraHeader \"Authorization: Bearer TOKEN\"",
        "file:///home/a@b/c",
        "the prefix ghp_ alone"
      })
  void harmlessTextsStay(String text) {
    assertThat(Redaction.redact(text)).isEqualTo(text);
  }

  @Test
  void exceptionsAreRedactedInEveryText() {
    UsageException usage = new UsageException("no https://u:p@h/x", "try https://t@h/y");
    EnvironmentException environment =
        new EnvironmentException("no https://u:p@h/x", "try https://t@h/y", null);

    assertThat(usage).hasMessage("no https://h/x\n  try https://h/y");
    assertThat(usage.problem()).isEqualTo("no https://h/x");
    assertThat(usage.remedy()).isEqualTo("try https://h/y");
    assertThat(environment).hasMessage("no https://h/x\n  try https://h/y").hasNoCause();
  }
}
