package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.Step;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A repository that exists, known by its git URL only: there is nothing but the push. */
public final class GivenRepository implements Host {

  private final String url;

  GivenRepository(String url) {
    this.url = url;
  }

  @Override
  public String title() {
    return "the repository";
  }

  @Override
  public HostConnection connection() {
    return new HostConnection() {
      @Override
      public Answer send(Call call) {
        throw new IllegalStateException("a git URL has no API");
      }

      @Override
      public String address() {
        return Redaction.redact(url);
      }
    };
  }

  @Override
  public List<Step> repository(Publication project) {
    return List.of();
  }

  @Override
  public String pushUrl(Publication project) {
    return url;
  }

  @Override
  public String page(Publication project) {
    return Redaction.redact(url);
  }

  @Override
  public Step pullRequest(Publication project, String branch, String base) {
    throw new IllegalStateException("a git URL has no pull requests");
  }

  @Override
  public List<Step> updateRequest(Publication project, PullRequest request) {
    throw new IllegalStateException("a git URL has no pull requests");
  }

  @Override
  public List<Step> pushing(Publication project, Collection<String> paths) {
    return List.of();
  }

  @Override
  public List<Step> settings(Publication project, boolean onMain) {
    return List.of();
  }

  @Override
  public List<String> checklist(Publication project) {
    return List.of();
  }

  @Override
  public List<String> azureCommands(Publication project) {
    return List.of();
  }

  @Override
  public Optional<String> lacking(Answer answer) {
    return Optional.empty();
  }

  @Override
  public String loginRemedy() {
    return "add a <server> to settings.xml whose id is the host";
  }

  @Override
  public void check(Publication project) {
    if (project.settings().pullRequest()) {
      throw new UsageException(
          "a pull request needs a host, and " + Redaction.redact(url) + " is a git URL",
          "use -Dmlops.remote=github or azure-devops, or leave -Dmlops.pullRequest away");
    }
  }
}
