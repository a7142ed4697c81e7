package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The use case of {@code mlops:new-template}: what a repository needs to become a template. */
public final class NewTemplate {

  private static final List<Shape> SHAPES =
      List.of(
          new AcceleratorShape(),
          new CookiecutterShape(),
          new BundleShape(),
          new ProjectShape(CiWorkflow.paths()));

  private NewTemplate() {}

  /** Where the workflow that verifies the template is to run. */
  public enum Ci {
    /** Where the repository has pipelines already, else on GitHub. */
    AUTO,
    /** GitHub Actions. */
    GITHUB_ACTIONS,
    /** Azure Pipelines. */
    AZURE_DEVOPS,
    /** Nowhere. */
    NONE
  }

  /**
   * The files to write, and what to tell.
   *
   * @param files path to text
   * @param evidence what was guessed, each with its reason
   * @param open what is left to the author
   */
  public record Proposal(Map<String, String> files, List<String> evidence, List<String> open) {

    /** Copies all of it. */
    public Proposal {
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
      evidence = List.copyOf(evidence);
      open = List.copyOf(open);
    }
  }

  /**
   * Looks at a repository.
   *
   * @param source where it is
   * @param ci where its workflow is to run
   * @param version the version of the plugin that the workflow runs
   * @throws UsageException if it is a template already
   */
  public static Proposal of(TemplateSource source, Ci ci, String version) {
    try (TemplateSnapshot snapshot = source.open()) {
      Repository repository = Repository.of(snapshot);
      if (repository.has(Descriptor.FILE_NAME)) {
        throw new UsageException(
            snapshot.origin().template() + " has " + Descriptor.FILE_NAME + " already",
            "inspect it with mvn mlops:options -Dmlops.template=…, or remove it first");
      }
      if (repository.paths().isEmpty()) {
        throw new UsageException(
            snapshot.origin().template() + " has no file", "name another with -Dmlops.template");
      }
      Draft draft =
          SHAPES.stream()
              .flatMap(shape -> shape.draft(repository).stream())
              .findFirst()
              .orElseThrow();
      String text = draft.text();
      Descriptors.parse(text);
      Map<String, String> files = new LinkedHashMap<>();
      files.put(Descriptor.FILE_NAME, text);
      List<String> evidence = new ArrayList<>(draft.evidence());
      workflow(ci, repository, evidence)
          .ifPresent(workflow -> files.put(workflow.path(), workflow.text(version)));
      return new Proposal(files, evidence, draft.open());
    }
  }

  private static Optional<CiWorkflow> workflow(
      Ci ci, Repository repository, List<String> evidence) {
    if (ci != Ci.AUTO) {
      return switch (ci) {
        case GITHUB_ACTIONS -> Optional.of(CiWorkflow.GITHUB_ACTIONS);
        case AZURE_DEVOPS -> Optional.of(CiWorkflow.AZURE_DEVOPS);
        default -> Optional.empty();
      };
    }
    Set<String> services = ServiceChoice.found(repository).keySet();
    boolean azure = services.contains("azure-devops") && !services.contains("github-actions");
    CiWorkflow workflow = azure ? CiWorkflow.AZURE_DEVOPS : CiWorkflow.GITHUB_ACTIONS;
    evidence.add(
        workflow.path()
            + ": "
            + (azure
                ? "the repository has pipelines for Azure DevOps only"
                : services.contains("github-actions")
                    ? "the repository has workflows of GitHub"
                    : "no other service was found"));
    return Optional.of(workflow);
  }
}
