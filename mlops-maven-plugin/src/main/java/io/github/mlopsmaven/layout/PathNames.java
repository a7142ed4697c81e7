package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills in the names of a project's paths: those of a layout rule's {@code to}, and those that
 * folders and files of the template have in braces. A name that the descriptor does not know is a
 * part of the path, as in {@code {id}.json}.
 */
final class PathNames {

  private final Set<String> known;
  private final Set<String> options;

  PathNames(Descriptor descriptor) {
    this.known = Placeholders.known(descriptor);
    this.options =
        descriptor.options().stream().map(Option::name).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The path in a project.
   *
   * @param path with names in it
   * @param names the project's texts; where they are only those of options, the others stay open
   * @throws UsageException if a name has no text, or one that leaves a segment without a name
   */
  String fill(String path, Placeholders names) {
    Optional<PlaceholderText> text = parse(path);
    if (text.isEmpty() || text.get().isLiteral()) {
      return path;
    }
    boolean open = options.containsAll(names.texts().keySet());
    for (String name : text.get().names()) {
      if (!open && known.contains(name) && !names.texts().containsKey(name)) {
        throw new UsageException(
            "the template names the path " + path + " by {" + name + "}, which is not known",
            "add " + argument(name));
      }
    }
    String filled = names.fill(path);
    if (open) {
      return filled;
    }
    for (String segment : filled.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        String culprit = text.get().names().stream().filter(known::contains).findFirst().orElse("");
        throw new UsageException(
            "the path "
                + path
                + " would be '"
                + filled
                + "', which has the segment '"
                + segment
                + "'",
            "give another name with " + argument(culprit));
      }
    }
    return filled;
  }

  /**
   * The path of a plan whose values are open in one project.
   *
   * @param path with names in it
   * @param names the project's texts
   */
  static String filled(String path, Placeholders names) {
    return parse(path).isPresent() ? names.fill(path) : path;
  }

  private static String argument(String name) {
    return switch (name) {
      case Placeholders.PROJECT_NAME -> "-Dmlops.projectName=NAME";
      case Placeholders.ORGANIZATION -> "-Dmlops.organization=NAME";
      default -> "-Dmlops.values." + name + "=TEXT";
    };
  }

  private static Optional<PlaceholderText> parse(String path) {
    try {
      return Optional.of(PlaceholderText.parse(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
