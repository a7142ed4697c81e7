package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.policy.Policy;
import io.github.mlopsmaven.policy.PolicyReader;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Policies in files, in Maven artifacts, and beside a parent POM that comes from a repository. */
final class PolicyFiles {

  private final MavenArtifacts artifacts;

  PolicyFiles(MavenArtifacts artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * Reads a policy.
   *
   * @param named who named what
   * @throws UsageException if there is none, or it is not one
   */
  Policy read(NamedPolicy named) {
    Optional<Path> file = file(named);
    if (file.isPresent()) {
      Path policy =
          Files.isDirectory(file.get()) ? file.get().resolve(PolicyReader.FILE_NAME) : file.get();
      return policy(named.text(), policy);
    }
    Optional<TemplateLocation.Coordinates> at = TemplateLocation.coordinates(named.text());
    if (at.isPresent()) {
      MavenArtifacts.Resolved found = artifacts.policy(at.get());
      return artifact(at.get().withoutVersion() + ":" + found.version(), found.file());
    }
    if (named.pom().isPresent()) {
      return attached(named, named.pom().get());
    }
    throw new UsageException(
        "the policy '" + named.text() + "', which " + named.where() + " names, does not exist",
        named.base().isPresent()
            ? "name a file, or an artifact as groupId:artifactId:version"
            : "write the whole path of a file, or an artifact as groupId:artifactId:version");
  }

  private static Optional<Path> file(NamedPolicy named) {
    try {
      Path path = Path.of(named.text());
      return Optional.of(named.base().map(base -> base.resolve(path)).orElse(path))
          .filter(each -> each.isAbsolute() && Files.exists(each));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A repository has a POM without the files beside it: one of them is an artifact of its own. */
  private Policy attached(NamedPolicy named, String pom) {
    String name = named.text().replaceFirst(".*[/\\\\]", "");
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "yml" : name.substring(dot + 1);
    String classifier = dot < 0 ? name : name.substring(0, dot);
    String[] parts = pom.split(":", -1);
    TemplateLocation.Coordinates at =
        new TemplateLocation.Coordinates(parts[0], parts[1], extension, classifier, parts[2]);
    try {
      return policy(at.withoutVersion() + ":" + at.version(), artifacts.policy(at).file());
    } catch (EnvironmentException e) {
      throw new EnvironmentException(
          "the policy '"
              + named.text()
              + "', which "
              + named.where()
              + " names, is not beside that POM, and its repository has no "
              + at.withoutVersion()
              + ":"
              + at.version(),
          "attach the file to the POM with build-helper-maven-plugin, or name an artifact",
          e);
    }
  }

  private static Policy artifact(String name, Path file) {
    if (!file.toString().matches("(?i).*\\.(jar|zip)")) {
      return policy(name, file);
    }
    try (ZipFile archive = new ZipFile(file.toFile())) {
      String text =
          entry(archive, PolicyReader.FILE_NAME)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "the artifact " + name + " has no " + PolicyReader.FILE_NAME,
                          "put it at the root of the artifact, as src/main/resources does"));
      return PolicyReader.read(
          name, name + "!/" + PolicyReader.FILE_NAME, text, beside -> entry(archive, beside));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Optional<String> entry(ZipFile archive, String name) {
    ZipEntry entry = archive.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    try (InputStream in = archive.getInputStream(entry)) {
      return Optional.of(text(BoundedInput.bytes(in, Bounds.SETTINGS_BYTES, name)));
    } catch (IOException e) {
      throw unreadable(Path.of(archive.getName()), e);
    }
  }

  private static Policy policy(String name, Path file) {
    Function<String, Optional<String>> beside =
        other -> {
          Path key = file.resolveSibling(other);
          return Files.isRegularFile(key) ? Optional.of(text(key)) : Optional.empty();
        };
    if (!Files.isRegularFile(file)) {
      throw new UsageException(
          "the policy " + file + " does not exist", "put " + PolicyReader.FILE_NAME + " there");
    }
    return PolicyReader.read(
        name.contains(":") ? name : String.valueOf(file.getFileName()),
        file.toString(),
        text(file),
        beside);
  }

  private static String text(Path file) {
    try {
      return text(BoundedInput.file(file, Bounds.SETTINGS_BYTES, "the policy"));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\\uFEFF", "");
  }

  private static EnvironmentException unreadable(Path file, IOException e) {
    return new EnvironmentException(
        "the policy " + file + " cannot be read: " + e.getMessage(), "check its permissions", e);
  }
}
