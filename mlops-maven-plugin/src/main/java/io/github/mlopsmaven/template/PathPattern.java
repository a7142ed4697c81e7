package io.github.mlopsmaven.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path of a template in which options stand for names: {@code
 * {project_type}/{mlops_version}/data}, {@code network/{network}.tf}. Doubled braces are text.
 *
 * @param segments the path's segments; empty for the root
 */
public record PathPattern(List<Segment> segments) {

  private static final Pattern OPTION = Pattern.compile("(?<!\\{)\\{([a-z][a-z0-9_]*)}(?!})");

  /** Names of other generators' templates, as in {@code {{cookiecutter.slug}}}, are text. */
  private static final Pattern DOUBLED = Pattern.compile("\\{\\{[^{}]*}}");

  /** Copies the segments. */
  public PathPattern {
    segments = List.copyOf(segments);
  }

  /**
   * One segment.
   *
   * @param text as it is written
   * @param options the options in it, each at most once
   */
  public record Segment(String text, List<String> options) {

    /** Copies the list. */
    public Segment {
      options = List.copyOf(options);
    }

    private Segment(String text) {
      this(text, OPTION.matcher(text).results().map(found -> found.group(1)).toList());
    }

    /** Whether all of it is an option, so that it is the name of a directory. */
    public boolean isOption() {
      return options.size() == 1 && text.length() == options.get(0).length() + 2;
    }

    /**
     * What its options have to be so that it is a name.
     *
     * @param name the name of a file or directory
     * @param bound the options that are something already
     * @return those, and the options of this segment; empty if it cannot be that name
     */
    public Optional<Map<String, String>> match(String name, Map<String, String> bound) {
      if (options.isEmpty()) {
        return text.equals(name) ? Optional.of(bound) : Optional.empty();
      }
      if (isOption()) {
        String value = bound.get(options.get(0));
        if (value != null || name.isEmpty()) {
          return name.equals(value) ? Optional.of(bound) : Optional.empty();
        }
        Map<String, String> more = new LinkedHashMap<>(bound);
        more.put(options.get(0), name);
        return Optional.of(more);
      }
      StringBuilder regex = new StringBuilder();
      List<String> open = new ArrayList<>();
      Matcher matcher = OPTION.matcher(text);
      int end = 0;
      while (matcher.find()) {
        regex.append(Pattern.quote(text.substring(end, matcher.start())));
        String value = bound.get(matcher.group(1));
        if (value == null) {
          open.add(matcher.group(1));
        }
        regex.append(value == null ? "(.+)" : Pattern.quote(value));
        end = matcher.end();
      }
      regex.append(Pattern.quote(text.substring(end)));
      Matcher found = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name);
      if (!found.matches()) {
        return Optional.empty();
      }
      Map<String, String> more = new LinkedHashMap<>(bound);
      for (int i = 0; i < open.size(); i++) {
        more.put(open.get(i), found.group(i + 1));
      }
      return Optional.of(more);
    }
  }

  /**
   * Reads a pattern.
   *
   * @param text segments separated by {@code /}; {@code .} is the root
   * @throws IllegalArgumentException if a segment is empty, {@code .} or {@code ..}, or has a brace
   *     that is not an option's; the message says which
   */
  public static PathPattern parse(String text) {
    if (text.equals(".")) {
      return new PathPattern(List.of());
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("path '" + text + "' has the segment '" + part + "'");
      }
      Segment segment = new Segment(part);
      String literal = OPTION.matcher(DOUBLED.matcher(part).replaceAll("")).replaceAll("");
      if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
        throw new IllegalArgumentException(
            "path '" + text + "' has a brace that is not that of an option, as in {project_type}");
      }
      if (segment.options().stream().distinct().count() < segment.options().size()) {
        throw new IllegalArgumentException(
            "path '" + text + "' has an option twice in '" + part + "'");
      }
      segments.add(segment);
    }
    return new PathPattern(segments);
  }

  /** The names of the options in it. */
  public Set<String> options() {
    return segments.stream()
        .flatMap(segment -> segment.options().stream())
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
        .map(
            segment ->
                segment.options().isEmpty()
                    ? segment.text()
                    : OPTION
                        .matcher(segment.text())
                        .replaceAll(
                            found -> Matcher.quoteReplacement(valueOf.apply(found.group(1)))))
        .collect(Collectors.joining("/"));
  }

  /** The pattern as it is written in a descriptor. */
  @Override
  public String toString() {
    return segments.isEmpty()
        ? "."
        : segments.stream().map(Segment::text).collect(Collectors.joining("/"));
  }
}
