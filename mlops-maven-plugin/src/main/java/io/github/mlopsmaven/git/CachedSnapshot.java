package io.github.mlopsmaven.git;

import io.github.mlopsmaven.git.HeldObjects.Commit;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * A template whose objects are in the cache as far as they were ever needed. An object that turns
 * out unreadable makes the cache of this repository drop its damaged packs, and start anew if that
 * does not help; what is missing then is fetched again, so that the next run without the network
 * finds all that this one used.
 */
final class CachedSnapshot implements TemplateSnapshot {

  private final TemplateCache cache;
  private final RemoteSession session;
  private final WantedRef wanted;
  private final GitAccess access;
  private final Set<ObjectId> fetched = new LinkedHashSet<>();
  private Repository repository;
  private HeldObjects objects;
  private CommitResolution.Found found;
  private TemplateTree tree;
  private Healed healed = Healed.NOTHING;

  /** How much of the cache this run has thrown away. */
  private enum Healed {
    NOTHING,
    PACKS,
    ALL
  }

  private CachedSnapshot(
      TemplateCache cache, RemoteSession session, WantedRef wanted, GitAccess access) {
    this.cache = cache;
    this.session = session;
    this.wanted = wanted;
    this.access = access;
    this.repository = cache.open();
    this.objects = new HeldObjects(repository);
    this.found = new CommitResolution.Found(ObjectId.zeroId(), "", "");
    this.tree = path -> TemplateTree.Directory.NONE;
  }

  /** Opens it, from the cache or from the server. */
  static CachedSnapshot open(
      TemplateCache cache, RemoteSession session, WantedRef wanted, GitAccess access) {
    CachedSnapshot snapshot = new CachedSnapshot(cache, session, wanted, access);
    try {
      snapshot.resolve();
      return snapshot;
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private void resolve() {
    found =
        attempt(
            () -> {
              cache.packs().requireIndexes();
              CommitResolution resolution =
                  new CommitResolution(cache, repository, session, wanted, access);
              return resolution.find();
            });
    Commit commit = attempt(() -> objects.commit(found.commit()));
    tree = new CommitTree(commit.tree(), id -> attempt(() -> objects.tree(id)));
    attempt(() -> objects.tree(commit.tree()));
  }

  /** Something that reads the cache, or the network. */
  private interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Does it; if the cache is broken, heals it and does it once more. First only damaged packs go;
   * if that is not enough, everything goes.
   */
  private <T> T attempt(Step<T> step) {
    while (true) {
      try {
        return step.run();
      } catch (HeldObjects.NotACommitException e) {
        throw Refusals.notACommit(session.location(), wanted, e);
      } catch (TransportException e) {
        // JGit says so, too, where it cannot write into the cache.
        if (cache.isWhole()) {
          throw session.failure(e);
        }
        heal(e);
      } catch (IOException e) {
        heal(e);
      } catch (MlopsException e) {
        throw e;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        // Damaged lengths and offsets: JGit believes what stands in its files.
        heal(new IOException("one of its files is damaged", e));
      }
    }
  }

  private void heal(IOException broken) {
    if (healed == Healed.ALL || access.offline()) {
      throw Refusals.brokenCache(cache, broken);
    }
    healed = healed == Healed.NOTHING ? Healed.PACKS : Healed.ALL;
    String what = "the cache of " + session.location().display();
    access
        .progress()
        .info(what + (healed == Healed.ALL ? " is created again" : " is damaged and is repaired"));
    try {
      cache.locked(
          () -> {
            objects.close();
            repository.close();
            if (healed == Healed.ALL) {
              cache.discard();
            } else {
              cache.packs().removeDamaged();
            }
            return cache;
          });
    } catch (IOException e) {
      throw Refusals.brokenCache(cache, e);
    }
    repository = cache.open();
    objects = new HeldObjects(repository);
    session.reopen();
    if (!found.commit().equals(ObjectId.zeroId())) {
      attempt(
          () -> {
            session.fetchCommit(repository, found.commit());
            return fetchMissing(fetched);
          });
    }
  }

  @Override
  public TemplateOrigin origin() {
    return new TemplateOrigin(
        session.location().display(),
        Optional.of(found.name()).filter(name -> !name.isEmpty()),
        Optional.of(found.commit().name()),
        Optional.empty(),
        Optional.of(session.location().display()),
        Optional.of(found.tag()).filter(id -> !id.isEmpty()));
  }

  @Override
  public List<String> reached() {
    List<String> places = new ArrayList<>(session.location().reached());
    session.redirected().ifPresent(places::add);
    return places;
  }

  @Override
  public Optional<SignedState> signed() {
    ObjectId id = found.tag().isEmpty() ? found.commit() : ObjectId.fromString(found.tag());
    Optional<String> name = Optional.of(found.name()).filter(text -> !text.isEmpty());
    return Optional.of(
        attempt(
            () -> {
              if (!objects.has(id)) {
                fetchTag(id);
              }
              return objects.signed(id, WantedRef.named(name));
            }));
  }

  /** What a tag leads to is asked for without it, since nothing but its signature needs it. */
  private void fetchTag(ObjectId id) throws IOException {
    if (access.offline()) {
      throw Refusals.offline(session.location(), wanted);
    }
    cache.locked(
        () -> {
          session.fetchCommit(repository, id);
          return id;
        });
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
    if (file.mode() == FileMode.SUBMODULE) {
      return OptionalLong.empty();
    }
    return attempt(() -> objects.size(ObjectId.fromString(file.id())));
  }

  @Override
  public void fetch(Collection<TemplateFile> files) {
    for (TemplateFile file : files) {
      if (file.mode() != FileMode.SUBMODULE) {
        fetched.add(ObjectId.fromString(file.id()));
      }
    }
    attempt(() -> fetchMissing(fetched));
  }

  private int fetchMissing(Collection<ObjectId> wants) throws IOException {
    if (missing(wants).isEmpty()) {
      return 0;
    }
    if (access.offline()) {
      throw Refusals.offline(session.location(), wanted);
    }
    return cache.locked(
        () -> {
          // Another run may have fetched them while this one waited.
          List<ObjectId> missing = missing(wants);
          if (!missing.isEmpty()) {
            fetchObjects(missing);
          }
          List<ObjectId> still = missing(wants);
          if (!still.isEmpty()) {
            throw new IOException("not received: " + still.get(0).name());
          }
          return missing.size();
        });
  }

  private void fetchObjects(List<ObjectId> missing) throws IOException {
    try {
      session.fetchObjects(repository, missing, "template files");
    } catch (TransportException e) {
      if (!Refusals.saysNotOurRef(e)) {
        throw e;
      }
      // Servers of the old protocol may give out only what a ref names.
      session.fetchWhole(repository, found.commit());
    }
  }

  private List<ObjectId> missing(Collection<ObjectId> wants) throws IOException {
    List<ObjectId> missing = new ArrayList<>();
    for (ObjectId id : wants) {
      if (!objects.has(id)) {
        missing.add(id);
      }
    }
    return missing;
  }

  @Override
  public InputStream open(TemplateFile file) throws IOException {
    ObjectId id = ObjectId.fromString(file.id());
    try {
      return attempt(() -> objects.open(id));
    } catch (EnvironmentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    session.close();
    objects.close();
    repository.close();
  }
}
