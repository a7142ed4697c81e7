package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.lock.ProjectLock;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
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
   * The language of the infrastructure code. {@code update} switches the project to it; {@code
   * adopt} uses it where the files do not decide.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.infrastructureVersion")
  private @Nullable String infrastructureVersion;

  /**
   * The kind of machine learning problem. {@code update} switches the project to it; {@code adopt}
   * uses it where the files do not decide.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectType")
  private @Nullable String projectType;

  /**
   * The Azure ML interface. {@code update} switches the project to it; {@code adopt} uses it where
   * the files do not decide.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.mlopsVersion")
  private @Nullable String mlopsVersion;

  /**
   * The CI/CD platform. {@code update} switches the project to it; {@code adopt} uses it where the
   * files do not decide.
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
   * Values. {@code update} changes the recorded ones; {@code adopt} uses them where the files do
   * not decide; on the command line {@code -Dmlops.values.NAME=TEXT}.
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

  /**
   * Policies that the project must meet, separated by commas: files, or Maven artifacts as {@code
   * groupId:artifactId:version}. Policies that parent POMs, active profiles of {@code settings.xml}
   * and the project's lock file name apply as well; none of them can be omitted or weakened.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.policy")
  private @Nullable String policy;

  /**
   * What to do if the template version is not signed by a key that a policy trusts: {@code
   * required} refuses it, {@code warn} prints a warning, {@code off} (the default) leaves the
   * decision to the policies, which can be stricter.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.signatures", defaultValue = "off")
  private String signatures = "off";

  /** What is demanded of signatures, beside the policies. */
  final String signatures() {
    return said("signatures", signatures, List.of("off", "warn", "required"));
  }

  /**
   * Holds the goal to the policies that count.
   *
   * @param folder the project's folder
   * @param lock the project's lock, if it has one
   */
  final Policing policing(Wiring wiring, Path folder, Optional<ProjectLock> lock) {
    return policing(wiring, policy, signatures(), folder, lock);
  }

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
