package io.github.mlopsmaven.rules.python;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a program, or of a command of one, while its file is read. */
final class ProgramBuilder {

  private static final Pattern CHOICES =
      Pattern.compile(
          "(?:\\bchoices\\s*=|\\btype\\s*=\\s*click\\s*\\.\\s*Choice\\s*\\()\\s*[\\[({]");

  /** The values are listed elsewhere in the file. */
  private static final Pattern LISTED =
      Pattern.compile(
          "\\bchoices\\s*=\\s*(?:(?:list|tuple|sorted)\\(\\s*)?([A-Za-z_]\\w*)\\s*[,)\\s]");

  /** What makes a switch of an option of argparse, and of click. */
  private static final Pattern SWITCH =
      Pattern.compile(
          "\\baction\\s*=\\s*(?:[\"'](?:store_true|store_false|count)[\"']|(?:argparse\\.)?BooleanOptionalAction\\b)"
              + "|\\bis_flag\\s*=\\s*True\\b");

  private static final Pattern TYPE = Pattern.compile("\\btype\\s*=\\s*(int|float)\\s*[,)\\s]");

  private final Set<String> options = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Map<String, OptionValue> values = new LinkedHashMap<>();
  private final Map<String, ProgramBuilder> commands = new LinkedHashMap<>();
  private boolean abbreviates;
  private boolean hasArguments;

  ProgramBuilder(boolean abbreviates, String... options) {
    this.abbreviates = abbreviates;
    this.options.addAll(List.of(options));
  }

  void neverAbbreviates() {
    abbreviates = false;
  }

  void option(String name) {
    if (name.startsWith("-")) {
      options.add(name);
    }
  }

  /** It takes words that belong to no option. */
  void takesArguments() {
    hasArguments = true;
  }

  void command(String name, ProgramBuilder command) {
    commands.put(name, command);
  }

  boolean hasCommands() {
    return !commands.isEmpty();
  }

  /** What the arguments say that declare an option of argparse or click. */
  void declared(List<String> names, String text, String code, int start, int end) {
    names.forEach(this::option);
    hasArguments |= names.stream().anyMatch(name -> !name.startsWith("-"));
    List<String> typed = names.stream().filter(name -> name.startsWith("-")).toList();
    String arguments = code.substring(start, end) + " ";
    if (!typed.isEmpty() && own(arguments).matches("(?s).*\\brequired\\s*=\\s*True\\b.*")) {
      required.add(String.join(" ", typed));
    }
    if (arguments.contains("BooleanOptionalAction")) {
      names.forEach(one -> option(one.replaceFirst("^--", "--no-")));
    }
    // Several values may come behind one option.
    boolean isOne = !arguments.matches("(?s).*\\b(?:multiple|action|type\\s*=\\s*lambda)\\b.*");
    Matcher choices = CHOICES.matcher(arguments);
    Matcher type = TYPE.matcher(arguments);
    Set<String> allowed = new LinkedHashSet<>();
    if (choices.find()) {
      int from = start + choices.end();
      int to = closing(code, from);
      String list = code.substring(from, Math.min(to, end)).replaceAll("[\\s,]", "");
      if (list.isEmpty()) {
        allowed.addAll(PythonProgram.texts(text, from, Math.min(to, end)));
      }
    }
    Matcher listed = LISTED.matcher(arguments);
    if (allowed.isEmpty() && listed.find()) {
      allowed.addAll(listed(listed.group(1), text, code));
    }
    if (!typed.isEmpty() && SWITCH.matcher(text.substring(start, end)).find()) {
      names.stream()
          .filter(name -> name.startsWith("-"))
          .forEach(name -> values.put(name, new OptionValue(Set.of(), "switch")));
      return;
    }
    boolean isAnyCase = arguments.contains("case_sensitive");
    OptionValue value =
        new OptionValue(isAnyCase ? Set.of() : allowed, type.find() ? type.group(1) : "");
    if (isOne && value.isKnown()) {
      typed.forEach(name -> values.put(name, value));
    }
  }

  /** The texts of a list that stands in the file once, and holds nothing else. */
  private static List<String> listed(String name, String text, String code) {
    Matcher list =
        Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s*(?::[^=\\n]*)?=\\s*[\\[({]")
            .matcher(code);
    if (!list.find()) {
      return List.of();
    }
    int from = list.end();
    int to = closing(code, from);
    boolean isPlain = code.substring(from, to).replaceAll("[\\s,]", "").isEmpty();
    boolean isOnce =
        Pattern.compile(
                    "\\b"
                        + Pattern.quote(name)
                        + "\\s*(?:[+|]?=[^=]|\\.(?:append|extend|add|update)\\()")
                .matcher(code)
                .results()
                .count()
            <= 1;
    return isPlain && isOnce ? PythonProgram.texts(text, from, to) : List.of();
  }

  private static int closing(String code, int start) {
    for (int i = start; i < code.length(); i++) {
      if ("])}".indexOf(code.charAt(i)) >= 0) {
        return i;
      }
    }
    return code.length();
  }

  void value(String option, OptionValue value) {
    if (value.isKnown()) {
      values.put(option, value);
    }
  }

  PythonProgram build() {
    Map<String, PythonProgram> built = new LinkedHashMap<>();
    commands.forEach((name, command) -> built.put(name, command.build()));
    return new PythonProgram(options, required, values, built, abbreviates, hasArguments);
  }

  /** The arguments without those of the calls in them. */
  private static String own(String arguments) {
    StringBuilder own = new StringBuilder(arguments);
    int depth = 0;
    for (int i = 0; i < own.length(); i++) {
      char c = own.charAt(i);
      depth -= c == ')' ? 1 : 0;
      if (depth > 0) {
        own.setCharAt(i, ' ');
      }
      depth += c == '(' ? 1 : 0;
    }
    return own.toString();
  }
}
