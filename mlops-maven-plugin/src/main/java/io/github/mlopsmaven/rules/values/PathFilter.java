package io.github.mlopsmaven.rules.values;

import io.github.mlopsmaven.problem.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths that starts a workflow or a pipeline.
 *
 * @param text the pattern as it is written, without what negates it
 * @param regex what a path has to be
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet">GitHub</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/repos/azure-repos-git#wildcards">Azure</a>
 */
public record PathFilter(String text, Pattern regex) {

  /** Nobody writes a longer one, nor more wildcards. */
  private static final int LONGEST = 200;

  private static final int MOST_WILDCARDS = 8;

  private static final Pattern START = Pattern.compile("^\\.?/+");

  private static final Pattern END = Pattern.compile("/+$");

  /**
   * A filter of GitHub Actions: {@code ?} and {@code +} repeat what stands before them.
   *
   * @param text the pattern; empty where it is negated or cannot be read
   */
  public static Optional<PathFilter> github(String text) {
    if (text.startsWith("!")) {
      return Optional.empty();
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (text.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (text.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?' || c == '+' || c == '[' || c == ']') {
        regex.append(c);
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      } else {
        // In brackets, a range keeps its sign.
        regex.append(c == '-' ? "-" : Pattern.quote(String.valueOf(c)));
      }
    }
    return of(text, text.endsWith("/") ? regex + ".*" : regex.toString());
  }

  /**
   * A filter of Azure Pipelines: a path with or without wildcards, and everything below it.
   *
   * @param text the pattern; empty where it cannot be read
   */
  public static Optional<PathFilter> azure(String text) {
    String path = END.matcher(START.matcher(text).replaceFirst("")).replaceFirst("");
    if (path.isEmpty() || path.equals(".")) {
      return Optional.empty();
    }
    return of(path, withWildcards(path) + "(?:/.*)?");
  }

  /**
   * What a path with {@code *}, {@code **} and {@code ?} has to be, where these stand for text and
   * repeat nothing.
   *
   * @param path the path
   * @return a regular expression
   */
  public static String withWildcards(String path) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (path.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (path.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*' || c == '?') {
        regex.append(c == '*' ? "[^/]*" : "[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static Optional<PathFilter> of(String text, String regex) {
    boolean isTooMuch =
        text.length() > LONGEST
            || text.chars().filter(c -> c == '*' || c == '?').count() > 2 * MOST_WILDCARDS;
    if (isTooMuch || text.isBlank() || text.indexOf('$') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PathFilter(text, Pattern.compile(regex)));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether any path is meant.
   *
   * @param paths the files of the project
   */
  public boolean matchesAny(Collection<String> paths) {
    return paths.stream().anyMatch(path -> regex.matcher(path).matches());
  }

  /**
   * The path that is nearly what the pattern begins with: the first of its names that does not
   * exist has a neighbor with nearly the same name.
   *
   * @param paths the files of the project
   */
  public Optional<String> nearest(Collection<String> paths) {
    String known = "";
    for (String name : text.replaceFirst("/$", "").split("/", -1)) {
      String parent = known;
      if (hasWildcard(name)) {
        return Optional.empty();
      }
      Set<String> names = new TreeSet<>();
      for (String path : paths) {
        if (path.startsWith(parent)) {
          names.add(first(path.substring(parent.length())));
        }
      }
      if (!names.contains(name)) {
        return Suggestion.nearest(name, names).map(near -> parent + near);
      }
      known += name + "/";
    }
    return Optional.empty();
  }

  /**
   * Whether not even the folder at the root is one of the project's.
   *
   * @param paths the files of the project
   */
  public boolean isElsewhere(Collection<String> paths) {
    String first = first(text);
    return !hasWildcard(first)
        && paths.stream().noneMatch(path -> path.equals(first) || path.startsWith(first + "/"));
  }

  /** The first name of a path. */
  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private static boolean hasWildcard(String name) {
    return name.chars().anyMatch(c -> "*?+[\\".indexOf(c) >= 0);
  }

  /**
   * Looks at a list of filters.
   *
   * @param filters the filters that start something
   * @param paths the files of the project
   * @return those that match nothing; where others of the list do, a filter may be for a part that
   *     this project does not have, unless it is nearly right or for no folder of the project
   */
  public static List<PathFilter> idle(List<PathFilter> filters, Collection<String> paths) {
    List<PathFilter> idle = filters.stream().filter(filter -> !filter.matchesAny(paths)).toList();
    return idle.size() == filters.size()
        ? idle
        : idle.stream()
            .filter(filter -> filter.isElsewhere(paths) || filter.nearest(paths).isPresent())
            .toList();
  }
}
