package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says for people why a connection over SSH failed: what OpenSSH, JGit's client or the server said,
 * and what to do. The first rule that fits counts.
 */
final class SshFailures {

  private static final Pattern NO_MATCH =
      Pattern.compile("no matching ([a-z ]+) found\\.? ?Their offer: (\\S+)");
  private static final Pattern PASSPHRASE = Pattern.compile("assphrase for (?:key )?'?([^':]+)'?:");
  private static final Pattern REFUSED =
      Pattern.compile("connect to (?:host|address) (\\S+) port (\\d+): Connection refused");
  private static final Pattern OPEN =
      Pattern.compile("Permissions \\d+ for '([^']+)' are too open");
  private static final Pattern UNRESOLVED =
      Pattern.compile(
          "Could not resolve hostname ([^:\\s]+)|Failed to resolve (?:remote )?(?:host|address)[^A-Za-z0-9]*([^:\\s]+)");

  private final SshTarget target;
  private final String place;
  private final SshTrace trace;
  private final Optional<SystemSsh> system;
  private final Path home;

  SshFailures(
      SshTarget target, String place, SshTrace trace, Optional<SystemSsh> system, Path home) {
    this.target = target;
    this.place = place;
    this.trace = trace;
    this.system = system;
    this.home = home;
  }

