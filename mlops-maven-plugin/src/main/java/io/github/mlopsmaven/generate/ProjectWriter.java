package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.render.DeclaredEdit;
import io.github.mlopsmaven.render.PipelineReferences;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the files of a plan into a directory: copied, rendered or rewritten. */
final class ProjectWriter {

  private final Path directory;
  private final TemplateSnapshot template;
  private final Map<String, String> names;
  private final Optional<PipelineReferences> references;
  private final VelocityRenderer renderer;
  private final Map<String, String> links = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Rewrite> effective = new LinkedHashSet<>();
  private int redirected;

  ProjectWriter(
      Path directory,
      TemplateSnapshot template,
      Map<String, String> names,
      Optional<PipelineReferences> references,
      VelocityRenderer renderer) {
    this.directory = directory;
    this.template = template;
    this.names = names;
    this.references = references;
    this.renderer = renderer;
  }

  /**
   * Writes every file.
   *
   * @param files the plan's files, with safe target paths
   * @return sentences about what did not go as the descriptor says
   */
  List<String> write(List<PlannedFile> files) {
    for (PlannedFile file : files) {
      try {
        write(file);
      } catch (IOException e) {
        throw cannotWrite(file.target(), e);
      }
    }
    links.forEach(this::link);
    return List.copyOf(warnings);
  }

  private void write(PlannedFile file) throws IOException {
    try (InputStream in = template.open(file.source())) {
      if (file.source().mode() == FileMode.SYMBOLIC_LINK) {
        String target = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        SafePaths.checkLink(file.target(), target);
        links.put(file.target(), target);
        return;
      }
      Path path = resolve(file.target());
      boolean mayRefer = references.filter(edit -> edit.appliesTo(file.target())).isPresent();
      if (file.rendered() || !file.rewrites().isEmpty() || mayRefer) {
        Files.write(path, edited(file, in.readAllBytes()));
      } else {
        Files.copy(in, path);
      }
      if (file.executable()) {
        makeExecutable(path);
      }
    }
  }

  private byte[] edited(PlannedFile file, byte[] content) {
    byte[] edited =
        file.rendered() ? renderer.render(file.source().path(), content, names) : content;
    for (Rewrite rewrite : file.rewrites()) {
      Optional<byte[]> replaced = DeclaredEdit.apply(rewrite, file.target(), edited);
      if (replaced.isEmpty()) {
        warnings.add(
            file.target()
                + " has no "
                + rewrite.place()
                + ", so it was not set ("
                + rewrite.reason()
                + ")");
      }
      if (replaced.isPresent() && !Arrays.equals(replaced.get(), edited)) {
        effective.add(rewrite);
        edited = replaced.get();
      }
    }
    if (references.filter(edit -> edit.appliesTo(file.target())).isPresent()) {
      PipelineReferences.Edited redirect = references.get().edit(file.target(), edited);
      redirected += redirect.references();
      edited = redirect.content();
    }
    return edited;
  }

  /** How many references to the pipeline templates were pointed elsewhere so far. */
  int redirected() {
    return redirected;
  }

  /** The declared edits that changed the bytes of a file so far. */
  Set<Rewrite> effective() {
    return Set.copyOf(effective);
  }

  /** Writes a file of ours. */
  void write(String target, byte[] content) {
    try {
      Files.write(resolve(target), content);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private Path resolve(String target) throws IOException {
    Path path = directory.resolve(target);
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return path;
  }

  private void link(String path, String target) {
    try {
      Files.createSymbolicLink(resolve(path), directory.getFileSystem().getPath(target));
    } catch (IOException | UnsupportedOperationException e) {
      throw new EnvironmentException(
          "cannot make the symbolic link " + path,
          "on Windows, turn on developer mode, or replace the link in the template by a file",
          e);
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      if (permissions.contains(PosixFilePermission.GROUP_READ)) {
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
      }
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static EnvironmentException cannotWrite(String target, IOException cause) {
    return new EnvironmentException(
        "cannot write " + target,
        "check free space and permissions of the output folder; nothing was left there: "
            + cause.getMessage(),
        cause);
  }
}
