package io.github.mlopsmaven.needs;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a project's YAML files set, and what words of scripts and pipelines stand for
 * that name them: {@code $(KEY)}, {@code ${{ variables.KEY }}}, {@code $(setting KEY)}, and
 * variables of a script. A variable of another file may have another value for each stage.
 */
final class NamedSettings {

  private static final int DEEPEST = 6;

  /** A word has so many values at most: stages are few. */
  private static final int MOST = 24;

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?m)^[ \\t]*(?:export |local |readonly )?([A-Za-z_]\\w*)=(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s;&|]+)");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{\\{[^}]*?([A-Za-z_][\\w-]*)\\s*}}" // an expression: its last name
              + "|\\$\\((?:[^()$]*[ \\t])?\"?\\$?\\{?([A-Za-z_][\\w.-]*)}?\"?\\)" // a macro, a
              // command
              + "|\\$\\{([A-Za-z_]\\w*)}|\\$([A-Za-z_]\\w*)");

  private final Map<String, Map<String, String>> byFile = new TreeMap<>();

  NamedSettings(ProjectFiles files) {
    files
        .below("")
        .forEach(
            (path, file) -> {
              Map<String, String> variables = PipelineFiles.variables(file);
              if (!variables.isEmpty()) {
                byFile.put(path, variables);
              }
            });
  }

  /** The settings of each file whose names match, with what they stand for. */
  Map<String, Set<String>> like(Pattern name) {
    Map<String, Set<String>> found = new TreeMap<>();
    byFile.forEach(
        (file, variables) ->
            variables.forEach(
                (key, value) -> {
                  if (name.matcher(key).find()) {
                    found
                        .computeIfAbsent(key, any -> new TreeSet<>())
                        .addAll(values(value, variables, DEEPEST));
                  }
                }));
    return found;
  }

  /**
   * Whether a setting says a text.
   *
   * @param text what it may say
   */
  boolean say(String text) {
    return byFile.values().stream()
        .anyMatch(
            variables ->
                variables.values().stream()
                    .anyMatch(value -> values(value, variables, DEEPEST).contains(text)));
  }

  /**
   * What a word of a script can stand for.
   *
   * @param word the word, with or without quotes
   * @param script the script that it is in
   * @return its values; the word itself as far as only a run can tell
   */
  Set<String> values(String word, String script) {
    Map<String, Set<String>> assigned = new TreeMap<>();
    Matcher assignment = ASSIGNMENT.matcher(script);
    while (assignment.find()) {
      assigned
          .computeIfAbsent(assignment.group(1), any -> new LinkedHashSet<>())
          .add(unquoted(assignment.group(2)));
    }
    Set<String> words = Set.of(unquoted(word));
    for (int depth = 0; depth < DEEPEST; depth++) {
      Set<String> next = new LinkedHashSet<>();
      words.forEach(text -> next.addAll(replaced(text, assigned)));
      if (next.equals(words)) {
        break;
      }
      words = next;
    }
    Set<String> values = new TreeSet<>();
    for (String text : words) {
      Set<String> known = new TreeSet<>();
      byFile.values().forEach(variables -> known.addAll(values(text, variables, DEEPEST)));
      known.removeIf(value -> value.contains("$"));
      values.addAll(known.isEmpty() ? Set.of(text) : known);
    }
    return values;
  }

  /** A word with the variables of its script replaced. */
  private static Set<String> replaced(String text, Map<String, Set<String>> assigned) {
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group(3) == null ? reference.group(4) : reference.group(3);
      Set<String> values = name == null ? Set.of() : assigned.getOrDefault(name, Set.of());
      if (!values.isEmpty() && values.stream().noneMatch(value -> value.contains("$" + name))) {
        Set<String> all = new LinkedHashSet<>();
        String before = text.substring(0, reference.start());
        String after = text.substring(reference.end());
        values.stream().limit(MOST).forEach(value -> all.add(before + value + after));
        return all;
      }
    }
    return Set.of(text);
  }

  private static Set<String> values(String text, Map<String, String> variables, int deeper) {
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find() && deeper > 0) {
      String name = null;
      for (int group = 1; group <= 4 && name == null; group++) {
        name = reference.group(group);
      }
      String value = name == null ? null : variables.get(name.substring(name.lastIndexOf('.') + 1));
      if (value != null) {
        return values(
            text.substring(0, reference.start()) + value + text.substring(reference.end()),
            variables,
            deeper - 1);
      }
    }
    return Set.of(text);
  }

  private static String unquoted(String word) {
    boolean quoted =
        word.length() > 1
            && (word.startsWith("\"") || word.startsWith("'"))
            && word.charAt(0) == word.charAt(word.length() - 1);
    return quoted ? word.substring(1, word.length() - 1) : word;
  }
}
