package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLock;
import java.util.List;
import java.util.Optional;

/**
 * Where a project came from, with what says so.
 *
 * @param lock what becomes its lock
 * @param files what becomes its list of files
 * @param evidence which of the project's files were compared
 * @param layout the layout that they have, if it is not the template's own
 * @param counts how the files were found there
 * @param alike how many states of the template give the same files
 * @param rival the likeliest other selection, with how many of its files are there
 * @param unlisted files of the template that no selection of it gives: they are the project's own
 * @param moves files that the next update puts elsewhere, or edits because of that
 * @param notes sentences that a person has to know
 */
public record Adopted(
    ProjectLock lock,
    FileList files,
    String evidence,
    Optional<String> layout,
    Counts counts,
    int alike,
    Optional<String> rival,
    List<String> unlisted,
    List<String> moves,
    List<String> notes) {

  /** Copies the lists. */
  public Adopted {
    unlisted = List.copyOf(unlisted);
    moves = List.copyOf(moves);
    notes = List.copyOf(notes);
  }

  /**
   * The same with another lock.
   *
   * @param judged the lock, with what it was judged by
   */
  public Adopted with(ProjectLock judged) {
    return new Adopted(
        judged, files, evidence, layout, counts, alike, rival, unlisted, moves, notes);
  }

  /**
   * How files were found.
   *
   * @param exact as the template gives them, where it puts them
   * @param moved as the template gives them, elsewhere
   * @param changed where the template puts them, with another content
   * @param missing not at all
   */
  public record Counts(int exact, int moved, int changed, int missing) {

    /** All files. */
    public int all() {
      return exact + moved + changed + missing;
    }

    /** The share of files whose content proves where they came from, in percent. */
    public int proved() {
      return all() == 0 ? 0 : 100 * (exact + moved) / all();
    }

    @Override
    public String toString() {
      return all()
          + " files: "
          + exact
          + " exact, "
          + moved
          + " moved, "
          + changed
          + " changed, "
          + missing
          + " missing";
    }
  }
}
