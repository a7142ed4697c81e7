package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.problem.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** The YAML files of a project, by path; what is no YAML mapping is left out. */
final class ProjectFiles {

  private static final long LARGEST = 1_000_000;

  private final SortedMap<String, YamlNode> files = new TreeMap<>();

  private ProjectFiles() {}

  /**
   * Reads all of them, but for what tools keep in hidden folders.
   *
   * @param project its folder
   */
  static ProjectFiles of(Path project) {
    ProjectFiles found = new ProjectFiles();
    try {
      Files.walkFileTree(
          project,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes about) {
              String name = String.valueOf(directory.getFileName());
              boolean foreign = name.startsWith(".") && !name.equals(".github");
              return foreign && !directory.equals(project)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              String path = project.relativize(file).toString().replace('\\', '/');
              if (path.matches(".*\\.ya?ml") && about.isRegularFile() && about.size() < LARGEST) {
                read(file).ifPresent(node -> found.files.put(path, node));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          "the files of " + project + " cannot be read: " + e.getMessage(),
          "check that they exist and are readable",
          e);
    }
    return found;
  }

  /**
   * The YAML files among some texts.
   *
   * @param texts path to text
   */
  static ProjectFiles of(Map<String, String> texts) {
    ProjectFiles found = new ProjectFiles();
    texts.forEach(
        (path, text) -> {
          boolean foreign = path.matches("(?s)(.*/)?\\..*/.*") && !path.startsWith(".github/");
          if (path.matches(".*\\.ya?ml") && !foreign && text.length() < LARGEST) {
            read(path, text).ifPresent(node -> found.files.put(path, node));
          }
        });
    return found;
  }

  private static Optional<YamlNode> read(Path file) {
    try {
      return read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<YamlNode> read(String label, String text) {
    try {
      return BoundedYaml.one(label, text)
          .filter(root -> root instanceof MappingNode)
          .map(YamlNode::of);
    } catch (YamlEngineException e) {
      // A file with several documents, or a template of another tool: no workflow and no pipeline.
      return Optional.empty();
    }
  }

  /** The files below a folder, by path; all of them for an empty name. */
  SortedMap<String, YamlNode> below(String folder) {
    SortedMap<String, YamlNode> some = new TreeMap<>();
    files.forEach(
        (path, node) -> {
          if (path.startsWith(folder)) {
            some.put(path, node);
          }
        });
    return some;
  }

  /** One file. */
  Optional<YamlNode> get(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
