package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.EntryName;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.PathIndex;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The names and modes of a work tree's files, listed once; contents are read when asked for. */
final class WorkTreeSnapshot implements TemplateSnapshot, TemplateTree {

  private static final String NO_CONTENT = "0".repeat(40);

  private final Path root;
  private final TemplateOrigin origin;
  private final Map<String, String> ids;
  private final PathIndex<FileMode> index = new PathIndex<>();
  private final Map<String, Directory> read = new HashMap<>();

  private WorkTreeSnapshot(Path root, TemplateOrigin origin, WorkTreeFiles listed) {
    this.root = root;
    this.origin = origin;
    this.ids = listed.ids();
    listed.modes().forEach(index::add);
  }

  /**
   * Lists a work tree.
   *
   * @param root where {@code .git} is
   * @param below the folder in it that is read; the empty string is all of it
   * @param compared whether to say which commit it is; where not, only its files are read
   */
  static WorkTreeSnapshot read(Path root, String below, Repository repository, boolean compared)
      throws IOException {
    WorkTreeFiles listed = WorkTreeFiles.list(repository, below, compared);
    Ref head = compared ? repository.exactRef("HEAD") : null;
    Optional<ObjectId> commit =
        Optional.ofNullable(head).map(Ref::getObjectId).filter(id -> listed.clean());
    TemplateOrigin origin =
        new TemplateOrigin(
            LocalRepositories.name(root.resolve(below)),
            Optional.empty(),
            commit.map(ObjectId::name),
            Optional.empty());
    return new WorkTreeSnapshot(root.resolve(below), origin, listed);
  }

  @Override
  public Directory directory(String path) {
    return read.computeIfAbsent(path, this::list);
  }

  private Directory list(String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    List<TemplateFile> entries = new ArrayList<>();
    index
        .files(path)
        .forEach(
            (name, mode) ->
                entries.add(new TemplateFile(prefix + name, mode, id(prefix + name, mode))));
    return new Directory(index.directories(path), entries);
  }

  private String id(String path, FileMode mode) {
    if (mode == FileMode.SUBMODULE) {
      return NO_CONTENT;
    }
    EntryName.requireReadable(path);
    String known = ids.get(path);
    if (known != null) {
      return known;
    }
    try {
      if (mode == FileMode.SYMBOLIC_LINK) {
        return BlobIds.of(link(path));
      }
      Path file = root.resolve(path);
      try (InputStream in = Files.newInputStream(file)) {
        return BlobIds.of(in, Files.size(file));
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          path + " in " + root + " cannot be read: " + e.getMessage(), "make it readable", e);
    }
  }

  private byte[] link(String path) throws IOException {
    return Files.readSymbolicLink(root.resolve(path))
        .toString()
        .replace('\\', '/')
        .getBytes(StandardCharsets.UTF_8);
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
  public OptionalLong size(TemplateFile file) {
    try {
      return switch (file.mode()) {
        case SUBMODULE -> OptionalLong.empty();
        case SYMBOLIC_LINK -> OptionalLong.of(link(file.path()).length);
        case REGULAR, EXECUTABLE -> OptionalLong.of(Files.size(root.resolve(file.path())));
      };
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void fetch(Collection<TemplateFile> wanted) {
    // Everything is here.
  }

  @Override
  public InputStream open(TemplateFile file) throws IOException {
    return file.mode() == FileMode.SYMBOLIC_LINK
        ? new ByteArrayInputStream(link(file.path()))
        : Files.newInputStream(root.resolve(file.path()));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
