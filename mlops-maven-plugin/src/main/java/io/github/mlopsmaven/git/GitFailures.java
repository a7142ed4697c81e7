package io.github.mlopsmaven.git;

import io.github.mlopsmaven.bounds.SilenceException;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.Causes;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpSession;
import io.github.mlopsmaven.servers.TransferLimitException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RemoteRepositoryException;

/** Says for people why a git server did not do what it was asked. */
final class GitFailures {

  private final GitLocation location;
  private final GitAccess access;
  private final HttpSession http;

  GitFailures(GitLocation location, GitAccess access, HttpSession http) {
    this.location = location;
    this.access = access;
    this.http = http;
  }

  /** The failure with its remedy. */
  MlopsException translate(Exception cause) {
    if (Causes.find(cause, TransferLimitException.class) instanceof TransferLimitException e) {
      return new UsageException(
          "the transfer from " + place() + " is larger than the limit of " + e.limit() + " bytes",
          "raise the limit with -Dmlops.maxTotalSize=BYTES if that size is right");
    }
    if (Causes.find(cause, ObjectFormat.UnsupportedException.class)
        instanceof ObjectFormat.UnsupportedException format) {
      return ObjectFormat.refused(place(), format.format());
    }
    if (!location.http() && ObjectFormat.explains(cause)) {
      return ObjectFormat.refused(place());
    }
    return (location.http() ? http.failure(cause) : network(cause)).orElseGet(() -> other(cause));
  }

  private Optional<MlopsException> network(Exception cause) {
    String host = location.host().host();
    int port = location.host().port();
    if (Causes.find(cause, UnknownHostException.class) != null) {
      return environment(
          "the host name " + host + " is not known",
          "check the spelling, the network or VPN, and <proxies> in settings.xml",
          cause);
    }
    if (Causes.find(cause, SilenceException.class) instanceof SilenceException silence) {
      return environment(
          String.valueOf(silence.getMessage()),
          "try again; check the network or VPN; give a slow connection more time with"
              + " -Dmlops.timeout=SECONDS",
          cause);
    }
    if (Causes.find(cause, SocketTimeoutException.class) != null
        || Causes.says(cause, "timed out")) {
      return environment(
          host + " did not answer in time",
          "try again; check the network or VPN, and <proxies> in settings.xml",
          cause);
    }
    if (Causes.find(cause, ConnectException.class) != null
        || Causes.says(cause, "Connection refused")) {
      return environment(
          host + " refuses connections at port " + port,
          "check the URL's host and port, and <proxies> in settings.xml",
          cause);
    }
    if (Causes.find(cause, NoRouteToHostException.class) != null) {
      return environment(
          "no route to " + host + " from here",
          "check the network or VPN, and <proxies> in settings.xml",
          cause);
    }
    return Optional.empty();
  }

  private MlopsException other(Exception cause) {
    if (Causes.find(cause, NoRemoteRepositoryException.class) != null
        || Causes.says(cause, "not a git repository")) {
      return new UsageException("there is no repository at " + place(), "check the URL");
    }
    if (Causes.says(cause, "not our ref")
        || Causes.says(cause, "want ")
        || Causes.says(cause, "unadvertised object")) {
      return new EnvironmentException(
          place() + " does not give out an object: " + deepest(cause),
          "check that the commit is there, and that the server allows wants of any object"
              + " (uploadpack.allowAnySHA1InWant)",
          cause);
    }
    if (Causes.find(cause, RemoteRepositoryException.class) instanceof Exception said) {
      return new EnvironmentException(
          "the server of " + place() + " refuses: " + withoutUrl(deepest(said)),
          "ask its operators what it allows; run with -X for the details",
          cause);
    }
    return new EnvironmentException(
        "talking to " + place() + " failed: " + withoutUrl(deepest(cause)),
        access.offline() ? "run without -o" : "try again; run with -X for the details",
        cause);
  }

  private String place() {
    return location.place();
  }

  private static Optional<MlopsException> environment(
      String problem, String remedy, Exception cause) {
    return Optional.of(new EnvironmentException(problem, remedy, cause));
  }

  /** JGit puts the URL before what a server said. */
  private String withoutUrl(String said) {
    String url = location.url() + ": ";
    return said.startsWith(url) && said.length() > url.length()
        ? said.substring(url.length())
        : said;
  }

  private static String deepest(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    for (Throwable t = failure; t != null; t = t.getCause()) {
      // What is no failure of a transfer, such as a wrong index, says nothing to people.
      if (t instanceof IOException && t.getMessage() != null && !t.getMessage().isBlank()) {
        message = t.getMessage();
      }
    }
    return message.strip().lines().findFirst().orElse("no reason given");
  }
}
