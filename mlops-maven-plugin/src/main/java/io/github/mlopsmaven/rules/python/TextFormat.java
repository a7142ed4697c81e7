package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of a format of Python, and what is wrong with what fills them.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatstrings">Format strings</a>
 */
final class TextFormat {

  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w*)\\))?[-#0 +]*(\\*|\\d+)?(?:\\.(\\*|\\d+)?)?[hlL]?(.)?");

  private static final Pattern NAMED =
      Pattern.compile("%(?:%|\\((\\w+)\\)[-#0 +]*[\\d.]*[a-zA-Z])");

  private static final Pattern FIELD = Pattern.compile("(\\d*|[A-Za-z_]\\w*)(?:[.\\[!:].*)?");

  private static final String CONVERSIONS = "diouxXeEfFgGcrsa";

  private TextFormat() {}

  /** How many values a text with {@code %} takes; empty where it takes names, or is none. */
  static Optional<Integer> places(String text) {
    int count = 0;
    Matcher place = PERCENT.matcher(text);
    while (place.find()) {
      String kind = place.group(4);
      if ("%".equals(kind)) {
        continue;
      }
      if (kind == null || CONVERSIONS.indexOf(kind.charAt(0)) < 0 || place.group(1) != null) {
        return Optional.empty();
      }
      count += 1;
      count += "*".equals(place.group(2)) ? 1 : 0;
      count += "*".equals(place.group(3)) ? 1 : 0;
    }
    return Optional.of(count);
  }

  /** What is wrong with {@code text % value}. */
  static Optional<String> mistake(String text, Expression value) {
    Optional<Integer> places = places(text);
    if (value instanceof Expression.Dictionary dictionary) {
      return missing(text, dictionary);
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    int given;
    if (value instanceof Expression.Sequence sequence && sequence.isTuple()) {
      boolean isOpen =
          sequence.parts().stream()
              .anyMatch(part -> part instanceof Expression.Other other && other.kind().equals("*"));
      if (isOpen) {
        return Optional.empty();
      }
      given = sequence.parts().size();
    } else if (value instanceof Expression.Text || value instanceof Expression.Constant) {
      given = 1;
    } else {
      return Optional.empty();
    }
    return places.get() == given
        ? Optional.empty()
        : Optional.of("the format has " + places.get() + " places, and gets " + given + " values");
  }

  /** A name of {@code %(name)s} that a dictionary does not have. */
  private static Optional<String> missing(String text, Expression.Dictionary dictionary) {
    Set<String> keys = new TreeSet<>();
    for (Optional<Expression> key : dictionary.keys()) {
      Optional<String> name = key.flatMap(PythonTree::text);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      keys.add(name.get());
    }
    Matcher place = NAMED.matcher(text);
    while (place.find()) {
      if (place.group(1) != null && !keys.contains(place.group(1))) {
        return Optional.of(
            "the format has the place '" + place.group(1) + "', and gets no such value");
      }
    }
    return Optional.empty();
  }

  /** What is wrong with {@code text.format(…)}. */
  static Optional<String> mistake(String text, Expression.Call call) {
    Optional<List<String>> fields = fields(text);
    if (fields.isEmpty() || call.isOpen()) {
      return Optional.empty();
    }
    long given = call.arguments().stream().filter(one -> one.name().isEmpty()).count();
    Set<String> names = new TreeSet<>();
    call.arguments().forEach(one -> names.add(one.name()));
    int counted = 0;
    int highest = -1;
    for (String field : fields.get()) {
      if (field.isEmpty()) {
        highest = Math.max(highest, counted++);
      } else if (Character.isDigit(field.charAt(0))) {
        highest = Math.max(highest, Integer.parseInt(field));
      } else if (!names.contains(field)) {
        return Optional.of("the format has the place '" + field + "', and gets no such value");
      }
    }
    return highest >= given
        ? Optional.of("the format has " + (highest + 1) + " places, and gets " + given + " values")
        : Optional.empty();
  }

  /** What {@code text.format(…)} gets and never writes. */
  static Optional<String> unused(String text, Expression.Call call) {
    Optional<List<String>> fields = fields(text);
    if (fields.isEmpty() || call.isOpen()) {
      return Optional.empty();
    }
    long counted = fields.get().stream().filter(String::isEmpty).count();
    int places = 0;
    for (Expression.Argument argument : call.arguments()) {
      String wanted = argument.name().isEmpty() ? String.valueOf(places) : argument.name();
      boolean isUsed =
          fields.get().contains(wanted) || (argument.name().isEmpty() && places < counted);
      places += argument.name().isEmpty() ? 1 : 0;
      if (!isUsed) {
        return Optional.of(
            argument.name().isEmpty()
                ? "the format has no place for the value " + places
                : "the format has no place for the value '" + wanted + "'");
      }
    }
    return Optional.empty();
  }

  /** The names of the fields in their order; empty where the text is no format. */
  private static Optional<List<String>> fields(String text) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isDouble = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && isDouble) {
        at += 2;
      } else if (c == '{') {
        int end = closing(text, at);
        Matcher field = FIELD.matcher(end < 0 ? "!" : text.substring(at + 1, end));
        if (!field.matches() || (field.group(1).length() > 4 && isNumber(field.group(1)))) {
          return Optional.empty();
        }
        fields.add(field.group(1));
        // Fields within the description of another.
        int colon = text.indexOf(':', at);
        if (colon > 0 && colon < end && text.indexOf('{', colon) > 0) {
          Optional<List<String>> inner = fields(text.substring(colon + 1, end));
          if (inner.isEmpty()) {
            return Optional.empty();
          }
          fields.addAll(inner.get());
        }
        at = end + 1;
      } else if (c == '}') {
        return Optional.empty();
      } else {
        at++;
      }
    }
    return Optional.of(fields);
  }

  private static boolean isNumber(String text) {
    return Character.isDigit(text.charAt(0));
  }

  private static int closing(String text, int start) {
    int open = 0;
    for (int i = start; i < text.length(); i++) {
      open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return -1;
  }
}
