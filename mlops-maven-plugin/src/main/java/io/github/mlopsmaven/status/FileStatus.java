package io.github.mlopsmaven.status;

import io.github.mlopsmaven.lock.FileList;
import java.util.Locale;
import java.util.Optional;

/**
 * How a file that the template gave is now.
 *
 * @param path where the template put it, or where an update found it after it was moved; for a file
 *     that only the template's newer state has, where that would put it
 * @param here what was done to it in the project
 * @param to where it was moved, if {@code here} says so
 * @param there what the template's newer state would do; empty where nobody asked the template
 * @param target where the newer state would put it, if elsewhere
 * @param heldAt the state of the template that it is still from, if an update left it there
 * @param conflict why an update could not merge it, if that was asked for
 * @param required whether the template says that it has to be there
 */
public record FileStatus(
    String path,
    Here here,
    Optional<String> to,
    Optional<There> there,
    Optional<String> target,
    Optional<String> heldAt,
    Optional<String> conflict,
    boolean required) {

  /** What was done in the project. */
  public enum Here {
    /** Nothing. */
    SAME,
    /** Its content is another. */
    CHANGED,
    /** It is no longer there. */
    MISSING,
    /** Its content is at another path, once. */
    MOVED,
    /** It can be run and could not, or the other way round, or it became a link. */
    MODE,
    /** {@code .mlops/owned} says that it is the project's own. */
    OWNED,
    /** It was changed or deleted, and the template only gave it for a start. */
    ONCE,
    /** It was never there: only a newer state of the template has it. */
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether no update touches it. */
    public boolean isLeftAlone() {
      return this == OWNED || this == ONCE;
    }

    /** Whether it is no longer what the template gave. */
    public boolean isDrift() {
      return this == CHANGED || this == MISSING || this == MODE;
    }
  }

  /** What the template's newer state would do. */
  public enum There {
    /** Nothing. */
    SAME,
    /** It has another content or mode. */
    NEWER,
    /** It has this file, which the project never got. */
    NEW,
    /** It no longer has it. */
    GONE,
    /** It puts it at another path. */
    RENAMED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static FileStatus of(FileList.Entry entry, Here here, Optional<String> to) {
    return new FileStatus(
        entry.path(),
        here,
        to,
        Optional.empty(),
        Optional.empty(),
        entry.heldAt(),
        Optional.empty(),
        false);
  }

  FileStatus once() {
    return new FileStatus(path, Here.ONCE, to, there, target, heldAt, conflict, required);
  }

  FileStatus asRequired() {
    return new FileStatus(path, here, to, there, target, heldAt, conflict, true);
  }

  FileStatus withConflict(Optional<String> kind) {
    return new FileStatus(path, here, to, there, target, heldAt, kind, required);
  }

  FileStatus with(There change, Optional<String> elsewhere) {
    return new FileStatus(
        path, here, to, Optional.of(change), elsewhere, heldAt, conflict, required);
  }
}
