package io.github.mlopsmaven.status;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.lock.ReservedPaths;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a project says about where it came from.
 *
 * @param lock the template, its state, and what was chosen
 * @param files what the template gave
 * @param owned patterns of files that no update touches
 */
public record RecordedProject(ProjectLock lock, FileList files, List<Glob> owned) {

  /** Copies the list. */
  public RecordedProject {
    owned = List.copyOf(owned);
  }

  /**
   * Reads it.
   *
   * @param project what the project is called in messages
   * @param reader gives the bytes of a file of the project; empty where there is none
   * @throws UsageException if it was not generated, or a file of the three cannot be read
   */
  public static RecordedProject read(String project, Function<String, Optional<byte[]>> reader) {
    byte[] lock =
        reader
            .apply(ProjectLockFile.PATH)
            .orElseThrow(
                () ->
                    new UsageException(
                        project + " has no " + ProjectLockFile.PATH + ", so nothing is known of it",
                        "go to a folder that mlops:generate created, or name one with"
                            + " -Dmlops.projectDirectory=FOLDER"));
    byte[] files =
        reader
            .apply(FileList.PATH)
            .orElseThrow(
                () ->
                    new UsageException(
                        project + " has no " + FileList.PATH + ", so its files cannot be compared",
                        "restore it from version control: git checkout HEAD -- " + FileList.PATH));
    return new RecordedProject(
        ProjectLockFile.read(ProjectLockFile.PATH, lock),
        FileList.read(FileList.PATH, files),
        reader.apply(ReservedPaths.OWNED).map(RecordedProject::patterns).orElse(List.of()));
  }

  private static List<Glob> patterns(byte[] content) {
    List<Glob> patterns = new ArrayList<>();
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        patterns.add(Glob.of(line));
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            Place.inLine(ReservedPaths.OWNED, i + 1, lines.get(i)) + ": " + e.getMessage(),
            "write a pattern such as mlops/** or config-infra-prod.yml");
      }
    }
    return patterns;
  }

  /**
   * Whether the list has what a state of the template gives: it was written from that state, by the
   * same program. What is still being worked on keeps its version and changes, so it never counts,
   * and neither does a list that an update left files of older states in.
   *
   * @param now a state of the template
   * @param generatorVersion the version of this program
   */
  boolean isOf(TemplateOrigin now, String generatorVersion) {
    TemplateOrigin then = lock.origin();
    boolean isState =
        now.commit().isPresent()
            ? now.commit().equals(then.commit())
            : now.version().filter(RecordedProject::isFixed).isPresent()
                && now.template().equals(then.template())
                && now.version().equals(then.version());
    return isState
        && isFixed(generatorVersion)
        && generatorVersion.equals(lock.generatorVersion())
        && files.entries().stream().allMatch(entry -> entry.heldAt().isEmpty() && !entry.isMoved());
  }

  private static boolean isFixed(String version) {
    return !version.endsWith("-SNAPSHOT");
  }

  /**
   * Whether a file belongs to the project's owners, so that no update touches it.
   *
   * @param path a path of the project
   */
  public boolean isOwned(String path) {
    return owned.stream().anyMatch(glob -> glob.matches(path));
  }
}
