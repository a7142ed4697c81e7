package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says for people what went wrong in an exchange over HTTP, and who it was that refused. */
public final class HttpFailures {

  private static final int LONGEST = 200;

  private static final Pattern TUNNEL = Pattern.compile("Proxy returns \"HTTP/\\S+ (\\d{3})");

  private final GitLocation location;
  private final GitAccess access;
  private final LastExchange last;
  private final Logins logins;

  public HttpFailures(GitLocation location, GitAccess access, LastExchange last, Logins logins) {
    this.location = location;
    this.access = access;
    this.last = last;
    this.logins = logins;
  }

  /** The failure with its remedy; empty if the server did what HTTP is asked to do. */
  Optional<MlopsException> translate(Exception cause) {
    return exchange(cause)
        .or(() -> tunnel(cause))
        .or(() -> tls(cause))
        .or(() -> network(cause))
        .or(() -> last.refusal().flatMap(answer -> refused(answer, cause)));
  }

  /** The answer in words, from the table. */
  private Optional<MlopsException> refused(HttpRefusal answer, Exception cause) {
    return HttpAnswers.find(answer)
        .map(
            row -> {
              String problem = filled(row.problem(), answer);
              String remedy = filled(row.remedy(), answer);
              if (row.usage()) {
                return new UsageException(problem, remedy);
              }
              return isLimit(answer)
                  ? new BusyException(problem, remedy, cause, seconds(answer.header("Retry-After")))
                  : new EnvironmentException(problem, remedy, cause);
            });
  }

  private static boolean isLimit(HttpRefusal answer) {
    return answer.status() == 429
        || (answer.status() == 403
            && (!answer.header("Retry-After").isEmpty()
                || answer.header("X-RateLimit-Remaining").equals("0")));
  }

