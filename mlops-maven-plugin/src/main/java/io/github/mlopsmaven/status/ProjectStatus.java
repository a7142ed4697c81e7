package io.github.mlopsmaven.status;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a project is.
 *
 * @param directory the project's folder
 * @param lock what it came from
 * @param newer the state of the template that it was compared with, if the template was asked
 * @param files the files, sorted by path
 * @param behind how far the state that it came from is behind, if that is known
 * @param asOf when the template was asked last, if it is not on this machine
 * @param notes sentences that a person has to know
 */
public record ProjectStatus(
    String directory,
    ProjectLock lock,
    Optional<TemplateOrigin> newer,
    List<FileStatus> files,
    Optional<TemplateAge.Behind> behind,
    Optional<Instant> asOf,
    List<String> notes) {

  /** Sorts and copies. */
  public ProjectStatus {
    files = files.stream().sorted(Comparator.comparing(FileStatus::path)).toList();
    notes = List.copyOf(notes);
  }

  /** The project in one word. */
  public enum State {
    /** The template has nothing for it. */
    CURRENT,
    /** The template has something for it. */
    BEHIND,
    /** The template's history no longer has the commit that it came from. */
    DIVERGED,
    /** The tag that it came from names another commit now. */
    MOVED_TAG,
    /** An update left files as they were. */
    HELD,
    /** The template was not asked. */
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The project in one word. */
  public State state() {
    if (newer.isEmpty()) {
      return State.UNKNOWN;
    }
    if (isTagMoved(newer.get())) {
      return State.MOVED_TAG;
    }
    if (behind.filter(TemplateAge.Behind::diverged).isPresent()) {
      return State.DIVERGED;
    }
    if (!changes().isEmpty()) {
      return State.BEHIND;
    }
    return count(file -> file.heldAt().isPresent()) > 0 ? State.HELD : State.CURRENT;
  }

  /** Whether the template has something for the project. */
  public boolean isBehind() {
    return state() == State.BEHIND || state() == State.MOVED_TAG || state() == State.DIVERGED;
  }

  /** For how many days the template has had something that the project has not. */
  public Optional<Long> days() {
    return behind
        .flatMap(TemplateAge.Behind::since)
        .map(since -> Math.max(0, Duration.between(since, Instant.now()).toDays()));
  }

  /**
   * The same status with the files that an update could not merge.
   *
   * @param conflicts path to the kind of conflict
   */
  public ProjectStatus withConflicts(Map<String, String> conflicts) {
    return new ProjectStatus(
        directory,
        lock,
        newer,
        files.stream()
            .map(
                file ->
                    file.withConflict(
                        Optional.ofNullable(conflicts.get(file.path()))
                            .or(() -> file.target().map(conflicts::get))
                            .or(() -> file.to().map(conflicts::get))))
            .toList(),
        behind,
        asOf,
        notes);
  }

  /**
   * The same status with one more note.
   *
   * @param note a sentence that a person has to know
   */
  public ProjectStatus withNote(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new ProjectStatus(directory, lock, newer, files, behind, asOf, all);
  }

  private boolean isTagMoved(TemplateOrigin now) {
    return lock.origin().tag().isPresent()
        && lock.origin().ref().equals(now.ref())
        && now.tag().isPresent()
        && !now.tag().equals(lock.origin().tag());
  }

  /** The files that the newer state would change: not those that no update touches. */
  public List<FileStatus> changes() {
    return files.stream()
        .filter(file -> !file.here().isLeftAlone())
        .filter(file -> file.there().filter(there -> there != There.SAME).isPresent())
        .toList();
  }

  /**
   * How many files are so.
   *
   * @param condition of a file
   */
  public long count(Predicate<FileStatus> condition) {
    return files.stream().filter(condition).count();
  }
}
