package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow;
import io.github.mlopsmaven.fleet.Pacer;
import io.github.mlopsmaven.fleet.UpdateOffer;
import io.github.mlopsmaven.publish.Proposal;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.StepResult;
import io.github.mlopsmaven.remote.HostedRepository;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProposalText;
import io.github.mlopsmaven.update.UpdateBranch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pushes the update of a repository that is not checked out, and opens its pull request. */
final class FleetOffer implements UpdateOffer {

  private static final Pattern PAGE = Pattern.compile("https?://\\S+");

  private final Wiring wiring;
  private final FleetHosts hosts;
  private final Pacer pacer;
  private final ProjectChange.Author author;
  private final Function<PlannedUpdate, List<String>> commits;

  /**
   * Prepares.
   *
   * @param wiring makes adapters
   * @param hosts finds the host of a repository
   * @param pacer keeps creations apart
   * @param author who commits
   * @param commits what the template's commits say
   */
  FleetOffer(
      Wiring wiring,
      FleetHosts hosts,
      Pacer pacer,
      ProjectChange.Author author,
      Function<PlannedUpdate, List<String>> commits) {
    this.wiring = wiring;
    this.hosts = hosts;
    this.pacer = pacer;
    this.author = author;
    this.commits = commits;
  }

  @Override
  public FleetRow.Request make(Member member, PlannedUpdate update, String commit, String branch) {
    HostedRepository there =
        hosts.of(member.url()).orElseThrow(() -> HostedRepository.unknown(member.url()));
    FleetHosts.Reached reached = hosts.reached(there);
    Proposal proposal =
        wiring.proposal(
            reached.host(), Publication.existing(there.owner(), there.name(), update.after()));
    proposal.requirePushable(update.plan().steps().stream().map(ProjectChange.Step::path).toList());
    ProposalText text = new ProposalText(update, commits.apply(update));
    Made offer =
        pacer.creating(
            () -> {
              try (Wiring.Branch made =
                  wiring.updateBranch(member.url(), commit, branch, reached.access())) {
                UpdateBranch.Pushed pushed = made.get().push(update.plan(), author, member.url());
                List<StepResult> results =
                    proposal.open(
                        new PullRequest(
                            made.get().name(),
                            pushed.base(),
                            text.title(),
                            text.text(),
                            text.isDraft(),
                            text.state()));
                return new Made(pushed, results);
              }
            },
            Made::isNew);
    return request(offer.pushed(), offer.results());
  }

  /** What a push and a pull request came to. */
  private record Made(UpdateBranch.Pushed pushed, List<StepResult> results) {

    boolean isNew() {
      return pushed.kind() == UpdateBranch.Kind.PUSHED
          || pushed.kind() == UpdateBranch.Kind.REPLACED
          || results.stream().anyMatch(result -> result.kind() != StepResult.Kind.THERE);
    }
  }

  private static FleetRow.Request request(UpdateBranch.Pushed pushed, List<StepResult> results) {
    Optional<StepResult> first = results.stream().findFirst();
    Optional<String> page =
        first.map(result -> PAGE.matcher(result.note())).filter(Matcher::find).map(Matcher::group);
    String said =
        first.map(result -> result.kind().sentence()).orElse("branch " + pushed.kind().sentence());
    return new FleetRow.Request(page, page.map(url -> said + ", " + url).orElse(said));
  }
}
