package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Optional;

/**
 * A repository that exists, known by its git URL only: there is nothing but the push.
 *
 * @param url the git URL, with the login that the user may have put into it
 */
public record PushOnly(String url) implements Destination {

  @Override
  public String title() {
    return "the repository";
  }

  @Override
  public String address() {
    return Redaction.redact(url);
  }

  @Override
  public Optional<Host> host() {
    return Optional.empty();
  }

  @Override
  public String pushUrl(Publication project) {
    return url;
  }

  @Override
  public String page(Publication project) {
    return address();
  }

  @Override
  public void check(Publication project) {
    if (project.settings().has(PublishFeature.PULL_REQUEST)) {
      throw new UsageException(
          "a pull request needs a hosting service, and " + address() + " is a git URL",
          "use -Dmlops.remote=github or azure-devops, or remove -Dmlops.pullRequest");
    }
  }

  /** Shows no login. */
  @Override
  public String toString() {
    return address();
  }
}
