package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Commits of a template's repository with all that came before them, in a cache of their own: the
 * cache of contents has single commits, and would take a commit without its tree for a damage.
 *
 * <p>A file in it says which commits are complete, and which refs named them. So a history is
 * fetched once, and then only what is new.
 */
final class HistoryCache implements AutoCloseable {

  private static final String COMPLETE = "mlops-complete";
  private static final String NO_REF = "-";
  private static final String HEAD_OF = "HEAD=";

  private final TemplateCache cache;
  private final RemoteSession session;
  private final GitAccess access;
  private final boolean trees;
  private Repository repository;

  private HistoryCache(
      TemplateCache cache, RemoteSession session, GitAccess access, boolean trees) {
    this.cache = cache;
    this.session = session;
    this.access = access;
    this.trees = trees;
    this.repository = cache.open();
  }

  /**
   * Opens it.
   *
   * @param trees whether it has the commits' trees, too
   */
  static HistoryCache open(
      GitLocation location, Path cacheDirectory, GitAccess access, boolean trees) {
    JGitSettings.applyFor(cacheDirectory);
    String key = location.key() + (trees ? "#trees" : "#commits");
    return new HistoryCache(
        new TemplateCache(cacheDirectory, key, access),
        new RemoteSession(location, access),
        access,
        trees);
  }

  Repository repository() {
    return repository;
  }

  /** Something that reads it. */
  interface Reading<T> {
    T read(Repository repository) throws IOException;
  }

  /**
   * The refs of the server, with all that came before them; without the network, those that it had.
   *
   * @return full name to id, and {@code HEAD} to the branch that it names, as {@code HEAD=NAME}
   */
  Map<String, String> refs() {
    try {
      Map<String, String> known = complete();
      if (access.offline()) {
        if (known.isEmpty()) {
          throw Refusals.offline(session.location(), new WantedRef(""));
        }
        return known;
      }
      Map<String, String> seen = new LinkedHashMap<>();
      cache.locked(
          () -> {
            session.fetchHistory(
                repository,
                List.of("HEAD", "refs/heads/", "refs/tags/"),
                refs -> {
                  take(refs, seen);
                  return missing(ids(seen));
                },
                held(known),
                trees);
            remember(seen);
            return seen;
          });
      return seen;
    } catch (IOException e) {
      throw session.failure(e);
    }
  }

  private static void take(Map<String, Ref> refs, Map<String, String> seen) {
    refs.forEach(
        (name, ref) -> {
          ObjectId id = ref.getObjectId();
          if (id == null) {
            return;
          }
          if (name.equals("HEAD")) {
            seen.put(HEAD_OF + ref.getLeaf().getName(), id.name());
          } else if (name.startsWith("refs/heads/") || name.startsWith("refs/tags/")) {
            seen.put(name, id.name());
          }
        });
  }

  /**
   * Sees to it that commits are there with all that came before them.
   *
   * @param commits their ids
   * @return whether they are; without the network they may not be
   */
  boolean require(Collection<String> commits) throws IOException {
    Map<String, String> known = complete();
    if (known.values().containsAll(commits)) {
      return true;
    }
    if (access.offline()) {
      return false;
    }
    return cache.locked(
        () -> {
          session.fetchHistory(repository, List.of(), refs -> missing(commits), held(known), trees);
          Map<String, String> more = new LinkedHashMap<>(complete());
          commits.forEach(id -> more.put(NO_REF + id, id));
          remember(more);
          return true;
        });
  }

  /** The full names of the server's refs that begin with a text. */
  List<String> names(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    session.fetchHistory(
        repository,
        List.of(prefix),
        refs -> {
          names.addAll(refs.keySet());
          return List.of();
        },
        Set.of(),
        trees);
    return names;
  }

  /** Forgets all, for an object in it turned out unreadable. */
  void discard() throws IOException {
    cache.locked(
        () -> {
          repository.close();
          Files.deleteIfExists(cache.directory().resolve(COMPLETE));
          cache.discard();
          return cache;
        });
    repository = cache.open();
    session.reopen();
  }

  private static Set<String> ids(Map<String, String> refs) {
    return new TreeSet<>(refs.values());
  }

  private Collection<ObjectId> missing(Collection<String> ids) throws IOException {
    Set<String> known = ids(complete());
    List<ObjectId> missing = new ArrayList<>();
    for (String id : ids) {
      if (!known.contains(id)) {
        missing.add(ObjectId.fromString(id));
      }
    }
    return missing;
  }

  private static Set<ObjectId> held(Map<String, String> known) {
    return known.values().stream().map(ObjectId::fromString).collect(Collectors.toSet());
  }

  private Map<String, String> complete() throws IOException {
    Map<String, String> known = new LinkedHashMap<>();
    Path file = cache.directory().resolve(COMPLETE);
    if (Files.isRegularFile(file)) {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 2 && parts[0].matches("[0-9a-f]{40}")) {
          known.put(parts[1], parts[0]);
        }
      }
    }
    return known;
  }

  private void remember(Map<String, String> known) throws IOException {
    if (known.equals(complete()) || !Files.isWritable(cache.directory())) {
      return;
    }
    StringBuilder text = new StringBuilder();
    known.forEach((name, id) -> text.append(id).append('\t').append(name).append('\n'));
    Path next = Files.createTempFile(cache.directory(), COMPLETE, ".new");
    Files.writeString(next, text, StandardCharsets.UTF_8);
    Files.move(
        next,
        cache.directory().resolve(COMPLETE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  RuntimeException failure(IOException cause) {
    return session.failure(cause);
  }

  @Override
  public void close() {
    session.close();
    repository.close();
  }
}
