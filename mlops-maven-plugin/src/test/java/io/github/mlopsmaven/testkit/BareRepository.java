package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare repository on disk, made without work tree and without git. The same calls give the same
 * ids.
 */
public final class BareRepository {

  private static final PersonIdent WHO =
      new PersonIdent(
          "Template Author",
          "author@example.com",
          Instant.parse("2026-01-01T00:00:00Z"),
          ZoneOffset.UTC);

  private final Path directory;

  private BareRepository(Path directory) {
    this.directory = directory;
  }

  /** Makes an empty one whose HEAD names the branch {@code main}. */
  public static BareRepository create(Path directory) {
    try (Git git =
        Git.init().setBare(true).setInitialBranch("main").setDirectory(directory.toFile()).call()) {
      return new BareRepository(git.getRepository().getDirectory().toPath());
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /**
   * Makes a commit the tip of a branch.
   *
   * @param branch the branch, without {@code refs/heads/}
   * @param files path to content; a path that ends in {@code .sh} can be run
   * @return its id
   */
  public String commit(String branch, Map<String, String> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return commitBytes(branch, bytes);
  }

  /** The same with contents that are no text. */
  public String commitBytes(String branch, Map<String, byte[]> files) {
    return with(
        (repository, inserter) -> {
          DirCache index = DirCache.newInCore();
          DirCacheBuilder builder = index.builder();
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            boolean runs = file.getKey().endsWith(".sh");
            entry.setFileMode(runs ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            builder.add(entry);
          }
          builder.finish();
          CommitBuilder commit = new CommitBuilder();
          commit.setTreeId(index.writeTree(inserter));
          commit.setAuthor(WHO);
          commit.setCommitter(WHO);
          commit.setMessage("Template");
          ObjectId old = repository.resolve("refs/heads/" + branch);
          if (old != null) {
            commit.setParentId(old);
          }
          ObjectId id = inserter.insert(commit);
          inserter.flush();
          point(repository, "refs/heads/" + branch, id);
          return id.name();
        });
  }

  /** Makes a lightweight tag. */
  public BareRepository tag(String name, String commit) {
    with(
        (repository, inserter) ->
            point(repository, "refs/tags/" + name, ObjectId.fromString(commit)));
    return this;
  }

  /** Makes an annotated tag. */
  public BareRepository annotatedTag(String name, String commit) {
    with(
        (repository, inserter) -> {
          TagBuilder tag = new TagBuilder();
          tag.setTag(name);
          tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
          tag.setTagger(WHO);
          tag.setMessage("Release " + name);
          ObjectId id = inserter.insert(tag);
          inserter.flush();
          return point(repository, "refs/tags/" + name, id);
        });
    return this;
  }

  /** Makes HEAD name a branch. */
  public BareRepository head(String branch) {
    with((repository, inserter) -> repository.updateRef("HEAD").link("refs/heads/" + branch));
    return this;
  }

  /** The commit that a ref names. */
  public String id(String ref) {
    return with(
        (repository, inserter) -> {
          ObjectId id = repository.resolve(ref);
          return id == null ? "none" : id.name();
        });
  }

  private static RefUpdate.Result point(Repository repository, String ref, ObjectId id)
      throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setNewObjectId(id);
    update.disableRefLog();
    return update.forceUpdate();
  }

  private interface Work<T> {
    T run(Repository repository, ObjectInserter inserter) throws IOException;
  }

  private <T> T with(Work<T> work) {
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
        ObjectInserter inserter = repository.newObjectInserter()) {
      return work.run(repository, inserter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
