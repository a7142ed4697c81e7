package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.servers.HttpRefusal.Sent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the answers of git servers and proxies mean, and what to do then: a table, of which the
 * first row that fits counts. The answers are those of git-http-backend, nginx, Apache, squid,
 * Gitea, and those that GitHub, GitLab and Azure DevOps publish.
 *
 * <p>In the sentences, {@code {origin}} is who answered, {@code {place}} the repository, {@code
 * {proxy}} the proxy, {@code {proxyLogin}} and {@code {proxyBypass}} what can be changed about it,
 * {@code {login}} where the login came from, {@code {status}} the HTTP status, {@code {said}} the
 * answer's own words, {@code {wait}} how long to wait, and {@code {led}} says how a redirect led
 * there.
 */
final class HttpAnswers {

  /**
   * A row.
   *
   * @param first the first status that it is for
   * @param last the last one
   * @param sent which login the request had; empty for any
   * @param schemes what the offered ways to log in have to look like, separated by blanks
   * @param words what the body or a header has to hold
   * @param proxied whether only for answers through a proxy
   * @param problem the sentence
   * @param remedy the sentence
   * @param usage whether the user has typed something wrong
   */
  record Row(
      int first,
      int last,
      Set<Sent> sent,
      Optional<Pattern> schemes,
      Optional<Pattern> words,
      boolean proxied,
      String problem,
      String remedy,
      boolean usage) {

    static Row of(int first, int last, String problem, String remedy) {
      return new Row(
          first, last, Set.of(), Optional.empty(), Optional.empty(), false, problem, remedy, false);
    }

    static Row of(int status, String problem, String remedy) {
      return of(status, status, problem, remedy);
    }

    Row saying(String regex) {
      Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
      return new Row(
          first, last, sent, schemes, Optional.of(pattern), proxied, problem, remedy, usage);
    }

    Row offering(String regex) {
      return new Row(
          first,
          last,
          sent,
          Optional.of(Pattern.compile(regex)),
          words,
          proxied,
          problem,
          remedy,
          usage);
    }

    Row having(Sent... logins) {
      return new Row(first, last, Set.of(logins), schemes, words, proxied, problem, remedy, usage);
    }

    Row ofAProxy() {
      return new Row(first, last, sent, schemes, words, true, problem, remedy, usage);
    }

    Row asUsage() {
      return new Row(first, last, sent, schemes, words, proxied, problem, remedy, true);
    }

    boolean fits(HttpRefusal answer) {
      String all = answer.headers() + "\n" + answer.text();
      return answer.status() >= first
          && answer.status() <= last
          && (sent.isEmpty() || sent.contains(answer.sent()))
          && (!proxied || answer.proxy().isPresent())
          && schemes
              .map(pattern -> pattern.matcher(String.join(" ", answer.schemes())).matches())
              .orElse(true)
          && words.map(pattern -> pattern.matcher(all).find()).orElse(true);
    }
  }

  private static final String CLIENT_CERTIFICATE =
      "set http.{url}/.sslCert and http.{url}/.sslKey in git's configuration, or start Maven with"
          + " MAVEN_OPTS=-Djavax.net.ssl.keyStore=FILE";

  private static final String WINDOWS =
      "(?:(?:negotiate|ntlm|kerberos|bearer) ?)*(?:negotiate|ntlm|kerberos)(?: ?(?:negotiate|ntlm|kerberos|bearer))*";

  private static final String ADD_SERVER =
      "add a <server> with id {origin} to settings.xml, or name one with -Dmlops.templateServerId=ID"
          + " (-Dmlops.remoteServerId=ID for what is pushed to)";

  /** What Azure DevOps, GitHub, GitLab and Bitbucket say of a token that was good once. */
  private static final String OUTDATED =
      "(token|credentials?|password|key)\\b[^\\n<>.]{0,40}\\b(has|have|is|was|been)[ +](expired|revoked)";

  /** A reason that is meant for git, and no page for people. */
  private static final String PLAIN = "\\n\\s*[^<{\\s]";

