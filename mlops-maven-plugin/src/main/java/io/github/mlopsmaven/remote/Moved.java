package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.servers.GitHost;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a host says that something has moved to. A look goes there if the same origin is asked: to
 * another one the login would go along. A change is never sent to a place that nobody named.
 */
record Moved(Dialect dialect, Call call, URI from, URI to, boolean sameOrigin) {

  private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

  /** A repository by its number, as GitHub redirects the old name of one to it. */
  private static final Pattern NUMBERED = Pattern.compile("/repositories/\\d+(?=/|$)");

  private static final Pattern NAMED = Pattern.compile("/repos/([^/]+/[^/?]+)");

  /**
   * Reads an answer.
   *
   * @param dialect who answers
   * @param call what was asked
   * @param from the address of the request
   * @param answer the answer
   * @return empty if it is no redirect
   * @throws EnvironmentException if it leads to what is no address
   */
  static Optional<Moved> of(Dialect dialect, Call call, URI from, Answer answer) {
    Optional<String> location = answer.header("Location").filter(text -> !text.isBlank());
    if (!STATUS.contains(answer.status()) || location.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI to = from.resolve(new URI(location.get().strip()));
      return Optional.of(
          new Moved(
              dialect,
              call,
              from,
              to,
              GitHost.of(to.toURL()).equals(GitHost.of(from.toURL()))
                  && to.getRawUserInfo() == null));
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
      throw new EnvironmentException(
          who(dialect) + " redirects to " + shown(location.get()) + ", which is not an address",
          "check the address of the host, and the proxy in settings.xml",
          e);
    }
  }

  /** Whether it can be asked there. */
  boolean isFollowed() {
    return sameOrigin && call.method().equals("GET");
  }

  /** Asks what a repository is called now that has another name; empty if it is none. */
  Optional<Call> asksForName() {
    Matcher numbered = NUMBERED.matcher(to.getPath());
    return sameOrigin && numbered.find()
        ? Optional.of(Call.get(numbered.group()))
        : Optional.empty();
  }

  /**
   * Says that it is not gone there.
   *
   * @param named the repository's name now; empty if it is not known
   */
  UsageException refused(String named) {
    if (!sameOrigin) {
      return new UsageException(
          who(dialect) + " redirects to " + origin() + ", and the credentials are not for that",
          "if that is the address of the host now, write it in " + dialect.addressParameter());
    }
    Matcher old = NAMED.matcher(call.path());
    if (!named.isEmpty() && old.find()) {
      return renamed(dialect.title(), old.group(1), named);
    }
    return new UsageException(
        who(dialect) + " redirects a change of " + call.path() + " to " + shown(to.toString()),
        "use the address that it has now");
  }

  /**
   * Says that a repository has another name.
   *
   * @param title the host
   * @param old the name that was asked for
   * @param now the name
   */
  static UsageException renamed(String title, String old, String now) {
    return new UsageException(
        "the repository " + old + " at " + title + " is called " + now + " now",
        "use that name: in a remote with git remote set-url, in a list of repositories, or with"
            + " -Dmlops.organization and -Dmlops.projectName; what is new needs a name of its own");
  }

  /** Says that there is no end. */
  EnvironmentException endless() {
    return new EnvironmentException(
        who(dialect) + " redirects " + call.path() + " again and again",
        "check the address of the host, and the proxy in settings.xml",
        null);
  }

  private String origin() {
    return shown(to.getScheme() + "://" + to.getRawAuthority());
  }

  private static String who(Dialect dialect) {
    return dialect.title() + " at " + dialect.address();
  }

  private static String shown(String text) {
    return Redaction.redact(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
  }
}