  Optional<MlopsException> translate(Exception cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof MlopsException ours) {
        return Optional.of(ours);
      }
    }
    String said =
        trace.errors() + "\n" + String.join("\n", trace.questions()) + "\n" + chain(cause);
    List<Function<String, @Nullable MlopsException>> rules =
        List.of(
            text -> new HostKeyFailures(target, trace, system).translate(text, cause),
            text -> network(text, cause),
            text -> algorithms(text, cause),
            text -> login(text, cause),
            text -> banner(cause),
            text -> objectFormat(),
            text -> repository(text, cause),
            text -> ended(text, cause));
    for (Function<String, @Nullable MlopsException> rule : rules) {
      MlopsException found = rule.apply(said);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String chain(Throwable failure) {
    List<String> texts = new ArrayList<>();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      texts.add(t.getClass().getSimpleName() + ": " + t.getMessage());
    }
    return String.join("\n", texts);
  }

  private @Nullable MlopsException network(String said, Exception cause) {
    Matcher unresolved = UNRESOLVED.matcher(said);
    boolean notFound = unresolved.find();
    if (notFound || said.contains("UnknownHostException") || said.contains("UnresolvedAddress")) {
      String name =
          notFound
              ? Optional.ofNullable(unresolved.group(1)).orElse(unresolved.group(2))
              : target.host();
      return new EnvironmentException(
          "the host name " + SshText.printable(name) + " is not known",
          "check the spelling, the network or VPN, and HostName in ~/.ssh/config",
          cause);
    }
    if (trace.slow()) {
      return new EnvironmentException(
          "the SSH server "
              + target.place()
              + " sends or takes less than "
              + SshProcess.FLOOR
              + " bytes a second",
          "try again; check the network or VPN; give a slow connection more time with"
              + " -Dmlops.timeout=SECONDS",
          cause);
    }
    if (trace.silent()
        || said.contains("timed out")
        || said.contains("TimeoutException")
        || said.contains("Timeout")) {
      return new EnvironmentException(
          "the SSH server " + target.place() + " did not answer in time",
          "check host and port, and the network or VPN; '"
              + target.command()
              + "' shows more with -v",
          cause);
    }
    if (said.contains("Connection refused")) {
      Matcher at = REFUSED.matcher(said);
      return new EnvironmentException(
          (at.find() ? SshText.printable(at.group(1)) + ":" + at.group(2) : target.place())
              + " refuses SSH connections: nothing listens at that port",
          "check the URL's host and port, and Port in ~/.ssh/config",
          cause);
    }
    if (said.contains("No route to host")
        || said.contains("Network is unreachable")
        || said.contains("NoRouteToHost")) {
      return new EnvironmentException(
          "no route to " + target.place() + " from here", "check the network or VPN", cause);
    }
    return null;
  }

  private @Nullable MlopsException algorithms(String said, Exception cause) {
    Matcher none = NO_MATCH.matcher(said);
    boolean found = none.find();
    if (found || said.contains("Unable to negotiate")) {
      return new EnvironmentException(
          "this side and the SSH server "
              + target.place()
              + " have no "
              + (found
                  ? none.group(1).strip() + " in common; it offers " + none.group(2)
                  : "algorithm in common"),
          "ask its operators to allow a current one, or allow the server's in ~/.ssh/config (keys"
              + " HostKeyAlgorithms, KexAlgorithms, Ciphers, MACs, PubkeyAcceptedAlgorithms)",
          cause);
    }
    return null;
  }

  private @Nullable MlopsException login(String said, Exception cause) {
    boolean refused =
        said.contains("Permission denied (")
            || said.contains("Too many authentication failures")
            || said.contains("Cannot log in")
            || said.contains("No more authentication methods")
            || said.contains("AuthenticationCanceled");
    if (!refused) {
      return null;
    }
    List<String> locked = new ArrayList<>();
    Matcher asked = PASSPHRASE.matcher(said);
    while (asked.find()) {
      if (!locked.contains(asked.group(1))) {
        locked.add(asked.group(1));
      }
    }
    if (locked.isEmpty() && trace.questions().isEmpty()) {
      system.ifPresent(ssh -> ssh.lockedKeys().forEach(file -> locked.add(file.toString())));
    }
    String account = target.account();
    if (!locked.isEmpty()) {
      return new EnvironmentException(
          "a passphrase is needed for the SSH key " + String.join(" and ", locked),
          "load it into your agent with 'ssh-add "
              + locked.get(0)
              + "', or add <passphrase> to the <server> with id "
              + target.host()
              + " in settings.xml, or run in a terminal without -B",
          cause);
    }
    if (system.isEmpty() && hasCertificate()) {
      return new EnvironmentException(
          target.place()
              + " accepts none of your SSH keys for "
              + account
              + "; a certificate beside a key is used only by ssh, which is not installed",
          "install OpenSSH's client, so that ssh is on the PATH, or use a key that the server knows",
          cause);
    }
    Matcher open = OPEN.matcher(said);
    if (open.find()) {
      return new EnvironmentException(
          "ssh does not use the key " + open.group(1) + ": others may read it",
          "make it private: chmod 600 " + open.group(1),
          cause);
    }
    if (said.contains("Too many authentication failures")) {
      return new EnvironmentException(
          target.place()
              + " stopped listening after too many SSH keys that "
              + account
              + " does not have",
          "name the right one in ~/.ssh/config: IdentityFile and IdentitiesOnly yes for Host "
              + target.host(),
          cause);
    }
    if (said.toLowerCase(Locale.ROOT).contains("password")
        || said.contains("keyboard-interactive")) {
      return new EnvironmentException(
          target.place() + " accepts none of your SSH keys for " + account + passwordTried(said),
          "load a key into your SSH agent (ssh-add) or name it with IdentityFile in ~/.ssh/config, or"
              + " add a <server> with id "
              + target.host()
              + " and <password> to settings.xml",
          cause);
    }
    return new EnvironmentException(
        target.place() + " accepts none of your SSH keys for " + account,
        "load a key into your SSH agent (ssh-add), or name it with IdentityFile in ~/.ssh/config;"
            + " check the account, which for most hosts is git",
        cause);
  }

  private boolean hasCertificate() {
    String[] names = home.resolve(".ssh").toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith("-cert.pub"));
  }

  private static String passwordTried(String said) {
    return said.contains("assword: ") ? ", nor the password" : "; it would take a password";
  }

  private @Nullable MlopsException repository(String said, Exception cause) {
    if (said.contains("dubious ownership")) {
      return new EnvironmentException(
          "git at " + target.place() + " does not read " + place + ": another account owns it",
          "have its operators run, as the account that serves it: git config --global --add"
              + " safe.directory PATH",
          cause);
    }
    if (said.matches(
        "(?is).*(does not appear to be a git repository|not a git repository|cannot find repository|repository"
            + " not found|no such (file or directory|project|repository)|project you were looking for could not be found|"
            + "does not exist or you do not have permission).*")) {
      return new UsageException(
          "there is no repository at " + place + theServerSays(),
          "check the URL's path; some hosts say the same where the key may not read it");
    }
    boolean unpacked = said.contains("unpacker error") || said.contains("insufficient permission");
    if (said.matches(
            "(?is).*(permission to \\S+ denied|write access|marked as read only|not allowed to|access denied|user permission denied|permission denied|not authorized|unauthorized|read-only).*")
        && !unpacked) {
      return new EnvironmentException(
          "access to " + place + " is denied" + theServerSays(),
          "use a key that may read it (and write it, to push)",
          cause);
    }
    if (trace.exit().filter(status -> status == 127).isPresent()
        || said.matches("(?is).*git-(upload|receive)-pack: (command )?not found.*")) {
      return new EnvironmentException(
          "the account "
              + target.account()
              + " at "
              + target.place()
              + " has no git"
              + theServerSays(),
          "have git installed there, or check the URL's account and host",
          cause);
    }
    return null;
  }

  /** JGit reads ids of SHA-1 only, and stumbles over others. */
  private @Nullable MlopsException objectFormat() {
    return trace.first().contains("object-format=sha256")
        ? new UsageException(
            place + " has SHA-256 object ids, which are not supported",
            "use a repository with SHA-1 ids: one that was made without --object-format=sha256")
        : null;
  }

  /** Text where git's protocol has to begin. */
  private @Nullable MlopsException banner(Exception cause) {
    String first = trace.first();
    if (first.isBlank() || first.matches("(?s)[0-9a-f]{4}.*")) {
      return null;
    }
    return new EnvironmentException(
        "the account "
            + target.account()
            + " at "
            + target.place()
            + " prints text where git's protocol must begin: '"
            + SshText.lines(
                first.replaceAll("(?m)^[0-9a-f]{4}(version |[0-9a-f]{40} )(?s).*", ""), 2)
            + "'",
        "have it print nothing to programs (its .bashrc, .profile or ForceCommand): '"
            + target.command()
            + " true' must print nothing; or check the URL's account",
        cause);
  }

  private @Nullable MlopsException ended(String said, Exception cause) {
    String errors = SshText.lines(trace.errors(), 3);
    boolean unsaid = errors.isEmpty() && trace.first().isEmpty();
    Optional<String> proxy = system.flatMap(ssh -> ssh.effective().value("proxycommand"));
    if (proxy.isPresent() && (errors.contains("UNKNOWN port") || errors.contains("banner"))) {
      return new EnvironmentException(
          "the ProxyCommand for "
              + target.place()
              + " did not bring an SSH server: "
              + errors
              + " ("
              + SshText.printable(proxy.get())
              + ")",
          "correct ProxyCommand in ~/.ssh/config, or try it: '"
              + target.command()
              + "' shows more with -v",
          cause);
    }
    if (said.contains("kex_exchange_identification")
        || said.contains("Connection closed by")
        || said.contains("Connection reset by")) {
      return new EnvironmentException(
          "the SSH server "
              + target.place()
              + " ended the connection before authentication: "
              + errors,
          "check host and port (is it an SSH server?), and ProxyCommand and ProxyJump in"
              + " ~/.ssh/config; '"
              + target.command()
              + "' shows more with -v",
          cause);
    }
    if (!errors.isEmpty() && trace.first().isEmpty()) {
      return new EnvironmentException(
          "talking to " + place + " over SSH failed: " + errors,
          "see what '" + target.command() + "' says; with -v it says more",
          cause);
    }
    if (unsaid && system.isPresent() && trace.exit().isPresent()) {
      return new EnvironmentException(
          "the SSH server "
              + target.place()
              + " ended the command without any output (status "
              + trace.exit().get()
              + ")",
          "check that the account "
              + target.account()
              + " may run git there; '"
              + target.command()
              + "' shows more with -v",
          cause);
    }
    return null;
  }

  private String theServerSays() {
    String errors = SshText.lines(trace.errors(), 2);
    return errors.isEmpty() ? "" : " (it says: " + errors + ")";
  }
}
