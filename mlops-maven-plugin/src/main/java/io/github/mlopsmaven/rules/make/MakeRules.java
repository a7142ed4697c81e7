package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of a makefile with their recipes, as far as they are written out.
 *
 * @param rules the rules in their order; those in conditions too
 * @param phony the targets that are declared to be no files
 * @param isOneShell whether all lines of a recipe go to one shell
 */
record MakeRules(List<Rule> rules, Set<String> phony, boolean isOneShell) {

  private static final Pattern RULE =
      Pattern.compile("^([^\\s#:=][^:=#]*?)\\s*::?(?![:=])\\s*([^=#;]*)(?:;(.*))?(?:#.*)?$");

  private static final Pattern CONDITION = Pattern.compile("^\\s*(ifn?eq|ifn?def|endif)\\b.*");

  private static final Pattern VARIABLE = Pattern.compile("\\$[({]([A-Za-z_][\\w.-]*)[)}]");

  MakeRules {
    rules = List.copyOf(rules);
    phony = Set.copyOf(phony);
  }

  /**
   * A rule.
   *
   * @param targets what it makes
   * @param needs what it needs, those that only have to be there too
   * @param recipe the lines of its recipe, without those that only continue one
   * @param index where it begins
   * @param isConditional whether it stands in a condition
   */
  record Rule(
      List<String> targets,
      List<String> needs,
      List<Makefile.Word> recipe,
      int index,
      boolean isConditional) {

    Rule {
      targets = List.copyOf(targets);
      needs = List.copyOf(needs);
      recipe = List.copyOf(recipe);
    }
  }

  /** Reads a content, once. */
  static MakeRules of(Content content) {
    return content.learn(MakeRules.class, known -> read(known.text()));
  }

  private static MakeRules read(String text) {
    Map<String, Optional<String>> variables = new MakefileReader(text).read().variables();
    List<Rule> rules = new ArrayList<>();
    Set<String> phony = new TreeSet<>();
    List<Makefile.Word> recipe = new ArrayList<>();
    Optional<Rule> open = Optional.empty();
    int conditions = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      while (end > 0 && text.substring(at, end).stripTrailing().endsWith("\\")) {
        end = text.indexOf('\n', end + 1);
      }
      String line = text.substring(at, end < 0 ? text.length() : end);
      Matcher condition = CONDITION.matcher(line);
      if (condition.matches()) {
        conditions += condition.group(1).equals("endif") ? -1 : 1;
      } else if (line.startsWith("\t")) {
        if (!line.isBlank() && !line.strip().startsWith("#")) {
          recipe.add(new Makefile.Word(line, at));
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        open.ifPresent(rule -> rules.add(with(rule, recipe)));
        recipe.clear();
        open = rule(line.replace("\\\n", " "), at, conditions > 0, variables);
        if (open.filter(rule -> rule.targets().contains(".PHONY")).isPresent()) {
          phony.addAll(open.get().needs());
        }
      }
      at = end < 0 ? text.length() : end + 1;
    }
    open.ifPresent(rule -> rules.add(with(rule, recipe)));
    boolean isOneShell = rules.stream().anyMatch(rule -> rule.targets().contains(".ONESHELL"));
    return new MakeRules(rules, phony, isOneShell);
  }

  private static Rule with(Rule rule, List<Makefile.Word> recipe) {
    List<Makefile.Word> all = new ArrayList<>(rule.recipe());
    all.addAll(recipe);
    return new Rule(rule.targets(), rule.needs(), all, rule.index(), rule.isConditional());
  }

  private static Optional<Rule> rule(
      String line, int at, boolean isConditional, Map<String, Optional<String>> variables) {
    Matcher rule = RULE.matcher(line);
    if (!rule.matches() || line.strip().toLowerCase(Locale.ROOT).startsWith("define ")) {
      return Optional.empty();
    }
    List<Makefile.Word> recipe = new ArrayList<>();
    if (rule.group(3) != null) {
      recipe.add(new Makefile.Word("\t" + rule.group(3), at + rule.start(3) - 1));
    }
    return Optional.of(
        new Rule(
            words(rule.group(1), variables),
            words(rule.group(2), variables),
            recipe,
            at,
            isConditional));
  }

  private static List<String> words(String text, Map<String, Optional<String>> variables) {
    Matcher variable = VARIABLE.matcher(text);
    String filled =
        variable.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    variables.getOrDefault(found.group(1), Optional.empty()).orElse("$?")));
    List<String> words = new ArrayList<>();
    for (String word : filled.strip().split("\\s+", -1)) {
      if (!word.isEmpty() && !word.equals("|")) {
        words.add(word);
      }
    }
    return words;
  }

  /** Whether some part of it is not known, so that any target may be declared. */
  boolean isPhonyOpen() {
    return phony.stream().anyMatch(name -> name.indexOf('$') >= 0);
  }
}
