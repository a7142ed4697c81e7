package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.generate.Blueprint;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verifies a project in staging. */
public final class StagedProjectCheck implements ProjectCheck {

  private final List<Check> checks;
  private final List<RuleSetting> settings;
  private final RepositorySource repositories;
  private final Function<Path, TemplateSource> folders;
  private final boolean refuses;

  /**
   * Makes the check.
   *
   * @param checks what to look for
   * @param settings what the user says about rules
   * @param repositories where the repositories are that pipelines call
   * @param folders reads a folder
   * @param refuses whether a project with an error is refused
   */
  public StagedProjectCheck(
      List<Check> checks,
      List<RuleSetting> settings,
      RepositorySource repositories,
      Function<Path, TemplateSource> folders,
      boolean refuses) {
    this.checks = List.copyOf(checks);
    this.settings = List.copyOf(settings);
    this.repositories = repositories;
    this.folders = folders;
    this.refuses = refuses;
  }

  @Override
  public List<Remark> check(Path staged, Blueprint blueprint, GenerateRequest request) {
    Verifier verifier =
        new Verifier(checks, RuleSettings.of(blueprint.descriptor().rules(), settings));
    List<Finding> findings = found(verifier, staged, blueprint, request);
    requireNoError(findings);
    return findings.stream().map(StagedProjectCheck::remark).toList();
  }

  /** That the project cannot be looked at is no reason not to make it, whatever the cause. */
  @SuppressWarnings("CatchingUnchecked")
  private List<Finding> found(
      Verifier verifier, Path staged, Blueprint blueprint, GenerateRequest request) {
    Contents contents = new Contents();
    try (TemplateSnapshot snapshot = folders.apply(staged).open()) {
      return verifier.verify(
          new VerifiedProject(
              new SnapshotFiles(snapshot, contents).all(),
              Optional.of(blueprint.selection()),
              blueprint.names().texts(),
              blueprint
                  .descriptor()
                  .pipelineTemplates()
                  .flatMap(known -> SharedRepository.of(known, request.pipelineTemplates())),
              new CalledRepositories(repositories, contents)));
    } catch (MlopsException e) {
      return List.of(Verifier.notRun(".", "nothing was checked, because " + e.problem()));
    } catch (RuntimeException | Error e) {
      return List.of(
          Verifier.notRun(
              ".",
              "nothing was checked, because verification failed: " + e.getClass().getSimpleName()));
    }
  }

  private void requireNoError(List<Finding> findings) {
    List<Finding> errors =
        findings.stream().filter(finding -> finding.level() == Level.ERROR).toList();
    if (refuses && !errors.isEmpty()) {
      throw new UsageException(
          "the project would have "
              + (errors.size() == 1 ? "an error" : errors.size() + " errors")
              + ", so nothing was written:\n  "
              + errors.stream().map(Finding::toString).collect(Collectors.joining("\n  ")),
          "correct the template, take the project as it is with -Dmlops.verify=warn, or switch a"
              + " rule off with -Dmlops.rules.ID=\"off: REASON\"");
    }
  }

  private static Remark remark(Finding finding) {
    return new Remark(
        new Place(finding.path(), finding.position().line(), finding.position().column()),
        finding.problem() + "; " + finding.remedy(),
        finding.rule().id(),
        RuleSetting.Level.valueOf(finding.level().name()));
  }
}
