package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.HeldObjects.Commit;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * A commit of a repository on this machine, read where it is: nothing is copied, and the network is
 * not needed.
 */
final class LocalSnapshot implements TemplateSnapshot {

  private final Repository repository;
  private final HeldObjects objects;
  private final TemplateOrigin origin;
  private final List<String> reached;
  private final TemplateTree tree;

  private LocalSnapshot(
      Repository repository,
      HeldObjects objects,
      TemplateOrigin origin,
      List<String> reached,
      ObjectId root) {
    this.reached = List.copyOf(reached);
    this.repository = repository;
    this.objects = objects;
    this.origin = origin;
    this.tree = new CommitTree(root, id -> read(() -> objects.tree(id)));
  }

  /**
   * Opens a commit.
   *
   * @param directory a bare repository, a {@code .git} directory or a work tree
   * @param wanted the ref
   * @param url the URL that names it, if one was given
   * @param reached the address that this leads to, if it is another
   */
  static LocalSnapshot open(
      Path directory, WantedRef wanted, Optional<String> url, List<String> reached) {
    GitLocation location = GitLocation.of(directory);
    Repository repository = LocalRepositories.open(directory);
    HeldObjects objects = new HeldObjects(repository);
    try {
      return resolve(directory, wanted, url, reached, location, repository, objects);
    } catch (HeldObjects.NotACommitException e) {
      repository.close();
      throw Refusals.notACommit(location, wanted, e);
    } catch (IOException e) {
      repository.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private static LocalSnapshot resolve(
      Path directory,
      WantedRef wanted,
      Optional<String> url,
      List<String> reached,
      GitLocation location,
      Repository repository,
      HeldObjects objects)
      throws IOException {
    Optional<ObjectId> id = wanted.commit();
    String name = wanted.asked();
    boolean isTag = false;
    if (id.isEmpty()) {
      Ref ref = find(repository, wanted);
      if (ref == null) {
        throw Refusals.noSuchRef(location, wanted, names(repository));
      }
      name = wanted.resolve(ref).name();
      id = Optional.of(ref.getObjectId());
      isTag = WantedRef.isTag(ref.getLeaf().getName());
    } else if (!objects.has(id.get())) {
      throw Refusals.noSuchCommit(location, wanted.asked());
    }
    Commit commit = objects.commit(id.orElseThrow());
    boolean tagged = isTag;
    TemplateOrigin origin =
        new TemplateOrigin(
            LocalRepositories.name(directory),
            Optional.of(name),
            Optional.of(commit.id().name()),
            Optional.empty(),
            url,
            id.filter(asked -> tagged || !asked.equals(commit.id())).map(ObjectId::name));
    return new LocalSnapshot(repository, objects, origin, reached, commit.tree());
  }

  private static @Nullable Ref find(Repository repository, WantedRef wanted) throws IOException {
    for (String candidate : wanted.candidates()) {
      Ref ref = repository.exactRef(candidate);
      if (ref != null && ref.getObjectId() != null) {
        return ref;
      }
    }
    return null;
  }

  private static List<String> names(Repository repository) throws IOException {
    List<String> names = new ArrayList<>();
    for (String prefix : List.of("refs/heads/", "refs/tags/")) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
        names.add(ref.getName().substring(prefix.length()));
      }
    }
    return names.stream().distinct().sorted().toList();
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T read(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static EnvironmentException unreadable(IOException e) {
    return new EnvironmentException(
        "the template's repository cannot be read: " + e.getMessage(),
        "check it with 'git fsck'; a partial clone lacks contents: use the URL that it came from",
        e);
  }

  @Override
  public TemplateOrigin origin() {
    return origin;
  }

  @Override
  public List<String> reached() {
    return reached;
  }

  @Override
  public Optional<SignedState> signed() {
    ObjectId id = ObjectId.fromString(origin.tag().or(origin::commit).orElseThrow());
    return Optional.of(read(() -> objects.signed(id, WantedRef.named(origin.ref()))));
  }

  @Override
  public TemplateTree tree() {
    return tree;
  }

  @Override
  public boolean stored() {
    return true;
  }

  @Override
  public OptionalLong size(TemplateFile file) {
    return file.mode() == FileMode.SUBMODULE
        ? OptionalLong.empty()
        : read(() -> objects.size(ObjectId.fromString(file.id())));
  }

  @Override
  public void fetch(Collection<TemplateFile> files) {
    for (TemplateFile file : files) {
      if (file.mode() != FileMode.SUBMODULE && size(file).isEmpty()) {
        throw unreadable(new IOException(file.path() + " has no content there"));
      }
    }
  }

  @Override
  public InputStream open(TemplateFile file) throws IOException {
    return objects.open(ObjectId.fromString(file.id()));
  }

  @Override
  public void close() {
    objects.close();
    repository.close();
  }
}
