package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.adopt.FolderHistory;
import io.github.mlopsmaven.adopt.ProjectHistory;
import io.github.mlopsmaven.adopt.VersionHistory;
import io.github.mlopsmaven.git.GitTemplateAge;
import io.github.mlopsmaven.git.GitTemplateHistory;
import io.github.mlopsmaven.git.GitTemplateLog;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectHistory;
import io.github.mlopsmaven.git.WorkTreeSource;
import io.github.mlopsmaven.io.ArchiveSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.TransferProgress;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.Subdirectory;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.update.TemplateLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;

/**
 * Finds templates where they are: in git, in a folder, among Maven artifacts or in the plugin; at
 * one state, with all their states, and how far they have gone on since one. Projects too are read
 * as templates are.
 *
 * @param artifacts resolves those that are Maven artifacts
 * @param access says how a server is reached, with the id of a login if not the host's
 * @param progress is told what people should know
 * @param cacheDirectory keeps what was fetched
 * @param version the plugin's, which is the built-in template's
 */
record TemplatePlaces(
    MavenArtifacts artifacts,
    Function<Optional<String>, GitAccess> access,
    TransferProgress progress,
    Path cacheDirectory,
    String version) {

  /**
   * A template.
   *
   * @param location where it is
   * @param ref the branch, tag or commit id, for a template in git
   * @param serverId the login to use, if not the host's
   */
  TemplateSource at(TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    if (location instanceof TemplateLocation.Git git) {
      return git(git.url(), ref, serverId);
    }
    if (location instanceof TemplateLocation.Folder folder) {
      Path path = folder.path();
      if (isBareRepository(path) || (ref.isPresent() && hasRepository(path))) {
        return GitTemplateSource.ofFolder(path, ref, cacheDirectory, access.apply(serverId));
      }
      requireNoRef(ref, "a folder that is not a git repository");
      return hasRepository(path) ? new WorkTreeSource(path) : new DirectorySource(path);
    }
    if (location instanceof TemplateLocation.Coordinates coordinates) {
      requireNoRef(ref, "a Maven artifact, whose version is in its coordinates");
      MavenArtifacts.Resolved found = artifacts.resolve(coordinates);
      if (found.isMoving()) {
        progress.info(
            coordinates.withoutVersion()
                + ":"
                + found.version()
                + " is installed on this machine only: elsewhere the same version may be another"
                + " template");
      }
      return new ArchiveSource(found.file(), coordinates.withoutVersion(), found.version());
    }
    requireNoRef(ref, "the built-in template, whose version is the plugin's");
    Path builtin = BuiltinTemplate.location();
    return Files.isDirectory(builtin)
        ? new DirectorySource(
            builtin,
            new TemplateOrigin(
                BuiltinTemplate.NAME, Optional.empty(), Optional.empty(), Optional.of(version)))
        : new ArchiveSource(builtin, BuiltinTemplate.NAME, version);
  }

  /**
   * One of several templates of a source.
   *
   * @param source all of them
   * @param path its directory
   */
  TemplateSource below(TemplateSource source, String path) {
    return new Subdirectory(source, path);
  }

  /**
   * A git repository.
   *
   * @param url its git URL
   * @param ref the branch, tag or commit id
   * @param serverId the login to use, if not the host's
   */
  TemplateSource git(String url, Optional<String> ref, Optional<String> serverId) {
    return new GitTemplateSource(url, ref, cacheDirectory, access.apply(serverId));
  }

  private static boolean hasRepository(Path folder) {
    return Files.exists(folder.resolve(".git"));
  }

  private static boolean isBareRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }

  private static void requireNoRef(Optional<String> ref, String what) {
    if (ref.isPresent()) {
      throw new UsageException(
          "templateRef '" + ref.get() + "' is given for " + what,
          "omit -Dmlops.templateRef, or name a git repository with -Dmlops.template");
    }
  }

  /**
   * The built-in template at a version.
   *
   * @param wanted the version; another than the plugin's is resolved as a Maven artifact
   */
  TemplateSource builtin(String wanted) {
    if (wanted.equals(version)) {
      return at(new TemplateLocation.Builtin(), Optional.empty(), Optional.empty());
    }
    return () ->
        new ArchiveSource(
                artifacts.resolve(TemplateLocation.Coordinates.builtin(wanted)).file(),
                BuiltinTemplate.NAME,
                wanted)
            .open();
  }

  /**
   * All states of a template.
   *
   * @param location where it is
   * @param ref only those of this branch or tag, or this one commit, for a template in git
   * @param serverId the login to use, if not the host's
   */
  TemplateHistory history(
      TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    GitTemplateHistory.Function source = commit -> at(location, Optional.of(commit), serverId);
    if (location instanceof TemplateLocation.Git git) {
      return GitTemplateHistory.of(git.url(), ref, cacheDirectory, access.apply(serverId), source);
    }
    if (location instanceof TemplateLocation.Folder folder
        && (isBareRepository(folder.path()) || hasRepository(folder.path()))) {
      return GitTemplateHistory.ofFolder(folder.path(), ref, source);
    }
    Map<String, TemplateSource> versions = new LinkedHashMap<>();
    if (location instanceof TemplateLocation.Coordinates at && at.isRange()) {
      requireNoRef(ref, "a Maven artifact, whose version is in its coordinates");
      for (String each : artifacts.versions(at)) {
        TemplateLocation one = at.withVersion(each);
        versions.put(each, () -> at(one, Optional.empty(), Optional.empty()).open());
      }
    } else if (location instanceof TemplateLocation.Builtin) {
      versions.put(version, at(location, ref, serverId));
      for (String each : artifacts.versions(TemplateLocation.Coordinates.builtin("[0,)"))) {
        versions.putIfAbsent(each, builtin(each));
      }
    } else {
      versions.put("as it is", at(location, ref, serverId));
    }
    return new VersionHistory(versions);
  }

  /**
   * How far a template has gone on.
   *
   * @param location where it is
   * @param ref what a project of it is compared with
   * @param serverId the login to use, if not the host's
   */
  TemplateAge age(TemplateLocation location, Optional<String> ref, Optional<String> serverId) {
    if (location instanceof TemplateLocation.Git git) {
      return new GitTemplateAge(git.url(), ref, cacheDirectory, access.apply(serverId));
    }
    if (location instanceof TemplateLocation.Folder folder
        && (isBareRepository(folder.path()) || hasRepository(folder.path()))) {
      return new GitTemplateAge(
          folder.path().toUri().toString(), ref, cacheDirectory, GitAccess.standard());
    }
    if (location instanceof TemplateLocation.Coordinates at) {
      return new ArtifactAge(artifacts.versions(at.withVersion("(" + at.version() + ",)")));
    }
    return TemplateAge.UNKNOWN;
  }

  /**
   * Whether a state of a template is older than another, and how much.
   *
   * @param from what the project has
   * @param to what it would get
   * @param age counts commits
   * @return a sentence; empty where it is not older, or nobody knows
   */
  Optional<String> older(TemplateOrigin from, TemplateOrigin to, Supplier<TemplateAge> age) {
    if (from.version().isPresent() && to.version().isPresent()) {
      boolean older =
          new DefaultArtifactVersion(to.version().get())
                  .compareTo(new DefaultArtifactVersion(from.version().get()))
              < 0;
      return older
          ? Optional.of(to.version().get() + " comes before " + from.version().get())
          : Optional.empty();
    }
    if (from.commit().isEmpty() || to.commit().isEmpty() || from.commit().equals(to.commit())) {
      return Optional.empty();
    }
    return age.get()
        .behind(to.commit().get(), from.commit().get())
        .filter(back -> !back.diverged() && back.commits() > 0)
        .map(
            back ->
                to.revision()
                    + " is "
                    + back.commits()
                    + (back.commits() == 1 ? " commit" : " commits")
                    + " before "
                    + from.revision());
  }

  /** Versions of an artifact instead of commits. */
  private record ArtifactAge(List<String> newer) implements TemplateAge {

    @Override
    public Optional<Behind> behind(String recorded, String newest) {
      return Optional.empty();
    }

    @Override
    public Optional<String> newerRelease(String recorded) {
      return newer.stream().filter(each -> !each.endsWith("-SNAPSHOT")).findFirst();
    }

    @Override
    public Optional<Instant> asOf() {
      return Optional.empty();
    }
  }

  /** A project's commits; its files on disk where it has none. */
  ProjectHistory projectHistory(Path folder) {
    try {
      return new JGitProjectHistory(folder);
    } catch (UsageException e) {
      return new FolderHistory(project(folder).open());
    }
  }

  /**
   * What the commits of a template say.
   *
   * @param url its git URL
   * @param serverId the login to use, if not the host's
   */
  TemplateLog log(String url, Optional<String> serverId) {
    return new GitTemplateLog(url, cacheDirectory, access.apply(serverId));
  }

  /** A project's folder: what git tracks or would track, where it is in a repository. */
  TemplateSource project(Path folder) {
    return WorkTreeSource.around(folder).orElseGet(() -> new DirectorySource(folder));
  }
}
