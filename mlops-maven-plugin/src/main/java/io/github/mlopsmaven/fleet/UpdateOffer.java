package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.update.PlannedUpdate;

/** Pushes an update of a repository that is not checked out, and opens its pull request. */
public interface UpdateOffer {

  /**
   * Makes it, or finds it made.
   *
   * @param member the repository
   * @param update what changes
   * @param commit the commit that it was planned on
   * @param branch the branch that is to be changed
   * @return what became of it
   * @throws io.github.mlopsmaven.problem.MlopsException if it could not be pushed or proposed
   */
  FleetRow.Request make(Member member, PlannedUpdate update, String commit, String branch);
}
