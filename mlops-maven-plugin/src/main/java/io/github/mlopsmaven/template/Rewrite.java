package io.github.mlopsmaven.template;

import java.util.List;

/**
 * A declared edit of a file that is not Velocity. It changes the bytes of one value and no other.
 *
 * @param reason why, one sentence, shown in a plan
 * @param files the files of the project, by target path
 * @param when the selections that it applies to
 * @param path the value: keys of nested YAML mappings
 * @param value what is written there; {@code {name}} stands for an option, a value or a name
 */
public record Rewrite(
    String reason, List<Glob> files, Condition when, List<String> path, String value) {

  /** Copies the lists. */
  public Rewrite {
    files = List.copyOf(files);
    path = List.copyOf(path);
  }

  /**
   * Whether it edits a file.
   *
   * @param target the file's path in the project
   * @param selection the selection that the project is made for
   */
  public boolean appliesTo(String target, Selection selection) {
    return when.holds(selection) && files.stream().anyMatch(glob -> glob.matches(target));
  }
}
