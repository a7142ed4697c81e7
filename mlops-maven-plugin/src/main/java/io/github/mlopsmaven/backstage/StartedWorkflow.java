package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.backstage.Starter.Service;
import io.github.mlopsmaven.template.YamlString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The workflow that a portal starts: it generates a project and publishes it. */
enum StartedWorkflow {
  /** GitHub Actions. */
  GITHUB(".github/workflows/", "generate-project.yml", "generate-project-github.yml", "github"),
  /** Azure Pipelines. */
  AZURE_DEVOPS("", "generate-project.yml", "generate-project-azure.yml", "azure-devops");

  /** The first line of both files. */
  static final String MARK =
      "# Written by mlops:backstage, which writes it again. Without this line it is yours.\n";

  private final String folder;
  private final String fileName;
  private final String resource;
  private final String remote;

  StartedWorkflow(String folder, String fileName, String resource, String remote) {
    this.folder = folder;
    this.fileName = fileName;
    this.resource = resource;
    this.remote = remote;
  }

  static StartedWorkflow of(Service service) {
    return service == Service.GITHUB ? GITHUB : AZURE_DEVOPS;
  }

  /** Where it goes. */
  String path() {
    return folder + fileName;
  }

  String fileName() {
    return fileName;
  }

  /** What it holds. */
  String text(PortalRequest request) {
    String text = MARK + read(resource);
    String indent =
        text.lines()
            .filter(line -> line.endsWith("@SCRIPT@"))
            .findFirst()
            .map(line -> line.substring(0, line.indexOf('@')))
            .orElseThrow();
    String script =
        read("generate-project.sh")
            .lines()
            .map(line -> line.isEmpty() ? line : indent + line)
            .collect(Collectors.joining("\n"));
    boolean github = this == GITHUB;
    String server = "https://" + request.starter().host();
    return text.replace(indent + "@SCRIPT@", script)
        .replace("@VERSION@", request.version())
        .replace("@REMOTE@", remote)
        .replace("@SLUG@", github ? "github.com/project-slug" : "dev.azure.com/project-repo")
        .replace("@SERVER@", (github ? "githubUrl=" : "azureDevOpsUrl=") + server)
        .replace("@TEMPLATE@", YamlString.quoted(request.template()))
        .replace("@REF@", YamlString.quoted(request.templateRef().orElse("")))
        .replace("@PARTIAL@", request.allowPartial() ? " -Dmlops.allowPartial" : "");
  }

  private static String read(String name) {
    try (InputStream in = StartedWorkflow.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the plugin's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
