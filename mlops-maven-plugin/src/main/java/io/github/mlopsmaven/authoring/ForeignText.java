package io.github.mlopsmaven.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A default of another tool's template, with its expressions as placeholders of a descriptor. */
final class ForeignText {

  private static final Pattern CALL = Pattern.compile("[.|]\\s*(\\w+)\\s*(?:\\(([^()]*)\\))?");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\s*(?:'([^']*)'|\"([^\"']*)\"|(\\d+))\\s*");

  private ForeignText() {}

  /**
   * Reads a text.
   *
   * @param text the default
   * @param expression what stands for a name in it: the name is its first group, what is done to it
   *     the second
   * @param known whether a name is declared before
   * @return empty if it cannot be said with placeholders
   */
  static Optional<String> read(String text, Pattern expression, Predicate<String> known) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = expression.matcher(text);
    int end = 0;
    while (matcher.find()) {
      out.append(text, end, matcher.start());
      Optional<String> filters = filters(matcher.groupCount() < 2 ? "" : matcher.group(2));
      if (filters.isEmpty() || !known.test(matcher.group(1))) {
        return Optional.empty();
      }
      out.append('{').append(matcher.group(1)).append(filters.get()).append('}');
      end = matcher.end();
    }
    String rest = text.substring(end);
    boolean foreign = (out + rest).contains("{{") || (out + rest).contains("{%");
    return foreign ? Optional.empty() : Optional.of(out.append(rest).toString());
  }

  private static Optional<String> filters(String calls) {
    StringBuilder filters = new StringBuilder();
    Matcher call = CALL.matcher(calls);
    int end = 0;
    while (call.find()) {
      if (!calls.substring(end, call.start()).isBlank()) {
        return Optional.empty();
      }
      end = call.end();
      String arguments = call.group(2);
      Optional<String> filter = filter(call.group(1), arguments == null ? "" : arguments);
      if (filter.isEmpty()) {
        return Optional.empty();
      }
      filters.append(filter.get());
    }
    return calls.substring(end).isBlank() ? Optional.of(filters.toString()) : Optional.empty();
  }

  private static Optional<String> filter(String name, String text) {
    List<String> arguments = new ArrayList<>();
    for (String one : text.isBlank() ? new String[0] : text.split(",(?=\\s*['\"0-9])")) {
      Matcher argument = ARGUMENT.matcher(one);
      if (!argument.matches()) {
        return Optional.empty();
      }
      arguments.add(
          argument.group(3) != null
              ? argument.group(3)
              : "'" + (argument.group(1) != null ? argument.group(1) : argument.group(2)) + "'");
    }
    return switch (name) {
      case "lower", "upper", "capitalize" -> Optional.of(" | " + name);
      case "strip", "trim" -> Optional.of("");
      case "slugify" -> Optional.of(" | kebab_case");
      case "replace" ->
          arguments.size() == 2
              ? Optional.of(" | replace(" + String.join(", ", arguments) + ")")
              : Optional.empty();
      case "truncate" ->
          arguments.size() == 1
              ? Optional.of(" | truncate(" + arguments.get(0) + ")")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
