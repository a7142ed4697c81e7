package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.remote.CallOnce;
import io.github.mlopsmaven.rules.AllChecks;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.StagedFolder;
import io.github.mlopsmaven.verify.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a goal does, in a class loader of its own: fetch, render, verify, commit, push, call. */
public final class RunOnce {

  private RunOnce() {}

  /**
   * Runs.
   *
   * @param template a git URL
   * @param remote a git URL to push to
   * @param api a host
   * @param folder for cache and project
   */
  public static void run(String template, String remote, String api, Path folder)
      throws IOException {
    GoalEnd.prepare();
    try {
      GitAccess access = GitAccess.standard();
      try (TemplateSnapshot snapshot =
              new GitTemplateSource(template, Optional.empty(), folder.resolve("cache"), access)
                  .open();
          StagingDirectory staging = StagingDirectory.beside(folder.resolve("project"))) {
        for (var file : snapshot.tree().directory("").files()) {
          snapshot.fetch(List.of(file));
          try (InputStream in = snapshot.open(file)) {
            Files.copy(in, staging.path().resolve(file.name()));
          }
        }
        JGitProjectRepository repository = new JGitProjectRepository(access);
        repository.commitAll(
            staging.path(),
            StagedFolder.of(staging.path(), Set.of()),
            new Author("a", "a@example.com"),
            "a commit");
        staging.moveIntoPlace();
        repository.push(folder.resolve("project"), remote);
      }
      new Verification(AllChecks.list(), List.of(), (name, ref) -> new WorkTreeSource(folder))
          .project("p", new WorkTreeSource(folder.resolve("project")));
      CallOnce.run(api);
    } finally {
      GoalEnd.release();
    }
  }
}
