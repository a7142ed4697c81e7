package io.github.mlopsmaven.update;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.needs.Holding;
import io.github.mlopsmaven.update.Outcome.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an update does, for people and for whoever writes it.
 *
 * @param plan what is written
 * @param files what is done with each file, sorted by path
 * @param before the lock of the project
 * @param after the lock that it gets
 * @param notes sentences that a person has to know
 * @param tasks what the newer README has on its list for a person, and the older did not
 * @param left what the hosting service and Azure keep of the project, and it has no use for any
 *     more
 */
public record PlannedUpdate(
    ProjectChange.Plan plan,
    List<File> files,
    ProjectLock before,
    ProjectLock after,
    List<String> notes,
    List<String> tasks,
    List<Holding> left) {

  /** Copies the lists. */
  public PlannedUpdate {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
    tasks = List.copyOf(tasks);
    left = List.copyOf(left);
  }

  /**
   * What is done with a file.
   *
   * @param path where it is afterwards, or was
   * @param from where it was, if elsewhere
   * @param kind what is done and why
   * @param isConflict whether a person has to decide
   * @param isHeld whether it is left to a later update
   * @param chunks of a file that is held: the places that both sides changed, with markers
   */
  public record File(
      String path,
      Optional<String> from,
      Kind kind,
      boolean isConflict,
      boolean isHeld,
      List<String> chunks) {

    /** Copies the list. */
    public File {
      chunks = List.copyOf(chunks);
    }
  }

  private static final Set<Kind> QUIET =
      EnumSet.of(Kind.SAME, Kind.KEPT, Kind.ALREADY_THERE, Kind.OWNED, Kind.ONCE);

  /** The files that a person wants to hear of. */
  public List<File> told() {
    return files.stream()
        .filter(file -> !QUIET.contains(file.kind()) || file.from().isPresent())
        .toList();
  }

  /** The files that are left to a later update. */
  public List<File> held() {
    return files.stream().filter(File::isHeld).toList();
  }

  /** What nobody needs any more, each with how it is removed. */
  public List<String> unneeded() {
    return left.stream().map(holding -> holding.title() + ": " + holding.remedy()).toList();
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return plan.steps().isEmpty();
  }

  /** How many files of each kind there are, as in {@code 3 updated, 1 merged}. */
  public String counts() {
    return String.join(
        ", ",
        Arrays.stream(Kind.values())
            .filter(kind -> files.stream().anyMatch(file -> file.kind() == kind))
            .map(kind -> files.stream().filter(file -> file.kind() == kind).count() + " " + kind)
            .toList());
  }
}
