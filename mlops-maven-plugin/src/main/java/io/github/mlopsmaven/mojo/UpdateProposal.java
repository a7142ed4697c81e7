package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Proposal;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PullRequest;
import io.github.mlopsmaven.publish.StepResult;
import io.github.mlopsmaven.remote.HostedRepository;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.RemoteUrl;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.ProjectChange;
import io.github.mlopsmaven.update.ProposalText;
import io.github.mlopsmaven.update.UpdateBranch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An update as a branch of the project's remote repository, with a pull request if it is asked for.
 */
final class UpdateProposal {

  /**
   * What is asked for.
   *
   * @param pullRequest whether there is to be one
   * @param remote the git URL, if not the one that the project's branch follows
   * @param serverId the login for it, if not the host's
   * @param gitHubUrl the address of a GitHub Enterprise Server, if there is one
   * @param azureDevOpsUrl the address of an Azure DevOps Server, if it is not what the git URL says
   * @param interactive whether a person sits there
   * @param offline whether no request may be made
   */
  record Settings(
      boolean pullRequest,
      Optional<String> remote,
      Optional<String> serverId,
      Optional<String> gitHubUrl,
      Optional<String> azureDevOpsUrl,
      boolean interactive,
      boolean offline) {}

  private final Wiring wiring;
  private final Path project;
  private final Settings settings;

  UpdateProposal(Wiring wiring, Path project, Settings settings) {
    this.wiring = wiring;
    this.project = project;
    this.settings = settings;
  }

  /** What the parameter {@code remote} has to be. */
  static String gitUrl(String text) {
    if (!RemoteUrl.isOne(text)) {
      throw new UsageException(
          "remote '" + text + "' is not a git URL, and a branch goes to one repository",
          "name it, as in -Dmlops.remote=https://HOST/OWNER/REPO.git, or omit -Dmlops.remote");
    }
    return text;
  }

  /** What would be proposed, for people; nothing is sent. */
  List<String> planned(PlannedUpdate update, List<String> commits) {
    try (Wiring.Branch branch = wiring.updateBranch(project, GitAccess.standard())) {
      String url = url(branch);
      requireHost(url, hosted(url));
      List<String> lines = new ArrayList<>();
      lines.add("Would be pushed as " + branch.get().name() + " to " + Redaction.redact(url));
      if (settings.pullRequest()) {
        ProposalText text = new ProposalText(update, commits);
        lines.add("Would be proposed as a pull request" + (text.isDraft() ? ", a draft:" : ":"));
        lines.add("  " + text.title());
        text.text().lines().map(line -> "  " + line).forEach(lines::add);
      }
      return lines;
    }
  }

  /** Pushes it, and opens the pull request or brings it to this state. */
  List<String> make(
      PlannedUpdate update,
      Optional<ProjectChange.Author> given,
      Updating updating,
      List<String> commits) {
    String url;
    try (Wiring.Branch branch = wiring.updateBranch(project, GitAccess.standard())) {
      url = url(branch);
    }
    Optional<HostedRepository> hosted = hosted(url);
    requireHost(url, hosted);
    if (settings.pullRequest() && settings.offline()) {
      throw new UsageException(
          "Maven is offline, so no pull request can be opened",
          "run without -o, or with -Dmlops.result=tree");
    }
    Optional<Hosts.Reached<Host>> reached =
        hosted.map(
            there ->
                wiring
                    .hosts(settings.serverId(), settings.interactive())
                    .service(there.host(), Optional.of(there.url()), Optional.of(there.owner())));
    Optional<Proposal> proposal =
        settings.pullRequest()
            ? hosted.map(
                there ->
                    wiring.proposal(
                        reached.orElseThrow().destination(),
                        Publication.existing(there.owner(), there.name(), update.after())))
            : Optional.empty();
    proposal.ifPresent(
        asked ->
            asked.requirePushable(
                update.plan().steps().stream().map(ProjectChange.Step::path).toList()));
    GitAccess access =
        reached.map(Hosts.Reached::push).orElseGet(() -> wiring.access(settings.serverId()));
    List<String> lines = new ArrayList<>();
    try (Wiring.Branch branch = wiring.updateBranch(project, access)) {
      UpdateBranch.Pushed pushed =
          branch.get().push(update.plan(), given.orElseGet(updating::author), url);
      lines.add(
          branch.get().name()
              + ": "
              + pushed.kind().sentence()
              + "; "
              + pushed.commit().substring(0, 12)
              + " for "
              + pushed.base());
      ProposalText text = new ProposalText(update, commits);
      if (proposal.isPresent()) {
        proposal
            .get()
            .open(
                new PullRequest(
                    branch.get().name(),
                    pushed.base(),
                    text.title(),
                    text.text(),
                    text.isDraft(),
                    text.state()))
            .forEach(result -> lines.add(told(result)));
      }
    }
    return lines;
  }

  private static String told(StepResult result) {
    String note = result.note().isEmpty() ? "" : "; " + result.note();
    return result.title() + ": " + result.kind().sentence() + note;
  }

  private String url(Wiring.Branch branch) {
    return settings
        .remote()
        .or(() -> branch.get().remote())
        .orElseThrow(
            () ->
                new UsageException(
                    "the project's repository has no remote that a branch could go to",
                    "add one: git remote add origin URL; or name it with -Dmlops.remote=URL"));
  }

  private void requireHost(String url, Optional<HostedRepository> hosted) {
    if (settings.pullRequest() && hosted.isEmpty()) {
      throw HostedRepository.unknown(url);
    }
  }

  private Optional<HostedRepository> hosted(String url) {
    Stream<String> known =
        Stream.concat(
            settings.gitHubUrl().stream(),
            Optional.ofNullable(System.getenv("GITHUB_SERVER_URL")).stream());
    return HostedRepository.of(url, known)
        .map(
            found ->
                found.host().equals(Hosts.AZURE_DEVOPS)
                    ? settings.azureDevOpsUrl().map(found::at).orElse(found)
                    : found);
  }
}
