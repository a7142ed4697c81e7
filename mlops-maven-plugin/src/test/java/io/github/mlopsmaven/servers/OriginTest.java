package io.github.mlopsmaven.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.HttpRefusal.Sent;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to one origin: its names, its login, its proxy, and its own words. */
class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "https, h.example, -1,  h.example,      true,  https://h.example",
    "https, h.example, 443, h.example,      true,  https://h.example",
    "https, h.example, 80,  h.example:80,   false, https://h.example:80",
    "http,  h.example, 0,   h.example,      true,  http://h.example",
    "SSH,   H.Example, 22,  h.example,      true,  ssh://h.example",
    "git,   h.example, -1,  h.example,      true,  git://h.example",
    "https, [::1],     -1,  [::1],          true,  https://[::1]",
    "https, ::1,       1,   [::1]:1,        false, https://[::1]:1",
    "https, h.example., -1, h.example,      true,  https://h.example",
    "https, bücher.example, -1, xn--bcher-kva.example, true, https://xn--bcher-kva.example",
    "https, ., -1, ., true, https://."
  })
  void everySpellingIsOneOrigin(
      String scheme, String host, int port, String id, boolean usual, String url) {
    GitHost origin = new GitHost(scheme, host, port);

    assertThat(origin.id()).isEqualTo(id);
    assertThat(origin.usualPort()).isEqualTo(usual);
    assertThat(origin.url()).isEqualTo(url);
  }

  @Test
  void aNameThatNoServerCanHaveIsComparedAsItIs() {
    String longName = "\u00dc".repeat(70) + ".example";

    assertThat(new GitHost("https", longName, -1))
        .isEqualTo(new GitHost("https", "\u00fc".repeat(70) + ".example", 443));
    assertThat(new GitHost("https", longName, -1).id()).isEqualTo("\u00fc".repeat(70) + ".example");
  }

  /** The id of a {@code <server>}: with a port it names one origin, without one any port. */
  @ParameterizedTest
  @CsvSource({
    "h.example,      443,  h.example,       false, true",
    "h.example,      8443, h.example,       false, true",
    "h.example,      8443, h.example,       true,  false",
    "h.example,      8443, h.example:8443,  true,  true",
    "h.example,      8443, H.Example.:8443, true,  true",
    "h.example,      8443, h.example:8443,  false, false",
    "h.example,      8443, h.example:844,   true,  false",
    "h.example,      8443, other:8443,      true,  false",
    "h.example,      443,  ' h.example ',   false, true",
    "h.example,      443,  '',              false, false",
    "h.example,      443,  ' ',             false, false",
    "h.example,      443,  h.example:x,     true,  false",
    "h.example,      443,  :443,            true,  false",
    "::1,            8443, [::1]:8443,      true,  true",
    "::1,            8443, [::1]:8443,      false, false",
    "::1,            8443, [::1],           false, true",
    "::1,            8443, ::1,             false, true",
    "::1,            1,    ::1,             true,  false"
  })
  void anIdNamesAnOriginOrAHost(String host, int port, String id, boolean withPort, boolean named) {
    assertThat(new GitHost("https", host, port).isNamedBy(id, withPort)).isEqualTo(named);
  }

  @Test
  void aUrlHasAnOrigin() throws Exception {
    assertThat(GitHost.of(URI.create("https://H:444/a").toURL()))
        .isEqualTo(new GitHost("https", "h", 444));
    assertThat(GitHost.of(URI.create("http://h/a").toURL()).port()).isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({
    "github.com,         x-access-token",
    "GitHub.com,         x-access-token",
    "api.github.com,     x-access-token",
    "github.acme.example, x-access-token",
    "acme.ghe.com,       x-access-token",
    "notgithub.com,      oauth2",
    "gitlab.com,         oauth2",
    "dev.azure.com,      oauth2"
  })
  void aTokenGetsTheNameThatItsHostExpects(String host, String user) {
    assertThat(new Credentials("", "t0ken").userFor(host)).isEqualTo(user);
    assertThat(new Credentials("ada", "t0ken").userFor(host)).isEqualTo("ada");
  }

  @Test
  void anAccountIsAddedOnlyWhereThereIsNone() {
    Credentials token = new Credentials("", "t0ken");

    assertThat(token.orUser("ada")).isEqualTo(new Credentials("ada", "t0ken"));
    assertThat(token.orUser("")).isSameAs(token);
    assertThat(new Credentials("paul", "t0ken").orUser("ada").user()).isEqualTo("paul");
    assertThat(token).hasToString("Credentials[user=-, secret=***]");
    assertThat(new Credentials("ada", "x")).hasToString("Credentials[user=***, secret=***]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "localhost;              localhost;     true",
        "localhost;              localhost.de;  false",
        "*.example.com;          a.example.com; true",
        "*.example.com;          example.com;   false",
        "a|*.Example.com, b;     A.example.COM; true",
        "a,b;                    b;             true",
        "a|b;                    c;             false",
        "'';                     '';            false",
        "a.c;                    abc;           false",
        "*;                      any;           true",
        "10.*;                   10.1.2.3;      true"
      })
  void hostsAreKeptFromAProxy(String pattern, String host, boolean excluded) {
    HttpProxy proxy = new HttpProxy("http", "p", 8080, Optional.empty(), pattern);

    assertThat(proxy.excludes(host)).isEqualTo(excluded);
  }

  @Test
  void theProxyOfTheProtocolIsTaken() {
    HttpProxy plain = new HttpProxy("HTTP", "plain", 1, Optional.empty(), "near");
    HttpProxy secure = new HttpProxy("https", "secure", 1, Optional.empty(), "");
    GitAccess access = GitAccess.standard().withProxies(List.of(plain, secure));

    assertThat(access.proxyFor("http", "h")).contains(plain);
    assertThat(access.proxyFor("https", "h")).contains(secure);
    assertThat(access.proxyFor("http", "near")).isEmpty();
    assertThat(access.withProxies(List.of(plain)).proxyFor("https", "h")).contains(plain);
    assertThat(access.withProxies(List.of(plain)).proxyFor("https", "near")).isEmpty();
    assertThat(access.withProxies(List.of(secure)).proxyFor("http", "h")).isEmpty();
  }

  private static HttpRefusal refusal(String... challenges) {
    return new HttpRefusal(
        401,
        new GitHost("https", "h", -1),
        Map.of("www-authenticate", List.of(challenges), "Via", List.of("a", "b")),
        "",
        Sent.NOTHING,
        Optional.empty(),
        false);
  }

  @Test
  void theWaysToLogInAreReadFromEveryForm() {
    assertThat(refusal("Basic realm=\"a, b\"").schemes()).containsExactly("basic");
    assertThat(refusal("Negotiate, NTLM, Basic realm=\"x\", charset=\"UTF-8\"").schemes())
        .containsExactly("negotiate", "ntlm", "basic");
    assertThat(refusal("Bearer authorization_uri=https://h/x", "TFS-Federated").schemes())
        .containsExactly("bearer", "tfs-federated");
    assertThat(refusal("Digest realm=\"Basic \\\"x\\\", NTLM\", qop=\"auth\"").schemes())
        .containsExactly("digest");
    assertThat(refusal().schemes()).isEmpty();
    assertThat(refusal().header("VIA")).isEqualTo("a, b");
    assertThat(refusal().header("None")).isEmpty();
  }

  @Test
  void whatWasSentIsNotShownAgain() {
    SentSecrets secrets = new SentSecrets();
    String basic = Base64.getEncoder().encodeToString("ada:s3cret".getBytes(UTF_8));
    secrets.header("Basic " + basic);
    secrets.header("Bearer t0ken-of-bearer");
    secrets.header("plain-t0ken");
    secrets.header("abc");
    secrets.login(new Credentials("paul", "pl4nted"), "paul:pl4nted");
    String other = Base64.getEncoder().encodeToString("paul:pl4nted".getBytes(UTF_8));

    assertThat(
            secrets.without(
                "%s, s3cret, t0ken-of-bearer, plain-t0ken, pl4nted, %s, abc, ada"
                    .formatted(basic, other)))
        .isEqualTo("***, ***, ***, ***, ***, ***, abc, ada");
    assertThat(secrets.without("Basic " + basic + " paul:pl4nted")).isEqualTo("*** ***");
  }

  @Test
  void aShortSecretWouldHideWords() {
    SentSecrets secrets = new SentSecrets();
    secrets.login(new Credentials("a", "the"), "a:the");
    secrets.login(new Credentials("a", "four"), "a:four");

    assertThat(secrets.without("the four")).isEqualTo("the ***");
  }
}
