package io.github.mlopsmaven.servers;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proxy with the meaning that Maven's settings give it.
 *
 * @param protocol the protocol of the requests that go through it, {@code http} or {@code https};
 *     {@code https} requests take a proxy for {@code http} when there is none of their own
 * @param host the proxy's name
 * @param port the proxy's port
 * @param credentials its login, if it asks for one
 * @param nonProxyHosts hosts reached without it, separated by {@code |} or {@code ,}; {@code *}
 *     stands for any text
 */
public record HttpProxy(
    String protocol,
    String host,
    int port,
    Optional<Credentials> credentials,
    String nonProxyHosts) {

  /** What to do about a proxy that speaks to Windows only. */
  public static final String AGENT =
      "run a proxy of your own that logs in there, such as cntlm or px, and name that one in"
          + " <proxies> of settings.xml";

  /**
   * Whether a proxy takes no user and password, only logins of Windows.
   *
   * @param offers the values of {@code Proxy-Authenticate}
   */
  public static boolean isForWindowsOnly(Collection<String> offers) {
    return !offers.isEmpty()
        && offers.stream()
            .allMatch(offer -> offer.strip().matches("(?is)(negotiate|ntlm|kerberos)\\b.*"));
  }

  /**
   * Whether requests to a host stay away from this proxy.
   *
   * @param target the host's name
   */
  boolean excludes(String target) {
    for (String pattern : Pattern.compile("[|,]").split(nonProxyHosts, -1)) {
      String trimmed = pattern.trim().toLowerCase(Locale.ROOT);
      String regex = Pattern.quote(trimmed).replace("*", "\\E.*\\Q");
      if (!trimmed.isEmpty() && target.toLowerCase(Locale.ROOT).matches(regex)) {
        return true;
      }
    }
    return false;
  }
}
