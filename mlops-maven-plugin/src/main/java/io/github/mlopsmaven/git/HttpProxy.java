package io.github.mlopsmaven.git;

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
