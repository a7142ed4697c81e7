package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.io.FoldersBelow;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the files of an archetype lie on disk. */
final class ArchetypeFiles {

  private static final String RESOURCES = "archetype-resources";

  private final Path root;
  private final Path project;

  private ArchetypeFiles(Path root, Path project) {
    this.root = root;
    this.project = project;
  }

  /**
   * Prepares the directory.
   *
   * @throws UsageException if a whole project is to be written where there is something already
   */
  static ArchetypeFiles in(ArchetypeRequest request) throws IOException {
    Path directory = request.directory();
    if (request.project().isEmpty()) {
      delete(directory.resolve(RESOURCES));
      Files.createDirectories(directory);
      return new ArchetypeFiles(directory, directory);
    }
    requireFree(directory);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    return new ArchetypeFiles(directory.resolve("src/main/resources"), directory);
  }

  /**
   * Refuses to write into what exists.
   *
   * @throws UsageException if there is something already
   */
  static void requireFree(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException(
              directory + " exists already and was left as it was",
              "choose another folder with -Dmlops.archetypeDirectory=FOLDER, or move it away first");
        }
      }
    }
  }

  void metadata(byte[] xml) {
    write(root.resolve("META-INF/maven/archetype-metadata.xml"), xml);
  }

  void script(String groovy) {
    write(
        root.resolve("META-INF/archetype-post-generate.groovy"),
        groovy.getBytes(StandardCharsets.UTF_8));
  }

  void resource(String path, byte[] content) {
    write(root.resolve(RESOURCES).resolve(path), content);
  }

  void pom(ArchetypeRequest.Coordinates coordinates, String name, String title) {
    write(
        project.resolve("pom.xml"),
        ArchetypeProject.pom(coordinates, name, title).getBytes(StandardCharsets.UTF_8));
  }

  private void write(Path file, byte[] content) {
    try {
      FoldersBelow.make(project, file);
      Files.write(file, content);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + file, "check free space and permissions: " + e.getMessage(), e);
    }
  }

  /** What an earlier run wrote and this one might not write again. */
  private static void delete(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
