package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.LineCount;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that files of another tool's template have between its delimiters: those that are
 * declared nowhere become values, and what is more than a name is left to the author.
 */
final class ForeignNames {

  private static final int SHOWN = 5;

  private final Draft draft;
  private final Repository repository;
  private final String root;
  private final Delimiters delimiters;
  private final Pattern expression;
  private final Pattern statement;
  private final Map<String, String> undeclared = new LinkedHashMap<>();
  private final Set<String> excluded = new LinkedHashSet<>();
  private final List<String> expressions = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();

  /**
   * Names a notation.
   *
   * @param draft gets the values, the delimiters and what is left
   * @param repository what to look at
   * @param root the folder of the files
   * @param start what stands before a name
   * @param end what stands after it
   * @param expression every expression of that tool, with a name or more
   * @param statement what decides about lines in it
   */
  ForeignNames(
      Draft draft,
      Repository repository,
      String root,
      String start,
      String end,
      Pattern expression,
      Pattern statement) {
    this.draft = draft;
    this.repository = repository;
    this.root = root;
    this.delimiters =
        new Delimiters(List.of(Glob.of("*")), List.of(), start, end, Optional.empty());
    this.expression = expression;
    this.statement = statement;
  }

  /**
   * Adds what was found to the draft.
   *
   * @param suffix what names of files end with and lose; empty for nothing
   */
  void describe(String suffix) {
    int named = 0;
    for (String path : repository.below(root)) {
      String whole = root.isEmpty() ? path : root + "/" + path;
      delimiters.find(path).forEach(found -> name(found, whole));
      Optional<String> text = repository.text(whole);
      if (text.isPresent()) {
        named += look(whole, text.get()) ? 1 : 0;
      }
    }
    undeclared.forEach(
        (name, place) ->
            draft.value(
                name,
                Draft.mapping("description", "What " + place + " needs."),
                "used in " + place + ", and declared nowhere"));
    Map<String, Object> keys =
        Draft.mapping("files", List.of(root.isEmpty() ? "**" : root + "/**"));
    if (!excluded.isEmpty()) {
      keys.put("exclude", excluded.stream().map(path -> "/" + path).toList());
    }
    keys.put("start", delimiters.start());
    keys.put("end", delimiters.end());
    if (!suffix.isEmpty()) {
      keys.put("suffix", suffix);
    }
    draft.delimiters(keys, named + " files have names between them");
    leave(expressions, "is more than a name: write a name from 'names' or 'values' in its place");
    leave(statements, "decides about lines: put them into 'blocks', or choose files with 'when'");
  }

  private void leave(List<String> places, String what) {
    if (!places.isEmpty()) {
      String more = places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "";
      draft.leave(
          String.join(", ", places.subList(0, Math.min(SHOWN, places.size()))) + more + " " + what);
    }
  }

  /** Whether a file has a name. */
  private boolean look(String path, String text) {
    Set<Integer> understood = new LinkedHashSet<>();
    LineCount lines = new LineCount(text);
    for (Delimiters.Found found : delimiters.find(text).toList()) {
      if (name(found, lines.place(path, found.offset()).toString())) {
        understood.add(found.offset());
      } else {
        excluded.add(path);
      }
    }
    Matcher any = expression.matcher(text);
    while (any.find()) {
      if (!understood.contains(any.start())) {
        expressions.add(lines.place(path, any.start()) + " " + any.group());
      }
    }
    Matcher decides = statement.matcher(text);
    if (decides.find()) {
      statements.add(lines.place(path, decides.start()) + " " + decides.group());
    }
    return !understood.isEmpty();
  }

  private boolean name(Delimiters.Found found, String place) {
    try {
      for (String name : PlaceholderText.parse(found.text()).names()) {
        if (!Placeholders.RESERVED.contains(name) && !draft.hasValue(name)) {
          undeclared.putIfAbsent(name, place);
        }
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
