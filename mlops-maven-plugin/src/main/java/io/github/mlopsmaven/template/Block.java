package io.github.mlopsmaven.template;

import java.util.List;

/**
 * Lines of files between two markers in comments, {@code mlops:begin NAME} and {@code mlops:end
 * NAME}. A project has them if a condition holds; the lines with the markers it never has.
 *
 * @param name the name in the markers
 * @param files the files of the project, by target path
 * @param when when a project has the lines
 */
public record Block(String name, List<Glob> files, Condition when) {

  /** Copies the list. */
  public Block {
    files = List.copyOf(files);
  }

  /** What it is as edits: one that keeps the lines, one that removes them. */
  public List<Rewrite> edits() {
    return List.of(edit(when, "kept"), edit(Condition.not(when), ""));
  }

  private Rewrite edit(Condition condition, String kept) {
    return new Rewrite(
        "the block " + name + " depends on the selection and the values",
        files,
        condition,
        new Rewrite.Marked(name),
        kept);
  }
}
