package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.LineEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A project's folder in a git repository: the whole work tree, or a part of a larger one. */
final class ProjectFolder implements AutoCloseable {

  private static final String ENCODING = "working-tree-encoding";

  private final Path folder;
  private final String prefix;
  private final Repository repository;
  private final Optional<ObjectId> fixedHead;
  private final Optional<String> fixedBranch;

  private ProjectFolder(
      Path folder,
      String prefix,
      Repository repository,
      Optional<ObjectId> fixedHead,
      Optional<String> fixedBranch) {
    this.folder = folder;
    this.prefix = prefix;
    this.repository = repository;
    this.fixedHead = fixedHead;
    this.fixedBranch = fixedBranch;
  }

  /**
   * A project that is not checked out.
   *
   * @param place a bare repository that has the commit with its trees
   * @param head the commit
   * @param branch the branch that names it
   */
  static ProjectFolder committed(Path place, Repository repository, ObjectId head, String branch) {
    return new ProjectFolder(
        place.resolve("no-work-tree"), "", repository, Optional.of(head), Optional.of(branch));
  }

  /**
   * Opens the repository that a folder is in.
   *
   * @param folder the project's
   * @throws UsageException if there is none, or one that is read otherwise than git reads it
   */
  static ProjectFolder open(Path folder) {
    JGitSettings.applyFor(folder);
    Path absolute = folder.toAbsolutePath().normalize();
    Path root = absolute;
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    if (root == null) {
      throw new UsageException(
          folder + " is in no git repository, and an update must be able to go back",
          "type: git init && git add -A && git commit -m Start");
    }
    Repository repository = LocalRepositories.open(root);
    String below = root.relativize(absolute).toString().replace('\\', '/');
    ProjectFolder project =
        new ProjectFolder(
            absolute,
            below.isEmpty() ? "" : below + "/",
            repository,
            Optional.empty(),
            Optional.empty());
    try {
      project.requireReadable();
      return project;
    } catch (RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private void requireReadable() {
    if (repository.isBare()) {
      throw new UsageException(
          folder + " is a bare repository", "run the goal in a clone of it that has files");
    }
    Config config = repository.getConfig();
    String format = config.getString("extensions", null, "objectformat");
    if (format != null && !format.equals("sha1")) {
      throw new UsageException(
          "the repository has " + format + " object ids, which cannot be read here",
          "update in a clone with SHA-1 ids");
    }
    try {
      repository.readDirCache();
    } catch (IOException | RuntimeException e) {
      throw new UsageException(
          "the repository's index cannot be read: it is a split or a sparse one, or is broken",
          "type: git update-index --no-split-index, or: git sparse-checkout disable");
    }
  }

  /** Refuses a repository in the middle of something. */
  void requireSafe() {
    RepositoryState state = repository.getRepositoryState();
    boolean unmerged = index().hasUnmergedPaths();
    if (state != RepositoryState.SAFE || unmerged) {
      throw new UsageException(
          unmerged
              ? "the repository has files with conflicts"
              : "the repository is in the middle of " + unfinished(state),
          "end it first: git status says how");
    }
  }

  private static String unfinished(RepositoryState state) {
    return switch (state) {
      case MERGING, MERGING_RESOLVED -> "a merge";
      case CHERRY_PICKING, CHERRY_PICKING_RESOLVED -> "a cherry-pick";
      case REVERTING, REVERTING_RESOLVED -> "a revert";
      case APPLY -> "git am";
      case BISECTING -> "git bisect";
      default -> "a rebase";
    };
  }

  /** The commit that HEAD names. */
  RevCommit head() {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = fixedHead.isPresent() ? fixedHead.get() : repository.resolve(Constants.HEAD);
      if (id == null) {
        throw new UsageException(
            "the repository has no commit, so there is nothing to go back to",
            "type: git add -A && git commit -m Start");
      }
      return walk.parseCommit(id);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The branch that HEAD is on. */
  Optional<String> branch() {
    return fixedBranch.or(this::headBranch);
  }

  private Optional<String> headBranch() {
    try {
      return Optional.ofNullable(repository.getFullBranch())
          .filter(full -> full.startsWith(Constants.R_HEADS))
          .map(full -> full.substring(Constants.R_HEADS.length()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  DirCache index() {
    try {
      return repository.readDirCache();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Repository repository() {
    return repository;
  }

  /** The path from the repository's root. */
  String full(String path) {
    return prefix + path;
  }

  /** The path's place on disk. */
  Path disk(String path) {
    return folder.resolve(path);
  }

  Path folder() {
    return folder;
  }

  String prefix() {
    return prefix;
  }

  /** The content of an object, if it is there. */
  Optional<byte[]> blob(String id) {
    try {
      ObjectId object = ObjectId.fromString(id);
      return repository.getObjectDatabase().has(object)
          ? Optional.of(repository.open(object, Constants.OBJ_BLOB).getBytes())
          : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** What the attribute files of a tree say about its files, by their paths from the root. */
  GitAttributes attributes(DirCache tree) {
    Map<String, byte[]> declared = new HashMap<>();
    for (int i = 0; i < tree.getEntryCount(); i++) {
      DirCacheEntry entry = tree.getEntry(i);
      String path = entry.getPathString();
      boolean says = path.equals(GitAttributes.FILE) || path.endsWith("/" + GitAttributes.FILE);
      if (says && FileMode.REGULAR_FILE.equals(entry.getRawMode())) {
        blob(entry.getObjectId().name()).ifPresent(content -> declared.put(path, content));
      }
    }
    return GitAttributes.of(declared);
  }

  /** The bytes that git stores: line ends as the project's attributes say, and nobody else's. */
  static byte[] stored(String path, byte[] content, GitAttributes attributes) {
    GitAttributes.Values own = attributes.at(path);
    return own.value(ENCODING).isPresent() ? content : new StoredContent(path, own).stored(content);
  }

  /** The bytes that git would check out here. */
  byte[] checkedOut(String path, byte[] stored, GitAttributes attributes) {
    GitAttributes.Values own = attributes.at(path);
    byte[] content = new StoredContent(path, own).inWorkTree(stored);
    return wantsCrlf(own, stored) ? LineEnds.crlf(content) : content;
  }

  private boolean wantsCrlf(GitAttributes.Values own, byte[] stored) {
    Optional<String> eol = own.value("eol");
    if (own.isUnset("text") || own.value(ENCODING).isPresent()) {
      return false;
    }
    Config config = repository.getConfig();
    boolean always = "true".equalsIgnoreCase(config.getString("core", null, "autocrlf"));
    boolean byPlatform =
        "crlf".equalsIgnoreCase(config.getString("core", null, "eol"))
            || (config.getString("core", null, "eol") == null
                && System.lineSeparator().equals("\r\n"));
    boolean auto = own.value("text").filter("auto"::equals).isPresent();
    boolean text = own.isSet("text") || (eol.isPresent() && !auto);
    boolean wanted = eol.map("crlf"::equals).orElse(always || (byPlatform && (text || auto)));
    // Where git decides itself, a text that is stored with carriage returns stays as it is.
    boolean looksSo = LineEnds.isText(stored) && Arrays.equals(stored, LineEnds.lf(stored));
    return wanted && (text || looksSo);
  }

  /** Whether texts with these attributes are merged by lines. */
  static boolean mergesLines(GitAttributes.Values own) {
    return own.mergesLines();
  }

  static EnvironmentException unreadable(IOException e) {
    return new EnvironmentException(
        "the project's git repository cannot be read: " + e.getMessage(),
        "check it with 'git fsck'; a partial clone needs: git fetch --refetch --no-filter",
        e);
  }

  @Override
  public void close() {
    repository.close();
  }
}
