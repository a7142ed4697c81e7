package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.status.TemplateAge;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * How far a template in git has gone on: its commits without trees, fetched in one request and
 * kept, so that the same question costs none.
 */
public final class GitTemplateAge implements TemplateAge {

  /** {@code v1.2.3}; what follows a hyphen is no release. */
  private static final Pattern RELEASE =
      Pattern.compile("(?<prefix>\\D*)(?<number>\\d+(?:\\.\\d+)*)");

  private final GitLocation location;
  private final WantedRef ref;
  private final Path cacheDirectory;
  private final GitAccess access;

  /**
   * Names a template.
   *
   * @param url as {@link GitTemplateSource} takes it
   * @param ref the ref that the project is compared with
   * @param cacheDirectory keeps what was fetched
   * @param access how servers may be reached
   */
  public GitTemplateAge(String url, Optional<String> ref, Path cacheDirectory, GitAccess access) {
    this.location = GitLocation.parse(url, access.configuration()::fetched);
    this.ref = WantedRef.of(ref);
    this.cacheDirectory = cacheDirectory;
    this.access = access;
  }

  @Override
  public Optional<Behind> behind(String recorded, String newest) {
    if (recorded.equals(newest)) {
      return Optional.of(new Behind(0, Optional.empty(), false));
    }
    try {
      if (location.local()) {
        try (Repository repository = LocalRepositories.open(location.path())) {
          return counted(repository, recorded, newest);
        }
      }
      try (HistoryCache cache = HistoryCache.open(location, cacheDirectory, access, false)) {
        return counted(cache, recorded, newest);
      }
    } catch (IOException | MlopsException e) {
      // How far is a detail: the files were compared all the same.
      return Optional.empty();
    }
  }

  private static Optional<Behind> counted(HistoryCache cache, String recorded, String newest)
      throws IOException {
    try {
      return cache.require(List.of(recorded, newest))
          ? counted(cache.repository(), recorded, newest)
          : Optional.empty();
    } catch (TransportException e) {
      if (Refusals.saysNotOurRef(e)) {
        // The server has forgotten the older commit: its history was written anew.
        return Optional.of(new Behind(0, Optional.empty(), true));
      }
      throw e;
    } catch (MissingObjectException e) {
      cache.discard();
      throw e;
    }
  }

  private static Optional<Behind> counted(Repository repository, String recorded, String newest)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      ObjectId older = ObjectId.fromString(recorded);
      if (!repository.getObjectDatabase().has(older)) {
        return Optional.of(new Behind(0, Optional.empty(), true));
      }
      RevCommit old = walk.parseCommit(older);
      walk.markStart(walk.parseCommit(ObjectId.fromString(newest)));
      walk.markUninteresting(old);
      int commits = 0;
      long first = Long.MAX_VALUE;
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        commits++;
        first = Math.min(first, commit.getCommitTime());
      }
      walk.reset();
      boolean diverged =
          !walk.isMergedInto(
              walk.parseCommit(older), walk.parseCommit(ObjectId.fromString(newest)));
      return Optional.of(
          new Behind(
              commits,
              commits == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(first)),
              diverged));
    }
  }

  @Override
  public Optional<String> newerRelease(String recorded) {
    Optional<Version> own = Version.of(recorded);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<String> tags = tags();
    if (!tags.contains(recorded)) {
      return Optional.empty();
    }
    return tags.stream()
        .flatMap(tag -> Version.of(tag).stream())
        .filter(version -> version.prefix().equals(own.get().prefix()))
        .max(Version::compareTo)
        .filter(version -> version.compareTo(own.get()) > 0)
        .map(Version::tag);
  }

  private record Version(String tag, String prefix, List<BigInteger> numbers)
      implements Comparable<Version> {

    static Optional<Version> of(String tag) {
      Matcher parts = RELEASE.matcher(tag);
      return parts.matches()
          ? Optional.of(
              new Version(
                  tag,
                  parts.group("prefix"),
                  Arrays.stream(parts.group("number").split("\\.", -1))
                      .map(BigInteger::new)
                      .toList()))
          : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
      for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
        int order = number(i).compareTo(other.number(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }

    private BigInteger number(int index) {
      return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }
  }

  private List<String> tags() {
    List<String> names = new ArrayList<>();
    try {
      if (location.local()) {
        try (Repository repository = LocalRepositories.open(location.path())) {
          for (Ref each : repository.getRefDatabase().getRefsByPrefix("refs/tags/")) {
            names.add(each.getName());
          }
        }
      } else if (!access.offline()) {
        try (HistoryCache cache = HistoryCache.open(location, cacheDirectory, access, false)) {
          names.addAll(cache.names("refs/tags/"));
        }
      }
    } catch (IOException | MlopsException e) {
      // As above.
      return List.of();
    }
    return names.stream()
        .filter(name -> name.startsWith("refs/tags/"))
        .map(name -> name.substring("refs/tags/".length()))
        .toList();
  }

  @Override
  public Optional<Instant> asOf() {
    return location.local()
        ? Optional.empty()
        : new TemplateCache(cacheDirectory, location.key(), access).refs().asked(ref.asked());
  }
}
