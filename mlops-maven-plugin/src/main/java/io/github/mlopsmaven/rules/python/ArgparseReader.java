package io.github.mlopsmaven.rules.python;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a program of argparse, with its groups and commands.
 *
 * @param text the file
 * @param code the same without its texts
 */
record ArgparseReader(String text, String code) {

  /** What makes the options unknown: some may come from elsewhere, or are let pass. */
  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?:parse_known_args|parse_known_intermixed_args|HfArgumentParser"
              + "|add_argparse_args|argcomplete"
              + "|click|typer|fire|absl|hydra|sys\\s*\\.\\s*argv)\\b|(?:Argument|Arg)Parser\\s*\\)\\s*:");

  private static final Pattern STEP =
      Pattern.compile(
          "(?<!\\w)(?:(\\w++)\\s*+(?::[^=\\n]*)?=\\s*+)?(?:(\\w++)\\s*+\\.\\s*+)?\\b(ArgumentParser|add_argument_group"
              + "|add_mutually_exclusive_group|add_subparsers|add_parser|add_argument)\\s*\\(");

  Optional<PythonProgram> read() {
    boolean isOne =
        code.contains("parse_args")
            && code.contains("ArgumentParser")
            && code.split("ArgumentParser\\s*\\(", -1).length == 2
            && !OPEN.matcher(code).find();
    if (!isOne) {
      return Optional.empty();
    }
    Map<String, ProgramBuilder> parsers = new HashMap<>();
    Map<String, ProgramBuilder> commands = new HashMap<>();
    Set<String> names = new HashSet<>();
    ProgramBuilder main = new ProgramBuilder(true, "-h", "--help");
    Matcher step = STEP.matcher(code);
    while (step.find()) {
      int end = PythonProgram.closing(code, step.end());
      String arguments = code.substring(step.end(), end);
      String target = step.group(1) == null ? "" : step.group(1);
      String on = step.group(2) == null ? "" : step.group(2);
      ProgramBuilder parser = parsers.get(on);
      boolean isKnown;
      switch (step.group(3)) {
        case "ArgumentParser" -> {
          isKnown = !target.isEmpty() && !isOpen(arguments);
          parsers.put(target, main);
          names.add(target);
        }
        case "add_argument_group", "add_mutually_exclusive_group" -> {
          isKnown = parser != null && !target.isEmpty();
          if (isKnown) {
            parsers.put(target, parser);
          }
        }
        case "add_subparsers" -> {
          isKnown = parser == main && !target.isEmpty() && !arguments.contains("parser_class");
          commands.put(target, main);
        }
        case "add_parser" -> isKnown = command(step, end, target, on, parsers, commands, names);
        default -> isKnown = parser != null && argument(step.end(), end, parser);
      }
      if (!isKnown) {
        return Optional.empty();
      }
    }
    if (names.stream().anyMatch(this::isHandedOn) || (!commands.isEmpty() && !main.hasCommands())) {
      return Optional.empty();
    }
    if (code.contains("allow_abbrev") && code.matches("(?s).*\\ballow_abbrev\\s*=\\s*False\\b.*")) {
      main.neverAbbreviates();
    }
    return Optional.of(main.build());
  }

  private static boolean isOpen(String arguments) {
    return arguments.contains("parents") || arguments.contains("prefix_chars");
  }

  private boolean command(
      Matcher step,
      int end,
      String target,
      String on,
      Map<String, ProgramBuilder> parsers,
      Map<String, ProgramBuilder> commands,
      Set<String> names) {
    List<String> name = PythonProgram.leading(text, code, step.end(), end);
    String arguments = code.substring(step.end(), end);
    ProgramBuilder owner = commands.get(on);
    boolean isKnown =
        owner != null && name.size() == 1 && !isOpen(arguments) && !arguments.contains("aliases");
    if (isKnown && owner != null) {
      ProgramBuilder command = new ProgramBuilder(true, "-h", "--help");
      owner.command(name.get(0), command);
      if (!target.isEmpty()) {
        parsers.put(target, command);
        names.add(target);
      }
    }
    return isKnown;
  }

  private boolean argument(int start, int end, ProgramBuilder parser) {
    List<String> names = PythonProgram.leading(text, code, start, end);
    if (names.isEmpty() || PythonProgram.isSpread(code, start, end)) {
      return false;
    }
    parser.declared(names, text, code, start, end);
    return true;
  }

  /** Whether a parser is given to somebody who may add to it. */
  private boolean isHandedOn(String name) {
    return Pattern.compile("[(,=]\\s*" + Pattern.quote(name) + "\\s*[,)]").matcher(code).find();
  }
}
