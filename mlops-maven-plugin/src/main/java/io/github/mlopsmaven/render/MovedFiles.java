package io.github.mlopsmaven.render;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where the files and folders of a template are in a project. A folder is where all files lie that
 * lie directly in it. Of what went to two places nothing is known.
 */
public final class MovedFiles {

  private static final Pattern SLASH = Pattern.compile("/(?![^{}]*\\})");

  private final Map<String, Optional<String>> places = new HashMap<>();
  private final Set<String> targets = new HashSet<>();

  /**
   * Takes the files of a plan.
   *
   * @param files each with its place; what depends on values has its placeholders
   */
  public MovedFiles(Collection<Move> files) {
    for (Move file : files) {
      put(file.source(), file.target());
      List<String> names = segments(file.source());
      String name = names.get(names.size() - 1);
      Optional<String> below = folder(file.source());
      if (below.isPresent() && ("/" + file.target()).endsWith("/" + name)) {
        put(below.get(), folder(file.target()).orElse(""));
      }
      Optional<String> target = Optional.of(file.target());
      while (target.isPresent() && targets.add(target.get())) {
        target = folder(target.get());
      }
    }
  }

  /**
   * A file of a template.
   *
   * @param source its path there
   * @param target its path in the project
   */
  public record Move(String source, String target) {}

  private void put(String source, String target) {
    places.merge(
        source, Optional.of(target), (one, other) -> one.equals(other) ? one : Optional.empty());
  }

  private static Optional<String> folder(String path) {
    List<String> segments = segments(path);
    return segments.size() < 2
        ? Optional.empty()
        : Optional.of(String.join("/", segments.subList(0, segments.size() - 1)));
  }

  /** The names in a path; a {@code /} in braces belongs to what is filled in there. */
  private static List<String> segments(String path) {
    return List.of(path.indexOf('}') < 0 ? path.split("/", -1) : SLASH.split(path, -1));
  }

  /**
   * Whether a path is one of the project's.
   *
   * @param path from the project's root
   */
  boolean isInProject(String path) {
    return targets.contains(path);
  }

  /**
   * Where a file or folder of the template is in the project.
   *
   * @param source its path in the template
   * @return empty for the project's root; nothing if the project does not have it
   */
  Optional<String> place(String source) {
    return places.getOrDefault(source, Optional.empty());
  }

  /**
   * A path from the root.
   *
   * @param file the file that names it
   * @param reference as it is written there, from its folder
   * @return nothing if it leads above the root
   */
  static Optional<String> resolve(String file, String reference) {
    Deque<String> segments = new ArrayDeque<>();
    if (!reference.startsWith("/")) {
      segments.addAll(segments(file));
      segments.removeLast();
    }
    for (String segment : reference.split("/", -1)) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return Optional.of(String.join("/", segments));
  }

  /**
   * How a file names another.
   *
   * @param file the path of the one
   * @param other the path of the other, a file or a folder
   * @param filled gives what is open in a path its text, which may have several segments
   */
  static String relative(String file, String other, UnaryOperator<String> filled) {
    List<String> from = segments(file).subList(0, segments(file).size() - 1);
    List<String> to = segments(other);
    int common = 0;
    while (common < Math.min(from.size(), to.size() - 1)
        && from.get(common).equals(to.get(common))) {
      common++;
    }
    String left = filled.apply(String.join("/", from.subList(common, from.size())));
    String path =
        "../".repeat(left.isEmpty() ? 0 : segments(left).size())
            + filled.apply(String.join("/", to.subList(common, to.size())));
    return path.isEmpty() ? "." : path;
  }
}
