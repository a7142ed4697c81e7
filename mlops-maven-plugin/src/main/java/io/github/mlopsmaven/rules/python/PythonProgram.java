package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that a Python program takes on its command line, where its own text says all of them:
 * with argparse, click, typer or Fire.
 *
 * @param options as they are typed, as in {@code --epochs}
 * @param required those that have to be given; several names of one option are separated by blanks
 * @param abbreviates whether the beginning of an option stands for it
 * @see <a href="https://docs.python.org/3/library/argparse.html">argparse</a>
 * @see <a href="https://click.palletsprojects.com/en/stable/options/">click</a>
 * @see <a href="https://typer.tiangolo.com/tutorial/options/">typer</a>
 * @see <a href="https://google.github.io/python-fire/guide/">Fire</a>
 */
public record PythonProgram(Set<String> options, Set<String> required, boolean abbreviates) {

  /** What makes the options of argparse unknown: some may come from elsewhere, or are let pass. */
  private static final Pattern OPEN_ARGPARSE =
      Pattern.compile(
          "\\b(?:parse_known_args|parse_known_intermixed_args|add_subparsers|HfArgumentParser"
              + "|add_argparse_args|set_defaults|argcomplete"
              + "|click|typer|fire|absl|hydra|sys\\s*\\.\\s*argv)\\b|(?:Argument|Arg)Parser\\s*\\)\\s*:");

  private static final Pattern PARSER =
      Pattern.compile("(\\w+)\\s*(?::[^=\\n]*)?=\\s*(?:argparse\\s*\\.\\s*)?ArgumentParser\\s*\\(");

  private static final Pattern ADD = Pattern.compile("(\\.)?\\s*\\badd_argument\\s*\\(");

  private static final Pattern DECORATOR = Pattern.compile("(?m)^\\s*@\\s*([\\w.]+)");

  private static final Pattern CLICK_OPTION =
      Pattern.compile("(?m)^\\s*@\\s*click\\s*\\.\\s*(option|command|group|[\\w]+)\\s*\\(?");

  private static final Pattern RUN =
      Pattern.compile("\\b(?:typer\\s*\\.\\s*run|fire\\s*\\.\\s*Fire)\\s*\\(\\s*(\\w+)\\s*\\)");

  private static final Pattern TYPER_COMMAND =
      Pattern.compile(
          "(?m)^@\\s*(\\w+)\\s*\\.\\s*(command|callback)\\s*\\([^\\n]*\\n+\\s*def\\s+(\\w+)");

  private static final Pattern SIMPLE_TEXT =
      Pattern.compile("\"([^\"\\\\\\n]*)\"|'([^'\\\\\\n]*)'");

  /** Copies the sets. */
  public PythonProgram {
    options = Set.copyOf(options);
    required = Set.copyOf(required);
  }

  private record Known(Optional<PythonProgram> program) {}

  /**
   * Reads a program, once.
   *
   * @param content its text
   * @return its options; empty where somebody else may add to them
   */
  public static Optional<PythonProgram> of(Content content) {
    return content.learn(Known.class, known -> new Known(read(known.text()))).program();
  }

  private static Optional<PythonProgram> read(String text) {
    boolean mayTake =
        text.contains("ArgumentParser")
            || text.contains("click")
            || text.contains("typer")
            || text.contains("fire");
    if (!mayTake) {
      return Optional.empty();
    }
    String code = PythonFile.withoutTexts(text);
    return argparse(text, code).or(() -> click(text, code)).or(() -> function(text, code));
  }

  private static Optional<PythonProgram> argparse(String text, String code) {
    Matcher parser = PARSER.matcher(code);
    if (OPEN_ARGPARSE.matcher(code).find() || !parser.find()) {
      return Optional.empty();
    }
    String name = parser.group(1);
    String made = code.substring(parser.end(), closing(code, parser.end()));
    boolean isHandedOn =
        made.contains("parents")
            || made.contains("prefix_chars")
            || Pattern.compile("[(,=]\\s*" + name + "\\s*[,)]").matcher(code).find()
            || code.split("ArgumentParser\\s*\\(", -1).length != 2
            || !code.contains("parse_args");
    if (isHandedOn) {
      return Optional.empty();
    }
    Set<String> options = new LinkedHashSet<>(Set.of("-h", "--help"));
    Set<String> required = new LinkedHashSet<>();
    Matcher add = ADD.matcher(code);
    while (add.find()) {
      int end = closing(code, add.end());
      List<String> names = leading(text, code, add.end(), end);
      if (add.group(1) == null || names.isEmpty() || isSpread(code, add.end(), end)) {
        return Optional.empty();
      }
      options.addAll(names);
      boolean isOption = names.get(0).startsWith("-");
      if (isOption
          && code.substring(add.end(), end).matches("(?s).*\\brequired\\s*=\\s*True\\b.*")) {
        required.add(String.join(" ", names));
      }
      if (code.substring(add.end(), end).contains("BooleanOptionalAction")) {
        names.forEach(one -> options.add(one.replaceFirst("^--", "--no-")));
      }
    }
    options.removeIf(one -> !one.startsWith("-"));
    boolean abbreviates = !code.matches("(?s).*\\ballow_abbrev\\s*=\\s*False\\b.*");
    return Optional.of(new PythonProgram(options, required, abbreviates));
  }

