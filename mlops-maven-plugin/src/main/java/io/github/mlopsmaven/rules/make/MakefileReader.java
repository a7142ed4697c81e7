package io.github.mlopsmaven.rules.make;

import io.github.mlopsmaven.bounds.Bounded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a makefile line by line. */
final class MakefileReader {

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "^\\s*((?:(?:export|override|private|unexport)\\s+)*)([^\\s:#=+?!]+)\\s*(::?:?=|\\?=|\\+=|!=|=)(.*)$",
          Pattern.DOTALL);

  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "^\\s*(ifeq|ifneq|ifdef|ifndef|else|endif|define|endef|-?include|sinclude|export|unexport|undefine|vpath|load|override|private)(?=[\\s(]|$)(.*)$",
          Pattern.DOTALL);

  private static final Pattern NAMED =
      Pattern.compile("\\$[({]([A-Za-z_][\\w.-]*)(?::[^)}]*)?[)}]");

  /** A function that may make rules or variables; all others give words. */
  private static final Pattern MAKING =
      Pattern.compile("\\$[({](?:eval|call|foreach|file|shell)\\b");

  private final String text;
  private final Map<String, Integer> targets = new LinkedHashMap<>();
  private final List<Makefile.Word> needed = new ArrayList<>();
  private final Map<String, Optional<String>> variables = new LinkedHashMap<>();
  private final List<Makefile.Word> named = new ArrayList<>();
  private final List<Makefile.Word> recipes = new ArrayList<>();
  private final List<Makefile.Word> included = new ArrayList<>();
  private final List<Makefile.Word> mistakes = new ArrayList<>();
  private final Deque<Integer> conditions = new ArrayDeque<>();
  private boolean isOpen;
  private boolean isInRule;
  private int defining = -1;

  MakefileReader(String text) {
    this.text = text;
  }

  Makefile read() {
    int at = 0;
    while (at < text.length()) {
      Bounded.requireTime("a makefile");
      int end = lineEnd(at);
      line(text.substring(at, end), at);
      at = end + 1;
    }
    conditions.forEach(
        index -> mistakes.add(new Makefile.Word("the condition has no 'endif'", index)));
    if (defining >= 0) {
      mistakes.add(new Makefile.Word("'define' has no 'endef'", defining));
    }
    return new Makefile(targets, needed, variables, named, recipes, included, mistakes, isOpen);
  }

  /** The end of a line with those that continue it. */
  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    while (end > from && isContinued(end)) {
      end = text.indexOf('\n', end + 1);
    }
    return end < 0 ? text.length() : end;
  }

  private boolean isContinued(int end) {
    int last = end - 1;
    if (text.charAt(last) == '\r' && last > 0) {
      last--;
    }
    int slashes = 0;
    while (last - slashes >= 0 && text.charAt(last - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private void line(String line, int at) {
    if (defining >= 0) {
      if (line.strip().equals("endef") || line.strip().startsWith("endef ")) {
        defining = -1;
      }
      return;
    }
    if (line.startsWith("\t") && isInRule) {
      if (!line.isBlank()) {
        recipes.add(new Makefile.Word(line, at));
        names(line, at);
      }
      return;
    }
    String code = withoutComment(line);
    if (code.isBlank()) {
      return;
    }
    names(code, at);
    if (code.contains(".RECIPEPREFIX") || code.contains("$(eval") || code.contains("${eval")) {
      isOpen = true;
    }
    Matcher directive = DIRECTIVE.matcher(code);
    Matcher assignment = ASSIGNMENT.matcher(code);
    if (directive.matches() && !assignsAName(directive, assignment)) {
      directive(directive.group(1), directive.group(2), at + directive.start(2), at);
    } else if (assignment.matches()) {
      isInRule = false;
      assign(assignment.group(2), assignment.group(3), assignment.group(4));
    } else {
      rule(code, at);
    }
  }

  /** {@code export NAME=value} sets a variable; {@code else = x} would as well. */
  private static boolean assignsAName(Matcher directive, Matcher assignment) {
    boolean mayAssign =
        Set.of("export", "override", "private", "unexport").contains(directive.group(1));
    return assignment.matches()
        && (mayAssign
            ? !assignment.group(1).isEmpty()
            : assignment.group(2).equals(directive.group(1)));
  }

  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#' && (i == 0 || line.charAt(i - 1) != '\\')) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private void names(String line, int at) {
    Matcher matcher = NAMED.matcher(line);
    while (matcher.find()) {
      boolean isShell = matcher.start() > 0 && line.charAt(matcher.start() - 1) == '$';
      if (!isShell) {
        named.add(new Makefile.Word(matcher.group(1), at + matcher.start(1)));
      }
    }
  }

  private void directive(String word, String rest, int restAt, int at) {
    switch (word) {
      case "ifeq", "ifneq", "ifdef", "ifndef" -> conditions.push(at);
      case "else" -> {
        if (conditions.isEmpty()) {
          mistakes.add(new Makefile.Word("'else' has no condition", at));
        }
      }
      case "endif" -> {
        if (conditions.isEmpty()) {
          mistakes.add(new Makefile.Word("'endif' has no condition", at));
        } else {
          conditions.pop();
        }
      }
      case "define" -> define(rest, at);
      case "override", "private" -> {
        if (rest.strip().startsWith("define")) {
          define(rest.strip().substring("define".length()), at);
        }
      }
      case "include", "-include", "sinclude" -> {
        for (Makefile.Word one : words(rest, restAt)) {
          if (word.equals("include")
              && one.text().indexOf('$') < 0
              && one.text().indexOf('*') < 0) {
            included.add(one);
          } else {
            isOpen = true;
          }
        }
      }
      case "export", "unexport" ->
          words(rest, restAt).forEach(one -> variables.putIfAbsent(one.text(), Optional.empty()));
      default -> {
        // vpath, undefine and load set nothing that is looked for.
      }
    }
    boolean endsRule = !Set.of("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif").contains(word);
    isInRule &= !endsRule;
  }

  private void define(String rest, int at) {
    defining = at;
    String name = rest.strip().replaceFirst("[\\s=:?+!].*", "");
    variables.putIfAbsent(name, Optional.empty());
  }

  private void assign(String name, String sign, String value) {
    boolean isPlain =
        value.indexOf('$') < 0 && value.indexOf('\\') < 0 && !variables.containsKey(name);
    boolean isSimple = isPlain && Set.of("=", ":=", "::=").contains(sign) && conditions.isEmpty();
    if (name.indexOf('$') >= 0) {
      isOpen = true;
    }
    variables.put(name, isSimple ? Optional.of(value.strip()) : Optional.empty());
  }

  /** A variable with something behind it, as in {@code $(PYTHON) -m pytest}. */
  private static final Pattern COMMAND =
      Pattern.compile("\\s+(?:\\$\\(\\w+\\)|\\$\\{\\w+})\\s+[^\\s=].*");

  private void rule(String code, int at) {
    int colon = colon(code);
    if (colon < 0) {
      isInRule = false;
      // Such as $(info …); a variable alone may be anything, but no recipe behind blanks.
      boolean isExpanded =
          code.strip().startsWith("$")
              && !(code.startsWith("  ") && COMMAND.matcher(code).matches());
      if (isExpanded) {
        isOpen |= MAKING.matcher(code).find();
      } else {
        int first = code.length() - code.stripLeading().length();
        mistakes.add(
            new Makefile.Word(
                code.startsWith(" ")
                    ? "a line of a recipe begins with a tab, not with blanks"
                    : "the line is no rule, no variable and no directive",
                at + first));
      }
      return;
    }
    isInRule = true;
    String behind = code.substring(colon).replaceFirst("^&?::?", "");
    int behindAt = code.length() - behind.length();
    Matcher own = ASSIGNMENT.matcher(behind);
    if (own.matches()) {
      assign(own.group(2), "own", own.group(4));
      return;
    }
    List<Makefile.Word> made = words(code.substring(0, colon), at);
    for (Makefile.Word one : made) {
      isOpen |= one.text().indexOf('$') >= 0;
      targets.putIfAbsent(one.text(), one.index());
    }
    int recipe = behind.indexOf(';');
    if (recipe >= 0) {
      recipes.add(new Makefile.Word("\t" + behind.substring(recipe + 1), at + behindAt + recipe));
    }
    String needs = recipe < 0 ? behind : behind.substring(0, recipe);
    int pattern = colon(needs);
    int from = pattern < 0 ? 0 : pattern + 1;
    boolean isSpecial =
        made.stream().allMatch(one -> one.text().startsWith(".") && one.text().indexOf('/') < 0);
    boolean isPhony = made.stream().anyMatch(one -> one.text().equals(".PHONY"));
    for (Makefile.Word one : words(needs.substring(from), at + behindAt + from)) {
      if (!isSpecial && !one.text().equals("|")) {
        needed.add(one);
      }
      if (isPhony && one.text().indexOf('$') >= 0) {
        isOpen = true;
      }
    }
  }

  /** The first colon that is not part of a variable, or of a drive as in {@code C:\}. */
  private static int colon(String code) {
    int depth = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '$' && i + 1 < code.length() && "({".indexOf(code.charAt(i + 1)) >= 0) {
        depth++;
        i++;
      } else if (depth > 0 && (c == '(' || c == '{')) {
        depth++;
      } else if (depth > 0 && (c == ')' || c == '}')) {
        depth--;
      } else if (c == ':' && depth == 0) {
        return i > 0 && code.charAt(i - 1) == '&' ? i - 1 : i;
      }
    }
    return -1;
  }

  /** Words, a variable with its blanks as one. */
  private static List<Makefile.Word> words(String code, int at) {
    List<Makefile.Word> words = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = 0; i <= code.length(); i++) {
      char c = i < code.length() ? code.charAt(i) : ' ';
      if ((c == '(' || c == '{') && (depth > 0 || (i > 0 && code.charAt(i - 1) == '$'))) {
        depth++;
      } else if ((c == ')' || c == '}') && depth > 0) {
        depth--;
      }
      boolean isBlank = depth == 0 && (Character.isWhitespace(c) || (c == '\\' && isEnd(code, i)));
      if (isBlank || i == code.length()) {
        if (start >= 0) {
          words.add(new Makefile.Word(code.substring(start, i), at + start));
          start = -1;
        }
      } else if (start < 0) {
        start = i;
      }
    }
    return words;
  }

  private static boolean isEnd(String code, int at) {
    return at + 1 < code.length() && (code.charAt(at + 1) == '\n' || code.charAt(at + 1) == '\r');
  }
}
