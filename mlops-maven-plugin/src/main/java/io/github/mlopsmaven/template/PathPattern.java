package io.github.mlopsmaven.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path of a template in which a segment may be an option: {@code
 * {project_type}/{mlops_version}/data}. Only whole segments are options, so that a value is always
 * the name of one directory or file.
 *
 * @param segments the path's segments; empty for the root
 */
public record PathPattern(List<Segment> segments) {

  private static final Pattern OPTION = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

  /** Names of other generators' templates, as in {@code {{cookiecutter.slug}}}, are text. */
  private static final Pattern DOUBLED = Pattern.compile("\\{\\{[^{}]*}}");

  private static final Pattern BRACE = Pattern.compile("[{}]");

  /** Copies the segments. */
  public PathPattern {
    segments = List.copyOf(segments);
  }

  /**
   * One segment.
   *
   * @param text the name of the option, or the literal name
   * @param option whether it is an option
   */
  public record Segment(String text, boolean option) {}

  /**
   * Reads a pattern.
   *
   * @param text segments separated by {@code /}; {@code .} is the root
   * @throws IllegalArgumentException if a segment is empty, {@code .}, {@code ..}, or mixes an
   *     option with other text; the message says which
   */
  public static PathPattern parse(String text) {
    if (text.equals(".")) {
      return new PathPattern(List.of());
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      Matcher matcher = OPTION.matcher(part);
      if (matcher.matches()) {
        segments.add(new Segment(matcher.group(1), true));
      } else if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("path '" + text + "' has the segment '" + part + "'");
      } else if (BRACE.matcher(DOUBLED.matcher(part).replaceAll("")).find()) {
        throw new IllegalArgumentException(
            "path '" + text + "' has an option inside the segment '" + part + "'");
      } else {
        segments.add(new Segment(part, false));
      }
    }
    return new PathPattern(segments);
  }

  /** The names of the options in it. */
  public Set<String> options() {
    return segments.stream()
        .filter(Segment::option)
        .map(Segment::text)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The path for a selection.
   *
   * @param valueOf option name to value
   * @return segments joined with {@code /}; the empty string for the root
   */
  public String resolve(UnaryOperator<String> valueOf) {
    return segments.stream()
        .map(segment -> segment.option() ? valueOf.apply(segment.text()) : segment.text())
        .collect(Collectors.joining("/"));
  }

  /** The pattern as it is written in a descriptor. */
  @Override
  public String toString() {
    return segments.isEmpty()
        ? "."
        : segments.stream()
            .map(segment -> segment.option() ? "{" + segment.text() + "}" : segment.text())
            .collect(Collectors.joining("/"));
  }
}
