package io.github.mlopsmaven.status;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a project is.
 *
 * @param directory the project's folder
 * @param lock what it came from
 * @param newer the state of the template that it was compared with, if the template was asked
 * @param files the files, sorted by path
 * @param notes sentences that a person has to know
 */
public record ProjectStatus(
    String directory,
    ProjectLock lock,
    Optional<TemplateOrigin> newer,
    List<FileStatus> files,
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
    if (!changes().isEmpty()) {
      return State.BEHIND;
    }
    return count(file -> file.heldAt().isPresent()) > 0 ? State.HELD : State.CURRENT;
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
