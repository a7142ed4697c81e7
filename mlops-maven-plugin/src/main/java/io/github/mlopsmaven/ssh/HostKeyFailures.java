package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.ssh.HostKey.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says for people why a server's key was refused: one that nobody knows may be compared and
 * confirmed, one that has changed may not.
 */
final class HostKeyFailures {

  /** Where hosts publish the fingerprints of their keys. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "github.com",
          "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints",
          "gitlab.com",
          "https://docs.gitlab.com/user/gitlab_com/#ssh-host-keys-fingerprints",
          "bitbucket.org",
          "https://support.atlassian.com/bitbucket-cloud/docs/configure-ssh-and-two-step-verification/",
          "ssh.dev.azure.com",
          "https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate",
          "codeberg.org",
          "https://docs.codeberg.org/security/ssh-fingerprint/");

  private static final Pattern OFFENDING = Pattern.compile("Offending \\S+ key in (\\S+:\\d+)");

  private final SshTarget target;
  private final SshTrace trace;
  private final Optional<SystemSsh> system;

  HostKeyFailures(SshTarget target, SshTrace trace, Optional<SystemSsh> system) {
    this.target = target;
    this.trace = trace;
    this.system = system;
  }

  /** The failure, if it was for the key's sake. */
  @Nullable MlopsException translate(String said, Exception cause) {
    Optional<HostKey> refused = trace.hostKey();
    if (said.contains("REVOKED HOST KEY")
        || said.contains("is revoked")
        || refused.filter(key -> key.verdict() == Verdict.REVOKED).isPresent()) {
      return new EnvironmentException(
          "the SSH host key of " + target.place() + " is marked as revoked in known_hosts",
          "do not connect: ask the operators of the server which key it has now",
          cause);
    }
    boolean changed =
        said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")
            || refused.filter(key -> key.verdict() == Verdict.CHANGED).isPresent();
    boolean unknown =
        said.contains("Host key verification failed")
            || said.contains("No host key is known")
            || said.matches("(?s).*No \\S+ host key is known for.*")
            || refused.isPresent();
    if (!changed && !unknown) {
      return null;
    }
    Optional<String> fingerprint =
        refused
            .flatMap(HostKey::fingerprint)
            .or(() -> SshText.fingerprint(said))
            .or(() -> changed ? Optional.empty() : system.flatMap(SystemSsh::fingerprint));
    String key = fingerprint.map(text -> " (" + text + ")").orElse("");
    return changed ? changed(key, said, refused, cause) : unknown(key, cause);
  }

  private MlopsException unknown(String key, Exception cause) {
    return new EnvironmentException(
        "the SSH server "
            + target.place()
            + " is not in known_hosts, and shows a key"
            + key
            + " that has not been confirmed",
        "compare the fingerprint with "
            + published()
            + "; if it is the same, run '"
            + target.command()
            + "' once and answer yes",
        cause);
  }

  private MlopsException changed(
      String key, String said, Optional<HostKey> refused, Exception cause) {
    Matcher offending = OFFENDING.matcher(said);
    Optional<String> where =
        refused
            .flatMap(HostKey::where)
            .or(() -> offending.find() ? Optional.of(offending.group(1)) : Optional.empty());
    return new EnvironmentException(
        "the SSH server "
            + target.place()
            + " shows another key"
            + key
            + " than known_hosts has for it"
            + where.map(text -> " (" + text + ")").orElse("")
            + ": either the server was reinstalled, or somebody is in between",
        "do not connect until its operators confirm the change: the fingerprint must be in "
            + published()
            + "; only then remove the old key with 'ssh-keygen -R \""
            + target.knownAs()
            + "\"'",
        cause);
  }

  private String published() {
    String page = PUBLISHED.get(target.host());
    return page == null ? "the one that the server's operators give you" : "those at " + page;
  }
}
