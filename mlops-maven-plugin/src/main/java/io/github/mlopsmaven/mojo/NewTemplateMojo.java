package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.authoring.NewTemplate;
import io.github.mlopsmaven.authoring.NewTemplate.Ci;
import io.github.mlopsmaven.io.NewFiles;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Turns a repository into a template: writes a first {@code mlops-template.yml}, guessed from what
 * is in it, and a CI workflow that verifies it. The repository may be a project that works, or a
 * template of cookiecutter or Databricks bundles. Each guess is printed with its reason. Nothing is
 * overwritten.
 *
 * @since 0.1.0
 */
@Mojo(name = "new-template", requiresProject = false, threadSafe = true, aggregator = true)
public final class NewTemplateMojo extends AbstractFetchingMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.new-template.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The repository to read: a folder (the current one by default), a git URL, or Maven coordinates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.template")
  private @Nullable String template;

  /**
   * The branch, tag or full commit id of a repository that is in git. The default is the branch
   * that the repository's HEAD names.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateRef")
  private @Nullable String templateRef;

  /**
   * The id of the {@code <server>} in {@code settings.xml} whose user name and password the
   * repository is read with. The default is the server whose id is the host.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateServerId")
  private @Nullable String templateServerId;

  /**
   * The folder that the files are written to. The default is the repository's folder; of a
   * repository elsewhere, the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputDirectory")
  private @Nullable File outputDirectory;

  /**
   * Where the workflow runs that verifies the template: {@code github-actions}, {@code
   * azure-devops}, {@code none}, or {@code auto} (the default), where the repository has pipelines
   * already, else on GitHub.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.ci", defaultValue = "auto")
  private String ci = "auto";

  /**
   * Whether to print the files instead of writing them.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.dryRun", defaultValue = "false")
  private boolean dryRun;

  @Override
  boolean skipped() {
    return said("new-template.skip", skip);
  }

  @Override
  void run() {
    Wiring wiring = wiring();
    String where = text("template", template, "project_template_github_url").orElse(".");
    Ci service =
        Ci.valueOf(
            said("ci", ci, List.of("auto", "github-actions", "azure-devops", "none"))
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
    boolean dry = said("dryRun", dryRun);
    Optional<Path> out = said("outputDirectory", outputDirectory);
    Optional<TemplateSource> source =
        mistakes()
            .reading(
                () ->
                    source(
                        wiring,
                        where,
                        text("templateRef", templateRef, "template_ref"),
                        said("templateServerId", templateServerId)));
    requireNoMistake();
    NewTemplate.Proposal proposal = NewTemplate.of(source.orElseThrow(), service, version());
    Path folder = out.orElseGet(() -> folder(where)).toAbsolutePath().normalize();
    NewFiles files = new NewFiles(folder, proposal.files());
    proposal.evidence().forEach(line -> getLog().info("Guessed " + line));
    proposal.open().forEach(line -> getLog().warn("Manual steps remaining: " + line));
    if (dry) {
      proposal
          .files()
          .forEach(
              (path, text) -> {
                getLog().info("Would write " + folder.resolve(path) + ":");
                text.lines().forEach(line -> getLog().info("  " + line));
              });
      return;
    }
    files.write();
    proposal.files().keySet().forEach(path -> getLog().info("Wrote " + folder.resolve(path)));
    getLog()
        .info(
            "Next: read "
                + folder.resolve("mlops-template.yml")
                + ", then try mvn mlops:options -Dmlops.template="
                + where
                + " and mvn mlops:generate -Dmlops.template="
                + where
                + " -Dmlops.projectName=demo -Dmlops.dryRun");
  }

  private Path folder(String where) {
    Path named = currentDirectory().resolve(where.replace("//", "/"));
    return Files.isDirectory(named) ? named : currentDirectory();
  }
}
