package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which proxy a request goes through: that of Maven's settings; where they have none, {@code
 * http.proxy} of git's configuration; else that of Java's own settings.
 */
final class ProxyChoice {

  private static final int USUAL_PORT = 1080;
  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z0-9]+)://)?(?:([^:@/]*)(?::([^@/]*))?@)?(\\[[^\\]]+]|[^:/@\\[\\]]+)(?::(\\d{1,5}))?/?");

  private final GitAccess access;
  private final GitConfiguration configuration;

  ProxyChoice(GitAccess access, GitConfiguration configuration) {
    this.access = access;
    this.configuration = configuration;
  }

  /** The proxy that Maven's settings or git's configuration name. */
  Optional<HttpProxy> named(URL url) {
    if (!access.proxies().isEmpty()) {
      return access.proxyFor(url.getProtocol(), url.getHost());
    }
    return gits(url).filter(text -> !text.isBlank()).map(ProxyChoice::parse);
  }

  /** What Java is told, where no other proxy is named. */
  Proxy javas(URL url) {
    if (!access.proxies().isEmpty() || gits(url).isPresent()) {
      return Proxy.NO_PROXY;
    }
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> proxies =
        selector == null ? List.of() : selector.select(URI.create(url.toString()));
    return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
  }

  /** How Java is told of a proxy. */
  static Proxy java(HttpProxy proxy) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()));
  }

  private Optional<String> gits(URL url) {
    return configuration.httpText("proxy", url.toString());
  }

  private static HttpProxy parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    String scheme = form.matches() && form.group(1) != null ? form.group(1) : "http";
    int port =
        form.matches() && form.group(5) != null ? Integer.parseInt(form.group(5)) : USUAL_PORT;
    if (!form.matches() || !scheme.equalsIgnoreCase("http") || port < 1 || port > HIGHEST_PORT) {
      throw new UsageException(
          "http.proxy in git's configuration is "
              + Redaction.redact(text)
              + ", which is not an HTTP proxy",
          "name an HTTP proxy there, or in <proxies> of settings.xml, which takes precedence");
    }
    Optional<Credentials> login =
        Optional.ofNullable(form.group(2))
            .map(
                user ->
                    new Credentials(
                        decoded(user), form.group(3) == null ? "" : decoded(form.group(3))));
    return new HttpProxy("http", form.group(4), port, login, "");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
