package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.archetype.ArchetypeMaker;
import io.github.mlopsmaven.archetype.ArchetypeRequest;
import io.github.mlopsmaven.archetype.MadeArchetype;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that make archetypes of a template have in common. */
abstract class AbstractArchetypeMojo extends AbstractTemplateMojo {

  /**
   * The option that splits the template into archetypes. The default is {@code project_type}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.split", defaultValue = "project_type")
  private String split = "project_type";

  /**
   * Where to write. Outside a module with the packaging {@code maven-archetype} it is the folder of
   * new Maven projects, which must not have content; the default is {@code mlops-archetype} (for
   * {@code mlops:archetypes}, {@code mlops-archetypes}) in the current folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeDirectory")
  private @Nullable File archetypeDirectory;

  /**
   * The groupId of new Maven projects. The default is {@code com.example}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeGroupId", defaultValue = "com.example")
  private String archetypeGroupId = "com.example";

  /**
   * The version of new Maven projects. The default is {@code 1.0.0-SNAPSHOT}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.archetypeVersion", defaultValue = "1.0.0-SNAPSHOT")
  private String archetypeVersion = "1.0.0-SNAPSHOT";

  final String split() {
    return said("split", split).orElse(split);
  }

  final Optional<Path> archetypeDirectory() {
    return said("archetypeDirectory", archetypeDirectory);
  }

  final String archetypeGroupId() {
    return said("archetypeGroupId", archetypeGroupId).orElse(archetypeGroupId);
  }

  final String archetypeVersion() {
    return said("archetypeVersion", archetypeVersion).orElse(archetypeVersion);
  }

  /** The template; a stand-in for one that is refused, with which nothing is done. */
  final TemplateSource template(Wiring wiring) {
    return mistakes()
        .reading(() -> templateSource(wiring))
        .orElse(
            () -> {
              throw new UsageException("there is no template", "name one with -Dmlops.template");
            });
  }

  /** Refuses a command with mistakes, those in its choices included. */
  final void requireRight(ArchetypeRequest request) {
    request.project().ifPresent(coordinates -> coordinates.check(mistakes()));
    if (!mistakes().isEmpty()) {
      ArchetypeMaker.addWrongChoices(request, mistakes());
    }
    requireNoMistake();
  }

  /** {@code 83 files, 16 selections}. */
  static String extent(MadeArchetype made) {
    int selections = made.selections().size();
    return made.files()
        + " files, "
        + selections
        + (selections == 1 ? " selection" : " selections");
  }
}
