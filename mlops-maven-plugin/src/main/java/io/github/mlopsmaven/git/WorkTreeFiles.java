package io.github.mlopsmaven.git;

import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/**
 * Which files of a work tree count, and whether they are what HEAD says. JGit's own status is not
 * used: it would run filters that the repository's configuration names.
 *
 * @param modes path to mode
 * @param ids path to blob id of the bytes on disk, of those that were read for {@code clean}
 * @param clean whether nothing differs from HEAD
 */
record WorkTreeFiles(Map<String, FileMode> modes, Map<String, String> ids, boolean clean) {

  private static final int HEAD = 0;
  private static final int INDEX = 1;
  private static final int DISK = 2;

  /**
   * Lists what is tracked and what is not ignored.
   *
   * @param below the folder that counts, whose files are named from it; the empty string is the
   *     whole work tree
   * @param compared whether to find out if it is clean; where not, HEAD is not read
   */
  static WorkTreeFiles list(Repository repository, String below, boolean compared)
      throws IOException {
    Map<String, FileMode> modes = new TreeMap<>();
    Map<String, String> ids = new HashMap<>();
    boolean clean = compared;
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(OperationType.CHECKIN_OP);
      if (!below.isEmpty()) {
        walk.setFilter(PathFilter.create(below));
      }
      ObjectId head = compared ? repository.resolve("HEAD^{tree}") : null;
      if (head == null) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(head);
      }
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      FileTreeIterator disk = new FileTreeIterator(repository);
      disk.setDirCacheIterator(walk, INDEX);
      walk.addTree(disk);
      while (walk.next()) {
        clean &= visit(repository, walk, modes, ids);
      }
    }
    return below.isEmpty()
        ? new WorkTreeFiles(modes, ids, clean)
        : new WorkTreeFiles(from(below + "/", modes), from(below + "/", ids), clean);
  }

  private static <T> Map<String, T> from(String prefix, Map<String, T> all) {
    Map<String, T> found = new TreeMap<>();
    all.forEach(
        (path, one) -> {
          if (path.startsWith(prefix)) {
            found.put(path.substring(prefix.length()), one);
          }
        });
    return found;
  }

  private static boolean visit(
      Repository repository, TreeWalk walk, Map<String, FileMode> modes, Map<String, String> ids)
      throws IOException {
    boolean tracked = walk.getRawMode(INDEX) != 0;
    WorkingTreeIterator disk = walk.getTree(DISK, WorkingTreeIterator.class);
    if (disk == null) {
      // Deleted on disk, or a directory of deleted files.
      enter(walk);
      return walk.isSubtree();
    }
    if (!tracked && disk.isEntryIgnored()) {
      return walk.getRawMode(HEAD) == 0;
    }
    if (walk.isSubtree()) {
      enter(walk);
      return true;
    }
    int bits = disk.getEntryRawMode();
    AbstractTreeIterator index = walk.getTree(INDEX, AbstractTreeIterator.class);
    if (index != null && modeIsTheIndexs(repository, bits)) {
      bits = index.getEntryRawMode();
    }
    modes.put(walk.getPathString(), CommitTree.mode(bits));
    return tracked
        && walk.getRawMode(HEAD) == walk.getRawMode(INDEX)
        && walk.idEqual(HEAD, INDEX)
        && bits == walk.getRawMode(INDEX)
        && unchanged(repository, walk, bits, ids);
  }

  private static void enter(TreeWalk walk) throws IOException {
    if (walk.isSubtree()) {
      walk.enterSubtree();
    }
  }

  private static boolean modeIsTheIndexs(Repository repository, int bits) {
    WorkingTreeOptions options = repository.getConfig().get(WorkingTreeOptions.KEY);
    return !options.isFileMode() && org.eclipse.jgit.lib.FileMode.REGULAR_FILE.equals(bits & ~0111);
  }

  private static boolean unchanged(
      Repository repository, TreeWalk walk, int bits, Map<String, String> ids) throws IOException {
    if (org.eclipse.jgit.lib.FileMode.GITLINK.equals(bits)) {
      return true;
    }
    Path file = repository.getWorkTree().toPath().resolve(walk.getPathString());
    if (Files.isSymbolicLink(file)) {
      String target = Files.readSymbolicLink(file).toString().replace('\\', '/');
      return BlobIds.of(target.getBytes(StandardCharsets.UTF_8)).equals(idInIndex(walk));
    }
    byte[] bytes = Files.readAllBytes(file);
    String id = BlobIds.of(bytes);
    ids.put(walk.getPathString(), id);
    if (id.equals(idInIndex(walk))) {
      return true;
    }
    WorkingTreeOptions options = repository.getConfig().get(WorkingTreeOptions.KEY);
    try (InputStream in =
        EolStreamTypeUtil.wrapInputStream(
            new ByteArrayInputStream(bytes),
            EolStreamTypeUtil.detectStreamType(
                OperationType.CHECKIN_OP, options, walk.getAttributes()))) {
      return BlobIds.of(in.readAllBytes()).equals(idInIndex(walk));
    }
  }

  private static String idInIndex(TreeWalk walk) {
    return walk.getObjectId(INDEX).name();
  }
}
