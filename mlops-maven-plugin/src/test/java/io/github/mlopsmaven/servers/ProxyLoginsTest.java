package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets a proxy's login, and what of Java is changed for it, and for how long. */
class ProxyLoginsTest {

  private static final HttpProxy OPEN = proxy(Optional.empty());
  private static final HttpProxy CLOSED = proxy(Optional.of(new Credentials("paul", "pr0xy")));

  private final @Nullable String before = System.getProperty(ProxyLogins.DISABLED_SCHEMES);

  private static HttpProxy proxy(Optional<Credentials> login) {
    return new HttpProxy("http", "proxy.example", 3128, login, "");
  }

  @BeforeEach
  void clear() {
    System.clearProperty(ProxyLogins.DISABLED_SCHEMES);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(ProxyLogins.DISABLED_SCHEMES);
    } else {
      System.setProperty(ProxyLogins.DISABLED_SCHEMES, before);
    }
  }

  private static @Nullable String whileLoading(HttpProxy proxy) {
    return ProxyLogins.letClientsHaveThem(
            GitAccess.standard().withProxies(List.of(proxy)),
            () -> Optional.ofNullable(System.getProperty(ProxyLogins.DISABLED_SCHEMES)))
        .orElse(null);
  }

  @Test
  void javaSendsALoginIntoATunnelOnlyWhereAProxyHasOne() {
    assertThat(whileLoading(OPEN)).isNull();
    assertThat(whileLoading(CLOSED)).isEmpty();
    assertThat(System.getProperty(ProxyLogins.DISABLED_SCHEMES)).as("afterwards").isNull();
  }

  @Test
  void whatTheUserHasSetStays() {
    System.setProperty(ProxyLogins.DISABLED_SCHEMES, "Digest");
    assertThat(whileLoading(CLOSED)).isEqualTo("Digest");
    assertThat(System.getProperty(ProxyLogins.DISABLED_SCHEMES)).isEqualTo("Digest");
  }

  @Test
  void aFailureLeavesNothingBehind() {
    GitAccess access = GitAccess.standard().withProxies(List.of(CLOSED));
    assertThatThrownBy(
            () ->
                ProxyLogins.letClientsHaveThem(
                    access,
                    () -> {
                      throw new IllegalStateException("no client");
                    }))
        .hasMessage("no client");
    assertThat(System.getProperty(ProxyLogins.DISABLED_SCHEMES)).isNull();
  }

  @Test
  void aTunnelOfOurOwnIsForLoginsOnly() throws MalformedURLException {
    URL https = new URL("https://h.example/");
    assertThat(ProxyLogins.needsTunnel(https, Optional.of(CLOSED))).isTrue();
    assertThat(ProxyLogins.needsTunnel(https, Optional.of(OPEN))).isFalse();
    assertThat(ProxyLogins.needsTunnel(https, Optional.empty())).isFalse();
    assertThat(ProxyLogins.needsTunnel(new URL("http://h.example/"), Optional.of(CLOSED)))
        .isFalse();
  }

  @Test
  void theHeaderHasTheLoginAsBasicSaysIt() {
    assertThat(ProxyLogins.header(OPEN)).isEmpty();
    assertThat(ProxyLogins.header(CLOSED)).contains("Basic cGF1bDpwcjB4eQ==");
  }
}
