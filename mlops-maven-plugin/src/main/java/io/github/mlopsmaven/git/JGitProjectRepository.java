package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.io.StoppableRun;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The repository of a generated project, through JGit. Nothing is signed, no hook or filter runs.
 */
public final class JGitProjectRepository implements ProjectRepository {

  private static final String MAIN = "refs/heads/main";

  private final GitAccess access;

  /**
   * Makes one.
   *
   * @param access how the server of a push may be reached
   */
  public JGitProjectRepository(GitAccess access) {
    this.access = access;
  }

  @Override
  public String commitAll(Path directory, StagedFiles staged, Author author, String message) {
    JGitSettings.applyFor(directory);
    try {
      Path git = RepositorySkeleton.project(directory);
      try (Repository repository = open(directory, git)) {
        return commit(repository, new ProjectFiles(directory, staged), author, message);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the project's git repository could not be written: " + e.getMessage(),
          "check free space and permissions, then run the goal again",
          e);
    }
  }

  static Repository open(Path directory, Path git) throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(git.toFile())
        .setWorkTree(directory.toFile())
        .build();
  }

  private static String commit(
      Repository repository, ProjectFiles files, Author author, String message) throws IOException {
    DirCache index = unlessStopped(repository::lockDirCache);
    try (ObjectInserter inserter = onePack(repository)) {
      files.addTo(index, inserter);
      ObjectId tree = index.writeTree(inserter);
      ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
      PersonIdent ident =
          new PersonIdent(author.name(), author.email(), now.toInstant(), now.getZone());
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setAuthor(ident);
      commit.setCommitter(ident);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      String why = "commit (initial): " + message.lines().findFirst().orElse("");
      return unlessStopped(
          () -> {
            index.write();
            if (!index.commit()) {
              throw new IOException("the index could not be replaced");
            }
            point(repository, id, ident, why);
            return tree.name();
          });
    } finally {
      index.unlock();
    }
  }

  /** Something that writes or makes files. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  /** Where JGit makes missing folders again, which a stop has just removed. */
  private static <T> T unlessStopped(Step<T> step) throws IOException {
    List<T> result = new ArrayList<>();
    try {
      StoppableRun.unlessStopped(
          () -> {
            try {
              result.add(step.take());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return result.get(0);
  }

  /**
   * Writes one quickly compressed pack: a file for each object would take most of the time of a
   * commit. Git compresses it better when it collects garbage.
   */
  private static ObjectInserter onePack(Repository repository) {
    if (repository.getObjectDatabase() instanceof ObjectDirectory objects) {
      PackInserter inserter = objects.newPackInserter();
      inserter.setCompressionLevel(Deflater.BEST_SPEED);
      inserter.checkExisting(false);
      return inserter;
    }
    return repository.newObjectInserter();
  }

  private static void point(Repository repository, ObjectId id, PersonIdent who, String why)
      throws IOException {
    RefUpdate update = repository.updateRef(MAIN);
    update.setExpectedOldObjectId(ObjectId.zeroId());
    update.setNewObjectId(id);
    update.setRefLogIdent(who);
    update.setRefLogMessage(why, false);
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW) {
      throw new IOException("branch main could not be created: " + result);
    }
  }

  @Override
  public void push(Path directory, String remote) {
    new JGitProjectPush(access).push(directory, remote, Optional.empty());
  }

  @Override
  public Optional<Author> configuredAuthor(Path directory, Optional<String> remote) {
    return identity(directory, remote).author();
  }

  private GitIdentity identity(Path directory, Optional<String> remote) {
    return new GitIdentity(
        GitConfiguration.read(
            access.user().environment(), ConfigPlace.newRepository(directory, remote)),
        access.user().environment());
  }
}
