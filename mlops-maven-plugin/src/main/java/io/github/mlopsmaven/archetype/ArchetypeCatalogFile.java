package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.io.WholeFiles;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.archetype.catalog.Archetype;
import org.apache.maven.archetype.catalog.ArchetypeCatalog;
import org.apache.maven.archetype.catalog.io.xpp3.ArchetypeCatalogXpp3Writer;

/**
 * The file {@code archetype-catalog.xml}, by which {@code archetype:generate}, IDEs and repository
 * managers find archetypes.
 *
 * @see <a
 *     href="https://maven.apache.org/archetype/archetype-models/archetype-catalog/archetype-catalog.html">the
 *     catalog's model</a>
 */
public final class ArchetypeCatalogFile {

  /** What the file is called at the root of a repository. */
  public static final String NAME = "archetype-catalog.xml";

  private ArchetypeCatalogFile() {}

  /**
   * An archetype that the catalog names.
   *
   * @param groupId as in {@code com.example.mlops}
   * @param artifactId as in {@code acme-cv-archetype}
   * @param version as in {@code 1.0.0}
   * @param description one line for people who choose
   */
  public record Entry(String groupId, String artifactId, String version, String description) {}

  /**
   * Writes the file.
   *
   * @param file where to
   * @param entries the archetypes, in any order
   * @throws EnvironmentException if it cannot be written
   */
  public static void write(Path file, List<Entry> entries) {
    try {
      WholeFiles.write(file, xml(entries));
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + file, "check free space and permissions: " + e.getMessage(), e);
    }
  }

  /** The catalog, sorted by coordinates, so that the same archetypes give the same bytes. */
  private static byte[] xml(List<Entry> entries) {
    ArchetypeCatalog catalog = new ArchetypeCatalog();
    entries.stream()
        .sorted(
            Comparator.comparing(Entry::groupId)
                .thenComparing(Entry::artifactId)
                .thenComparing(Entry::version))
        .map(ArchetypeCatalogFile::model)
        .forEach(catalog::addArchetype);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new ArchetypeCatalogXpp3Writer().write(out, catalog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Archetype model(Entry entry) {
    Archetype model = new Archetype();
    model.setGroupId(entry.groupId());
    model.setArtifactId(entry.artifactId());
    model.setVersion(entry.version());
    model.setDescription(entry.description());
    return model;
  }
}
