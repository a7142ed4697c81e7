package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.render.PipelineReferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a request would make, as it was made in a temporary folder.
 *
 * @param target the project's folder
 * @param blueprint what was decided
 * @param files the files, sorted by target path
 * @param tree the id of the tree that the project's commit would have
 * @param warnings what would not go as the descriptor says
 * @param remarks what a person has to know
 * @param remote the git URL that would be pushed to, without a login, if one is given
 */
public record DryRun(
    Path target,
    Blueprint blueprint,
    List<Row> files,
    String tree,
    List<String> warnings,
    List<ProjectCheck.Remark> remarks,
    Optional<String> remote) {

  /** Copies the lists. */
  public DryRun {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    remarks = List.copyOf(remarks);
  }

  /** How a file's content comes about. */
  public enum Treatment {
    /** Byte for byte, but for references to files that the layout moves. */
    COPIED,
    /** By Velocity. */
    RENDERED,
    /** With names filled in between delimiters. */
    SUBSTITUTED,
    /** With a declared edit of single values. */
    REWRITTEN,
    /** By the plugin: a file that the template does not have. */
    ADDED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One file.
   *
   * @param source its path in the template, if it is the template's
   * @param target its path in the project
   * @param size bytes in the project
   * @param treatment how its content comes about
   * @param executable whether it can be run
   */
  public record Row(
      Optional<String> source, String target, long size, Treatment treatment, boolean executable) {}

  /**
   * Looks at a project that was made.
   *
   * @param staged the folder that it was made in
   * @param tree the id of its tree
   */
  static DryRun of(
      GenerateRequest request,
      Blueprint blueprint,
      Path staged,
      String tree,
      List<String> warnings,
      List<ProjectCheck.Remark> remarks) {
    Optional<PipelineReferences> references = ProjectContent.references(blueprint, request);
    SortedMap<String, Row> rows = new TreeMap<>();
    for (Path file : files(staged)) {
      String target = staged.relativize(file).toString().replace('\\', '/');
      rows.put(
          target,
          new Row(Optional.empty(), target, size(file), Treatment.ADDED, isExecutable(file)));
    }
    for (PlannedFile file : blueprint.plan().files()) {
      rows.computeIfPresent(
          file.target(),
          (target, row) ->
              new Row(
                  Optional.of(file.source().path()),
                  target,
                  row.size(),
                  treatment(file, references),
                  file.executable()));
    }
    return new DryRun(
        request.target(),
        blueprint,
        List.copyOf(rows.values()),
        tree,
        warnings,
        remarks,
        request.remote().map(Redaction::redact));
  }

  /** The files of a project, but not its repository. */
  private static List<Path> files(Path staged) {
    try (Stream<Path> all = Files.walk(staged)) {
      return all.filter(path -> !path.startsWith(staged.resolve(".git")))
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .size();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static boolean isExecutable(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static EnvironmentException unreadable(Exception e) {
    return new EnvironmentException(
        "cannot read the staged project: " + e.getMessage(),
        "check the folder for temporary files, and run again",
        e);
  }

  private static Treatment treatment(PlannedFile file, Optional<PipelineReferences> references) {
    if (file.rendered()) {
      return Treatment.RENDERED;
    }
    if (file.delimiters().isPresent()) {
      return Treatment.SUBSTITUTED;
    }
    boolean mayRefer = references.filter(edit -> edit.appliesTo(file.target())).isPresent();
    return file.rewrites().isEmpty() && !mayRefer ? Treatment.COPIED : Treatment.REWRITTEN;
  }
}
