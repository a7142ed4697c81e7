package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.verify.Level;

/**
 * A demand of a policy that a project does not meet, or that could not be looked at.
 *
 * @param rule which demand
 * @param level {@code ERROR} for one that is refused, {@code WARNING} for one that will be or may
 *     be, {@code NOTE} for one that does not hold for this project, or could not be looked at
 * @param policy which policy, as {@link Policy#name} has it
 * @param path the file that it is about; the lock where it is about none
 * @param problem what is wrong, one sentence without a full stop
 * @param remedy what to do or to type, one sentence without a full stop
 */
public record PolicyResult(
    PolicyRule rule, Level level, String policy, String path, String problem, String remedy) {

  static PolicyResult of(PolicyRule rule, String policy, String problem, String remedy) {
    return new PolicyResult(rule, Level.ERROR, policy, ProjectLockFile.PATH, problem, remedy);
  }

  PolicyResult at(Level other) {
    return new PolicyResult(rule, other, policy, path, problem, remedy);
  }

  PolicyResult in(String file) {
    return new PolicyResult(rule, level, policy, file, problem, remedy);
  }

  PolicyResult adding(String words) {
    return new PolicyResult(rule, level, policy, path, problem + words, remedy);
  }

  /** Whether the project is refused for it. */
  public boolean fails() {
    return level == Level.ERROR;
  }

  /** {@code PROBLEM [CHECK of POLICY]}. */
  @Override
  public String toString() {
    return problem + " [" + rule + " of " + policy + "]";
  }
}
