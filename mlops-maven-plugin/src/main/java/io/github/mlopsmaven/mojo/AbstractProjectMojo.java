package io.github.mlopsmaven.mojo;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What the goals have in common that write into an existing project: which project, and what of its
 * selection and settings a person says. Goals that make projects have the same parameters in {@link
 * GenerateMojo}: Java has one superclass only, and theirs brings the parameters for publishing.
 */
abstract class AbstractProjectMojo extends AbstractReportMojo {

  /**
   * The project's folder; the default is the current one, or that of the module.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectDirectory")
  private @Nullable File projectDirectory;

  /**
   * The language of the infrastructure code: of {@code update} another than the project has, of
   * {@code adopt} what the files do not tell.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.infrastructureVersion")
  private @Nullable String infrastructureVersion;

  /**
   * The kind of machine learning problem: of {@code update} another than the project has, of {@code
   * adopt} what the files do not tell.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectType")
  private @Nullable String projectType;

  /**
   * The way in which Azure Machine Learning is driven: of {@code update} another than the project
   * has, of {@code adopt} what the files do not tell.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.mlopsVersion")
  private @Nullable String mlopsVersion;

  /**
   * The service that runs the pipelines: of {@code update} another than the project has, of {@code
   * adopt} what the files do not tell.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.orchestration")
  private @Nullable String orchestration;

  /**
   * Further options of a custom template; on the command line {@code -Dmlops.options.NAME=VALUE}.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> options;

  /**
   * Settings: of {@code update} those that are to be other than recorded, of {@code adopt} those
   * that were given when the project was made and that its files do not tell; on the command line
   * {@code -Dmlops.values.NAME=TEXT}.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * Prints what would be done, conflicts included, and writes nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** The project's folder, if one is named. */
  final Optional<Path> projectDirectory() {
    return said("projectDirectory", projectDirectory).map(LockedModules::wholeName);
  }

  /** The project's folder. */
  final Path project() {
    return projectDirectory().orElseGet(() -> LockedModules.wholeName(currentDirectory()));
  }

  /** What is chosen, by the names of the options. */
  final Map<String, String> chosen() {
    return chosen(
        options,
        new OptionParameters(infrastructureVersion, projectType, mlopsVersion, orchestration));
  }

  /** The settings that are given. */
  final Map<String, String> settings() {
    return family("values", values);
  }

  /** Whether nothing is to be written. */
  final boolean dryRun() {
    return said("dryRun", dryRun);
  }
}
