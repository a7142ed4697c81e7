package io.github.mlopsmaven.io;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.bounds.TreeBounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.EntryName;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A template that is a plain folder: its files as they are on disk. */
public final class DirectorySource implements TemplateSource {

  private final Path root;
  private final TemplateOrigin origin;

  /**
   * Names the folder; a lock has its name without its path, which means nothing on another machine.
   *
   * @param root the template's root
   */
  public DirectorySource(Path root) {
    this(
        root, new TemplateOrigin(name(root), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /**
   * Names the folder and what stands in a lock.
   *
   * @param root the template's root
   * @param origin how it is named in a lock
   */
  public DirectorySource(Path root, TemplateOrigin origin) {
    this.root = root;
    this.origin = origin;
  }

  private static String name(Path root) {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? "directory" : name.toString();
  }

  @Override
  public TemplateSnapshot open() {
    if (!Files.isDirectory(root)) {
      throw new UsageException(
          "the template folder " + root + " does not exist", "check -Dmlops.template");
    }
    return new Snapshot(root, origin, new TreeBounds(), new HashMap<>());
  }

  /** What was read stays: a folder that serves many plans is read, and counted, once. */
  private record Snapshot(
      Path root, TemplateOrigin origin, TreeBounds bounds, Map<String, Directory> read)
      implements TemplateSnapshot, TemplateTree {

    @Override
    public TemplateTree tree() {
      return this;
    }

    @Override
    public Directory directory(String path) {
      Directory known = read.get(path);
      if (known == null) {
        known = read(path);
        read.put(path, known);
      }
      return known;
    }

    private Directory read(String path) {
      Path directory = root;
      for (String segment : path.isEmpty() ? new String[0] : path.split("/", -1)) {
        directory = directory.resolve(segment);
        // As in git, a symbolic link is a file: what it points at is no part of the template.
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
          return Directory.NONE;
        }
      }
      List<String> directories = new ArrayList<>();
      List<TemplateFile> files = new ArrayList<>();
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path entry : entries.toList()) {
          String name = entry.getFileName().toString();
          if (name.equals(".git")) {
            // The repository of a work tree, or the file that leads to it, is no part of the tree.
            continue;
          }
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            directories.add(name);
          } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
              || Files.isSymbolicLink(entry)) {
            files.add(file(path.isEmpty() ? name : path + "/" + name, entry));
          }
        }
      } catch (IOException e) {
        throw unreadable(e);
      } catch (UncheckedIOException e) {
        throw unreadable(new IOException(e.getMessage(), e));
      }
      bounds.count(path, directories.size() + files.size());
      directories.sort(null);
      files.sort(Comparator.comparing(TemplateFile::path));
      return new Directory(directories, files);
    }

    private TemplateFile file(String path, Path entry) throws IOException {
      EntryName.requireReadable(path);
      FileMode mode = FileMode.REGULAR;
      if (Files.isSymbolicLink(entry)) {
        mode = FileMode.SYMBOLIC_LINK;
      } else if (entry.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.isExecutable(entry)) {
        mode = FileMode.EXECUTABLE;
      }
      if (mode == FileMode.SYMBOLIC_LINK) {
        return new TemplateFile(path, mode, BlobIds.of(link(entry)));
      }
      long size = Files.size(entry);
      if (size > Bounds.UNPACKED_BYTES) {
        throw new LimitException(
            "the template's file "
                + path
                + " has "
                + size
                + " bytes, more than "
                + Bounds.UNPACKED_BYTES,
            "remove it from the template");
      }
      try (InputStream in = Files.newInputStream(entry)) {
        return new TemplateFile(path, mode, BlobIds.of(new SizedStream(in, size), size));
      }
    }

    private static byte[] link(Path entry) throws IOException {
      return Files.readSymbolicLink(entry)
          .toString()
          .replace('\\', '/')
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      try {
        Path entry = root.resolve(file.path());
        return OptionalLong.of(
            file.mode() == FileMode.SYMBOLIC_LINK ? link(entry).length : Files.size(entry));
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public void fetch(Collection<TemplateFile> files) {
      // All content is at hand.
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      Path entry = root.resolve(file.path());
      return file.mode() == FileMode.SYMBOLIC_LINK
          ? new ByteArrayInputStream(link(entry))
          : Files.newInputStream(entry);
    }

    private EnvironmentException unreadable(IOException cause) {
      return new EnvironmentException(
          "cannot read the template folder " + root,
          "check its permissions: " + cause.getMessage(),
          cause);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
