package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.io.FoldersBelow;
import io.github.mlopsmaven.io.RunBits;
import io.github.mlopsmaven.io.SafePaths;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.BlobIds;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.template.StagedFiles;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the files of a plan into a directory: copied, rendered or rewritten. */
final class ProjectWriter {

  /** More than any operating system takes. */
  private static final int LONGEST_LINK = 64 * 1024;

  private final Path directory;
  private final TemplateSnapshot template;
  private final ProjectContent content;
  private final SortedMap<String, StagedFiles.Entry> entries = new TreeMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private final List<FileList.Entry> given = new ArrayList<>();

  /**
   * Makes a writer.
   *
   * @param directory where the files are written
   * @param template where they come from
   * @param content makes what is in them
   */
  ProjectWriter(Path directory, TemplateSnapshot template, ProjectContent content) {
    this.directory = directory;
    this.template = template;
    this.content = content;
  }

  /**
   * Writes every file.
   *
   * @param files the plan's files, with safe target paths
   */
  void write(List<PlannedFile> files) {
    for (PlannedFile file : files) {
      try {
        write(file);
      } catch (IOException e) {
        throw cannotWrite(file.target(), e);
      }
    }
    links.forEach(this::link);
  }

  private void write(PlannedFile file) throws IOException {
    try (InputStream in = new BufferedInputStream(template.open(file.source()))) {
      if (file.source().mode() == FileMode.SYMBOLIC_LINK) {
        byte[] bytes = BoundedInput.bytes(in, LONGEST_LINK, "the symbolic link " + file.target());
        String target = new String(bytes, StandardCharsets.UTF_8);
        requireText(file.target(), target, bytes);
        SafePaths.checkLink(file.target(), target);
        links.put(file.target(), target);
        given(file, FileMode.SYMBOLIC_LINK, file.source().id());
        add(file.target(), FileMode.SYMBOLIC_LINK, file.source().id(), true);
        return;
      }
      Path path = resolve(file.target());
      FileMode mode = file.executable() ? FileMode.EXECUTABLE : FileMode.REGULAR;
      boolean stored = file.rendered() || template.stored();
      String id = file.source().id();
      if (content.isCopied(file, template.size(file.source()).orElse(0), start(in))) {
        Files.copy(in, path);
      } else {
        byte[] before =
            BoundedInput.bytes(
                in,
                Bounds.TEXT_BYTES,
                "the template's file " + file.source().path() + ", which is to be changed,");
        byte[] bytes = content.of(file, before);
        Files.write(path, bytes);
        id = Arrays.equals(bytes, before) ? id : BlobIds.of(bytes);
      }
      given(file, mode, id);
      add(file.target(), mode, id, stored);
      if (file.executable()) {
        RunBits.set(path, true);
      }
    }
  }

  private static byte[] start(InputStream in) throws IOException {
    in.mark(LineEnds.LOOKED_AT);
    byte[] start = in.readNBytes(LineEnds.LOOKED_AT);
    in.reset();
    return start;
  }

  private void given(PlannedFile file, FileMode mode, String blob) {
    given.add(new FileList.Entry(mode, blob, file.target(), Optional.of(file.source().path())));
  }

  /** The files of the template that were written so far. */
  List<FileList.Entry> given() {
    return List.copyOf(given);
  }

  /** Writes a file of ours. */
  void write(String target, byte[] content) {
    try {
      Files.write(resolve(target), content);
      add(target, FileMode.REGULAR, BlobIds.of(content), true);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private void add(String target, FileMode mode, String id, boolean stored) {
    entries.put(target, new StagedFiles.Entry(mode, id, stored));
  }

  /** What was written so far. */
  StagedFiles staged() {
    return new StagedFiles(entries);
  }

  private static void requireText(String path, String target, byte[] bytes) {
    if (!Arrays.equals(target.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new UsageException(
          "the template's symbolic link " + path + " has a target that is not UTF-8",
          "make it again in the template, or exclude it there");
    }
  }

  private Path resolve(String target) throws IOException {
    Path path = directory.resolve(target);
    FoldersBelow.make(directory, path);
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

  private static EnvironmentException cannotWrite(String target, IOException cause) {
    return new EnvironmentException(
        "cannot write " + target,
        "check free space and permissions of the output folder; nothing was left there: "
            + cause.getMessage(),
        cause);
  }
}
