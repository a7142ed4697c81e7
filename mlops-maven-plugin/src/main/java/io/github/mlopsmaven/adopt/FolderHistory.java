package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project that is in no git repository, or has no commit: its files as they are on disk. */
public final class FolderHistory implements ProjectHistory {

  private final TemplateSnapshot folder;

  /**
   * Takes an opened folder.
   *
   * @param folder its files; closed with this
   */
  public FolderHistory(TemplateSnapshot folder) {
    this.folder = folder;
  }

  @Override
  public Moment now() {
    Map<String, FileVersion> files = new TreeMap<>();
    add("", files);
    return new Moment("the files on disk", Optional.empty(), files);
  }

  private void add(String path, Map<String, FileVersion> files) {
    TemplateTree.Directory here = folder.tree().directory(path);
    for (TemplateFile file : here.files()) {
      if (file.mode() != FileMode.SUBMODULE) {
        files.put(file.path(), new FileVersion(file.mode(), file.id(), () -> bytes(file)));
      }
    }
    for (String name : here.directories()) {
      add(path.isEmpty() ? name : path + "/" + name, files);
    }
  }

  private byte[] bytes(TemplateFile file) {
    try (InputStream in = folder.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new EnvironmentException(
          file.path() + " cannot be read: " + e.getMessage(), "check its permissions", e);
    }
  }

  @Override
  public List<Moment> beginnings() {
    return List.of();
  }

  @Override
  public void close() {
    folder.close();
  }
}
