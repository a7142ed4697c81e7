package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import java.util.Optional;

/** A service that keeps repositories and runs pipelines. */
public interface Host {

  /** What it is called, as in {@code GitHub}. */
  String title();

  /** Where calls go. Opened when the first is made. */
  HostConnection connection();

  /**
   * What has to be there before anything is pushed: the repository.
   *
   * @param project what is published
   */
  List<Step> repository(Publication project);

  /**
   * The git URL to push to; a URL that the user gave may have a login in it.
   *
   * @param project what is published
   */
  String pushUrl(Publication project);

  /**
   * The place that people look at.
   *
   * @param project what is published
   */
  String page(Publication project);

  /**
   * A request to merge a branch.
   *
   * @param project what is published
   * @param branch the branch
   * @param base the branch it is to be merged into
   */
  Step pullRequest(Publication project, String branch, String base);

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

  /**
   * Refuses what this host cannot do, before anything is made.
   *
   * @param project what is published
   * @throws UsageException if it cannot
   */
  void check(Publication project);
}
