package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A template in a git repository. Only what is asked for travels: commit and trees first, then the
 * contents of the files of one selection, and nothing that the cache holds already.
 */
public final class GitTemplateSource implements TemplateSource {

  private final GitLocation location;
  private final boolean folder;
  private final WantedRef ref;
  private final Path cacheDirectory;
  private final GitAccess access;

  /**
   * Names a template.
   *
   * @param url {@code https}, {@code http}, {@code ssh}, {@code git} or {@code file}, or {@code
   *     user@host:path}; credentials in it work and are never shown or stored
   * @param ref a branch, a tag, a name that begins with {@code refs/}, or a full commit id; empty
   *     for the remote's HEAD
   * @param cacheDirectory keeps what was fetched, for every template and every run
   * @param access how servers may be reached
   * @throws io.github.mlopsmaven.problem.UsageException if the URL is none
   */
  public GitTemplateSource(
      String url, Optional<String> ref, Path cacheDirectory, GitAccess access) {
    this(
        GitLocation.parse(url, access.configuration()::fetched),
        false,
        ref,
        cacheDirectory,
        access);
  }

  private GitTemplateSource(
      GitLocation location,
      boolean folder,
      Optional<String> ref,
      Path cacheDirectory,
      GitAccess access) {
    this.location = location;
    this.folder = folder;
    this.ref = WantedRef.of(ref);
    this.cacheDirectory = cacheDirectory;
    this.access = access;
  }

  /**
   * Names a template in a repository on this machine by its folder, which no lock records.
   *
   * @param directory a bare repository, a {@code .git} directory or a work tree
   * @param ref as above
   * @param cacheDirectory as above
   * @param access as above
   */
  public static GitTemplateSource ofFolder(
      Path directory, Optional<String> ref, Path cacheDirectory, GitAccess access) {
    GitLocation location = GitLocation.parse(directory.toUri().toString());
    return new GitTemplateSource(location, true, ref, cacheDirectory, access);
  }

  @Override
  public TemplateSnapshot open() {
    if (location.local()) {
      JGitSettings.applyFor(location.path());
      Optional<String> url = folder ? Optional.empty() : Optional.of(location.display());
      return LocalSnapshot.open(location.path(), ref, url, location.reached());
    }
    TemplateCache cache = new TemplateCache(cacheDirectory, location.key(), access);
    GitConversation conversation = new GitConversation(location, access);
    boolean isCommit = ref.isCommitId();
    boolean probablyHeld = isCommit && cache.refs().recall(ref.asked()).isPresent();
    if (location.http() && !access.offline() && !probablyHeld) {
      // JGit takes longer to load than the server takes to answer.
      conversation.startEarly(location.url(), isCommit ? List.of() : ref.candidates());
    }
    JGitSettings.applyFor(cacheDirectory);
    return CachedSnapshot.open(
        cache, new RemoteSession(location, access, conversation), ref, access);
  }
}
