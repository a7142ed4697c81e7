package io.github.mlopsmaven.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands around names in files that are not Velocity: {@code [[ project_name ]]} where the
 * delimiters are {@code [[} and {@code ]]}. Between them is what a placeholder of the descriptor
 * has between its braces; anything else is text.
 *
 * @param files the files, by path in the template
 * @param exclude files that have none after all
 * @param start what stands before a name; a blank in it stands for any number of blanks
 * @param end what stands after it, likewise
 * @param suffix what the names of these files end with and lose in a project
 */
public record Delimiters(
    List<Glob> files, List<Glob> exclude, String start, String end, Optional<String> suffix) {

  private static final int LONGEST = 40;

  /** Printable ASCII characters, with something that does not belong to words. */
  private static final Pattern ALLOWED = Pattern.compile("(?=.*[^A-Za-z0-9_. ])[ -~]+");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a delimiter would be found in words, or cannot be written
   *     in every encoding; the message says what it has to be
   */
  public Delimiters {
    files = List.copyOf(files);
    exclude = List.copyOf(exclude);
    requireDelimiter(start);
    requireDelimiter(end);
  }

  /**
   * Refuses a text that cannot be a delimiter.
   *
   * @param text the text
   * @throws IllegalArgumentException says what it has to be
   */
  public static void requireDelimiter(String text) {
    if (text.length() > LONGEST || !ALLOWED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a delimiter has 1 to "
              + LONGEST
              + " ASCII characters, and not only letters, digits, dots and blanks");
    }
  }

  /**
   * Whether they count in a file.
   *
   * @param path its path in the template
   */
  public boolean names(String path) {
    return files.stream().anyMatch(glob -> glob.matches(path))
        && exclude.stream().noneMatch(glob -> glob.matches(path));
  }

  /**
   * A name in a text, or what is meant as one.
   *
   * @param offset where it begins
   * @param source as it is written, with its delimiters
   * @param text the same as a placeholder of a descriptor, {@code {name | lower}}
   */
  public record Found(int offset, String source, String text) {}

  /**
   * Finds the names in a text, one after another: a file may have millions.
   *
   * @param text any text; one character may stand for one byte
   */
  public Stream<Found> find(String text) {
    return pattern()
        .matcher(text)
        .results()
        .map(match -> new Found(match.start(), match.group(), "{" + match.group(1) + "}"));
  }

  /**
   * A path with its names in braces, as paths of a descriptor have them.
   *
   * @param path a path of the template
   * @param known the names; others are a part of the path
   */
  public String inBraces(String path, Set<String> known) {
    StringBuilder out = new StringBuilder();
    int end = 0;
    for (Found found : find(path).toList()) {
      if (known.containsAll(namesOf(found))) {
        out.append(path, end, found.offset()).append(found.text());
        end = found.offset() + found.source().length();
      }
    }
    return out.append(path.substring(end)).toString();
  }

  /** The path of a file in a project, without the suffix. */
  public String withoutSuffix(String path) {
    return suffix
        .filter(last -> path.endsWith(last) && !path.endsWith("/" + last) && !path.equals(last))
        .map(last -> path.substring(0, path.length() - last.length()))
        .orElse(path);
  }

  private static Set<String> namesOf(Found found) {
    try {
      return PlaceholderText.parse(found.text()).names();
    } catch (IllegalArgumentException e) {
      return Set.of("");
    }
  }

  private Pattern pattern() {
    // As in texts of a descriptor, braces after a dollar sign are somebody else's.
    String before = start.startsWith("{") ? "(?<![{$])" : "";
    String after = end.endsWith("}") ? "(?!})" : "";
    return Pattern.compile(
        before
            + literal(start)
            + "[ \t]*([a-z][a-z0-9_]*(?:[ \t]*\\|[^\r\n]*?)?)[ \t]*"
            + literal(end)
            + after);
  }

  private static String literal(String delimiter) {
    StringBuilder out = new StringBuilder();
    for (String word : delimiter.split(" +", -1)) {
      out.append(out.isEmpty() ? "" : "[ \t]*").append(word.isEmpty() ? "" : Pattern.quote(word));
    }
    return delimiter.startsWith(" ") ? "[ \t]*" + out : out.toString();
  }

  /** As people read it. */
  @Override
  public String toString() {
    return start + " name " + end + " in " + files;
  }
}
