package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits of a template in a git repository, of all branches and tags or of one, with their
 * trees. Over the network they are fetched without contents, once.
 */
public final class GitTemplateHistory implements TemplateHistory {

  private final Function source;
  private final Optional<HistoryCache> cache;
  private final Repository repository;
  private final Map<ObjectId, State> commits = new LinkedHashMap<>();
  private final Map<State, ObjectId> roots = new HashMap<>();
  private final ObjectReader reader;
  private final HistoryTrees trees;

  /** Makes the source of a commit. */
  @FunctionalInterface
  public interface Function {

    /**
     * The template at a commit.
     *
     * @param commit its full id
     */
    TemplateSource at(String commit);
  }

  /**
   * Opens the history of a template at a URL.
   *
   * @param url as {@link GitTemplateSource} takes it
   * @param ref only the commits of this branch or tag, or this one commit; empty for all
   * @param cacheDirectory keeps what was fetched
   * @param access how servers may be reached
   * @param source the template at a commit
   * @throws io.github.mlopsmaven.problem.MlopsException if it cannot be read, or has no such ref
   */
  public static GitTemplateHistory of(
      String url, Optional<String> ref, Path cacheDirectory, GitAccess access, Function source) {
    GitLocation location = GitLocation.parse(url, access.configuration()::fetched);
    if (location.local()) {
      return ofFolder(location.path(), ref, source);
    }
    HistoryCache cache = HistoryCache.open(location, cacheDirectory, access, true);
    try {
      return read(cache, location, ref, source);
    } catch (IOException first) {
      return again(cache, location, ref, source, first);
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  private static GitTemplateHistory read(
      HistoryCache cache, GitLocation location, Optional<String> ref, Function source)
      throws IOException {
    Map<String, String> refs = cache.refs();
    return new GitTemplateHistory(
        Optional.of(cache), cache.repository(), location, refs, WantedRef.of(ref), source);
  }

  /** A damaged cache is made anew, once. */
  private static GitTemplateHistory again(
      HistoryCache cache,
      GitLocation location,
      Optional<String> ref,
      Function source,
      IOException first) {
    try {
      cache.discard();
      return read(cache, location, ref, source);
    } catch (IOException e) {
      e.addSuppressed(first);
      cache.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  /**
   * Opens the history of a repository on this machine.
   *
   * @param directory a bare repository, a {@code .git} directory or a work tree
   * @param ref as above
   * @param source as above
   */
  public static GitTemplateHistory ofFolder(Path directory, Optional<String> ref, Function source) {
    JGitSettings.applyFor(directory);
    Repository repository = LocalRepositories.open(directory);
    try {
      Map<String, String> refs = new LinkedHashMap<>();
      Ref head = repository.exactRef(Constants.HEAD);
      if (head != null && head.getObjectId() != null) {
        refs.put("HEAD=" + head.getLeaf().getName(), head.getObjectId().name());
      }
      for (String prefix : List.of("refs/heads/", "refs/remotes/", "refs/tags/")) {
        for (Ref each : repository.getRefDatabase().getRefsByPrefix(prefix)) {
          if (each.getObjectId() != null) {
            refs.put(each.getName(), each.getObjectId().name());
          }
        }
      }
      return new GitTemplateHistory(
          Optional.empty(), repository, GitLocation.of(directory), refs, WantedRef.of(ref), source);
    } catch (IOException e) {
      repository.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private GitTemplateHistory(
      Optional<HistoryCache> cache,
      Repository repository,
      GitLocation location,
      Map<String, String> refs,
      WantedRef wanted,
      Function source)
      throws IOException {
    this.cache = cache;
    this.repository = repository;
    this.source = source;
    this.reader = repository.newObjectReader();
    this.trees = new HistoryTrees(reader);
    Optional<String> head =
        refs.keySet().stream().filter(name -> name.startsWith("HEAD=")).findFirst();
    Set<ObjectId> onHead = new HashSet<>();
    if (head.isPresent()) {
      walk(List.of(ObjectId.fromString(Objects.requireNonNull(refs.get(head.get())))))
          .forEach(commit -> onHead.add(commit.getId()));
    }
    Optional<String> branch = head.map(name -> name.replaceFirst("^HEAD=(refs/heads/)?", ""));
    Collection<ObjectId> tips = tips(refs, wanted, location);
    if (wanted.isCommitId() && !reader.has(wanted.commit().orElseThrow())) {
      throw Refusals.noSuchCommit(location, wanted.asked());
    }
    for (RevCommit commit : walk(tips)) {
      commits.put(
          commit.getId(),
          new State(
              commit.getId().name(),
              Optional.of(Instant.ofEpochSecond(commit.getCommitTime())),
              branch.filter(name -> onHead.contains(commit.getId()))));
      roots.put(Objects.requireNonNull(commits.get(commit.getId())), commit.getTree().getId());
      if (wanted.isCommitId()) {
        break;
      }
    }
  }

  private static Collection<ObjectId> tips(
      Map<String, String> refs, WantedRef wanted, GitLocation location) {
    if (wanted.asked().isEmpty()) {
      return refs.values().stream().distinct().map(ObjectId::fromString).toList();
    }
    if (wanted.isCommitId()) {
      return List.of(wanted.commit().orElseThrow());
    }
    String id =
        wanted.candidates().stream()
            .map(refs::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(
                () ->
                    Refusals.noSuchRef(
                        location,
                        wanted,
                        refs.keySet().stream()
                            .filter(name -> !name.startsWith("HEAD="))
                            .map(name -> name.replaceFirst("^refs/[a-z]+/", ""))
                            .sorted()
                            .toList()));
    return List.of(ObjectId.fromString(id));
  }

  /** Every commit that some ids lead to, the newest first. */
  private List<RevCommit> walk(Collection<ObjectId> tips) throws IOException {
    List<RevCommit> found = new ArrayList<>();
    try (RevWalk walk = new RevWalk(reader)) {
      walk.setRetainBody(false);
      for (ObjectId tip : tips) {
        RevObject object = walk.peel(walk.parseAny(tip));
        if (object instanceof RevCommit commit) {
          walk.markStart(commit);
        }
      }
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        found.add(commit);
      }
    }
    return found;
  }

  @Override
  public List<Closest> closest(Collection<String> blobs, int many, Optional<Instant> before) {
    Map<String, Integer> numbers = new HashMap<>();
    blobs.forEach(blob -> numbers.putIfAbsent(blob, numbers.size()));
    Map<ObjectId, BitSet> known = new HashMap<>();
    Map<ObjectId, Closest> byTree = new LinkedHashMap<>();
    Comparator<State> better = order(before);
    for (State state : commits.values()) {
      ObjectId root = root(state);
      Closest other = byTree.get(root);
      if (other == null) {
        int shared = trees.shared(root, numbers, known).cardinality();
        if (shared > 0) {
          byTree.put(root, new Closest(state, shared));
        }
      } else if (better.compare(state, other.state()) < 0) {
        byTree.put(root, new Closest(state, other.shared()));
      }
    }
    return byTree.values().stream()
        .sorted(
            Comparator.comparingInt((Closest each) -> -each.shared())
                .thenComparing(Closest::state, better))
        .limit(many)
        .toList();
  }

  private static Comparator<State> order(Optional<Instant> before) {
    return Comparator.comparing((State state) -> state.branch().isEmpty())
        .thenComparing(
            state -> before.isPresent() && state.at().orElseThrow().isAfter(before.get()))
        .thenComparing(state -> state.at().orElseThrow(), Comparator.reverseOrder());
  }

  private ObjectId root(State state) {
    return Objects.requireNonNull(roots.get(state));
  }

  @Override
  public TemplateTree tree(State state) {
    return trees.tree(root(state));
  }

  @Override
  public TemplateSource source(State state) {
    return source.at(state.id());
  }

  @Override
  public int alike(State state, Set<String> paths) {
    List<String> own = trees.contents(root(state), paths);
    Map<ObjectId, Boolean> same = new HashMap<>();
    int alike = 0;
    for (State each : commits.values()) {
      if (same.computeIfAbsent(root(each), root -> trees.contents(root, paths).equals(own))) {
        alike++;
      }
    }
    return alike;
  }

  static EnvironmentException unreadable(IOException e) {
    return new EnvironmentException(
        "the template's history cannot be read: " + e.getMessage(),
        "check it with 'git fsck'; a shallow clone lacks older commits: git fetch --unshallow",
        e);
  }

  @Override
  public void close() {
    reader.close();
    cache.ifPresentOrElse(HistoryCache::close, repository::close);
  }
}
