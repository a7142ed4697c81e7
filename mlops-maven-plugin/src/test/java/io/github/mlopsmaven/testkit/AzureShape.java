package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of Azure/mlops-project-template at two of its commits: modes, sizes and paths. */
public enum AzureShape {
  /** The branch {@code main}. */
  MAIN("azure-project-template-main.paths.tsv"),
  /** The tag {@code v1.1.0}. */
  V1_1_0("azure-project-template-v1.1.0.paths.tsv");

  private final String resource;

  AzureShape(String resource) {
    this.resource = resource;
  }

  /** The files, sorted by path. */
  public List<ShapeFile> files() {
    try (InputStream list = AzureShape.class.getResourceAsStream(resource)) {
      if (list == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1) // the columns' names
          .map(ShapeFile::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the real file has Windows line ends. */
  boolean hasWindowsLineEnds(String path) {
    if (path.startsWith("infrastructure/terraform/") && path.endsWith(".tf")) {
      return !path.contains("/data-explorer/")
          && !path.contains("/vnet/")
          && (this == V1_1_0 || !path.endsWith("/main.tf"));
    }
    return path.equals("SUPPORT.md")
        || path.endsWith("/tf-ado-deploy-infra.yml")
        || path.endsWith("/tf-gha-deploy-infra.yml")
        || path.endsWith("/data/taxi-batch.csv");
  }
}
