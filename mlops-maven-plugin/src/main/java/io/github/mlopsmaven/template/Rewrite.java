package io.github.mlopsmaven.template;

import java.util.List;

/**
 * A declared edit of a file that is not Velocity. It changes the bytes of one value, or of every
 * occurrence of one text, and no other.
 *
 * @param reason why, one sentence, shown in the project's README
 * @param files the files of the project, by target path
 * @param when when it applies
 * @param place what is replaced
 * @param value what is written there; {@code {name}} stands for an option, a value or a name
 */
public record Rewrite(String reason, List<Glob> files, Condition when, Place place, String value) {

  /** Copies the list. */
  public Rewrite {
    files = List.copyOf(files);
  }

  /** What an edit replaces. */
  public sealed interface Place {

    /** As people read it. */
    @Override
    String toString();
  }

  /**
   * One value of a YAML file.
   *
   * @param path keys of nested mappings
   */
  public record YamlPath(List<String> path) implements Place {

    /** Copies the list. */
    public YamlPath {
      path = List.copyOf(path);
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  /**
   * Every occurrence of a text; none is no error.
   *
   * @param text the text, not empty
   */
  public record Text(String text) implements Place {

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The lines between two markers, which stay if the edit's value is not empty.
   *
   * @param block the name in the markers
   */
  public record Marked(String block) implements Place {

    @Override
    public String toString() {
      return block;
    }
  }

  /**
   * The same edit with every name in its value filled in.
   *
   * @param texts the texts of one project
   */
  public Rewrite filled(Placeholders texts) {
    return new Rewrite(reason, Glob.filled(files, texts), when, place, texts.fill(value));
  }

  /**
   * The same edit with another condition.
   *
   * @param other when it applies
   */
  public Rewrite when(Condition other) {
    return new Rewrite(reason, files, other, place, value);
  }

  /**
   * Whether it edits a file, if its condition holds.
   *
   * @param target the file's path in the project
   */
  public boolean names(String target) {
    return files.stream().anyMatch(glob -> glob.matches(target));
  }
}
