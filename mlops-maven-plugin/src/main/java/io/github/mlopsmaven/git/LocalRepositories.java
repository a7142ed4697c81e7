package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Repositories on this machine. */
final class LocalRepositories {

  private LocalRepositories() {}

  /** Opens the repository at a directory: bare, a {@code .git} directory, or with a work tree. */
  static Repository open(Path directory) {
    File git = RepositoryCache.FileKey.resolve(directory.toFile(), FS.DETECTED);
    boolean linked = directory.resolve(".git").toFile().isFile();
    if (git == null && !linked) {
      throw new UsageException(
          "there is no git repository at " + directory, "check the path, or run 'git init' there");
    }
    try {
      FileRepositoryBuilder builder = new FileRepositoryBuilder();
      if (linked) {
        builder.setWorkTree(directory.toFile());
      } else {
        builder.setGitDir(git);
      }
      Repository repository = builder.setup().build();
      ObjectFormat.requireKnown(repository.getConfig(), directory.toString());
      return repository;
    } catch (IOException | IllegalArgumentException e) {
      throw new EnvironmentException(
          "the git repository at " + directory + " cannot be opened: " + e.getMessage(),
          "check it with 'git fsck'",
          e);
    }
  }

  /** What a directory is called in a place that other machines see. */
  static String name(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    if (name != null && name.toString().equals(".git")) {
      return name(directory.resolveSibling(""));
    }
    return name == null ? "repository" : name.toString();
  }
}
