package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.LimitException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a descriptor with placeholders in it: {@code st{namespace}} or {@code {project_name |
 * snake_case}}. Braces that hold anything but a name and filters, doubled braces and braces after a
 * {@code $} are text.
 *
 * @param parts its parts, in order
 */
public record PlaceholderText(List<Part> parts) {

  /** How many characters it has when it is filled in: far more than a person writes. */
  static final int LONGEST = 1_000_000;

  private static final String ARGUMENT = "(?:'[^']*'|[0-9]+)";
  private static final String ARGUMENTS =
      "(?:\\s*" + ARGUMENT + "(?:\\s*,\\s*" + ARGUMENT + ")*\\s*)?";
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?<![{$])\\{([a-z][a-z0-9_]*)((?:\\s*\\|\\s*[A-Za-z_]+(?:\\("
              + ARGUMENTS
              + "\\))?)+\\s*)?}(?!})");
  private static final Pattern FILTER =
      Pattern.compile("\\|\\s*([A-Za-z_]+)(?:\\((" + ARGUMENTS + ")\\))?");
  private static final Pattern ONE_ARGUMENT = Pattern.compile("'([^']*)'|([0-9]+)");

  /** What somebody meant as a placeholder, and is none. */
  private static final Pattern MEANT =
      Pattern.compile("(?<![{$])\\{[a-z][a-z0-9_]*\\s*\\|[^{}]*}(?!})");

  /** Copies the list. */
  public PlaceholderText {
    parts = List.copyOf(parts);
  }

  /** A piece of the text. */
  public sealed interface Part {}

  /**
   * Text that stays.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {}

  /**
   * A name that is filled in.
   *
   * @param source as it is written, with its braces
   * @param name the name
   * @param filters what is done to its text, in order
   */
  public record Name(String source, String name, List<TextFilter> filters) implements Part {

    /** Copies the list. */
    public Name {
      filters = List.copyOf(filters);
    }

    /** What an array's elements are joined with. */
    public String separator() {
      return filters.stream()
          .filter(filter -> filter.kind() == TextFilter.Kind.JOIN)
          .map(filter -> filter.arguments().get(0))
          .findFirst()
          .orElse(ValueSpec.SEPARATOR);
    }
  }

  /**
   * Reads a text.
   *
   * @param text any text
   * @throws IllegalArgumentException if a placeholder has a filter that does not exist
   */
  public static PlaceholderText parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      literal(parts, text.substring(end, matcher.start()));
      parts.add(new Name(matcher.group(), matcher.group(1), filters(matcher.group(2))));
      end = matcher.end();
    }
    literal(parts, text.substring(end));
    return new PlaceholderText(parts);
  }

  private static void literal(List<Part> parts, String text) {
    Matcher meant = MEANT.matcher(text);
    if (meant.find()) {
      throw new IllegalArgumentException(
          "the placeholder "
              + meant.group()
              + " cannot be read: write filters as in {name | replace('-', '_') | lower}");
    }
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }

  private static List<TextFilter> filters(@Nullable String text) {
    List<TextFilter> filters = new ArrayList<>();
    Matcher matcher = FILTER.matcher(text == null ? "" : text);
    while (matcher.find()) {
      List<String> arguments = new ArrayList<>();
      String list = matcher.group(2);
      Matcher argument = ONE_ARGUMENT.matcher(list == null ? "" : list);
      while (argument.find()) {
        String quoted = argument.group(1);
        arguments.add(quoted == null ? argument.group() : quoted);
      }
      filters.add(TextFilter.of(matcher.group(1), arguments));
    }
    return filters;
  }

  /** The names in it, in their order. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Name name) {
        names.add(name.name());
      }
    }
    return names;
  }

  /** Whether it has no placeholder. */
  public boolean isLiteral() {
    return names().isEmpty();
  }

  /**
   * The text with every known name filled in.
   *
   * @param texts name to text; a name without one stays as it is written
   * @param lists name of an array to its elements, which {@link TextFilter.Kind#JOIN} joins
   */
  String fill(Map<String, String> texts, Map<String, List<String>> lists) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        add(out, literal.text());
      } else if (part instanceof Name name) {
        List<String> list = lists.get(name.name());
        String text = list == null ? texts.get(name.name()) : String.join(name.separator(), list);
        if (text == null) {
          add(out, name.source());
          continue;
        }
        for (TextFilter filter : name.filters()) {
          requireBounded(filter.most(text));
          text = filter.apply(text);
        }
        add(out, text);
      }
    }
    return out.toString();
  }

  private static void add(StringBuilder out, String text) {
    requireBounded((long) out.length() + text.length());
    out.append(text);
  }

  private static void requireBounded(long length) {
    if (length > LONGEST) {
      throw new LimitException(
          "a text of the template's descriptor has more than "
              + LONGEST
              + " characters when its placeholders are filled in",
          "correct the descriptor: strings that contain each other grow with each of them");
    }
  }
}
