package io.github.mlopsmaven.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * The files around the objects of a cached repository: HEAD, the configuration, the folders. They
 * say nothing that the plugin does not know, so that a damaged one is written anew and the objects
 * stay, without the network too.
 */
final class CacheFrame {

  private static final List<String> FOLDERS =
      List.of("objects", "objects/pack", "objects/info", "refs", "refs/heads", "refs/tags");

  /** What would lead the reader elsewhere; a cache has none of them. */
  private static final List<String> FOREIGN =
      List.of(
          "packed-refs",
          "objects/info/alternates",
          "objects/info/http-alternates",
          "objects/info/commit-graph",
          "commondir",
          "gitdir",
          "index",
          "reftable");

  private static final int LARGEST = 64 * 1024;

  private CacheFrame() {}

  /** Whether all is as it has to be. */
  static boolean isWhole(Path repository) {
    return FOLDERS.stream().allMatch(name -> isFolder(repository.resolve(name)))
        && FOREIGN.stream().noneMatch(name -> isMisleading(repository.resolve(name)))
        && isShallow(repository.resolve("shallow"))
        && isHead(repository.resolve("HEAD"))
        && isConfiguration(repository.resolve("config"));
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isMisleading(Path path) {
    try {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == 0);
    } catch (IOException e) {
      return true;
    }
  }

  /** Commit ids; JGit writes them during a fetch, and a fetch that fails leaves them. */
  private static boolean isShallow(Path shallow) {
    return Files.notExists(shallow, LinkOption.NOFOLLOW_LINKS)
        || (Files.isRegularFile(shallow, LinkOption.NOFOLLOW_LINKS)
            && text(shallow).lines().allMatch(line -> line.matches("[0-9a-f]{40}")));
  }

  private static boolean isHead(Path head) {
    return text(head).startsWith("ref: refs/heads/");
  }

  private static boolean isConfiguration(Path config) {
    String text = text(config);
    Config read = new Config();
    try {
      read.fromText(text);
    } catch (ConfigInvalidException | RuntimeException e) {
      return false;
    }
    return !text.isBlank()
        && read.getBoolean("core", "bare", false)
        && read.getSubsections("include").isEmpty()
        && read.getString("include", null, "path") == null
        && read.getString("core", null, "worktree") == null
        && read.getSections().stream().noneMatch(name -> name.equals("extensions"));
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < LARGEST
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Makes all as it has to be. To be called under the lock.
   *
   * @param repository where it is, or will be
   */
  static void mend(Path repository) throws IOException {
    if (isWhole(repository)) {
      return;
    }
    if (Files.exists(repository, LinkOption.NOFOLLOW_LINKS) && !isFolder(repository)) {
      Files.delete(repository);
    }
    for (String name : FOLDERS) {
      Path folder = repository.resolve(name);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isFolder(folder)) {
        Files.delete(folder);
      }
    }
    for (String name : FOREIGN) {
      delete(repository.resolve(name));
    }
    delete(repository.resolve("shallow"));
    for (String name : List.of("HEAD", "config")) {
      if (!Files.isRegularFile(repository.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        delete(repository.resolve(name));
      }
    }
    RepositorySkeleton.bare(Files.createDirectories(repository));
  }

  /** Deletes a file, or a folder with all that is in it; nothing if there is none. */
  static void delete(Path root) throws IOException {
    if (Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
