package io.github.mlopsmaven.update;

import io.github.mlopsmaven.template.FileVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * What an update does with one file.
 *
 * @param kind what and why
 * @param result the file afterwards; empty where there is none
 * @param conflict what both sides have, where a person has to decide
 */
public record Outcome(
    Kind kind, Optional<FileVersion> result, Optional<ProjectChange.Sides> conflict) {

  /** What is done, and why. */
  public enum Kind {
    /** Neither side changed it. */
    SAME,
    /** The project has the template's newer content already. */
    ALREADY_THERE,
    /** Only the project changed or deleted it. */
    KEPT,
    /** Only the template changed it. */
    UPDATED,
    /** The template's, since that was asked for. */
    RESTORED,
    /** The template has it now. */
    ADDED,
    /** The template no longer has it, and nobody changed it. */
    REMOVED,
    /** Both changed it, in different places. */
    MERGED,
    /** The project deleted it and the template changed it. */
    STAYS_DELETED,
    /** {@code .mlops/owned} names it. */
    OWNED,
    /** The project changed or deleted it, and the template only gives it for a start. */
    ONCE,
    /** The template still has it and gives it to no project any more: it is the project's own. */
    RELEASED,
    /** Both changed the same place. */
    BOTH,
    /** Both added it, with different contents. */
    BOTH_NEW,
    /** The project changed it and the template no longer has it. */
    DELETED_THERE,
    /** The project deleted it, and the template says that it has to be there. */
    DELETED_HERE,
    /** It would merge, and then no longer be YAML, JSON, Terraform or Bicep. */
    MERGED_BUT_BROKEN,
    /** Git ignores a file of that name, which is there. */
    IGNORED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Outcome clean(Kind kind, Optional<FileVersion> result) {
    return new Outcome(kind, result, Optional.empty());
  }

  /** The same file left as the project has it, for a later update to try again. */
  Outcome held() {
    return new Outcome(kind, conflict.flatMap(ProjectChange.Sides::ours), Optional.empty());
  }
}
