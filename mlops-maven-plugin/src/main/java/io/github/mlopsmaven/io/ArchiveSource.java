package io.github.mlopsmaven.io;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.bounds.TreeBounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.PathIndex;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A template that is a Maven artifact: a jar or zip file. Its root is the directory {@code
 * mlops-template/} if it has one, else the archive's root without {@code META-INF}. Archives keep
 * no modes: what can be run is said by the descriptor.
 */
public final class ArchiveSource implements TemplateSource {

  /** The directory of an archive that is the template's root. */
  public static final String ROOT = "mlops-template/";

  private final Path archive;
  private final String name;
  private final String version;

  /**
   * Names the archive.
   *
   * @param archive a jar or zip file
   * @param name how it is named in a lock: {@code builtin} or coordinates without version
   * @param version its version
   */
  public ArchiveSource(Path archive, String name, String version) {
    this.archive = archive;
    this.name = name;
    this.version = version;
  }

  @Override
  public TemplateSnapshot open() {
    try {
      ZipFile zip = new ZipFile(archive.toFile());
      try {
        return new Snapshot(
            zip,
            new TemplateOrigin(name, Optional.empty(), Optional.empty(), Optional.of(version)));
      } catch (RuntimeException e) {
        // What is refused is not left open: on Windows it could not be replaced.
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      throw new EnvironmentException(
          "the artifact " + name + ":" + version + " is not a zip archive",
          "remove it from the local repository and run again: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read the artifact " + name + ":" + version,
          "check the local repository: " + e.getMessage(),
          e);
    }
  }

  private static final class Snapshot implements TemplateSnapshot, TemplateTree {

    private final ZipFile zip;
    private final TemplateOrigin origin;
    private final String root;
    private final TreeBounds bounds = new TreeBounds();
    private final PathIndex<ZipEntry> index = new PathIndex<>();
    private final Map<String, Directory> read = new HashMap<>();

    Snapshot(ZipFile zip, TemplateOrigin origin) {
      this.zip = zip;
      this.origin = origin;
      List<? extends ZipEntry> entries =
          zip.stream().filter(entry -> !entry.isDirectory()).toList();
      this.root = entries.stream().anyMatch(entry -> entry.getName().startsWith(ROOT)) ? ROOT : "";
      long unpacked = 0;
      bounds.count("", entries.size());
      for (ZipEntry entry : entries) {
        unpacked += Math.max(0, entry.getSize());
        if (unpacked > Bounds.UNPACKED_BYTES) {
          throw new LimitException(
              "the artifact "
                  + origin.template()
                  + " has more than "
                  + Bounds.UNPACKED_BYTES
                  + " bytes when it is unpacked",
              "check the artifact; it may be made to fill its readers' disks");
        }
        bounds.count(entry.getName(), 0);
        if (entry.getName().startsWith(root)
            && !(root.isEmpty() && entry.getName().startsWith("META-INF/"))) {
          index.add(entry.getName().substring(root.length()), entry);
        }
      }
    }

    @Override
    public TemplateOrigin origin() {
      return origin;
    }

    @Override
    public TemplateTree tree() {
      return this;
    }

    @Override
    public Directory directory(String path) {
      return read.computeIfAbsent(path, this::list);
    }

    private Directory list(String path) {
      List<TemplateFile> files = new ArrayList<>();
      index
          .files(path)
          .forEach(
              (name, entry) ->
                  files.add(
                      new TemplateFile(
                          path.isEmpty() ? name : path + "/" + name, FileMode.REGULAR, id(entry))));
      return new Directory(index.directories(path), files);
    }

    private String id(ZipEntry entry) {
      try (InputStream in = zip.getInputStream(entry)) {
        return BlobIds.of(new SizedStream(in, entry.getSize()), entry.getSize());
      } catch (IOException e) {
        throw new EnvironmentException(
            "cannot read " + entry.getName() + " of the artifact " + origin.template(),
            "remove it from the local repository and run again: " + e.getMessage(),
            e);
      }
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      ZipEntry entry = zip.getEntry(root + file.path());
      return entry == null || entry.getSize() < 0
          ? OptionalLong.empty()
          : OptionalLong.of(entry.getSize());
    }

    @Override
    public void fetch(Collection<TemplateFile> wanted) {
      // All content is at hand.
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      ZipEntry entry = zip.getEntry(root + file.path());
      InputStream in = entry == null ? null : zip.getInputStream(entry);
      if (in == null) {
        throw new IOException(file.path() + " is not in the archive");
      }
      return new SizedStream(in, entry.getSize());
    }

    @Override
    public void close() {
      try {
        zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
