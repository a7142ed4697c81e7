package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of several templates in a repository, folder or archive: what lies below a directory of it.
 * It is named {@code LOCATION//PATH}, as Terraform names modules.
 *
 * @param whole the repository, folder or archive
 * @param path the directory, without {@code /} at either end
 */
public record Subdirectory(TemplateSource whole, String path) implements TemplateSource {

  @Override
  public TemplateSnapshot open() {
    TemplateSnapshot snapshot = whole.open();
    if (snapshot.tree().directory(path).isEmpty()) {
      try (snapshot) {
        List<String> templates = templates(snapshot.tree());
        throw new UsageException(
            snapshot.origin().template() + " has no directory " + path,
            templates.isEmpty()
                ? "check what follows // in -Dmlops.template"
                : Suggestion.useOneOf(path, templates) + " after //");
      }
    }
    return new Below(snapshot, path);
  }

  /**
   * What lies below a directory of something that is open, and stays open.
   *
   * @param whole what is open
   * @param path the directory, without {@code /} at either end
   */
  public static TemplateSnapshot below(TemplateSnapshot whole, String path) {
    return new Below(whole, path);
  }

  /** The directories with a descriptor, at most two levels down. */
  private static List<String> templates(TemplateTree tree) {
    List<String> found = new ArrayList<>();
    for (String name : tree.directory("").directories()) {
      TemplateTree.Directory directory = tree.directory(name);
      if (hasDescriptor(directory)) {
        found.add(name);
      }
      for (String below : directory.directories()) {
        if (hasDescriptor(tree.directory(name + "/" + below))) {
          found.add(name + "/" + below);
        }
      }
    }
    return found;
  }

  private static boolean hasDescriptor(TemplateTree.Directory directory) {
    return directory.files().stream().anyMatch(file -> file.name().equals(Descriptor.FILE_NAME));
  }

  /** A snapshot with the paths below the directory. */
  private record Below(TemplateSnapshot whole, String path) implements TemplateSnapshot {

    @Override
    public TemplateOrigin origin() {
      TemplateOrigin origin = whole.origin();
      return new TemplateOrigin(
          origin.template() + "//" + path,
          origin.ref(),
          origin.commit(),
          origin.version(),
          origin.url().map(url -> url + "//" + path),
          origin.tag(),
          origin.signature());
    }

    @Override
    public List<String> reached() {
      return whole.reached();
    }

    @Override
    public Optional<SignedState> signed() {
      return whole.signed();
    }

    @Override
    public TemplateTree tree() {
      TemplateTree tree = whole.tree();
      return directory -> {
        TemplateTree.Directory found =
            tree.directory(directory.isEmpty() ? path : path + "/" + directory);
        return new TemplateTree.Directory(
            found.directories(),
            found.files().stream()
                .map(
                    file ->
                        new TemplateFile(
                            file.path().substring(path.length() + 1), file.mode(), file.id()))
                .toList());
      };
    }

    private TemplateFile outside(TemplateFile file) {
      return new TemplateFile(path + "/" + file.path(), file.mode(), file.id());
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      return whole.size(outside(file));
    }

    @Override
    public void fetch(Collection<TemplateFile> files) {
      whole.fetch(files.stream().map(this::outside).toList());
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      return whole.open(outside(file));
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
