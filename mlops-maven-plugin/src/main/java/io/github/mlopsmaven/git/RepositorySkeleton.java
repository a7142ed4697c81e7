package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.FoldersBelow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an empty repository. JGit's own {@code create} probes the file system with processes
 * of its own, which costs more than the rest of a commit.
 */
final class RepositorySkeleton {

  private static final String BARE =
      "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[gc]\n\tauto = 0\n";

  private RepositorySkeleton() {}

  /**
   * Makes a bare repository for a cache.
   *
   * @param directory becomes the repository; exists
   */
  static void bare(Path directory) throws IOException {
    write(directory, BARE);
  }

  /**
   * Makes the repository of a project.
   *
   * @param project the work tree
   * @return its {@code .git}
   */
  static Path project(Path project) throws IOException {
    // Not with the folders above: a stop may just have removed them.
    Path git = project.resolve(".git");
    FoldersBelow.make(project, git.resolve("config"));
    boolean posix = git.getFileSystem().supportedFileAttributeViews().contains("posix");
    StringBuilder config = new StringBuilder("[core]\n\trepositoryformatversion = 0\n");
    config.append("\tfilemode = ").append(posix).append('\n');
    config.append("\tbare = false\n\tlogallrefupdates = true\n");
    write(git, config.toString());
    if (Files.exists(git.resolve("CONFIG"))) {
      Files.writeString(git.resolve("config"), config + "\tignorecase = true\n");
    }
    return git;
  }

  private static void write(Path git, String config) throws IOException {
    for (String directory : List.of("objects/pack", "objects/info", "refs/heads", "refs/tags")) {
      FoldersBelow.make(git, git.resolve(directory).resolve("in"));
    }
    Files.writeString(git.resolve("config"), config);
    // Without HEAD it is no repository: it comes last, so that a half-made one is made again.
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
  }
}
