package io.github.mlopsmaven.publish;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A service that keeps repositories and runs pipelines. */
public non-sealed interface Host extends Destination {

  /** Where calls go. Opened when the first is made. */
  HostConnection connection();

  @Override
  default String address() {
    return connection().address();
  }

  @Override
  default Optional<Host> host() {
    return Optional.of(this);
  }

  /**
   * What has to be there before anything is pushed: the repository.
   *
   * @param project what is published
   */
  List<Step> repository(Publication project);

  /**
   * A request to merge a branch.
   *
   * @param project what is published
   * @param branch the branch
   * @param base the branch it is to be merged into
   */
  Step pullRequest(Publication project, String branch, String base);

  /**
   * A request to merge a branch that later runs bring to newer states: one for a repository, whose
   * text follows as long as nobody edited it; one that was closed is not opened again for the same
   * state.
   *
   * @param project the repository
   * @param request what is to be merged
   */
  List<Step> updateRequest(Publication project, PullRequest request);

  /**
   * What has to hold before files are pushed.
   *
   * @param project the repository
   * @param paths the files
   */
  List<Step> pushing(Publication project, Collection<String> paths);

  /**
   * What is made after {@code main} is there.
   *
   * @param project what is published
   * @param onMain whether the project is on {@code main}, not on a branch to be merged
   */
  List<Step> settings(Publication project, boolean onMain);

  /**
   * What remains for a person, whatever happens: values that were not given, things that no call
   * makes.
   *
   * @param project what is published
   */
  List<String> checklist(Publication project);

  /**
   * The commands that let the pipelines sign in to Azure, for a shell.
   *
   * @param project what is published
   */
  List<String> azureCommands(Publication project);

  /**
   * What a login lacks, as far as an answer tells.
   *
   * @param answer a refusal
   */
  Optional<String> lacking(Answer answer);

  /** How a login is given, for people. */
  String loginRemedy();
}
