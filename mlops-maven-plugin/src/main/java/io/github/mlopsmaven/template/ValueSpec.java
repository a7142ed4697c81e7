package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A setting of a project, such as a name part or a region, that a user may give.
 *
 * @param name as in {@code namespace}
 * @param description what it is, one sentence
 * @param type what it may be
 * @param pattern what the whole value has to match, if anything
 * @param maxLength how many characters it may have at most
 * @param message what to tell when it does not fit, one sentence
 * @param fallback what the template has where nobody sets it; none means that the template's own
 *     value is unknown
 * @param targets where it is written in files that are not Velocity
 */
public record ValueSpec(
    String name,
    String description,
    Type type,
    Optional<Pattern> pattern,
    OptionalInt maxLength,
    Optional<String> message,
    Optional<String> fallback,
    List<Target> targets) {

  /** Copies the list. */
  public ValueSpec {
    targets = List.copyOf(targets);
  }

  /** What a value may be. */
  public enum Type {
    /** Any text on one line. */
    STRING,
    /** Decimal digits with an optional sign. */
    INTEGER,
    /** {@code true} or {@code false}. */
    BOOLEAN
  }

  /**
   * A place that a value is written to.
   *
   * @param files the files of the project, by target path
   * @param path keys of nested YAML mappings
   */
  public record Target(List<Glob> files, List<String> path) {

    /** Copies both lists. */
    public Target {
      files = List.copyOf(files);
      path = List.copyOf(path);
    }
  }
}