  /** One command of click, with nothing but click's own decorators. */
  private static Optional<PythonProgram> click(String text, String code) {
    Set<String> options = new LinkedHashSet<>(Set.of("--help"));
    Set<String> required = new LinkedHashSet<>();
    Set<String> decorators = new TreeSet<>();
    Matcher decorator = DECORATOR.matcher(code);
    while (decorator.find()) {
      decorators.add(decorator.group(1));
    }
    decorators.removeAll(Set.of("click.option", "click.argument", "click.version_option"));
    if (!decorators.equals(Set.of("click.command"))
        || code.split("@\\s*click\\s*\\.\\s*command\\b", -1).length != 2
        || code.contains("ignore_unknown_options")
        || code.contains("add_command")) {
      return Optional.empty();
    }
    Matcher option = CLICK_OPTION.matcher(code);
    while (option.find()) {
      if (!option.group(1).equals("option")) {
        options.addAll(option.group(1).equals("version_option") ? Set.of("--version") : Set.of());
        continue;
      }
      int end = closing(code, option.end());
      List<String> names = leading(text, code, option.end(), end);
      if (names.isEmpty() || isSpread(code, option.end(), end)) {
        return Optional.empty();
      }
      for (String one : names) {
        for (String part : one.split("/", -1)) {
          options.add(part.strip());
        }
      }
      if (code.substring(option.end(), end).matches("(?s).*\\brequired\\s*=\\s*True\\b.*")) {
        required.add(String.join(" ", names.stream().filter(one -> one.startsWith("-")).toList()));
      }
    }
    options.removeIf(one -> !one.startsWith("-"));
    return Optional.of(new PythonProgram(options, required, false));
  }

  /** One function whose parameters typer or Fire make options of. */
  private static Optional<PythonProgram> function(String text, String code) {
    Matcher run = RUN.matcher(code);
    Matcher command = TYPER_COMMAND.matcher(code);
    boolean isFire = code.contains("fire");
    String name = "";
    if (run.find()) {
      name = run.group(1);
    } else if (!isFire && code.contains("typer") && command.find()) {
      boolean isOne = command.group(2).equals("command");
      name = command.group(3);
      if (!isOne || command.find() || code.contains("add_typer") || code.contains("settings")) {
        return Optional.empty();
      }
    }
    Matcher def = Pattern.compile("(?m)^def\\s+" + Pattern.quote(name) + "\\s*\\(").matcher(code);
    if (name.isEmpty() || !def.find()) {
      return Optional.empty();
    }
    Set<String> options = new LinkedHashSet<>(Set.of("--help"));
    if (!isFire && code.contains("add_completion") && !code.contains("run(")) {
      options.add("--version");
    }
    options.addAll(Set.of("--install-completion", "--show-completion"));
    for (int[] part : parts(code, def.end(), closing(code, def.end()))) {
      String parameter = code.substring(part[0], part[1]).strip();
      String plain = parameter.replaceFirst("(?s)[:=].*", "").strip();
      if (parameter.startsWith("*") && parameter.length() > 1) {
        return Optional.empty();
      }
      if (plain.isEmpty() || plain.equals("*") || plain.equals("/")) {
        continue;
      }
      options.add("--" + plain.replace('_', '-'));
      options.add(isFire ? "--" + plain : "--no-" + plain.replace('_', '-'));
      if (isFire) {
        options.add("--no" + plain);
        options.add("-" + plain.charAt(0));
      }
      Matcher written = SIMPLE_TEXT.matcher(text.substring(part[0], part[1]));
      while (written.find()) {
        String given = written.group(1) == null ? written.group(2) : written.group(1);
        for (String one : given.split("/", -1)) {
          options.add(one.strip());
        }
      }
    }
    options.removeIf(one -> !one.startsWith("-"));
    return Optional.of(new PythonProgram(options, Set.of(), false));
  }

  private static boolean isSpread(String code, int start, int end) {
    return parts(code, start, end).stream()
        .anyMatch(part -> code.substring(part[0], part[1]).strip().startsWith("*"));
  }

  /** The arguments between two brackets, as places. */
  static List<int[]> parts(String code, int start, int end) {
    List<int[]> parts = new ArrayList<>();
    int depth = 0;
    int from = start;
    for (int i = start; i < end; i++) {
      char c = code.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(new int[] {from, i});
        from = i + 1;
      }
    }
    if (from < end) {
      parts.add(new int[] {from, end});
    }
    return parts;
  }

  /** The texts that a call's arguments begin with; none where the first is anything else. */
  private static List<String> leading(String text, String code, int start, int end) {
    List<String> texts = new ArrayList<>();
    for (int[] part : parts(code, start, end)) {
      Matcher literal = SIMPLE_TEXT.matcher(text.substring(part[0], part[1]).strip());
      if (!literal.matches()) {
        return texts;
      }
      texts.add(literal.group(1) == null ? literal.group(2) : literal.group(1));
    }
    return texts;
  }

  static int closing(String code, int start) {
    int depth = 1;
    for (int i = start; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return code.length();
  }

  /**
   * Whether the program takes an option.
   *
   * @param option as it is typed, without a value
   */
  public boolean takes(String option) {
    boolean isBeginning =
        abbreviates
            && option.startsWith("--")
            && options.stream().anyMatch(one -> one.startsWith(option));
    // Short options can be joined, and have their value behind them.
    boolean isJoined =
        !option.startsWith("--") && option.length() > 2 && options.contains(option.substring(0, 2));
    return options.contains(option) || isBeginning || isJoined;
  }
}
