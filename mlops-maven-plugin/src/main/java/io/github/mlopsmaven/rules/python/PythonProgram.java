package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that a Python program takes on its command line, where its own text says all of them:
 * with argparse, click, typer or Fire.
 *
 * @param options as they are typed, as in {@code --epochs}
 * @param required those that have to be given; several names of one option are separated by blanks
 * @param values what some options take
 * @param commands its commands, as in {@code train} of {@code cli.py train}; none where it has none
 * @param abbreviates whether the beginning of an option stands for it
 * @param hasArguments whether it takes words that belong to no option
 * @see <a href="https://docs.python.org/3/library/argparse.html">argparse</a>
 * @see <a href="https://click.palletsprojects.com/en/stable/options/">click</a>
 * @see <a href="https://typer.tiangolo.com/tutorial/options/">typer</a>
 * @see <a href="https://google.github.io/python-fire/guide/">Fire</a>
 */
public record PythonProgram(
    Set<String> options,
    Set<String> required,
    Map<String, OptionValue> values,
    Map<String, PythonProgram> commands,
    boolean abbreviates,
    boolean hasArguments) {

  private static final Pattern SIMPLE_TEXT =
      Pattern.compile("\"([^\"\\\\\\n]*)\"|'([^'\\\\\\n]*)'");

  /** Copies the sets. */
  public PythonProgram {
    options = Set.copyOf(options);
    required = Set.copyOf(required);
    values = Map.copyOf(values);
    commands = Map.copyOf(commands);
  }

  private record Known(Optional<PythonProgram> program) {}

  /**
   * Reads a program, once.
   *
   * @param content its text
   * @return its options; empty where somebody else may add to them
   */
  public static Optional<PythonProgram> of(Content content) {
    return content.learn(Known.class, known -> new Known(read(known))).program();
  }

  private static Optional<PythonProgram> read(Content content) {
    String text = content.text();
    boolean mayTake =
        text.contains("ArgumentParser")
            || text.contains("click")
            || text.contains("typer")
            || text.contains("fire");
    if (!mayTake) {
      return Optional.empty();
    }
    String code = PythonFile.code(content);
    return new ArgparseReader(text, code)
        .read()
        .or(() -> new ClickReader(text, code).read())
        .or(() -> new TyperReader(text, code).read());
  }

  static boolean isSpread(String code, int start, int end) {
    return parts(code, start, end).stream()
        .anyMatch(part -> code.substring(part[0], part[1]).strip().startsWith("*"));
  }

  /** The text that an argument has, if it is nothing but text. */
  static Optional<String> text(String text, int start, int end) {
    Matcher literal = SIMPLE_TEXT.matcher(text.substring(start, end).strip());
    return literal.matches()
        ? Optional.of(literal.group(1) == null ? literal.group(2) : literal.group(1))
        : Optional.empty();
  }

  /** All texts of a part of a file. */
  static List<String> texts(String text, int start, int end) {
    List<String> texts = new ArrayList<>();
    Matcher written = SIMPLE_TEXT.matcher(text).region(start, end);
    while (written.find()) {
      texts.add(written.group(1) == null ? written.group(2) : written.group(1));
    }
    return texts;
  }

  /** The arguments between two brackets, as places. */
  static List<int[]> parts(String code, int start, int end) {
    List<int[]> parts = new ArrayList<>();
    int depth = 0;
    int from = start;
    for (int i = start; i < end; i++) {
      char c = code.charAt(i);
      depth += PythonSyntax.level(c);
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
  static List<String> leading(String text, String code, int start, int end) {
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
