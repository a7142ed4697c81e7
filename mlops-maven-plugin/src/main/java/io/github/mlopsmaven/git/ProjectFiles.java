package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.io.RunBits;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * The files of a project as git stores them: all that were planned and no others, whatever the
 * project's own {@code .gitignore} says; as the project's own {@code .gitattributes} say, and
 * nobody else's. No filter is run.
 */
final class ProjectFiles {

  private final Path root;
  private final StagedFiles staged;
  private final GitAttributes attributes;
  private final Set<String> inserted = new HashSet<>();

  /**
   * Takes the files of a project.
   *
   * @param root the folder that they are in
   * @param staged what is in it
   * @throws UsageException if one of them is what git refuses
   */
  ProjectFiles(Path root, StagedFiles staged) throws IOException {
    this.root = root;
    this.staged = staged;
    Map<String, byte[]> declared = new HashMap<>();
    for (Map.Entry<String, StagedFiles.Entry> file : staged.entries().entrySet()) {
      String path = file.getKey();
      if (SpecialFiles.has(path) && !isLink(file.getValue())) {
        byte[] content = Files.readAllBytes(root.resolve(path));
        SpecialFiles.check(path, content);
        if (path.endsWith(GitAttributes.FILE)) {
          declared.put(path, content);
        }
      }
    }
    this.attributes = GitAttributes.of(declared);
  }

  private static boolean isLink(StagedFiles.Entry entry) {
    return entry.mode() == io.github.mlopsmaven.template.FileMode.SYMBOLIC_LINK;
  }

  /** Stores every file and lists it. */
  void addTo(DirCache index, ObjectInserter inserter) throws IOException {
    requireNoOthers();
    DirCacheBuilder builder = index.builder();
    for (Map.Entry<String, StagedFiles.Entry> file : staged.entries().entrySet()) {
      builder.add(entry(file.getKey(), file.getValue(), inserter));
    }
    builder.finish();
  }

  private void requireNoOthers() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attrs) {
            return directory.equals(root.resolve(Constants.DOT_GIT))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
              throws IOException {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (!staged.entries().containsKey(path)) {
              throw new IOException(path + " appeared in it while it was written");
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private DirCacheEntry entry(String path, StagedFiles.Entry planned, ObjectInserter inserter)
      throws IOException {
    Path file = root.resolve(path);
    DirCacheEntry entry = new DirCacheEntry(path);
    if (isLink(planned)) {
      String target = Files.readSymbolicLink(file).toString().replace('\\', '/');
      byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
      entry.setFileMode(FileMode.SYMLINK);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, bytes));
      requirePlanned(path, planned, entry.getObjectId().name());
    } else {
      boolean runs = planned.mode() == io.github.mlopsmaven.template.FileMode.EXECUTABLE;
      entry.setFileMode(runs ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
      entry.setObjectId(insert(path, planned, file, inserter));
      RunBits.set(file, runs);
    }
    BasicFileAttributes stat =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    entry.setLength(stat.size());
    entry.setLastModified(stat.lastModifiedTime().toInstant());
    return entry;
  }

  private ObjectId insert(
      String path, StagedFiles.Entry planned, Path file, ObjectInserter inserter)
      throws IOException {
    StoredContent content = new StoredContent(path, attributes.at(path));
    if (content.isSame()) {
      try (InputStream in = Files.newInputStream(file)) {
        long size = Files.size(file);
        // JGit stores a content that it cannot hold in memory twice in one pack, which git refuses.
        ObjectId id =
            inserted.add(planned.id())
                ? inserter.insert(Constants.OBJ_BLOB, size, in)
                : inserter.idFor(Constants.OBJ_BLOB, size, in);
        requirePlanned(path, planned, id.name());
        return id;
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    requirePlanned(path, planned, BlobIds.of(bytes));
    byte[] inWorkTree = planned.stored() ? content.inWorkTree(bytes) : bytes;
    if (inWorkTree != bytes) {
      if (SpecialFiles.has(path)) {
        throw new UsageException(
            "the template's .gitattributes declare an encoding for " + path + ", which git reads",
            "write the pattern so that it does not match that file");
      }
      Files.write(file, inWorkTree);
    }
    return inserter.insert(Constants.OBJ_BLOB, content.stored(inWorkTree));
  }

  private static void requirePlanned(String path, StagedFiles.Entry planned, String id)
      throws IOException {
    if (!planned.id().equals(id)) {
      throw new IOException(path + " is not what was written there");
    }
  }
}
