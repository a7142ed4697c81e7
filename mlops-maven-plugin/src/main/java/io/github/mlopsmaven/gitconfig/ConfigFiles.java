package io.github.mlopsmaven.gitconfig;

import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads all that git reads for a user, in git's order: what comes later goes before. */
final class ConfigFiles {

  private static final int DEEPEST = 10;
  private static final int LARGEST = 10_000_000;
  private static final int MOST = 100_000;

  private final GitEnvironment environment;
  private final IncludeConditions conditions;
  private final List<ConfigEntry> entries = new ArrayList<>();

  private ConfigFiles(GitEnvironment environment, ConfigPlace place) {
    this.environment = environment;
    this.conditions = new IncludeConditions(place, environment.home());
  }

  /**
   * Reads the system's configuration, the user's, and the environment's.
   *
   * @throws UsageException if a part of it cannot be read
   */
  static List<ConfigEntry> read(GitEnvironment environment, ConfigPlace place) {
    ConfigFiles files = new ConfigFiles(environment, place);
    if (!isTrue(environment.variable("GIT_CONFIG_NOSYSTEM"))) {
      files.system().ifPresent(file -> files.add(file, 0));
    }
    files.user().forEach(file -> files.add(file, 0));
    ConfigEnvironment.entries(environment).forEach(entry -> files.add(entry, Optional.empty(), 0));
    return files.entries;
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter(text -> !text.matches("(?i)0+|false|no|off")).isPresent();
  }

  private Optional<Path> system() {
    if (environment.variables().containsKey("GIT_CONFIG_SYSTEM")) {
      return environment.variable("GIT_CONFIG_SYSTEM").map(Path::of);
    }
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Stream<String> usual =
        os.contains("win")
            ? Stream.of(
                environment.variable("ProgramFiles").orElse("C:\\Program Files")
                    + "\\Git\\etc\\gitconfig")
            : os.contains("mac")
                ? Stream.of(
                    "/etc/gitconfig", "/opt/homebrew/etc/gitconfig", "/usr/local/etc/gitconfig")
                : Stream.of("/etc/gitconfig");
    return usual.map(Path::of).filter(Files::isRegularFile).findFirst();
  }

  private List<Path> user() {
    if (environment.variables().containsKey("GIT_CONFIG_GLOBAL")) {
      return environment.variable("GIT_CONFIG_GLOBAL").map(Path::of).stream().toList();
    }
    Path xdg =
        environment
            .variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElseGet(() -> environment.home().resolve(".config"));
    return List.of(xdg.resolve("git").resolve("config"), environment.home().resolve(".gitconfig"));
  }

  private void add(Path file, int depth) {
    if (depth > DEEPEST) {
      throw new UsageException(
          "your git configuration includes files more than " + DEEPEST + " deep: " + file,
          "remove the include that leads back to an earlier file");
    }
    // Git, too, passes over a link that leads nowhere.
    if (!Files.exists(file) && !isCircle(file)) {
      return;
    }
    String text;
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      byte[] bytes;
      // A device has no size, and may have no end.
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException(
          "your git configuration " + file + " cannot be read: " + e.getMessage(),
          "make the file readable, or remove it");
    }
    for (ConfigEntry entry : ConfigSyntax.read(text, file.toString())) {
      add(entry, Optional.of(file), depth);
    }
  }

  /** Links that lead back to themselves: git ends there, and so does a read. */
  private static boolean isCircle(Path file) {
    try {
      return file.toRealPath().toString().isEmpty();
    } catch (FileSystemLoopException e) {
      return true;
    } catch (IOException e) {
      return Files.isSymbolicLink(file) && !(e instanceof NoSuchFileException);
    }
  }

  private void add(ConfigEntry entry, Optional<Path> file, int depth) {
    entries.add(entry);
    if (entries.size() > MOST) {
      throw new UsageException(
          "your git configuration has more than " + MOST + " entries, with what it includes",
          "remove includes that are repeated");
    }
    boolean always = entry.section().equals("include") && entry.subsection().isEmpty();
    boolean included =
        entry.name().equals("path")
            && (always
                || (entry.section().equals("includeif")
                    && conditions.hold(entry.subsection(), file)));
    if (included && !entry.text().isEmpty()) {
      add(resolved(entry.text(), file), depth + 1);
    }
  }

  private Path resolved(String path, Optional<Path> file) {
    try {
      if (path.startsWith("~/")) {
        return environment.home().resolve(path.substring(2));
      }
      Path given = Path.of(path);
      if (given.isAbsolute()) {
        return given;
      }
      Path folder =
          file.map(Path::toAbsolutePath)
              .map(Path::getParent)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "the environment's git configuration includes the relative path " + path,
                          "make it absolute: it is relative to no file"));
      return folder.resolve(given);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "your git configuration includes '" + path + "', which is not a path",
          "correct include.path" + file.map(where -> " in " + where).orElse(""));
    }
  }
}
