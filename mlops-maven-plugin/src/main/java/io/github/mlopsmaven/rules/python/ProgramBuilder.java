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

  private static final Pattern TYPE = Pattern.compile("\\btype\\s*=\\s*(int|float)\\s*[,)\\s]");

  private final Set<String> options = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Map<String, OptionValue> values = new LinkedHashMap<>();
  private final Map<String, ProgramBuilder> commands = new LinkedHashMap<>();
  private boolean abbreviates;

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

  void command(String name, ProgramBuilder command) {
    commands.put(name, command);
  }

  boolean hasCommands() {
    return !commands.isEmpty();
  }

  /** What the arguments say that declare an option of argparse or click. */
  void declared(List<String> names, String text, String code, int start, int end) {
    names.forEach(this::option);
    List<String> typed = names.stream().filter(name -> name.startsWith("-")).toList();
    String arguments = code.substring(start, end) + " ";
    if (!typed.isEmpty() && arguments.matches("(?s).*\\brequired\\s*=\\s*True\\b.*")) {
      required.add(String.join(" ", typed));
    }
    if (arguments.contains("BooleanOptionalAction")) {
      names.forEach(one -> option(one.replaceFirst("^--", "--no-")));
    }
    // Several values may come behind one option.
    boolean isOne =
        !arguments.matches("(?s).*\\b(?:nargs|multiple|action|type\\s*=\\s*lambda)\\b.*");
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
    boolean isAnyCase = arguments.contains("case_sensitive");
    OptionValue value =
        new OptionValue(isAnyCase ? Set.of() : allowed, type.find() ? type.group(1) : "");
    if (isOne && value.isKnown()) {
      typed.forEach(name -> values.put(name, value));
    }
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
    return new PythonProgram(options, required, values, built, abbreviates);
  }
}
