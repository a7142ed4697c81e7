package io.github.mlopsmaven.template;

import java.util.Set;
import java.util.TreeSet;

/**
 * A path of a project with placeholders in it: {@code src/{package_name}/main.py}, {@code
 * {project_name}.yml}.
 *
 * @param text the path as it is written; the empty text is the root
 * @param options the options among its names
 */
public record TargetPath(String text, Set<String> options) {

  /** Copies the set. */
  public TargetPath {
    options = Set.copyOf(options);
  }

  /**
   * Reads a path.
   *
   * @param text segments separated by {@code /}; {@code .} is the root
   * @param known the names of the descriptor's options
   * @throws IllegalArgumentException if a segment is empty, {@code .} or {@code ..}, or a brace is
   *     not that of a placeholder; the message says which
   */
  public static TargetPath parse(String text, Set<String> known) {
    if (text.equals(".")) {
      return new TargetPath("", Set.of());
    }
    StringBuilder literal = new StringBuilder();
    PlaceholderText path = PlaceholderText.parse(text);
    for (PlaceholderText.Part part : path.parts()) {
      literal.append(part instanceof PlaceholderText.Literal stays ? stays.text() : "name");
    }
    for (String segment : literal.toString().split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("path '" + text + "' has the segment '" + segment + "'");
      }
      if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
        throw new IllegalArgumentException(
            "path '"
                + text
                + "' has a brace that is not that of a placeholder, as in {project_name}");
      }
    }
    Set<String> options = new TreeSet<>(path.names());
    options.retainAll(known);
    return new TargetPath(text, options);
  }

  /** The names in it. */
  public Set<String> names() {
    return PlaceholderText.parse(text).names();
  }

  /** The path as it is written in a descriptor. */
  @Override
  public String toString() {
    return text.isEmpty() ? "." : text;
  }
}
