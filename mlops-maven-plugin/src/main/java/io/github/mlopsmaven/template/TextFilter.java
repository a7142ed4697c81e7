package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is done to a text before it fills a placeholder, as in {@code {project_name | snake_case}}.
 * The names are those of Jinja's filters, as far as it has them. Filters know the letters A to Z
 * only, so that a result does not depend on the language of the machine.
 *
 * @param kind what is done
 * @param arguments what it is done with; as many as the kind takes
 */
public record TextFilter(Kind kind, List<String> arguments) {

  /** Checks the arguments. */
  public TextFilter {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments) {
      throw new IllegalArgumentException("the filter " + kind + " is written " + kind.example);
    }
    if (kind == Kind.TRUNCATE && !arguments.get(0).matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("the filter truncate takes a number, as in truncate(24)");
    }
    if (kind == Kind.REPLACE && arguments.get(0).isEmpty()) {
      throw new IllegalArgumentException(
          "the filter replace takes a string to look for, as in replace('-', '_')");
    }
  }

  /** The filters that there are. */
  public enum Kind {
    /** Upper case letters become lower case. */
    LOWER(0, "lower"),
    /** Lower case letters become upper case. */
    UPPER(0, "upper"),
    /** The first letter becomes upper case. */
    CAPITALIZE(0, "capitalize"),
    /** Lower case words of letters and digits with {@code _} between them. */
    SNAKE_CASE(0, "snake_case"),
    /** Lower case words of letters and digits with {@code -} between them. */
    KEBAB_CASE(0, "kebab_case"),
    /** Words of letters and digits, each with a capital, with nothing between them. */
    PASCAL_CASE(0, "pascal_case"),
    /** Every occurrence of one text becomes another. */
    REPLACE(2, "replace('-', '_')"),
    /** The first characters, at most so many. */
    TRUNCATE(1, "truncate(24)"),
    /** The elements of an array with a text between them. */
    JOIN(1, "join('-')");

    private final int arguments;
    private final String example;

    Kind(int arguments, String example) {
      this.arguments = arguments;
      this.example = example;
    }

    /** The name that a descriptor has for it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Finds a filter.
   *
   * @param name as a descriptor has it
   * @param arguments its arguments
   * @throws IllegalArgumentException if there is none of that name, or the arguments are not its
   *     own
   */
  static TextFilter of(String name, List<String> arguments) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .map(kind -> new TextFilter(kind, arguments))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown filter '"
                        + name
                        + "': "
                        + Suggestion.useOneOf(
                            name, Arrays.stream(Kind.values()).map(Kind::toString).toList())));
  }

  /**
   * Applies it.
   *
   * @param text any text; for {@link Kind#JOIN} the elements are those of an array, which {@link
   *     PlaceholderText} joins
   */
  String apply(String text) {
    return switch (kind) {
      case LOWER -> lower(text);
      case UPPER -> upper(text);
      case CAPITALIZE -> capitalized(text);
      case SNAKE_CASE -> words(lower(text), "_");
      case KEBAB_CASE -> words(lower(text), "-");
      case PASCAL_CASE ->
          Arrays.stream(text.split("[^A-Za-z0-9]+"))
              .map(TextFilter::capitalized)
              .collect(Collectors.joining());
      case REPLACE -> text.replace(arguments.get(0), arguments.get(1));
      case TRUNCATE ->
          text.substring(0, Math.min(text.length(), Integer.parseInt(arguments.get(0))));
      case JOIN -> text;
    };
  }

  /** How many characters the result has at most. */
  long most(String text) {
    return kind == Kind.REPLACE
        ? (long) text.length() * Math.max(1, arguments.get(1).length())
        : text.length();
  }

  private static String words(String text, String separator) {
    return text.replaceAll("[^A-Za-z0-9]+", separator)
        .replaceAll("^" + separator + "|" + separator + "$", "");
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : upper(text.substring(0, 1)) + text.substring(1);
  }

  private static String lower(String text) {
    return mapped(text, 'A', 'Z', 'a' - 'A');
  }

  private static String upper(String text) {
    return mapped(text, 'a', 'z', 'A' - 'a');
  }

  private static String mapped(String text, char first, char last, int distance) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= first && c <= last ? (char) (c + distance) : c);
    }
    return out.toString();
  }
}
