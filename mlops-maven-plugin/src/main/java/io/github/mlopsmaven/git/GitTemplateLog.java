package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.update.TemplateLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of a template in git, fetched without trees and kept. */
public final class GitTemplateLog implements TemplateLog {

  private static final int SHORT_ID = 7;

  private final GitLocation location;
  private final Path cacheDirectory;
  private final GitAccess access;

  /**
   * Names a template.
   *
   * @param url as {@link GitTemplateSource} takes it
   * @param cacheDirectory keeps what was fetched
   * @param access how servers may be reached
   */
  public GitTemplateLog(String url, Path cacheDirectory, GitAccess access) {
    this.location = GitLocation.parse(url, access.configuration()::fetched);
    this.cacheDirectory = cacheDirectory;
    this.access = access;
  }

  @Override
  public List<String> between(String older, String newer, int many) {
    try {
      if (location.local()) {
        try (Repository repository = LocalRepositories.open(location.path())) {
          return read(repository, older, newer, many);
        }
      }
      try (HistoryCache cache = HistoryCache.open(location, cacheDirectory, access, false)) {
        return cache.require(List.of(older, newer))
            ? read(cache.repository(), older, newer, many)
            : List.of();
      }
    } catch (IOException | MlopsException e) {
      // What the commits say is a detail: the update is the same without it.
      return List.of();
    }
  }

  private static List<String> read(Repository repository, String older, String newer, int many)
      throws IOException {
    List<String> lines = new ArrayList<>();
    int more = 0;
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(newer)));
      walk.markUninteresting(walk.parseCommit(ObjectId.fromString(older)));
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        if (lines.size() < many) {
          lines.add(
              commit.abbreviate(SHORT_ID).name()
                  + " "
                  + Instant.ofEpochSecond(commit.getCommitTime())
                      .atZone(ZoneOffset.UTC)
                      .toLocalDate()
                  + " "
                  + commit.getShortMessage());
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      lines.add("and " + more + " more");
    }
    return lines;
  }
}
