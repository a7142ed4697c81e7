package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a git URL means, and what of it may be shown. */
class GitLocationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h.example/a/b.git      | https://h.example/a/b.git      | https | ''  | h.example | 443  | /a/b.git",
        "HTTPS://H.Example:8443/a       | https://H.Example:8443/a       | https | ''  | h.example | 8443 | /a",
        "http://h/a b                   | http://h/a%20b                 | http  | ''  | h         | 80   | /a%20b",
        "https://ada@h/a                | https://h/a                    | https | ''  | h         | 443  | /a",
        "https://ada:s3cret@h/a         | https://h/a                    | https | ''  | h         | 443  | /a",
        "https://[::1]:444/a            | https://[::1]:444/a            | https | ''  | ::1       | 444  | /a",
        "ssh://git@h/a                  | ssh://git@h/a                  | ssh   | git | h         | 22   | /a",
        "ssh://git:s3cret@h:2222/a      | ssh://git@h:2222/a             | ssh   | git | h         | 2222 | /a",
        "ssh://h/~/a                    | ssh://h/~/a                    | ssh   | ''  | h         | 22   | /~/a",
        "git+ssh://git@h/a              | ssh://git@h/a                  | ssh   | git | h         | 22   | /a",
        "ssh+git://git@h/a              | ssh://git@h/a                  | ssh   | git | h         | 22   | /a",
        "git://h/a                      | git://h/a                      | git   | ''  | h         | 9418 | /a",
        "git@h.example:a/b.git          | git@h.example:a/b.git          | ssh   | git | h.example | 22   | a/b.git",
        "H.example:a                    | H.example:a                    | ssh   | ''  | h.example | 22   | a",
        "git@[::1]:a                    | git@[::1]:a                    | ssh   | git | ::1       | 22   | a",
        "file:///a/b c                  | file:///a/b c                  | file  | ''  | ''        | 9418 | /a/b c"
      })
  void aUrlIsTakenApart(
      String typed, String url, String scheme, String user, String host, int port, String path) {
    GitLocation location = GitLocation.parse("  " + typed + " ");

    assertThat(location.url()).isEqualTo(url);
    assertThat(location.scheme()).isEqualTo(scheme);
    assertThat(location.user()).isEqualTo(user);
    assertThat(location.host()).isEqualTo(new GitHost(scheme, host, port));
    assertThat(location.host().port()).isEqualTo(port);
    assertThat(location.rawPath()).isEqualTo(path);
    assertThat(location.http()).isEqualTo(scheme.startsWith("http"));
    assertThat(location.local()).isEqualTo(scheme.equals("file"));
    assertThat(location.display()).isEqualTo(location.place()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://ada:s3cret@h/a,  ada, s3cret",
    "https://ada:@h/a,        ada, ''",
    "https://:t0ken@h/a,      '',  t0ken",
    "https://a%40b:c%2Fd@h/a, a@b, c/d",
    "https://a+b:c+d@h/a,     a+b, c+d",
    "https://a%:b%zz@h/a,     a%,  b%zz"
  })
  void aUserAndAPasswordAreALogin(String typed, String user, String secret) {
    assertThat(GitLocation.parse(typed).embedded()).contains(new Credentials(user, secret));
    assertThat(GitLocation.parse(typed).userInfo()).isEqualTo(user);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/a",
        "https://ada@h/a",
        "https://:@h/a",
        "https://@h/a",
        "ssh://git@h/a"
      })
  void anAccountAloneIsNone(String typed) {
    assertThat(GitLocation.parse(typed).embedded()).isEmpty();
  }

  @Test
  void onlyAWebAddressHasAnAccountThatIsNotAPlace() {
    assertThat(GitLocation.parse("http://ada@h/a").userInfo()).isEqualTo("ada");
    assertThat(GitLocation.parse("ssh://ada@h/a").userInfo()).isEmpty();
    assertThat(GitLocation.parse("git://ada@h/a").userInfo()).isEmpty();
    assertThat(GitLocation.parse("git://ada@h/a").user()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "https://h",
        "https:///a",
        "https://",
        "ftp://h/a",
        "c:\\a",
        "a:b",
        "ssh://h",
        "://h/a",
        "https://h:123456/a",
        "https://h:65536/a",
        "https://[::ffff:127.0.0.1]:8443/a",
        "https://ada:pl4nted@h",
        "a b:c",
        "h: a"
      })
  void whatIsNoneIsRefusedWithoutItsLogin(String typed) {
    assertThatThrownBy(() -> GitLocation.parse(typed))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a git URL")
        .hasMessageContaining("use https://HOST/PATH, ssh://git@HOST/PATH, git@HOST:PATH")
        .hasMessageNotContaining("pl4nted");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/a/,           https://h:443/a",
    "https://ada:s@H:443/a,  https://h:443/a",
    "http://h/a,             http://h:80/a",
    "git@hh:a//,             ssh://git@hh:22/a",
    "ssh://git@h/a,          ssh://git@h:22/a",
    "ssh://h:23/a,           ssh://h:23/a"
  })
  void allSpellingsOfAPlaceHaveOneKey(String typed, String key) {
    assertThat(GitLocation.parse(typed).key()).isEqualTo(key);
  }

  @Test
  void aPlaceOnThisMachineHasAPath() {
    assertThat(GitLocation.parse("file:///a/b%20c").path()).isEqualTo(Path.of("/a/b c"));
    assertThat(GitLocation.of(Path.of("a b")).path()).isEqualTo(Path.of("a b"));
    assertThat(GitLocation.of(Path.of("a b")).local()).isTrue();
    assertThat(GitLocation.parse("file:///C:/a").path().toString()).startsWith("C:");
    assertThatThrownBy(() -> GitLocation.parse("file:///a%00b").path())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a git URL");
  }

  @Test
  void whatGitsConfigurationReplacesIsShownAsItWasTyped() {
    GitLocation location =
        GitLocation.parse(
            "https://ada:s3cret@h/a", text -> text.replace("ada:s3cret@h", "paul:pl4nted@m:8443"));

    assertThat(location.host()).isEqualTo(new GitHost("https", "m", 8443));
    assertThat(location.embedded()).contains(new Credentials("paul", "pl4nted"));
    assertThat(location.display()).isEqualTo("https://h/a");
    assertThat(location.place())
        .isEqualTo("https://h/a (https://m:8443/a by url.<base>.insteadOf in git's configuration)");
    GitLocation local = GitLocation.parse(" gh:a/b", text -> "/srv/mirror");
    assertThat(local.path()).isEqualTo(Path.of("/srv/mirror"));
    assertThat(local.given()).isEqualTo("gh:a/b");
    assertThat(GitLocation.parse(" https://h/a ", text -> text).given()).isEqualTo("https://h/a");
    assertThat(GitLocation.parse("https://h/a").embedded()).isEqualTo(Optional.empty());
  }
}
