package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.adopt.AdoptRequest;
import io.github.mlopsmaven.adopt.AdoptText;
import io.github.mlopsmaven.adopt.Adopted;
import io.github.mlopsmaven.adopt.ProjectHistory;
import io.github.mlopsmaven.adopt.RecordFiles;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSignature;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Records where an existing project came from, so that {@code mlops:status} and {@code
 * mlops:update} work on it: a project that the accelerator's script created, or one whose lock file
 * was lost. Template, version and selection are identified from the contents of its files and of
 * its first commits. Nothing but {@code .mlops/project.yml} and {@code .mlops/files} is written.
 *
 * <p>Without {@code mlops.template}, Azure's template and the built-in one are compared.
 *
 * @since 0.1.0
 */
@Mojo(name = "adopt", requiresProject = false, threadSafe = true, aggregator = true)
public final class AdoptMojo extends AbstractProjectMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.adopt.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The project's name when it was generated; the default is the name of its folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectName")
  private @Nullable String projectName;

  /**
   * The GitHub organization, or Azure DevOps {@code organization/project}, that the project was
   * generated with.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.organization")
  private @Nullable String organization;

  @Override
  boolean skipped() {
    return said("adopt.skip", skip);
  }

  @Override
  void run() {
    Path project = project();
    Wiring wiring = wiring();
    Optional<AdoptRequest> request = toRequest(wiring, project);
    signatures();
    RecordFiles record = new RecordFiles(project);
    Optional<Optional<byte[]>> alone = mistakes().reading(record::lockAlone);
    requireNoMistake();
    Optional<byte[]> lock = alone.orElseThrow();
    Adopted adopted;
    try (ProjectHistory history = wiring.templates().projectHistory(project)) {
      adopted =
          lock.isPresent()
              ? wiring
                  .adoption()
                  .complete(
                      history,
                      ProjectLockFile.read(ProjectLockFile.PATH, lock.get()),
                      recorded -> recorded(wiring, recorded),
                      limits(),
                      version())
              : wiring.adoption().find(history, request.orElseThrow());
    }
    ProjectLock found = adopted.lock();
    Policing policing = policing(wiring, project, Optional.of(found));
    Optional<TemplateSignature> signature =
        policing.require(found, () -> PolicedFolder.signedState(found, templates(wiring, login())));
    if (lock.isEmpty()) {
      // As generate writes it. A lock that is there stays as it is.
      adopted = adopted.with(found.judged(policing.policies(), signature));
    }
    AdoptText text = new AdoptText(adopted);
    report(text::json, text::lines);
    if (dryRun()) {
      getLog().info("Nothing was written");
    } else {
      record.write(adopted);
      getLog()
          .info(
              "Written: "
                  + ProjectLockFile.PATH
                  + " and "
                  + FileList.PATH
                  + "; commit them, then run mvn mlops:status");
    }
  }

  private Limits limits() {
    return new Limits(Long.MAX_VALUE, maxTotalSize());
  }

  /** What is asked for; empty if something of it was refused. */
  private Optional<AdoptRequest> toRequest(Wiring wiring, Path project) {
    Optional<List<AdoptRequest.Template>> templates = mistakes().reading(() -> histories(wiring));
    Optional<ProjectName> name =
        text("projectName", projectName, "project_name").isPresent()
            ? parsed(
                "projectName", text("projectName", projectName, "project_name"), ProjectName::parse)
            : mistakes().reading(() -> named(project));
    if (templates.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AdoptRequest(
            templates.get(),
            name.get(),
            text("organization", organization, "github_org_name"),
            chosen(),
            settings(),
            limits(),
            version(),
            spelling()));
  }

  private static ProjectName named(Path project) {
    Path name = project.getFileName();
    try {
      return ProjectName.parse(name == null ? "" : name.toString());
    } catch (UsageException e) {
      throw new UsageException(
          "the folder's name cannot be the project's: " + e.problem(),
          "add -Dmlops.projectName=NAME");
    }
  }
}
