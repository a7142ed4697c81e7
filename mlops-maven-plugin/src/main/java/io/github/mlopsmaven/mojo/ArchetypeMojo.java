package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.archetype.ArchetypeMaker;
import io.github.mlopsmaven.archetype.ArchetypeRequest;
import io.github.mlopsmaven.archetype.MadeArchetype;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Creates a Maven archetype from a template, for one value of the option that splits it. {@code mvn
 * archetype:generate} creates the same projects from it as {@code mlops:generate}.
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
public final class ArchetypeMojo extends AbstractArchetypeMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetype.skip", defaultValue = "false")
  private boolean skip;

  private static final String PACKAGING = "maven-archetype";

  /**
   * The value of the option that splits the template, as in {@code classical}; it may be omitted
   * where the template has one value only.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectType")
  private @Nullable String projectType;

  /**
   * The artifactId of a new Maven project. The default is made from the descriptor's name and the
   * value that splits: {@code NAME-VALUE-archetype}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeArtifactId")
  private @Nullable String archetypeArtifactId;

  /**
   * The module.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${project}", readonly = true)
  private @Nullable MavenProject project;

  @Override
  boolean skipped() {
    return said("archetype.skip", skip);
  }

  @Override
  void run() {
    ArchetypeRequest request = toRequest();
    requireRight(request);
    MadeArchetype made = new ArchetypeMaker().make(request);
    made.notes().forEach(getLog()::warn);
    getLog()
        .info(
            "Archetype for "
                + made.value()
                + ": "
                + extent(made)
                + ", from "
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
        template(wiring()),
        split(),
        text("projectType", projectType, split()),
        directory(),
        isModule()
            ? Optional.empty()
            : Optional.of(
                new ArchetypeRequest.Coordinates(
                    archetypeGroupId(),
                    said("archetypeArtifactId", archetypeArtifactId),
                    archetypeVersion())),
        version(),
        spelling());
  }

  private boolean isModule() {
    return project != null && project.getPackaging().equals(PACKAGING);
  }

  private Path directory() {
    return archetypeDirectory()
        .orElseGet(
            () ->
                project != null && isModule()
                    ? Path.of(project.getBuild().getOutputDirectory())
                    : currentDirectory().resolve("mlops-archetype"));
  }
}
