package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.nio.file.Path;
import java.util.Set;

/** A commit in a process of its own, with a home directory of its own. */
final class CommitOnce {

  private CommitOnce() {}

  /**
   * Runs.
   *
   * @param args the project
   */
  public static void main(String[] args) {
    JGitProjectRepository repository = new JGitProjectRepository(GitAccess.standard());
    String tree =
        repository.commitAll(
            Path.of(args[0]),
            StagedFolder.of(Path.of(args[0]), Set.of("src/run.sh")),
            new Author("Anna Example", "anna@example.com"),
            "Generate\n");
    System.out.println("tree " + tree);
    System.out.println(
        "author "
            + repository
                .configuredAuthor(java.nio.file.Path.of(args[0]), java.util.Optional.empty())
                .map(Author::toString)
                .orElse("none"));
  }
}
