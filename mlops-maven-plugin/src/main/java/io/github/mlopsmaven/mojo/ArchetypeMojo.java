package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.archetype.ArchetypeMaker;
import io.github.mlopsmaven.archetype.ArchetypeRequest;
import io.github.mlopsmaven.archetype.MadeArchetype;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Maven archetype from a template, for one value of the option that splits it. Projects
 * that {@code mvn archetype:generate} makes from it are those of {@code mlops:generate}.
 *
 * <p>In a module with the packaging {@code maven-archetype} it fills the module's jar; elsewhere it
 * writes a Maven project of that packaging.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "archetype",
    requiresProject = false,
    threadSafe = true,
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE)
public final class ArchetypeMojo extends AbstractTemplateMojo {

  private static final String PACKAGING = "maven-archetype";

  /**
   * The value of the option that splits the template, as in {@code classical}; it may be left away
   * where the template has one value only.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectType")
  private @Nullable String projectType;

  /**
   * The option that splits the template into archetypes. The default is {@code project_type}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.split", defaultValue = "project_type")
  private String split = "project_type";

  /**
   * Where the archetype is written. Outside a module with the packaging {@code maven-archetype} it
   * is the folder of a new Maven project, which must not have content; the default is {@code
   * mlops-archetype} in the current folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeDirectory")
  private @Nullable File archetypeDirectory;

  /**
   * The groupId of a new Maven project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeGroupId", defaultValue = "com.example")
  private String archetypeGroupId = "com.example";

  /**
   * The artifactId of a new Maven project. The default is made from the descriptor's name and the
   * value that splits: {@code NAME-VALUE-archetype}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeArtifactId")
  private @Nullable String archetypeArtifactId;

  /**
   * The version of a new Maven project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeVersion", defaultValue = "1.0.0-SNAPSHOT")
  private String archetypeVersion = "1.0.0-SNAPSHOT";

  @Parameter(defaultValue = "${project}", readonly = true)
  private @Nullable MavenProject project;

  @Override
  void run() {
    MadeArchetype made = new ArchetypeMaker().make(toRequest());
    made.notes().forEach(getLog()::warn);
    getLog()
        .info(
            "Archetype for "
                + made.value()
                + ": "
                + made.files()
                + " files, "
                + made.selections().size()
                + " selections, from "
                + made.origin().template()
                + " "
                + made.origin().revision());
    getLog().info("Properties: " + String.join(", ", made.properties()));
    getLog()
        .info(
            isModule()
                ? "Written to " + made.directory()
                : "Next: mvn -f " + made.directory().resolve("pom.xml") + " install");
  }

  private ArchetypeRequest toRequest() {
    return new ArchetypeRequest(
        templateSource(wiring()),
        split,
        text("projectType", projectType, split),
        directory(),
        isModule()
            ? Optional.empty()
            : Optional.of(
                new ArchetypeRequest.Coordinates(
                    archetypeGroupId, Optional.ofNullable(archetypeArtifactId), archetypeVersion)),
        version());
  }

  private boolean isModule() {
    return project != null && project.getPackaging().equals(PACKAGING);
  }

  private Path directory() {
    if (archetypeDirectory != null) {
      return archetypeDirectory.toPath();
    }
    return project != null && isModule()
        ? Path.of(project.getBuild().getOutputDirectory())
        : currentDirectory().resolve("mlops-archetype");
  }
}
