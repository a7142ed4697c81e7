package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.AzureSection;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.mojo.AbstractPublishingMojo.Publishing;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.publish.LockedProject;
import io.github.mlopsmaven.publish.PublishPlan;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Adds to the README of a project, before it is committed, the commands for the Azure side of the
 * repository that it will be published to. Later nothing is committed behind a user's back.
 */
final class AzureInReadme implements ProjectRepository {

  private static final String README = "README.md";

  private final ProjectRepository repository;
  private final Publishing publishing;

  AzureInReadme(ProjectRepository repository, Publishing publishing) {
    this.repository = repository;
    this.publishing = publishing;
  }

  @Override
  public String commitAll(Path directory, StagedFiles staged, Author author, String message) {
    PublishPlan plan = publishing.publisher().plan(publishing.request().at(directory));
    boolean own = plan.project().identitiesScript().isPresent() && plan.azure().size() == 1;
    StagedFiles all = plan.azure().isEmpty() || own ? staged : append(directory, plan, staged);
    return repository.commitAll(directory, all, author, message);
  }

  private static StagedFiles append(Path directory, PublishPlan plan, StagedFiles staged) {
    try {
      byte[] script =
          ("#!/usr/bin/env bash\n# Lets the pipelines sign in to Azure. Existing resources are kept.\n"
                  + "set -euo pipefail\n"
                  + String.join("\n", plan.azure())
                  + "\n")
              .getBytes(StandardCharsets.UTF_8);
      Files.write(directory.resolve(LockedProject.AZURE_SCRIPT), script);
      Path readme = directory.resolve(README);
      String text = Files.readString(readme);
      byte[] bytes =
          (text
                  + AzureSection.text(
                      plan.project().owner() + "/" + plan.project().name(),
                      LockedProject.AZURE_SCRIPT,
                      text.startsWith("# ")))
              .getBytes(StandardCharsets.UTF_8);
      Files.write(readme, bytes);
      return staged
          .with(README, new StagedFiles.Entry(FileMode.REGULAR, BlobIds.of(bytes), true))
          .with(
              LockedProject.AZURE_SCRIPT,
              new StagedFiles.Entry(FileMode.EXECUTABLE, BlobIds.of(script), true));
    } catch (IOException e) {
      throw new EnvironmentException(
          "the README of the project cannot be written: " + e.getMessage(),
          "check free space and permissions, then run the goal again",
          e);
    }
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
