package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rules of a makefile do: whether make runs them at all, and whether their lines mean what
 * they look like.
 *
 * @param project the project
 * @param file the makefile
 * @param findings takes what is found
 * @see <a href="https://www.gnu.org/software/make/manual/make.html#Phony-Targets">Phony Targets</a>
 */
record RecipeCheck(VerifiedProject project, SourceFile file, Findings findings) {

  static final Rule RECIPE =
      new Rule(
          "make-recipe", Level.ERROR, "Recipe that make does not run, or reads as another one");

  /** One dollar and a name, where make takes the first letter as the name. */
  private static final Pattern DOLLAR = Pattern.compile("(?<!\\$)(?:\\$\\$)*+\\$([A-Za-z_]\\w*)");

  /** A field of awk. */
  private static final Pattern FIELD = Pattern.compile("(?<!\\$)(?:\\$\\$)*+\\$([0-9]|NF\\b)");

  /** A line that changes nothing but its own shell. */
  private static final Pattern OWN_SHELL =
      Pattern.compile(
          "[@+\\s-]*(?:cd\\s+[^;&|]+|export\\s+\\w+=[^;&|]*|(?:source|\\.)\\s+\\S*activate)\\s*");

  void check(Makefile makefile) {
    MakeRules rules = MakeRules.of(file.content());
    Set<String> set = makefile.variables().keySet();
    for (MakeRules.Rule rule : rules.rules()) {
      boolean isSpecial = rule.targets().stream().anyMatch(name -> name.startsWith("."));
      if (!isSpecial) {
        folder(rules, rule);
        rule.recipe().forEach(line -> dollars(line, set));
        lines(rules, rule);
      }
    }
    circles(rules);
  }

  /** A target that is there is made already. */
  private void folder(MakeRules rules, MakeRules.Rule rule) {
    for (String target : rule.targets()) {
      boolean isPlain = target.matches("[\\w-]+");
      boolean isFolder =
          isPlain
              && FileSet.resolve(file.directory(), target)
                  .filter(path -> !path.isEmpty() && project.files().isDirectory(path))
                  .isPresent();
      boolean makesIt = rule.recipe().stream().anyMatch(line -> line.text().contains("mkdir"));
      boolean isNeeded = rules.phony().contains(target) || rules.isPhonyOpen();
      if (isFolder && !isNeeded && !rule.recipe().isEmpty() && !makesIt && rule.needs().isEmpty()) {
        add(
            rule.index(),
            "'" + target + "' is a folder, so make does not run the recipe",
            "add .PHONY: " + target);
      }
    }
  }

  private void dollars(Makefile.Word line, Set<String> set) {
    Matcher name = DOLLAR.matcher(line.text());
    while (name.find()) {
      String text = name.group(1);
      boolean isSet = set.contains(text.substring(0, 1)) || set.contains(text);
      if (!isSet && (text.length() > 1 || isOfShell(text, line.text()))) {
        add(
            line.index() + name.start(1) - 1,
            "make takes '$"
                + text.substring(0, 1)
                + "' of '$"
                + text
                + "' as a variable of its own",
            "write $$" + text + " for the shell, or $(" + text + ") for make");
        return;
      }
    }
    Matcher field = FIELD.matcher(line.text());
    if (line.text().contains("awk") && field.find()) {
      add(
          line.index() + field.start(1) - 1,
          "make takes '$" + field.group(1) + "' as a variable of its own",
          "write $$" + field.group(1));
    }
  }

  /** Whether the shell sets a variable in the line. */
  private static boolean isOfShell(String name, String line) {
    return Pattern.compile(
            "\\bfor\\s+" + name + "\\s+in\\b|\\b" + name + "=|\\bread\\s+" + name + "\\b")
        .matcher(line)
        .find();
  }

  /** Each line has a shell of its own. */
  private void lines(MakeRules rules, MakeRules.Rule rule) {
    if (rules.isOneShell()) {
      return;
    }
    for (int i = 0; i + 1 < rule.recipe().size(); i++) {
      Makefile.Word line = rule.recipe().get(i);
      if (OWN_SHELL.matcher(line.text()).matches()) {
        int index = line.index() + line.text().length() - line.text().stripLeading().length();
        add(
            index,
            "'"
                + line.text().strip()
                + "' does nothing for the next line, which has a shell of its own",
            "join both with && and \\, or write .ONESHELL:");
      }
    }
  }

  /** Targets that need each other. */
  private void circles(MakeRules rules) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (MakeRules.Rule rule : rules.rules()) {
      for (String target : rule.targets()) {
        boolean isPlain =
            target.matches("[\\w./-]+") && !target.startsWith(".") && !rule.isConditional();
        if (isPlain) {
          needs.computeIfAbsent(target, any -> new LinkedHashSet<>()).addAll(rule.needs());
          places.putIfAbsent(target, rule.index());
        }
      }
    }
    Set<String> told = new LinkedHashSet<>();
    needs.forEach(
        (target, needed) -> {
          for (String first : needed) {
            List<String> way = new ArrayList<>(List.of(target));
            if (!told.contains(target)
                && leadsTo(first, target, needs, way, new LinkedHashSet<>())) {
              told.addAll(way);
              way.add(target);
              add(
                  places.getOrDefault(target, 0),
                  "targets wait for each other: " + String.join(", ", way),
                  "remove one of these dependencies");
            }
          }
        });
  }

  private static boolean leadsTo(
      String from, String to, Map<String, Set<String>> needs, List<String> way, Set<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (!seen.add(from)) {
      return false;
    }
    way.add(from);
    for (String next : needs.getOrDefault(from, Set.of())) {
      if (leadsTo(next, to, needs, way, seen)) {
        return true;
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  private void add(int index, String problem, String remedy) {
    findings.add(RECIPE, file.path(), file.position(index), problem, remedy);
  }
}
