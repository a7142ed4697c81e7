package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a repository that is to become a template, with the texts of those that are text.
 */
final class Repository {

  /** What is longer is data. */
  private static final int LONGEST = 1_000_000;

  private final TemplateSnapshot snapshot;
  private final SortedMap<String, TemplateFile> files = new TreeMap<>();
  private final Map<String, Optional<String>> texts = new HashMap<>();

  private Repository(TemplateSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * Looks at a repository. Its content is fetched.
   *
   * @param snapshot the repository
   */
  static Repository of(TemplateSnapshot snapshot) {
    Repository repository = new Repository(snapshot);
    repository.collect(snapshot.tree(), "");
    snapshot.fetch(
        repository.files.values().stream()
            .filter(file -> file.mode() != FileMode.SUBMODULE)
            .toList());
    return repository;
  }

  private void collect(TemplateTree tree, String path) {
    TemplateTree.Directory directory = tree.directory(path);
    directory.files().forEach(file -> files.put(file.path(), file));
    for (String name : directory.directories()) {
      collect(tree, path.isEmpty() ? name : path + "/" + name);
    }
  }

  /** What it is called: the last part of where it is. */
  String name() {
    String place = snapshot.origin().template().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf(':')) + 1);
  }

  /** Its tree. */
  TemplateTree tree() {
    return snapshot.tree();
  }

  /** Every path, sorted. */
  Collection<String> paths() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** Whether it has a file. */
  boolean has(String path) {
    return files.containsKey(path);
  }

  /** Every file. */
  Collection<TemplateFile> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /**
   * The paths below a folder, without the folder.
   *
   * @param folder empty for the root
   */
  List<String> below(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return files.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  /** The folders in a folder, sorted. */
  List<String> folders(String folder) {
    return below(folder).stream()
        .filter(path -> path.contains("/"))
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .toList();
  }

  /** What a file holds, if it is a text that is not too long. */
  Optional<String> text(String path) {
    return texts.computeIfAbsent(path, this::read);
  }

  private Optional<String> read(String path) {
    TemplateFile file = files.get(path);
    if (file == null
        || file.mode() == FileMode.SUBMODULE
        || file.mode() == FileMode.SYMBOLIC_LINK) {
      return Optional.empty();
    }
    try (InputStream in = snapshot.open(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      return bytes.length > LONGEST || !LineEnds.isText(bytes)
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + path + " of " + snapshot.origin().template(),
          "check that the repository is readable: " + e.getMessage(),
          e);
    }
  }
}
