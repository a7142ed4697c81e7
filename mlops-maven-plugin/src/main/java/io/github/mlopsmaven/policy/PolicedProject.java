package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.verify.Report;
import java.util.List;
import java.util.Optional;

/**
 * A project that is judged, on disk or read from a repository. Each method is asked only where a
 * policy needs the answer, and at most once for each policy.
 */
public interface PolicedProject {

  /** Its lock, the list of what the template gave, and what its owners keep. */
  RecordedProject recorded();

  /** What it is made from, as its lock and its files say. */
  MadeFrom madeFrom();

  /**
   * How its files differ from its list, and how far it is behind its template: for a tag the newest
   * release, for a commit id the remote's HEAD. Where the template cannot be asked, the files
   * alone.
   */
  ProjectStatus status();

  /**
   * What the recorded state of the template gives when it is asked again, so that nobody can change
   * a file and its line of the list together.
   *
   * @return empty where the template cannot be had
   */
  Optional<FileList> givenAgain();

  /**
   * What the template of the recorded state says about rules.
   *
   * @return empty where the template cannot be had
   */
  Optional<List<RuleSetting>> templateRules();

  /** What the user says about rules, on the command line or in a POM. */
  List<RuleSetting> userRules();

  /** What {@code mlops:verify} finds, without what the user says about rules. */
  Report verified();
}
