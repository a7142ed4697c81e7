package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What stands beside several archetypes: the POM that builds them all, and their catalog. */
final class ArchetypeSet {

  private ArchetypeSet() {}

  static void write(
      Path directory,
      Descriptor descriptor,
      ArchetypeRequest.Coordinates coordinates,
      List<MadeArchetype> archetypes)
      throws IOException {
    String modules =
        archetypes.stream()
            .map(MadeArchetype::artifactId)
            .map(module -> "    <module>" + module + "</module>")
            .collect(Collectors.joining("\n"));
    String pom =
        ArchetypeProject.filled(
                "archetypes-pom.xml",
                coordinates,
                descriptor.name() + "-archetypes",
                descriptor.title())
            .replace("@modules@", modules);
    Files.writeString(directory.resolve("pom.xml"), pom, StandardCharsets.UTF_8);
    ArchetypeCatalogFile.write(
        directory.resolve(ArchetypeCatalogFile.NAME),
        archetypes.stream()
            .map(
                archetype ->
                    new ArchetypeCatalogFile.Entry(
                        coordinates.groupId(),
                        archetype.artifactId(),
                        coordinates.version(),
                        descriptor.title() + ": " + archetype.value()))
            .toList());
  }
}
