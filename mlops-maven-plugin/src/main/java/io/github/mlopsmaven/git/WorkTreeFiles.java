package io.github.mlopsmaven.git;

import io.github.mlopsmaven.template.FileMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
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
 * @param clean whether nothing differs from HEAD
 */
record WorkTreeFiles(Map<String, FileMode> modes, boolean clean) {

  private static final int HEAD = 0;
  private static final int INDEX = 1;
  private static final int DISK = 2;

  /**
   * Lists what is tracked and what is not ignored.
   *
   * @param below the folder that counts, whose files are named from it; the empty string is the
   *     whole work tree
   */
  static WorkTreeFiles list(Repository repository, String below) throws IOException {
    Map<String, FileMode> modes = new TreeMap<>();
    boolean clean = true;
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(OperationType.CHECKIN_OP);
      if (!below.isEmpty()) {
        walk.setFilter(PathFilter.create(below));
      }
      ObjectId head = repository.resolve("HEAD^{tree}");
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
        clean &= visit(repository, walk, modes);
      }
    }
    return new WorkTreeFiles(below.isEmpty() ? modes : from(below + "/", modes), clean);
  }

  private static Map<String, FileMode> from(String prefix, Map<String, FileMode> modes) {
    Map<String, FileMode> found = new TreeMap<>();
    modes.forEach(
        (path, mode) -> {
          if (path.startsWith(prefix)) {
            found.put(path.substring(prefix.length()), mode);
          }
        });
    return found;
  }

  private static boolean visit(Repository repository, TreeWalk walk, Map<String, FileMode> modes)
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
        && unchanged(repository, walk, bits);
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

  private static boolean unchanged(Repository repository, TreeWalk walk, int bits)
      throws IOException {
    if (org.eclipse.jgit.lib.FileMode.GITLINK.equals(bits)) {
      return true;
    }
    Path file = repository.getWorkTree().toPath().resolve(walk.getPathString());
    if (Files.isSymbolicLink(file)) {
      String target = Files.readSymbolicLink(file).toString().replace('\\', '/');
      return idOf(target.getBytes(StandardCharsets.UTF_8)).equals(walk.getObjectId(INDEX));
    }
    byte[] bytes = Files.readAllBytes(file);
    if (idOf(bytes).equals(walk.getObjectId(INDEX))) {
      return true;
    }
    WorkingTreeOptions options = repository.getConfig().get(WorkingTreeOptions.KEY);
    try (InputStream in =
        EolStreamTypeUtil.wrapInputStream(
            new ByteArrayInputStream(bytes),
            EolStreamTypeUtil.detectStreamType(
                OperationType.CHECKIN_OP, options, walk.getAttributes()))) {
      return idOf(in.readAllBytes()).equals(walk.getObjectId(INDEX));
    }
  }

  /** The id that a file's bytes have in git. */
  static ObjectId idOf(Path file) throws IOException {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter();
        InputStream in = Files.newInputStream(file)) {
      return formatter.idFor(Constants.OBJ_BLOB, Files.size(file), in);
    }
  }

  /** The id that bytes have in git. */
  static ObjectId idOf(byte[] bytes) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, bytes);
    }
  }
}
