package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which login, which redirect and which proxy an origin gets. */
class LoginsTest {

  private static final GitHost NAMED = new GitHost("https", "h.example", -1);
  private static final GitHost OTHER = new GitHost("https", "other.example", -1);
  private static final Credentials ANNA = new Credentials("anna", "s3cret");

  @TempDir Path home;
  private final List<GitHost> asked = new ArrayList<>();

  private GitAccess access() {
    return GitAccess.standard().withHome(home);
  }

  private static Logins logins(String url, GitAccess access) {
    return new Logins(GitLocation.parse(url), access);
  }

  private void netrc(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text);
  }

  @Test
  void thePasswordInTheUrlGoesFirst() throws IOException {
    netrc(".netrc", "machine h.example login nobody password netrc\n");
    GitAccess both = access().withNamedCredentials(origin -> Optional.of(ANNA));

    assertThat(logins("https://u:p@h.example/a", both).find(NAMED))
        .contains(new Credentials("u", "p"));
    assertThat(logins("https://h.example/a", both).find(NAMED)).contains(ANNA);
    assertThat(logins("https://h.example/a", access()).find(NAMED))
        .contains(new Credentials("nobody", "netrc"));
  }

  @Test
  void theAccountInTheUrlIsThatOfAToken() {
    GitAccess token =
        access().withNamedCredentials(origin -> Optional.of(new Credentials("", "t0ken")));

    assertThat(logins("https://anna@h.example/a", token).find(NAMED))
        .contains(new Credentials("anna", "t0ken"));
  }

  @Test
  void anotherOriginGetsOnlyWhatIsItsOwn() throws IOException {
    netrc(".netrc", "machine other.example login nobody password netrc\n");
    GitAccess named = access().withNamedCredentials(origin -> Optional.of(ANNA));
    String url = "https://u:p@h.example/a";

    assertThat(logins(url, named).find(OTHER)).contains(new Credentials("nobody", "netrc"));
    assertThat(logins(url, named).find(new GitHost("http", "other.example", -1))).isEmpty();
    assertThat(logins(url, named).find(new GitHost("https", "other.example", 8443))).isEmpty();
    assertThat(logins(url, named).find(new GitHost("https", "third.example", -1))).isEmpty();
    GitAccess its = named.withCredentials(origin -> Optional.of(new Credentials("its", "own")));
    assertThat(logins(url, its).find(OTHER)).contains(new Credentials("its", "own"));
    assertThat(logins(url, named).isNamed(NAMED)).isTrue();
    assertThat(logins(url, named).isNamed(OTHER)).isFalse();
  }

  @Test
  void aLoginIsLookedUpOnceAndNotSentAfterARefusal() {
    Logins logins =
        logins(
            "https://h.example/a",
            access()
                .withNamedCredentials(
                    origin -> {
                      asked.add(origin);
                      return Optional.of(ANNA);
                    }));
    assertThat(logins.current(NAMED)).as("nothing is sent before it is asked for").isEmpty();
    assertThat(logins.isSettled(NAMED)).isFalse();

    logins.find(NAMED);
    logins.find(NAMED);

    assertThat(asked).hasSize(1);
    assertThat(logins.isSettled(NAMED)).isTrue();
    assertThat(logins.current(NAMED)).contains(ANNA);
    assertThat(logins.current(OTHER)).isEmpty();
    logins.refuse(NAMED);
    assertThat(logins.current(NAMED)).isEmpty();
  }

  @Test
  void aLoginIsHandedOutOnce() {
    GitAccess access = access().withNamedCredentials(origin -> Optional.of(ANNA));
    Logins logins = logins("https://h.example/a", access);

    assertThat(logins.handOut(NAMED)).contains(ANNA);
    assertThat(logins.handOut(NAMED)).isEmpty();
    Logins sent = logins("https://h.example/a", access);
    sent.find(NAMED);
    assertThat(sent.handOut(NAMED)).as("it was sent, and is not the right one").isEmpty();
  }

  @Test
  void netrcIsReadInBothSpellingsAndForTheAccount() throws IOException {
    netrc("_netrc", "machine h.example login anna password one\n");
    assertThat(NetRcLogins.find(access(), NAMED, "")).contains(new Credentials("anna", "one"));
    assertThat(NetRcLogins.find(access(), NAMED, "anna")).isPresent();
    assertThat(NetRcLogins.find(access(), NAMED, "paul")).isEmpty();
    assertThat(NetRcLogins.find(access(), OTHER, "")).isEmpty();
    assertThat(access().netrc(NAMED)).contains(new Credentials("anna", "one"));

    netrc(".netrc", "machine h.example login anna password two\n");
    assertThat(NetRcLogins.find(access(), NAMED, "")).contains(new Credentials("anna", "two"));
  }

  private Optional<Credentials> netrcOf(String host) {
    return NetRcLogins.find(access(), new GitHost("https", host, -1), "");
  }

  /** What one machine lacks is not taken from another. */
  @Test
  void aMachineOfNetrcHasItsOwnLoginOnly() throws IOException {
    netrc(
        ".netrc",
        """
        # machine commented.example login x password y
        machine token.example password alone
        machine h.example login anna
        MACHINE Third.Example
        \tlogin "pa\\"ul x" account a # password none
        \tpassword #two
        macdef init
        machine inside.example login x password y
        machine too.example login x password y

        machine h.example login anna password one
        machine h.example login bob password three
        machine empty.example password
        """);

    assertThat(netrcOf("token.example")).contains(new Credentials("", "alone"));
    assertThat(netrcOf("third.example")).contains(new Credentials("pa\"ul x", "#two"));
    assertThat(netrcOf("h.example")).contains(new Credentials("anna", "one"));
    assertThat(NetRcLogins.find(access(), NAMED, "bob")).contains(new Credentials("bob", "three"));
    for (String none : List.of("commented.example", "inside.example", "too.example", "x")) {
      assertThat(netrcOf(none)).as(none).isEmpty();
    }
  }

  @Test
  void theLoginForAllHostsIsForTheHostThatTheUserNamed() throws IOException {
    netrc(".netrc", "machine h.example login anna password one\ndefault login any password two");
    String url = "https://third.example/a";
    GitHost third = new GitHost("https", "third.example", -1);

    assertThat(netrcOf("third.example")).contains(new Credentials("any", "two"));
    assertThat(NetRcLogins.find(access(), third, "paul")).isEmpty();
    assertThat(logins(url, access()).find(third)).contains(new Credentials("any", "two"));
    assertThat(logins(url, access()).find(OTHER)).as("a redirect led there").isEmpty();
    assertThat(logins(url, access()).find(NAMED)).contains(new Credentials("anna", "one"));
  }

  @Test
  void aMacroWithoutAnEndEndsWithTheFile() throws IOException {
    netrc(".netrc", "macdef init\nmachine h.example login a password b\n");
    assertThat(netrcOf("h.example")).isEmpty();

    netrc(".netrc", "");
    assertThat(netrcOf("h.example")).isEmpty();
  }

  private GitConfiguration configuration(String text) {
    try {
      Files.writeString(home.resolve(".gitconfig"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return GitConfiguration.read(
        new GitEnvironment(Map.of("HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1"), home),
        ConfigPlace.nowhere());
  }

  private static URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static HttpRequest first() {
    return HttpRequest.ofGit(
        "GET",
        url("https://h.example/a/info/refs?service=git-upload-pack"),
        Map.of(),
        Optional.empty());
  }

  private static HttpRequest later() {
    return HttpRequest.ofGit(
        "POST", url("https://h.example/a/git-upload-pack"), Map.of(), Optional.of(new byte[0]));
  }

  private static HttpRequest other(String method) {
    return new HttpRequest(
        method, url("https://h.example/a"), Map.of(), Optional.empty(), Following.OTHER);
  }

  private static URL next(Redirects redirects, HttpRequest request, String location, int hops)
      throws IOException {
    return redirects.next(request, url("https://h.example/a/info/refs"), 302, location, hops);
  }

  @ParameterizedTest
  @CsvSource({"301, true", "302, true", "303, true", "307, true", "308, true", "300, false"})
  void theseAreRedirects(int status, boolean is) {
    assertThat(Redirects.isRedirect(status)).isEqualTo(is);
    assertThat(Redirects.isRedirect(304)).isFalse();
    assertThat(Redirects.isRedirect(305)).isFalse();
    assertThat(Redirects.isRedirect(200)).isFalse();
  }

  @Test
  void aRedirectLeadsToAnAddressWithoutItsLogin() throws IOException {
    Redirects redirects = new Redirects(GitConfiguration.empty(), "https://h.example/a");

    assertThat(next(redirects, first(), "https://u:p@other.example:1/x?y", 0))
        .hasToString("https://other.example:1/x?y");
    assertThat(next(redirects, first(), " /b ", 19)).hasToString("https://h.example/b");
    assertThat(redirects.next(first(), url("http://h.example/a"), 301, "http://h.example/b", 0))
        .hasToString("http://h.example/b");
    assertThat(redirects.next(first(), url("http://h.example/a"), 301, "https://h.example/", 0))
        .hasToString("https://h.example/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | 0  | answers with a redirect (302) that leads nowhere",
        "file:///etc/passwd | 0  | redirects (302) to file:///etc/passwd, which is not an address",
        "ftp://h/x          | 0  | redirects (302) to ftp://h/x, which is not an address for git",
        "nope://h           | 0  | redirects (302) to nope://h, which is not an address for git",
        "https:///x         | 0  | which is not an address for git",
        "http://h.example/a | 0  | from https to http, where anyone on the network could read it",
        "/b                 | 20 | redirects (302) to https://h.example/b, after more than 20"
      })
  void theseAreNotFollowed(String location, int hops, String reason) {
    Redirects redirects = new Redirects(GitConfiguration.empty(), "https://h.example/a");

    assertThatThrownBy(() -> next(redirects, first(), location, hops))
        .isInstanceOfSatisfying(
            Redirects.BlockedException.class, e -> assertThat(e.origin()).isEqualTo(NAMED))
        .hasMessageStartingWith("h.example ")
        .hasMessageContaining(reason);
  }

  @Test
  void aRedirectWithoutAPlaceAndOneWithALineBreakAreOneLine() {
    Redirects redirects = new Redirects(GitConfiguration.empty(), "https://h.example/a");

    assertThatThrownBy(() -> redirects.next(first(), url("https://h.example/a"), 301, null, 0))
        .hasMessage("h.example answers with a redirect (301) that leads nowhere");
    assertThatThrownBy(() -> next(redirects, first(), "nope://h/\r\nx", 0))
        .hasMessageContaining("nope://h/  x");
  }

  @ParameterizedTest
  @CsvSource({
    "initial, true,  false, true,  false",
    "true,    true,  true,  true,  true",
    "false,   false, false, false, false",
    "'',      true,  false, true,  false"
  })
  void gitsConfigurationSaysWhatIsFollowed(
      String mode, boolean atFirst, boolean later, boolean download, boolean upload)
      throws IOException {
    String text = mode.isEmpty() ? "" : "[http]\n\tfollowRedirects = " + mode + "\n";
    Redirects redirects = new Redirects(configuration(text), "https://h.example/a");

    assertThat(follows(redirects, first())).isEqualTo(atFirst);
    assertThat(follows(redirects, later())).isEqualTo(later);
    assertThat(follows(redirects, other("GET"))).isEqualTo(download);
    assertThat(follows(redirects, other("PUT"))).isEqualTo(upload);
  }

  private static boolean follows(Redirects redirects, HttpRequest request) throws IOException {
    try {
      return next(redirects, request, "/b", 0).getPath().equals("/b");
    } catch (Redirects.BlockedException e) {
      assertThat(e)
          .hasMessageContaining(
              request.following() == Following.FIRST
                  ? "which http.followRedirects in git's configuration forbids"
                  : "in the middle of the exchange, which git does not follow");
      return false;
    }
  }

  @Test
  void whereTheFirstRequestEndedTheLaterOnesGo() throws IOException {
    Redirects redirects = new Redirects(GitConfiguration.empty(), "https://h.example/a");
    URL exchange = url("https://h.example/a/git-upload-pack");
    assertThat(redirects.moved(exchange)).isEqualTo(exchange);

    assertThat(redirects.settle(first(), url("https://other.example/sign-in"))).isFalse();
    assertThat(redirects.moved(exchange)).isEqualTo(exchange);
    assertThat(
            redirects.settle(
                first(), url("https://other.example/b/info/refs?service=git-upload-pack")))
        .isTrue();

    assertThat(redirects.moved(exchange)).hasToString("https://other.example/b/git-upload-pack");
    assertThat(redirects.moved(url("https://h.example/another/x")))
        .hasToString("https://h.example/another/x");
  }

  private ProxyChoice choice(String text, HttpProxy... mavens) {
    return new ProxyChoice(access().withProxies(List.of(mavens)), configuration(text));
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.example,                       proxy.example, 1080, ,    ",
    "http://proxy.example:3128/,          proxy.example, 3128, ,    ",
    "HTTP://anna:s%40b@proxy.example:1,   proxy.example, 1,    anna, s@b",
    "anna@proxy.example,                  proxy.example, 1080, anna, ''",
    "http://a+b:c%zz@[::1]:8080,          [::1],         8080, a+b, c%zz"
  })
  void gitsProxyIsReadInEveryForm(String text, String host, int port, String user, String password)
      throws IOException {
    HttpProxy proxy =
        choice("[http]\n\tproxy = " + text + "\n").named(url("https://h.example/")).orElseThrow();

    assertThat(proxy.host()).isEqualTo(host);
    assertThat(proxy.port()).isEqualTo(port);
    assertThat(proxy.credentials())
        .isEqualTo(Optional.ofNullable(user).map(name -> new Credentials(name, password)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy.example", "https://proxy.example", "http://a b:c/d"})
  void anotherKindOfProxyIsRefused(String text) {
    ProxyChoice choice = choice("[http]\n\tproxy = " + text + "\n");

    assertThatThrownBy(() -> choice.named(url("https://h.example/")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("http.proxy in git's configuration is")
        .hasMessageContaining("which is not an HTTP proxy");
  }

  @Test
  void mavensProxyGoesBeforeGitsAndGitsBeforeJavas() throws IOException {
    HttpProxy mavens = new HttpProxy("http", "mavens", 1, Optional.empty(), "near");
    String gits = "[http]\n\tproxy = gits:2\n";

    assertThat(choice(gits, mavens).named(url("https://h.example/"))).contains(mavens);
    assertThat(choice(gits, mavens).named(url("https://near/"))).isEmpty();
    assertThat(choice(gits).named(url("https://h.example/"))).map(HttpProxy::host).contains("gits");
    assertThat(choice("[http]\n\tproxy = \n").named(url("https://h.example/"))).isEmpty();
    assertThat(choice(gits, mavens).javas(url("https://near/"))).isEqualTo(Proxy.NO_PROXY);
    assertThat(choice(gits).javas(url("https://h.example/"))).isEqualTo(Proxy.NO_PROXY);
    ProxySelector before = ProxySelector.getDefault();
    Proxy first = ProxyChoice.java(mavens);
    try {
      for (List<Proxy> java : List.of(List.of(first, Proxy.NO_PROXY), List.<Proxy>of())) {
        ProxySelector.setDefault(selecting(java));
        assertThat(choice("").javas(url("https://h.example/")))
            .isEqualTo(java.isEmpty() ? Proxy.NO_PROXY : first);
        assertThat(choice(gits).javas(url("https://h.example/"))).isEqualTo(Proxy.NO_PROXY);
        assertThat(choice("", mavens).javas(url("https://near/"))).isEqualTo(Proxy.NO_PROXY);
      }
      ProxySelector.setDefault(null);
      assertThat(choice("").javas(url("https://h.example/"))).isEqualTo(Proxy.NO_PROXY);
    } finally {
      ProxySelector.setDefault(before);
    }
    Proxy java = ProxyChoice.java(mavens);
    assertThat(java.type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(((InetSocketAddress) java.address()).getPort()).isEqualTo(1);
  }

  private static ProxySelector selecting(List<Proxy> proxies) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return proxies;
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        throw new AssertionError(failure);
      }
    };
  }
}
