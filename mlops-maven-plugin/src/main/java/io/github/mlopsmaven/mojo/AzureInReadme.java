package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.mojo.AbstractPublishingMojo.Publishing;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Adds to the README of a project, before it is committed, the commands for the Azure side of the
 * repository that it will be published to. Later nothing is committed behind a user's back.
 */
final class AzureInReadme implements ProjectRepository {

  private final ProjectRepository repository;
  private final Publishing publishing;

  AzureInReadme(ProjectRepository repository, Publishing publishing) {
    this.repository = repository;
    this.publishing = publishing;
  }

  @Override
  public String commitAll(Path directory, Set<String> executable, Author author, String message) {
    PublishPlan plan = publishing.publisher().plan(publishing.request().at(directory));
    if (!plan.azure().isEmpty()) {
      append(directory.resolve("README.md"), plan);
    }
    return repository.commitAll(directory, executable, author, message);
  }

  private static void append(Path readme, PublishPlan plan) {
    try {
      String text = Files.readString(readme);
      Files.writeString(readme, text + section(plan, text.startsWith("# ")));
    } catch (IOException e) {
      throw new EnvironmentException(
          "the README of the project cannot be written: " + e.getMessage(),
          "check free space and permissions, then run the goal again",
          e);
    }
  }

  /** A README has headings of one kind only. */
  private static String section(PublishPlan plan, boolean hashes) {
    Publication project = plan.project();
    String title = "Azure, for " + project.owner() + "/" + project.name();
    String heading = hashes ? "## " + title : title + "\n" + "-".repeat(title.length());
    return "\n"
        + heading
        + "\n\n- [ ] Let the pipelines sign in to Azure: type this, signed in with `az login`. It"
        + " makes an identity for each place that they deploy to, without a secret.\n\n```bash\n"
        + String.join("\n", plan.azure())
        + "\n```\n";
  }

  @Override
  public void push(Path directory, String remote) {
    repository.push(directory, remote);
  }

  @Override
  public Optional<Author> configuredAuthor(Path directory, Optional<String> remote) {
    return repository.configuredAuthor(directory, remote);
  }
}
