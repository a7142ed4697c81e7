package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.Step;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A host that leaves everything to another one; made to change a part of it. */
abstract class HostAround implements Host {

  private final Host host;

  HostAround(Host host) {
    this.host = host;
  }

  @Override
  public String title() {
    return host.title();
  }

  @Override
  public HostConnection connection() {
    return host.connection();
  }

  @Override
  public List<Step> repository(Publication project) {
    return host.repository(project);
  }

  @Override
  public String pushUrl(Publication project) {
    return host.pushUrl(project);
  }

  @Override
  public String page(Publication project) {
    return host.page(project);
  }

  @Override
  public Step pullRequest(Publication project, String branch, String base) {
    return host.pullRequest(project, branch, base);
  }

  @Override
  public List<Step> updateRequest(Publication project, PullRequest request) {
    return host.updateRequest(project, request);
  }

  @Override
  public List<Step> pushing(Publication project, Collection<String> paths) {
    return host.pushing(project, paths);
  }

  @Override
  public List<Step> settings(Publication project, boolean onMain) {
    return host.settings(project, onMain);
  }

  @Override
  public List<String> checklist(Publication project) {
    return host.checklist(project);
  }

  @Override
  public List<String> azureCommands(Publication project) {
    return host.azureCommands(project);
  }

  @Override
  public Optional<String> lacking(Answer answer) {
    return host.lacking(answer);
  }

  @Override
  public String loginRemedy() {
    return host.loginRemedy();
  }

  @Override
  public void check(Publication project) {
    host.check(project);
  }
}
