package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type: locations of templates, answers; and where fetched templates are kept. */
class FormsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/a/b",
        "http://h/a.git",
        "HTTPS://H/a",
        "ssh://git@h:22/a.git",
        "git://h/a",
        "file:///srv/a.git",
        "git@github.com:a/b.git",
        "me@h.example:a b/c",
        "work:a/b.git",
        "work:/srv/b",
        "work:b.git"
      })
  void aGitUrl(String text) {
    assertThat(parse(text)).isEqualTo(new TemplateLocation.Git(text));
  }

  @Test
  void words() {
    assertThat(parse("builtin")).isEqualTo(new TemplateLocation.Builtin());
    assertThat(parse("azure"))
        .isEqualTo(new TemplateLocation.Git("https://github.com/Azure/mlops-project-template"));
  }

  @Test
  void aFolder() {
    assertThat(parse(".")).isEqualTo(new TemplateLocation.Folder(folder.resolve(".")));
    assertThat(parse(folder.toString())).isEqualTo(new TemplateLocation.Folder(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "g.h:a-b:1.0, g.h, a-b, jar, '', 1.0",
    "g:a:zip:1-SNAPSHOT, g, a, zip, '', 1-SNAPSHOT",
    "g:a:zip:dist:1+2, g, a, zip, dist, 1+2",
    "g:a:RELEASE, g, a, jar, '', RELEASE",
    "'g:a:[1.0,2.0)', g, a, jar, '', '[1.0,2.0)'",
    "'g:a:zip:(,1.0],[1.2,)', g, a, zip, '', '(,1.0],[1.2,)'"
  })
  void coordinates(
      String text, String group, String artifact, String type, String classifier, String version) {
    assertThat(parse(text))
        .isEqualTo(new TemplateLocation.Coordinates(group, artifact, type, classifier, version));
  }

  @ParameterizedTest
  @CsvSource({"azur, azure", "bulitin, builtin"})
  void whatIsNoneOfThemIsRefused(String text, String meant) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "template '"
                + text
                + "' is not a folder, git URL or Maven coordinates\n"
                + "  use builtin, azure, a URL such as https://HOST/OWNER/REPO.git or"
                + " git@HOST:OWNER/REPO.git, an existing folder, or groupId:artifactId:version"
                + " (did you mean "
                + meant
                + "?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such/folder", "g:a", "C:\\no\\folder", "a\u0000b"})
  void whatIsFarFromAllOfThemIsRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("groupId:artifactId:version");
  }

  private TemplateLocation parse(String text) {
    return TemplateLocation.parse(text, folder);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, '', /home/me/.cache/mlops-maven",
    "Linux, /var/cache, /var/cache/mlops-maven",
    "Linux, relative, /home/me/.cache/mlops-maven",
    "FreeBSD, '', /home/me/.cache/mlops-maven",
    "Mac OS X, /var/cache, /home/me/Library/Caches/mlops-maven",
    "Windows 11, '', /home/me/AppData/Local/mlops-maven"
  })
  void theCacheIsWhereTheSystemWantsIt(String system, String xdg, String expected) {
    assertThat(UserCache.directory(system, "/home/me", Map.of("XDG_CACHE_HOME", xdg)))
        .isEqualTo(Path.of(expected));
  }

  @Test
  void windowsSaysWhereItsCacheIs() {
    assertThat(UserCache.directory("Windows 10", "/home/me", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/mlops-maven"));
  }

  @ParameterizedTest
  @CsvSource({"2, b", "b, b", "' a ', a", "'', b", "'9\n0\nx\n1', a"})
  void aChoiceIsMadeByNumberTextOrReturnKey(String typed, String answer) {
    assertThat(ask(typed + "\n", List.of("a", "b"), Optional.of("b"))).contains(answer);
  }

  @Test
  void whatIsNotOfferedIsAskedForAgain() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Optional<String> answer =
        questions("nothing\ngithib\n2\n", out)
            .ask("Service", List.of("azure", "github"), Optional.empty());

    assertThat(answer).contains("github");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Service",
            "  1) azure",
            "  2) github",
            "> 'nothing' is not offered: use one of azure, github.",
            "> 'githib' is not offered: use one of azure, github (did you mean github?).",
            "> ");
  }

  @Test
  void anyTextWillDoWhereNothingIsOffered() {
    assertThat(ask("\n churn \n", List.of(), Optional.empty())).contains("churn");
  }

  @Test
  void theEndOfTheInputIsNoAnswer() {
    assertThat(ask("", List.of("a", "b"), Optional.of("b"))).isEmpty();
    assertThat(ask("x\n", List.of("a", "b"), Optional.empty())).isEmpty();
  }

  private static Optional<String> ask(
      String input, List<String> values, Optional<String> suggestion) {
    return questions(input, new ByteArrayOutputStream()).ask("What", values, suggestion);
  }

  private static ConsoleQuestions questions(String input, ByteArrayOutputStream out) {
    return new ConsoleQuestions(
        new BufferedReader(new StringReader(input)),
        new PrintStream(out, true, StandardCharsets.UTF_8));
  }
}