  private static final List<Row> ROWS =
      List.of(
          Row.of(400, 499, "{origin} requires a client certificate{led}", CLIENT_CERTIFICATE)
              .saying("no required SSL certificate|SSL certificate error|client certificate"),
          Row.of(
                  400,
                  499,
                  "{origin} speaks TLS at this port, and the URL says http",
                  "write https://")
              .saying(
                  "plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled"
                      + "|HTTP request to an HTTPS server"),
          Row.of(
                  403,
                  "the proxy {proxy} does not let requests to {origin} pass",
                  "ask its operators to allow {origin}, or {proxyBypass}")
              .saying(
                  "X-Squid-Error|ERR_ACCESS_DENIED|Server=\\[squid|zscaler|blue ?coat|fortiguard")
              .ofAProxy(),
          Row.of(
                  407,
                  "the proxy {proxy} accepts only Windows authentication (Negotiate, NTLM)",
                  HttpProxy.AGENT)
              .offering(WINDOWS),
          Row.of(407, "the proxy {proxy} requires valid credentials", "{proxyLogin}"),
          Row.of(
                  401,
                  "{origin} does not accept passwords: {said}",
                  "use a personal access token as the password {login}; one that has expired or was"
                      + " revoked is no longer one")
              .saying("password authentication (is not supported|was removed)")
              .having(Sent.LOGIN),
          Row.of(
                  401,
                  403,
                  "the token for {origin} has expired or was revoked{led}",
                  "make a new one at {origin}, and use it as the password {login}")
              .saying(OUTDATED)
              .having(Sent.LOGIN),
          Row.of(
                  401,
                  403,
                  "the token for {origin} has expired or was revoked{led}",
                  "make a new one at {origin}, and set it in http.extraHeader of git's configuration")
              .saying(OUTDATED)
              .having(Sent.HEADER),
          Row.of(
                  401,
                  "{origin} refuses the Authorization header of http.extraHeader in git's"
                      + " configuration{led}",
                  "set it to a valid token, or remove it and add a <server> with id {origin} to"
                      + " settings.xml")
              .having(Sent.HEADER),
          Row.of(
                  401,
                  "{origin} accepts only Windows authentication (Negotiate, NTLM){led}",
                  "use an SSH URL if the host has one, or ask its operators to allow tokens over"
                      + " HTTPS")
              .offering(WINDOWS),
          Row.of(
                  401,
                  "{origin} accepts only bearer tokens{led}",
                  "type: git config --global http.{url}/.extraHeader \"Authorization: Bearer"
                      + " TOKEN\"")
              .offering("(?:bearer ?)+"),
          Row.of(
                  401,
                  "the credentials for {origin} were rejected{led}",
                  "correct user and password or token {login}")
              .having(Sent.LOGIN),
          Row.of(
              401,
              "{place} requires authentication, and there are no credentials for {origin}{led}",
              ADD_SERVER),
          Row.of(
                  403,
                  "{origin} requires the token to be authorized for the organization's single sign-on",
                  "authorize it (at GitHub: Settings, Developer settings, your token, Configure SSO)")
              .saying("SAML"),
          Row.of(
                  403,
                  "{place} is archived and read-only",
                  "unarchive it at {origin}, or use another repository")
              .saying("archived"),
          Row.of(
                  403,
                  "{origin} limits the number of requests",
                  "wait {wait} and try again; authenticated requests have a higher limit")
              .saying("rate limit|X-RateLimit-Remaining=\\[0]|too many requests|Retry-After"),
          Row.of(
                  403,
                  "{origin} denies access to {place}: {said}{led}",
                  "use credentials for {origin} that can read it (and write it, to push)")
              .saying(PLAIN)
              .having(Sent.LOGIN, Sent.HEADER),
          Row.of(
                  403,
                  "{origin} denies access to {place}{led}",
                  "use credentials for {origin} that can read it (and write it, to push)")
              .having(Sent.LOGIN, Sent.HEADER),
          Row.of(
              403,
              "{origin} denies access to {place}{led}",
              "add a <server> with id {origin} and rights on it to settings.xml"),
          Row.of(
                  404,
                  "there is no repository at {place}{led}, or the credentials for {origin} cannot see it",
                  "check the URL, and the permissions of the credentials")
              .having(Sent.LOGIN, Sent.HEADER)
              .asUsage(),
          Row.of(
                  404,
                  "there is no repository at {place}{led}",
                  "check the URL; if the repository is private, add a <server> with id {origin} to"
                      + " settings.xml: some hosts hide private repositories")
              .asUsage(),
          Row.of(410, "the repository at {place} was removed{led}", "use another repository")
              .asUsage(),
          Row.of(
              405,
              "{origin} does not allow what git does: {said}",
              "check the URL: it may be that of a web page"),
          Row.of(
              413,
              "{origin} takes no requests as large as this project{led}",
              "ask its operators to raise the limit (nginx: client_max_body_size), or push to an SSH"
                  + " URL"),
          Row.of(
              429,
              "{origin} limits the number of requests",
              "wait {wait} and try again; authenticated requests have a higher limit"),
          Row.of(451, "{place} is not available for legal reasons", "use another repository"),
          Row.of(
                  500,
                  599,
                  "the proxy {proxy} cannot reach {origin}: error {status}",
                  "check the URL's host and port; if they are right, ask the proxy's operators")
              .saying("X-Squid-Error|Server=\\[squid")
              .ofAProxy(),
          Row.of(
              501,
              "{origin} does not know what git does (501)",
              "check that the URL is that of a git repository"),
          Row.of(
              511,
              "the network requires you to sign in before it lets requests pass",
              "open a page in a browser, sign in there, and run the goal again"),
          Row.of(
              502,
              504,
              "{origin} is overloaded or in maintenance (error {status}){led}",
              "try again later"),
          Row.of(
              500,
              599,
              "{origin} answers with error {status}{led}",
              "try again later, or ask its operators"),
          Row.of(
              100,
              999,
              "{origin} answers with {status}: {said}{led}",
              "check the URL, and that it is that of a git repository"));

  private HttpAnswers() {}

  /** The row for an answer. */
  static Optional<Row> find(HttpRefusal answer) {
    return ROWS.stream().filter(row -> row.fits(answer)).findFirst();
  }
}
