package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The content of a directory as text, to be compared before and after. */
public final class FileTree {

  private FileTree() {}

  /**
   * Looks at a directory.
   *
   * @param directory where; nothing is found where it does not exist
   * @return each path below it, separated by {@code /}, with its kind: {@code directory}, {@code
   *     link to TARGET} or the SHA-256 of the file and whether it can be run
   * @throws IOException when it cannot be read
   */
  public static Map<String, String> of(Path directory) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.filter(path -> !path.equals(directory)).toList()) {
          tree.put(directory.relativize(path).toString().replace('\\', '/'), describe(path));
        }
      }
    }
    return tree;
  }

  /** As {@link #of}, without git's own directory. */
  public static Map<String, String> withoutGit(Path directory) throws IOException {
    Map<String, String> tree = of(directory);
    tree.keySet().removeIf(path -> path.equals(".git") || path.startsWith(".git/"));
    return tree;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "directory";
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
      return HexFormat.of().formatHex(hash) + (Files.isExecutable(path) ? " executable" : "");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
