package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.archetype.ArchetypeMaker;
import io.github.mlopsmaven.archetype.ArchetypeRequest;
import io.github.mlopsmaven.archetype.MadeArchetypes;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates all Maven archetypes of a template, one for each value of the option that splits it,
 * beside a POM that builds them and an {@code archetype-catalog.xml} that names them.
 *
 * <p>{@code mvn -f mlops-archetypes/pom.xml install} puts them into the local repository and its
 * catalog ({@code archetype:generate -DarchetypeCatalog=local}); {@code deploy} into a company's.
 *
 * @since 0.1.0
 */
@Mojo(name = "archetypes", requiresProject = false, threadSafe = true)
public final class ArchetypesMojo extends AbstractArchetypeMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypes.skip", defaultValue = "false")
  private boolean skip;

  @Override
  boolean skipped() {
    return said("archetypes.skip", skip);
  }

  @Override
  void run() {
    ArchetypeRequest request =
        new ArchetypeRequest(
            template(wiring()),
            split(),
            Optional.empty(),
            archetypeDirectory().orElseGet(() -> currentDirectory().resolve("mlops-archetypes")),
            Optional.of(
                new ArchetypeRequest.Coordinates(
                    archetypeGroupId(), Optional.empty(), archetypeVersion())),
            version(),
            spelling());
    requireRight(request);
    MadeArchetypes made = new ArchetypeMaker().makeAll(request);
    made.notes().forEach(getLog()::warn);
    getLog()
        .info(
            made.archetypes().size()
                + " archetypes from "
                + made.origin().template()
                + " "
                + made.origin().revision());
    made.archetypes()
        .forEach(
            archetype -> getLog().info("  " + archetype.artifactId() + ": " + extent(archetype)));
    getLog().info("Next: mvn -f " + made.directory().resolve("pom.xml") + " install");
  }
}
