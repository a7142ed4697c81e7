package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For which selections a file is written.
 *
 * @param expression what Velocity's {@code #if} decides by; empty if the file is always written
 */
record IncludeCondition(String expression) {

  static final IncludeCondition ALWAYS = new IncludeCondition("");

  /** The Velocity text that maven-archetype compares with {@code true}. */
  String text() {
    return expression.isEmpty() ? "" : "#if(" + expression + ")true#end";
  }

  /**
   * The same, if another expression is true too.
   *
   * @param other what has to be true
   */
  IncludeCondition and(String other) {
    return new IncludeCondition(
        expression.isEmpty() ? other : "(" + expression + ") && (" + other + ")");
  }

  /**
   * The shortest condition over the options that matter: an option that does not decide is left
   * away.
   *
   * @param all the selections that the archetype offers
   * @param wanted those with the file, at least one
   */
  static IncludeCondition of(Collection<Selection> all, Set<Selection> wanted) {
    if (wanted.containsAll(all)) {
      return ALWAYS;
    }
    List<String> deciding = new ArrayList<>(all.iterator().next().values().keySet());
    for (String option : List.copyOf(deciding)) {
      List<String> fewer = new ArrayList<>(deciding);
      fewer.remove(option);
      if (decides(fewer, all, wanted)) {
        deciding = fewer;
      }
    }
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (String option : deciding) {
      values.put(
          option,
          wanted.stream()
              .map(selection -> selection.value(option))
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
    boolean product =
        all.stream()
            .allMatch(
                selection ->
                    wanted.contains(selection)
                        == values.entrySet().stream()
                            .allMatch(e -> e.getValue().contains(selection.value(e.getKey()))));
    return new IncludeCondition(product ? all(values) : any(deciding, wanted));
  }

  private static boolean decides(
      List<String> options, Collection<Selection> all, Set<Selection> wanted) {
    Map<List<String>, Boolean> seen = new LinkedHashMap<>();
    for (Selection selection : all) {
      boolean in = wanted.contains(selection);
      Boolean before = seen.putIfAbsent(options.stream().map(selection::value).toList(), in);
      if (before != null && before != in) {
        return false;
      }
    }
    return true;
  }

  private static String all(Map<String, Set<String>> values) {
    return values.entrySet().stream()
        .map(
            entry -> {
              String any =
                  entry.getValue().stream()
                      .map(value -> is(entry.getKey(), value))
                      .collect(Collectors.joining(" || "));
              return entry.getValue().size() > 1 && values.size() > 1 ? "(" + any + ")" : any;
            })
        .collect(Collectors.joining(" && "));
  }

  private static String any(List<String> options, Set<Selection> wanted) {
    return wanted.stream()
        .map(
            selection ->
                options.stream()
                    .map(option -> is(option, selection.value(option)))
                    .collect(Collectors.joining(" && ", "(", ")")))
        .distinct()
        .collect(Collectors.joining(" || "));
  }

  private static String is(String option, String value) {
    return "$" + option + " == " + VelocityText.string(value);
  }
}
