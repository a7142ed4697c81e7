package io.github.mlopsmaven.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/**
 * The files of a project as git stores them: line ends as the project's own {@code .gitattributes}
 * say, and nobody else's; no filter is run.
 */
final class ProjectFiles {

  private final Repository repository;
  private final Set<String> executable;
  private final WorkingTreeOptions options = new Config().get(WorkingTreeOptions.KEY);

  ProjectFiles(Repository repository, Set<String> executable) {
    this.repository = repository;
    this.executable = Set.copyOf(executable);
  }

  /** Stores every file and lists it. */
  void addTo(DirCache index, ObjectInserter inserter) throws IOException {
    Path root = repository.getWorkTree().toPath();
    DirCacheBuilder builder = index.builder();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(OperationType.CHECKIN_OP);
      walk.setAttributesNodeProvider(new OwnAttributesOnly());
      walk.addTree(new FileTreeIterator(root.toFile(), repository.getFS(), options));
      walk.setRecursive(true);
      while (walk.next()) {
        builder.add(entry(walk, root.resolve(walk.getPathString()), inserter));
      }
    }
    builder.finish();
  }

  private DirCacheEntry entry(TreeWalk walk, Path file, ObjectInserter inserter)
      throws IOException {
    DirCacheEntry entry = new DirCacheEntry(walk.getRawPath());
    if (Files.isSymbolicLink(file)) {
      String target = Files.readSymbolicLink(file).toString().replace('\\', '/');
      byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
      entry.setFileMode(FileMode.SYMLINK);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, bytes));
    } else {
      boolean runs = executable.contains(walk.getPathString());
      entry.setFileMode(runs ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
      entry.setObjectId(insert(walk, file, inserter));
      permit(file, runs);
    }
    BasicFileAttributes stat =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    entry.setLength(stat.size());
    entry.setLastModified(stat.lastModifiedTime().toInstant());
    return entry;
  }

  private ObjectId insert(TreeWalk walk, Path file, ObjectInserter inserter) throws IOException {
    EolStreamType type =
        EolStreamTypeUtil.detectStreamType(OperationType.CHECKIN_OP, options, walk.getAttributes());
    if (type == EolStreamType.DIRECT) {
      try (InputStream in = Files.newInputStream(file)) {
        return inserter.insert(Constants.OBJ_BLOB, Files.size(file), in);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    try (InputStream in =
        EolStreamTypeUtil.wrapInputStream(new ByteArrayInputStream(bytes), type)) {
      return inserter.insert(Constants.OBJ_BLOB, in.readAllBytes());
    }
  }

  /** Makes the file's bits what the commit says, or {@code git status} would show a change. */
  private static void permit(Path file, boolean runs) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(view.readAttributes().permissions());
    boolean changed =
        runs
            ? permissions.add(PosixFilePermission.OWNER_EXECUTE)
            : permissions.removeAll(
                EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
    if (runs && permissions.contains(PosixFilePermission.GROUP_READ)) {
      changed |= permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (runs && permissions.contains(PosixFilePermission.OTHERS_READ)) {
      changed |= permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    if (changed) {
      view.setPermissions(permissions);
    }
  }
}
