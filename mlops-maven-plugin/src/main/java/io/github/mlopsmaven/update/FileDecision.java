package io.github.mlopsmaven.update;

import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.template.LineEnds;
import io.github.mlopsmaven.update.Outcome.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The decision for one file, from what the template gave (base), what the project has (ours) and
 * what the template has now (theirs). Nothing that a person wrote is ever dropped: where it cannot
 * be kept beside the template's change, it is a conflict.
 */
public final class FileDecision {

  private final TextMerge merge;
  private final TextMerge.Labels labels;

  /**
   * Makes the decision's maker.
   *
   * @param merge merges texts
   * @param labels what stands behind the markers of a conflict
   */
  public FileDecision(TextMerge merge, TextMerge.Labels labels) {
    this.merge = merge;
    this.labels = labels;
  }

  /**
   * Decides.
   *
   * @param base what the template gave; empty for a file that it never gave
   * @param ours what the project has
   * @param theirs what the template has now
   * @param baseBytes finds the bytes of the base; empty where no place has them
   * @param mergesLines whether texts of this name may be merged by lines
   */
  public Outcome of(
      Optional<FileVersion> base,
      Optional<FileVersion> ours,
      Optional<FileVersion> theirs,
      Function<FileVersion, Optional<byte[]>> baseBytes,
      boolean mergesLines) {
    if (theirs.isEmpty()) {
      return goneThere(base, ours);
    }
    FileVersion theirVersion = theirs.get();
    if (ours.isEmpty()) {
      return base.isEmpty()
          ? Outcome.clean(Kind.ADDED, theirs)
          : Outcome.clean(
              theirVersion.isExactly(base.get()) ? Kind.KEPT : Kind.STAYS_DELETED, ours);
    }
    FileVersion mine = ours.get();
    if (base.isPresent() && theirVersion.isExactly(base.get())) {
      return Outcome.clean(mine.isSame(base.get()) ? Kind.SAME : Kind.KEPT, ours);
    }
    if (mine.isExactly(theirVersion)) {
      return Outcome.clean(Kind.ALREADY_THERE, ours);
    }
    if (base.isPresent() && mine.isSame(base.get())) {
      return Outcome.clean(Kind.UPDATED, theirs);
    }
    if (mine.isSame(theirVersion)) {
      return Outcome.clean(Kind.ALREADY_THERE, ours);
    }
    return both(base, mine, theirVersion, baseBytes, mergesLines);
  }

  private static Outcome goneThere(Optional<FileVersion> base, Optional<FileVersion> ours) {
    if (ours.isEmpty()) {
      return Outcome.clean(Kind.SAME, ours);
    }
    if (base.isPresent() && ours.get().isSame(base.get())) {
      return Outcome.clean(Kind.REMOVED, Optional.empty());
    }
    return base.isEmpty()
        ? Outcome.clean(Kind.KEPT, ours)
        : new Outcome(
            Kind.DELETED_THERE,
            ours,
            Optional.of(new ProjectChange.Sides(base, ours, Optional.empty())));
  }

  private Outcome both(
      Optional<FileVersion> base,
      FileVersion mine,
      FileVersion theirs,
      Function<FileVersion, Optional<byte[]>> baseBytes,
      boolean mergesLines) {
    Kind kind = base.isPresent() ? Kind.BOTH : Kind.BOTH_NEW;
    Optional<byte[]> content = base.flatMap(baseBytes);
    ProjectChange.Sides conflict =
        new ProjectChange.Sides(
            base.filter(known -> content.isPresent()), Optional.of(mine), Optional.of(theirs));
    boolean files = mine.isFile() && theirs.isFile() && base.map(FileVersion::isFile).orElse(true);
    if (!files) {
      return new Outcome(kind, Optional.of(mine), Optional.of(conflict));
    }
    FileMode mode = mode(base, mine, theirs);
    if (base.isPresent() && mine.hasContentOf(base.get())) {
      return Outcome.clean(Kind.MERGED, Optional.of(theirs.withMode(mode)));
    }
    if ((base.isPresent() && theirs.hasContentOf(base.get())) || mine.hasContentOf(theirs)) {
      return Outcome.clean(Kind.MERGED, Optional.of(mine.withMode(mode)));
    }
    byte[] ours = mine.bytes();
    byte[] news = theirs.bytes();
    boolean texts =
        LineEnds.isText(ours)
            && LineEnds.isText(news)
            && content.map(LineEnds::isText).orElse(true);
    if (!texts || !mergesLines) {
      return new Outcome(kind, Optional.of(mine), Optional.of(conflict));
    }
    return merged(kind, mode, content.orElse(new byte[0]), ours, news, conflict);
  }

  private Outcome merged(
      Kind kind,
      FileMode mode,
      byte[] base,
      byte[] ours,
      byte[] news,
      ProjectChange.Sides conflict) {
    TextMerge.Merged merged = merge.merge(likeOurs(ours, base), ours, likeOurs(ours, news), labels);
    FileVersion result = FileVersion.of(mode, merged.content());
    return merged.conflicts() == 0
        ? Outcome.clean(Kind.MERGED, Optional.of(result))
        : new Outcome(kind, Optional.of(result), Optional.of(conflict));
  }

  /** A text with the line ends of ours, where that has one kind throughout. */
  private static byte[] likeOurs(byte[] ours, byte[] other) {
    if (Arrays.equals(ours, LineEnds.lf(ours))) {
      return LineEnds.lf(other);
    }
    return Arrays.equals(ours, LineEnds.crlf(ours)) ? LineEnds.crlf(other) : other;
  }

  /** The mode of the side that changed it. */
  private static FileMode mode(Optional<FileVersion> base, FileVersion mine, FileVersion theirs) {
    boolean oursChanged = base.map(old -> old.mode() != mine.mode()).orElse(true);
    return oursChanged ? mine.mode() : theirs.mode();
  }
}
