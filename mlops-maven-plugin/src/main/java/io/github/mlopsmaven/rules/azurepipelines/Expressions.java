package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Template expressions: what is known about them before a pipeline runs. */
final class Expressions {

  private static final Pattern CONTROL =
      Pattern.compile("\\$\\{\\{\\s*(if|elseif|else|each|insert)\\b.*", Pattern.DOTALL);

  /** One value of {@code variables} or {@code parameters}, and nothing else. */
  private static final Pattern VALUE =
      Pattern.compile(
          "\\$\\{\\{\\s*(variables|parameters)(?:\\.([\\w-]+)|\\[\\s*'([^']+)'\\s*])\\s*}}");

  /** {@code $(name)}, which is filled in when the job runs. */
  private static final Pattern MACRO = Pattern.compile("\\$\\(([\\w.-]+)\\)");

  private static final int MOST = 32;

  private Expressions() {}

  /** The word of a key such as {@code ${{ if … }}}; empty for any other key. */
  static Optional<String> control(String key) {
    if (key.indexOf('$') < 0) {
      return Optional.empty();
    }
    Matcher matcher = CONTROL.matcher(key.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static boolean isExpression(String text) {
    return text.contains("${{");
  }

  /**
   * Every text that an expression can become.
   *
   * @param text the text
   * @param values name in {@code variables.NAME} or {@code parameters.NAME} to what it can be
   * @return the texts; none where something in it is unknown
   */
  static Set<String> resolve(String text, Function<String, Set<String>> values) {
    Set<String> open = Set.of(text);
    while (open.stream().anyMatch(some -> VALUE.matcher(some).find())) {
      Set<String> next = new LinkedHashSet<>();
      for (String some : open) {
        Matcher matcher = VALUE.matcher(some);
        if (!matcher.find()) {
          next.add(some);
          continue;
        }
        String name = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        for (String value : values.apply(matcher.group(1) + "." + name)) {
          next.add(some.substring(0, matcher.start()) + value + some.substring(matcher.end()));
        }
      }
      if (next.size() > MOST || next.equals(open)) {
        return Set.of();
      }
      open = next;
    }
    return open.stream().anyMatch(Expressions::isExpression) ? Set.of() : open;
  }

  /**
   * The same for a text that is one macro, {@code $(name)}.
   *
   * @param text the text
   * @param values as for {@link #resolve}
   */
  static Set<String> resolveMacro(String text, Function<String, Set<String>> values) {
    Matcher macro = MACRO.matcher(text.strip());
    return macro.matches() ? values.apply("variables." + macro.group(1)) : resolve(text, values);
  }

  /**
   * The items of a list, with those that conditions and loops hold.
   *
   * @param list a sequence
   * @param visitor is shown each item, and whether it is there in any case
   */
  static void items(YamlNode list, BiConsumer<YamlNode, Boolean> visitor) {
    items(list, true, visitor);
  }

  private static void items(YamlNode list, boolean always, BiConsumer<YamlNode, Boolean> visitor) {
    for (YamlNode item : list.items()) {
      List<YamlNode.Entry> nested = new ArrayList<>();
      item.entries().stream()
          .filter(entry -> control(entry.name()).isPresent())
          .forEach(nested::add);
      if (nested.isEmpty()) {
        visitor.accept(item, always);
      }
      nested.forEach(entry -> items(entry.value(), false, visitor));
    }
  }
}
