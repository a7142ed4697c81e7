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
   * The same edit with every name in its value filled in.
   *
   * @param texts the texts of one project
   */
  public Rewrite filled(Placeholders texts) {
    return new Rewrite(reason, files, when, path, texts.fill(value));
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
