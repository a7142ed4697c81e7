package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.problem.Visible;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        ".gitignore",
        ".github/workflows/a.yml",
        ".gitattributes",
        "git",
        "a/git~x",
        "mlops/console.txt",
        "com10",
        "a b/ü (1) [2] {3} #4 & 5",
        "..a",
        "a..b/.mlops/project.yml",
        "~/x"
      })
  void aSafePathPasses(String path) {
    assertThatCode(() -> SafePaths.check(path)).doesNotThrowAnyException();
  }

  @Test
  void aNameThatNoFileSystemTakesIsRefusedWithItsLength() {
    String longest = "n".repeat(255);
    assertThatCode(() -> SafePaths.check("a/" + longest + "/b")).doesNotThrowAnyException();
    refused("a/" + longest + "n/b", "has a name of 256 bytes, and file systems take 255");
    refused("\u00fc".repeat(128), "has a name of 256 bytes, and file systems take 255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".GitModules|.gitmodules",
        "a/.GITATTRIBUTES|.gitattributes",
        ".gitignore\u200d|.gitignore",
        ".\u200cmailmap|.mailmap",
        "\ufeff.gitmodules|.gitmodules",
        "docs/.MailMap|.mailmap"
      })
  void aNameThatIsAnotherOnMacOsOrWindowsIsRefused(String pathAndName) {
    String[] both = pathAndName.split("\\|", -1);
    refused(both[0], "git reads as " + both[1] + " on Windows or macOS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gitmod~1",
        "GITATT~4",
        "a/gitign~2",
        "mailma~3",
        "GI7EBA~1",
        "gi7eb~10",
        "gi7d29~1",
        "gi250a~9",
        "maba30~1"
      })
  void aShortNameOfAFileThatGitReadsIsRefused(String path) {
    refused(path, "is the short name of a file on Windows that git reads");
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitmodules/x", "a/.gitattributes/b"})
  void aFolderWhereGitExpectsAFileIsRefused(String path) {
    refused(path, "has a folder where git expects a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitmodules", ".gitattributes", "a/.gitignore", "a/b/.mailmap"})
  void aLinkThatGitWouldReadIsRefused(String path) {
    assertThatThrownBy(() -> SafePaths.checkLinkName(path))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + path + "', which is a symbolic link");
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    assertThatThrownBy(() -> SafePaths.check("a/b\uFFFD"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template has the path 'a/b\uFFFD', which is not UTF-8\n"
                + "  rename it in the template with git mv, or exclude it there; nothing was"
                + " written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/etc/passwd"})
  void anAbsolutePathIsRefused(String path) {
    refused(path, "is not relative to the project");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "a/..", ".", "./a", "a//b", "a/"})
  void aPathThatLeavesIsRefused(String path) {
    refused(path, "leaves the project or is not in its shortest form");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\b",
        "..\\a",
        "C:/a",
        "C:a",
        "a:stream",
        ".git::$INDEX_ALLOCATION",
        "a<b",
        "a>b",
        "a\"b",
        "a|b",
        "a?b",
        "a*b",
        "a\tb",
        "a\nb",
        "a\u0000b",
        "a\u001fb",
        "a\u007fb"
      })
  void aCharacterThatWindowsDoesNotAllowIsRefused(String path) {
    refused(path, "has a character that Windows does not allow in names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".git/hooks/post-checkout",
        "sub/.git/config",
        ".GIT/config",
        ".Git",
        ".git ",
        ".git.",
        ".git . .",
        "git~1",
        "GIT~1/config",
        "git~2",
        "git~12",
        "git~1.",
        ".g\u200cit",
        ".git\u200d",
        "\u202e.gi\u206at",
        "\ufeff.GIT/x",
        "g\u200fit~1"
      })
  void gitsOwnDirectoryIsRefusedInEverySpelling(String path) {
    refused(path, "reaches into git's own directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "con",
        "PRN",
        "aux.txt",
        "NUL.tar.gz",
        "a/com1",
        "lpt9.yml",
        "COM0",
        "com\u00b9",
        "LPT\u00b3.x",
        "conin$",
        "CONOUT$",
        "nul ",
        "nul .txt"
      })
  void aDeviceOfWindowsIsRefused(String path) {
    refused(path, "is the name of a device on Windows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a ", "a ./b", "a...", "b/c "})
  void whatWindowsDropsIsRefused(String path) {
    refused(path, "ends in a dot or a space, which Windows drops");
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, readme.md, README.md, readme.md",
    "src/a, SRC/b, src, SRC",
    "a/b/x, a/B/y, a/b, a/B",
    "caf\u00e9, cafe\u0301, caf\\u00E9, cafe\\u0301",
    "d\u00e9/a, de\u0301/b, d\\u00E9, de\\u0301",
    "STRASSE, stra\u00dfe, STRASSE, stra\u00dfe"
  })
  void twoPathsThatAreOneElsewhereAreRefused(
      String one, String other, String shownOne, String shownOther) {
    assertThatThrownBy(() -> SafePaths.check(List.of(one, other)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template has the paths "
                + shownOne
                + " and "
                + shownOther
                + ", which are the same on Windows and macOS\n"
                + "  rename one of them in the template");
  }

  @ParameterizedTest
  @CsvSource({"a, a/b", "a/b, a", "A, a/b", "a/b, A/B/c"})
  void aFileThatIsADirectoryTooIsRefused(String one, String other) {
    assertThatThrownBy(() -> SafePaths.check(List.of(one, other)))
        .isInstanceOf(UsageException.class)
        .satisfiesAnyOf(
            e ->
                org.assertj.core.api.Assertions.assertThat(e)
                    .hasMessageContaining("is a file and a directory at once"),
            e ->
                org.assertj.core.api.Assertions.assertThat(e)
                    .hasMessageContaining("which are the same on Windows and macOS"));
  }

  @Test
  void manyPathsPassTogether() {
    assertThatCode(() -> SafePaths.check(List.of("a/b", "a/c", "b", "ab", "a.b")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "a, b",
    "a, d/e",
    "d/a, ../b",
    "d/e/a, ../../b",
    "a, ./b",
    "a, d/",
    "d/a, ..",
    "a, ."
  })
  void aLinkInsideIsKept(String path, String target) {
    assertThatCode(() -> SafePaths.checkLink(path, target)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "a, ..",
    "a, ../b",
    "d/a, ../../b",
    "a, ./../b",
    // What d/e is may be a link itself, so that d/e/.. is anywhere.
    "a, d/e/../f",
    "a, d/.."
  })
  void aLinkThatMayLeaveIsRefused(String path, String target) {
    assertThatThrownBy(() -> SafePaths.checkLink(path, target))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template has the path '"
                + path
                + "', which is a symbolic link to '"
                + target
                + "', which leaves the project\n"
                + "  rename or exclude it in the template; nothing was written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "C:/x", "..\\x", "a\nb"})
  void aLinkThatIsNoRelativePathIsRefused(String target) {
    assertThatThrownBy(() -> SafePaths.checkLink("a", target))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "is a symbolic link to '" + Visible.line(target) + "', which is not in the project");
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/config", "d/.GIT", "git~1"})
  void aLinkIntoGitsDirectoryIsRefused(String target) {
    assertThatThrownBy(() -> SafePaths.checkLink("a", target))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("reaches into git's own directory");
  }

  private static void refused(String path, String why) {
    assertThatThrownBy(() -> SafePaths.check(path))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template has the path '"
                + Visible.line(path)
                + "', which "
                + why
                + "\n  rename or exclude it in the template; nothing was written");
  }

  @Test
  void eachOfManyPathsIsChecked() {
    assertThatThrownBy(() -> SafePaths.check(List.of("a", "b/../../c")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'b/../../c', which leaves the project");
  }

  @Test
  void aSyllableInOneCodePointOrInTwoIsOneNameOnMacOs() {
    assertThatThrownBy(() -> SafePaths.check(List.of("\u1100\u1161", "\uac00")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("which are the same on Windows and macOS");
  }

  @Test
  void namesThatLookAlikeAreToldApart() {
    assertThatThrownBy(() -> SafePaths.check(List.of("caf\u00e9", "cafe\u0301")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("caf\\u00E9")
        .hasMessageContaining("cafe\\u0301");
  }

  @Test
  void allPathsOfATemplateAreToldTogether() {
    assertThatThrownBy(
            () -> SafePaths.check(List.of("a:b", "fine", "x/con", "Q/f", "q/g", "x.", "X/con/y")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the template has 7 mistakes:")
        .hasMessageContaining("'a:b', which has a character that Windows does not allow")
        .hasMessageContaining("'x/con', which is the name of a device on Windows")
        .hasMessageContaining("the paths Q and q, which are the same on Windows and macOS")
        .hasMessageContaining("'x.', which ends in a dot or a space")
        .hasMessageContaining("the paths x and X, which are the same")
        .hasMessageContaining("'X/con/y', which is the name of a device")
        .hasMessageContaining("'x/con', which is a file and a directory at once");
  }

  /** A person reads a hundred of them; a template may have a million. */
  @Test
  void ofVeryManyTheFirstAreTold() {
    assertThatThrownBy(
            () -> SafePaths.check(IntStream.range(0, 1_000_000).mapToObj(i -> i + "?").toList()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'99?'")
        .hasMessageNotContaining("'100?'");
  }

  @Test
  void aNameCannotPoseAsAnAdvice() {
    assertThatThrownBy(() -> SafePaths.check(List.of("x\n  type: mvn evil")))
        .hasMessageContaining("'x\\n  type: mvn evil'")
        .hasMessageNotContaining("\n  type");
    assertThatThrownBy(() -> SafePaths.check(List.of("x\n  type: evil", "X\n  type: evil")))
        .hasMessageNotContaining("\n  type");
  }
}
