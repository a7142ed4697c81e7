package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.archetype.ArchetypeCatalogFile;
import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@code archetype-catalog.xml} of the archetypes that a module depends on (dependencies
 * of type {@code maven-archetype}), and attaches it to the module with the classifier {@code
 * archetype-catalog}. Put the file at the root of a repository, and {@code archetype:generate
 * -DarchetypeCatalog=remote} and IDEs find them there.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "archetype-catalog",
    requiresProject = true,
    threadSafe = true,
    defaultPhase = LifecyclePhase.PACKAGE)
public final class ArchetypeCatalogMojo extends AbstractGoalMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetype-catalog.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The file to write. The default is {@code target/archetype-catalog.xml}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "mlops.catalogFile",
      defaultValue = "${project.build.directory}/archetype-catalog.xml",
      required = true)
  private @Nullable File catalogFile;

  /**
   * The module.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private @Nullable MavenProject project;

  @Inject private @Nullable MavenProjectHelper projectHelper;

  @Override
  boolean skipped() {
    return said("archetype-catalog.skip", skip);
  }

  @Override
  void run() {
    requireNoMistake();
    MavenProject module = given(project, "project");
    Path file = said("catalogFile", catalogFile).orElseThrow();
    List<MavenProject> built = session().getProjects();
    List<ArchetypeCatalogFile.Entry> entries =
        module.getDependencies().stream()
            .filter(dependency -> dependency.getType().equals("maven-archetype"))
            .map(dependency -> entry(dependency, built))
            .toList();
    if (entries.isEmpty()) {
      throw new UsageException(
          module.getArtifactId() + " depends on no archetype, so its catalog would be empty",
          "add a <dependency> with <type>maven-archetype</type> for each archetype");
    }
    ArchetypeCatalogFile.write(file, entries);
    given(projectHelper, "project helper")
        .attachArtifact(module, "xml", "archetype-catalog", file.toFile());
    getLog()
        .info(
            "Catalog of "
                + entries.size()
                + (entries.size() == 1 ? " archetype: " : " archetypes: ")
                + file);
  }

  /** The description is the archetype's own, as far as this build has it. */
  private static ArchetypeCatalogFile.Entry entry(Dependency dependency, List<MavenProject> built) {
    String description =
        built.stream()
            .filter(
                each ->
                    each.getGroupId().equals(dependency.getGroupId())
                        && each.getArtifactId().equals(dependency.getArtifactId()))
            .map(MavenProject::getDescription)
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElse(dependency.getArtifactId());
    return new ArchetypeCatalogFile.Entry(
        dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion(), description);
  }
}
