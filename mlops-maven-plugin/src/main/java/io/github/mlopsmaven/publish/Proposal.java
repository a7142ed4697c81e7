package io.github.mlopsmaven.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A branch of a repository at a host, proposed to be merged. What is there already is found, and a
 * creation whose end is not known is looked for before it is sent again.
 */
public final class Proposal {

  private final Host host;
  private final Publication project;
  private final StepRunner runner;

  /**
   * Prepares one.
   *
   * @param host where the repository is
   * @param project the repository
   * @param pause waits before something is tried again
   */
  public Proposal(Host host, Publication project, HostConnection.Pause pause) {
    this.host = host;
    this.project = project;
    this.runner = new StepRunner(host, pause);
  }

  /**
   * Refuses what the login may not push, as far as the host tells before the push.
   *
   * @param paths the files that change
   * @throws io.github.mlopsmaven.problem.UsageException if the repository is missing, or the login
   *     lacks something
   */
  public void requirePushable(Collection<String> paths) {
    host.pushing(project, paths).forEach(runner::run);
  }

  /**
   * Opens the request, or brings an open one to what it says now.
   *
   * @param request what is to be merged
   */
  public List<StepResult> open(PullRequest request) {
    List<StepResult> results = new ArrayList<>();
    host.updateRequest(project, request).forEach(step -> runner.run(step).ifPresent(results::add));
    return results;
  }
}
