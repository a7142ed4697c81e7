package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.io.RunBits;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.StagedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The files of a project as git stores them: all that were planned and no others, whatever the
 * project's own {@code .gitignore} says; as the project's own {@code .gitattributes} say, and
 * nobody else's. No filter is run.
 */
final class ProjectFiles {

  private final Path root;
  private final StagedFiles staged;
  private final GitAttributes attributes;

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
    return entry.mode() == FileMode.SYMBOLIC_LINK;
  }

  /** Stores every file and lists it. */
  void addTo(FirstCommit commit, NewPack pack) throws IOException {
    requireNoOthers();
    for (Map.Entry<String, StagedFiles.Entry> file : staged.entries().entrySet()) {
      commit.add(entry(file.getKey(), file.getValue(), pack));
    }
  }

  private void requireNoOthers() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attrs) {
            return directory.equals(root.resolve(".git"))
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

  private FirstCommit.Entry entry(String path, StagedFiles.Entry planned, NewPack pack)
      throws IOException {
    Path file = root.resolve(path);
    String mode = "120000";
    String id;
    if (isLink(planned)) {
      String target = Files.readSymbolicLink(file).toString().replace('\\', '/');
      id = pack.add(NewPack.Kind.BLOB, target.getBytes(StandardCharsets.UTF_8));
      requirePlanned(path, planned, id);
    } else {
      boolean runs = planned.mode() == FileMode.EXECUTABLE;
      mode = runs ? "100755" : "100644";
      id = insert(path, planned, file, pack);
      RunBits.set(file, runs);
    }
    BasicFileAttributes stat =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FirstCommit.Entry(
        path, mode, id, stat.size(), stat.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  private String insert(String path, StagedFiles.Entry planned, Path file, NewPack pack)
      throws IOException {
    StoredContent content = new StoredContent(path, attributes.at(path));
    if (content.isSame()) {
      String id = pack.addBlob(file, planned.id());
      requirePlanned(path, planned, id);
      return id;
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] inWorkTree = planned.stored() ? content.inWorkTree(bytes) : bytes;
    byte[] stored = content.stored(inWorkTree);
    String id = pack.add(NewPack.Kind.BLOB, stored);
    requirePlanned(path, planned, stored == bytes ? id : BlobIds.of(bytes));
    if (inWorkTree != bytes) {
      if (SpecialFiles.has(path)) {
        throw new UsageException(
            "the template's .gitattributes declare an encoding for " + path + ", which git reads",
            "write the pattern so that it does not match that file");
      }
      Files.write(file, inWorkTree);
    }
    return id;
  }

  private static void requirePlanned(String path, StagedFiles.Entry planned, String id)
      throws IOException {
    if (!planned.id().equals(id)) {
      throw new IOException(path + " is not what was written there");
    }
  }
}