  private static long seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) : 60;
  }

  private String filled(String sentence, HttpRefusal answer) {
    ProxyWords words = ProxyWords.of(access, answer.proxy());
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("origin", answer.origin().id()),
            Map.entry("url", answer.origin().url()),
            Map.entry("place", location.place()),
            Map.entry("status", String.valueOf(answer.status())),
            Map.entry("said", said(answer.text())),
            Map.entry("led", led(answer.origin())),
            Map.entry("login", logins.source(answer.origin())),
            Map.entry("proxy", answer.proxy().map(HttpProxy::host).orElse("on the way")),
            Map.entry("proxyLogin", words.login()),
            Map.entry("proxyBypass", words.bypass(answer.origin().url())),
            Map.entry("wait", wait(answer.header("Retry-After"))));
    return Pattern.compile("\\{(\\w+)}")
        .matcher(sentence)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  private String led(GitHost origin) {
    return origin.equals(location.host())
        ? ""
        : ", where " + location.host().id() + " redirects to";
  }

  private static String wait(String retryAfter) {
    if (!retryAfter.matches("\\d{1,6}")) {
      return "a few minutes";
    }
    return Long.parseLong(retryAfter) == 1 ? "1 second" : retryAfter + " seconds";
  }

  static String said(String text) {
    String plain =
        text.replaceAll("(?is)<(script|style|title)\\b.*?</\\1>|<[^>]*>", " ")
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return plain.isEmpty()
        ? "no reason given"
        : plain.substring(0, Math.min(LONGEST, plain.length()));
  }

  private Optional<MlopsException> exchange(Exception cause) {
    if (Causes.find(cause, HttpRequests.SignInPageException.class)
        instanceof HttpRequests.SignInPageException page) {
      String id = page.origin().id();
      String named = location.host().id();
      return environment(
          location.place()
              + " requires authentication: the server answered with a sign-in page"
              + (id.equals(named) ? "" : " at " + id),
          page.hadLogin()
              ? "correct user and password or token "
                  + logins.source(page.origin())
                  + ": the one that was sent is not accepted"
              : "add a <server> with id "
                  + named
                  + " to settings.xml, or name one with -Dmlops.templateServerId=ID"
                  + " (-Dmlops.remoteServerId=ID for what is pushed to)",
          cause);
    }
    if (Causes.find(cause, Redirects.BlockedException.class)
        instanceof Redirects.BlockedException blocked) {
      return environment(
          blocked.getMessage(),
          "give the address that the repository has now, if you trust it",
          cause);
    }
    if (Causes.find(cause, UnreadableAnswerException.class)
        instanceof UnreadableAnswerException unreadable) {
      return environment(unreadable.getMessage(), unreadable.remedy(), cause);
    }
    return Optional.empty();
  }

  private Optional<MlopsException> tunnel(Exception cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      Matcher matcher = TUNNEL.matcher(String.valueOf(t.getMessage()));
      if (matcher.find()) {
        return tunnelRefused(Integer.parseInt(matcher.group(1)), cause);
      }
    }
    return Optional.empty();
  }

  private Optional<MlopsException> tunnelRefused(int status, Exception cause) {
    String proxy = last.proxy().map(HttpProxy::host).orElse("on the way");
    String origin = origin().id();
    ProxyWords words = ProxyWords.of(access, last.proxy());
    if (status == 407
        && Causes.find(cause, ProxyTunnel.RefusedException.class)
            instanceof ProxyTunnel.RefusedException refused
        && refused.isForWindowsOnly()) {
      return environment(
          "the proxy " + proxy + " accepts only Windows authentication (Negotiate, NTLM)",
          HttpProxy.AGENT,
          cause);
    }
    if (status == 407) {
      return environment(
          "the proxy " + proxy + " requires valid credentials", words.login(), cause);
    }
    return status < 500
        ? environment(
            "the proxy " + proxy + " does not let requests to " + origin + " pass (" + status + ")",
            "ask its operators to allow " + origin + ", or " + words.bypass(origin().url()),
            cause)
        : environment(
            "the proxy " + proxy + " cannot reach " + origin + ": error " + status,
            "check the URL's host and port; if they are right, ask the proxy's operators",
            cause);
  }

  private Optional<MlopsException> tls(Exception cause) {
    if (!(Causes.find(cause, SSLException.class) instanceof SSLException failure)) {
      return Optional.empty();
    }
    TlsFailure told = TlsFailure.of(failure, origin());
    return environment(
        told.problem() + led(origin()),
        told.remedy(TlsFailure.Client.GIT, ProxyWords.of(access, last.proxy()).place()),
        cause);
  }

  private Optional<MlopsException> network(Exception cause) {
    Optional<HttpProxy> proxy = last.proxy();
    String host = proxy.map(p -> "the proxy " + p.host()).orElse(origin().host());
    int port = proxy.map(HttpProxy::port).orElse(origin().port());
    String led = proxy.isPresent() ? "" : led(origin());
    String proxies = ProxyWords.of(access, proxy).place() + environmentsProxy();
    String check = "check the network or VPN, and " + proxies;
    if (Causes.find(cause, UnknownHostException.class) != null) {
      return environment(
          "the host name " + host + " is not known" + led,
          check.replace("check ", "check the spelling, "),
          cause);
    }
    if (Causes.find(cause, SilenceException.class) instanceof SilenceException silence) {
      return environment(
          silence.getMessage(),
          "try again; check the network or VPN; give a slow connection more time with"
              + " -Dmlops.timeout=SECONDS",
          cause);
    }
    if (Causes.find(cause, SocketTimeoutException.class) != null
        || Causes.says(cause, "timed out")) {
      return environment(host + " did not answer in time" + led, "try again; " + check, cause);
    }
    if (Causes.find(cause, ConnectException.class) != null
        || Causes.says(cause, "Connection refused")) {
      return environment(
          host + " refuses connections at port " + port + led,
          "check the URL's host and port, and " + proxies,
          cause);
    }
    if (Causes.find(cause, NoRouteToHostException.class) != null) {
      return environment("no route to " + host + " from here" + led, check, cause);
    }
    if (Causes.says(cause, "Invalid Http response")
        || (Causes.says(cause, "Unexpected end of file") && last.refusal().isEmpty())) {
      return environment(
          host + " does not answer in HTTP at port " + port + led,
          "check the URL's scheme and port: https:// may be meant; if they are right, try again",
          cause);
    }
    return Optional.empty();
  }

  /** Git reads a proxy from the environment; Maven does not, and neither does this plugin. */
  private String environmentsProxy() {
    String variable =
        List.of("https_proxy", "HTTPS_PROXY", "http_proxy", "ALL_PROXY", "all_proxy").stream()
            .filter(name -> access.user().environment().variable(name).isPresent())
            .findFirst()
            .orElse("");
    return variable.isEmpty() || last.proxy().isPresent()
        ? ""
        : "; " + variable + " in the environment is ignored here, name that proxy there";
  }

  private GitHost origin() {
    return last.origin().orElse(location.host());
  }

  private static Optional<MlopsException> environment(
      @Nullable String problem, String remedy, Exception cause) {
    return Optional.of(new EnvironmentException(String.valueOf(problem), remedy, cause));
  }
}
