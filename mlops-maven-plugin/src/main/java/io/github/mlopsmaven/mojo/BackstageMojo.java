package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.backstage.PortalRequest;
import io.github.mlopsmaven.backstage.SoftwareTemplate;
import io.github.mlopsmaven.backstage.Starter;
import io.github.mlopsmaven.backstage.Starter.Service;
import io.github.mlopsmaven.io.RenewedFiles;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Creates a software template for a Backstage portal: {@code template.yaml}, whose form has the
 * template's options and values with their labels, defaults and patterns and only combinations that
 * exist, and {@code generate-project.yml}, the workflow or pipeline that it starts. Files that this
 * goal wrote are overwritten, others never.
 *
 * @since 0.1.0
 */
@Mojo(name = "backstage", requiresProject = false, threadSafe = true, aggregator = true)
public final class BackstageMojo extends AbstractTemplateMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.backstage.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Where projects go: {@code github} (the default) or {@code azure-devops}. A project is generated
   * there, too, by a workflow that the portal starts.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.remote", defaultValue = "github")
  private String remote = "github";

  /**
   * Required: what the portal starts: the repository on GitHub with the workflow {@code
   * generate-project.yml}, as {@code OWNER/REPOSITORY}, or the pipeline of Azure DevOps, as {@code
   * ORGANIZATION/PROJECT/NUMBER}. {@code @BRANCH} may follow; the default is {@code main}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.startedIn")
  private @Nullable String startedIn;

  /**
   * Who owns the software template in the portal's catalog, as {@code group:default/ml-platform};
   * the default is none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.owner")
  private @Nullable String owner;

  /**
   * Where the workflow finds the template, if that is not what {@code mlops.template} says: a git
   * URL or Maven coordinates. Required where {@code mlops.template} is a folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.publishedTemplate")
  private @Nullable String publishedTemplate;

  /**
   * Whether the form offers incomplete combinations.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.allowPartial", defaultValue = "false")
  private boolean allowPartial;

  /**
   * The address of a GitHub Enterprise Server, as {@code https://HOST}; the default is {@code
   * https://github.com}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.githubUrl")
  private @Nullable String githubUrl;

  /**
   * The address of an Azure DevOps Server, as {@code https://HOST}; the default is {@code
   * https://dev.azure.com}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.azureDevOpsUrl")
  private @Nullable String azureDevOpsUrl;

  /**
   * The folder that the files are written to; the default is the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputDirectory")
  private @Nullable File outputDirectory;

  @Override
  boolean skipped() {
    return said("backstage.skip", skip);
  }

  @Override
  void run() {
    boolean github =
        said("remote", remote, List.of(Hosts.GITHUB, Hosts.AZURE_DEVOPS)).equals(Hosts.GITHUB);
    String host = github ? host("githubUrl", githubUrl) : host("azureDevOpsUrl", azureDevOpsUrl);
    Service service = github ? Service.GITHUB : Service.AZURE_DEVOPS;
    Optional<Starter> starter =
        mistakes()
            .reading(
                () ->
                    Starter.parse(
                        service,
                        host.isEmpty() ? (github ? "github.com" : "dev.azure.com") : host,
                        said("startedIn", startedIn)
                            .orElseThrow(
                                () ->
                                    new UsageException(
                                        "it is not known what the portal starts",
                                        github
                                            ? "add -Dmlops.startedIn=OWNER/REPOSITORY"
                                            : "add -Dmlops.startedIn=ORGANIZATION/PROJECT/NUMBER"))));
    Optional<String> published = mistakes().reading(this::published);
    Optional<TemplateSource> source = mistakes().reading(() -> templateSource(wiring()));
    requireNoMistake();
    Path folder =
        written("outputDirectory", outputDirectory)
            .orElseGet(this::currentDirectory)
            .toAbsolutePath()
            .normalize();
    Map<String, String> files =
        SoftwareTemplate.files(
            source.orElseThrow(),
            new PortalRequest(
                starter.orElseThrow(),
                said("owner", owner),
                published.orElseThrow(),
                templateRef(),
                said("allowPartial", allowPartial),
                version()));
    new RenewedFiles(folder, files, SoftwareTemplate.MARK).write();
    files.keySet().forEach(path -> getLog().info("Wrote " + folder.resolve(path)));
    getLog()
        .info(
            "Next: commit both, "
                + (github
                    ? "the workflow to " + starter.get().owner() + "/" + starter.get().name()
                    : "create the pipeline of generate-project.yml")
                + ", and register "
                + SoftwareTemplate.FILE
                + " as a location of the portal's catalog");
  }

  private String published() {
    Optional<String> named = said("publishedTemplate", publishedTemplate);
    String text = named.or(this::templateName).orElse(BuiltinTemplate.NAME);
    Optional<String> below = TemplateLocation.subdirectory(text);
    String whole =
        below.map(path -> text.substring(0, text.length() - path.length() - 2)).orElse(text);
    TemplateLocation location = TemplateLocation.parse(whole, currentDirectory());
    if (location instanceof TemplateLocation.Folder) {
      throw new UsageException(
          "the template is the folder " + text + ", which a workflow does not have",
          "say where it finds it: -Dmlops.publishedTemplate=URL or groupId:artifactId:version");
    }
    if (!Redaction.redact(text).equals(text)) {
      throw new UsageException(
          "the template's URL has credentials in it, and the workflow would show them",
          "remove them there, and let the workflow read the template with a <server> of its"
              + " settings.xml");
    }
    return text;
  }

  private String host(String parameter, @Nullable String url) {
    return said(parameter, url)
        .flatMap(
            text ->
                mistakes()
                    .reading(
                        () -> {
                          try {
                            return Optional.ofNullable(URI.create(text.strip()).getAuthority())
                                .filter(name -> text.strip().startsWith("https://"))
                                .filter(name -> name.indexOf('@') < 0)
                                .orElseThrow(() -> new IllegalArgumentException(text));
                          } catch (IllegalArgumentException e) {
                            throw new UsageException(
                                parameter + " is not the address of a server",
                                "write it as https://HOST");
                          }
                        }))
        .orElse("");
  }
}
