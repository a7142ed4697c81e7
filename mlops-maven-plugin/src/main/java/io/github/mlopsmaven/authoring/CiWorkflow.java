package io.github.mlopsmaven.authoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A workflow that verifies a template in its own repository. */
enum CiWorkflow {
  /** GitHub Actions. */
  GITHUB_ACTIONS(".github/workflows/verify-template.yml", "verify-template-github.yml"),
  /** Azure Pipelines. */
  AZURE_DEVOPS(".azuredevops/verify-template.yml", "verify-template-azure.yml");

  private final String path;
  private final String resource;

  CiWorkflow(String path, String resource) {
    this.path = path;
    this.resource = resource;
  }

  /** Where it goes. */
  String path() {
    return path;
  }

  /** What it holds, for a version of the plugin. */
  String text(String version) {
    try (InputStream in = CiWorkflow.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the plugin's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@VERSION@", version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where all of them go. */
  static List<String> paths() {
    return List.of(GITHUB_ACTIONS.path, AZURE_DEVOPS.path);
  }
}
