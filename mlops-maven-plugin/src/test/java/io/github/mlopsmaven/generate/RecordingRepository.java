package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository that remembers what it was given; its tree ids depend on the files' bytes. */
final class RecordingRepository implements ProjectRepository {

  final List<String> messages = new ArrayList<>();
  final List<Author> authors = new ArrayList<>();
  final List<String> pushed = new ArrayList<>();
  final Map<String, String> files = new TreeMap<>();
  final Map<String, StagedFiles.Entry> staged = new TreeMap<>();
  Set<String> executable = Set.of();
  Optional<Author> configured = Optional.empty();
  Optional<RuntimeException> commitFails = Optional.empty();
  Optional<RuntimeException> pushFails = Optional.empty();

  @Override
  public String commitAll(Path directory, StagedFiles planned, Author author, String message) {
    if (commitFails.isPresent()) {
      throw commitFails.get();
    }
    files.clear();
    files.putAll(contents(directory));
    staged.clear();
    staged.putAll(planned.entries());
    executable =
        planned.entries().entrySet().stream()
            .filter(file -> file.getValue().mode() == FileMode.EXECUTABLE)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    authors.add(author);
    messages.add(message);
    return id(files.toString());
  }

  @Override
  public void push(Path directory, String remote) {
    if (pushFails.isPresent()) {
      throw pushFails.get();
    }
    pushed.add(remote);
  }

  @Override
  public Optional<Author> configuredAuthor(Path directory, Optional<String> remote) {
    return configured;
  }

  /** Path to text, for every file below a directory; a link's text is its target. */
  static Map<String, String> contents(Path directory) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        if (Files.isSymbolicLink(path)) {
          contents.put(name, "-> " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          contents.put(name, Files.readString(path, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  private static String id(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new EnvironmentException("no SHA-1", "use another Java", e);
    }
  }
}
