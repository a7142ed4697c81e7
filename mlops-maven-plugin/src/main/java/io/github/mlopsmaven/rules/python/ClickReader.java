package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a program of click: one command, or a group with its commands.
 *
 * @param text the file
 * @param code the same without its texts
 */
record ClickReader(String text, String code) {

  private static final Pattern DECORATOR = Pattern.compile("(?m)^@\\s*([\\w.]+)[ \\t]*(\\()?");

  private static final Pattern DEFINITION = Pattern.compile("(?m)^(?:async\\s+)?def\\s+(\\w+)");

  private static final Set<String> OWN =
      Set.of(
          "click.option",
          "click.argument",
          "click.version_option",
          "click.pass_context",
          "click.pass_obj",
          "click.command",
          "click.group");

  private record Decorator(String name, int start, int end) {}

  Optional<PythonProgram> read() {
    if (!code.contains("click")
        || code.contains("ignore_unknown_options")
        || code.contains("add_command")
        || code.contains("token_normalize_func")) {
      return Optional.empty();
    }
    List<Decorator> above = new ArrayList<>();
    Optional<ProgramBuilder> main = Optional.empty();
    Set<String> groups = new HashSet<>();
    Matcher decorator = DECORATOR.matcher(code);
    Matcher definition = DEFINITION.matcher(code);
    int at = 0;
    while (definition.find(at)) {
      above.clear();
      int from = at;
      while (from < definition.start()
          && decorator.find(from)
          && decorator.start() < definition.start()) {
        boolean isCalled = decorator.group(2) != null;
        int end = isCalled ? PythonProgram.closing(code, decorator.end()) : decorator.end();
        above.add(new Decorator(decorator.group(1), decorator.end(), end));
        from = end;
      }
      at = definition.end();
      Optional<Decorator> command =
          above.stream().filter(one -> isCommand(one.name(), groups)).findFirst();
      if (command.isEmpty()) {
        continue;
      }
      boolean isStrange =
          above.stream()
              .anyMatch(one -> !OWN.contains(one.name()) && !isCommand(one.name(), groups));
      Optional<ProgramBuilder> read = isStrange ? Optional.empty() : command(above);
      boolean isMain = command.get().name().startsWith("click.");
      if (read.isEmpty() || isMain == main.isPresent()) {
        return Optional.empty();
      }
      if (isMain) {
        main = read;
        groups.add(definition.group(1));
        if (command.get().name().equals("click.command")) {
          groups.clear();
        }
      } else {
        main.orElseThrow().command(name(command.get(), definition.group(1)), read.get());
      }
    }
    boolean isWhole = main.isPresent() && (groups.isEmpty() || main.get().hasCommands());
    return isWhole ? main.map(ProgramBuilder::build) : Optional.empty();
  }

  private static boolean isCommand(String name, Set<String> groups) {
    return name.equals("click.command")
        || name.equals("click.group")
        || (name.endsWith(".command") && groups.contains(name.replace(".command", "")));
  }

  private String name(Decorator command, String function) {
    for (int[] part : PythonProgram.parts(code, command.start(), command.end())) {
      String argument = text.substring(part[0], part[1]);
      Matcher named = Pattern.compile("^\\s*name\\s*=").matcher(argument);
      int from = part[0] + (named.find() ? named.end() : 0);
      Optional<String> plain = PythonProgram.text(text, from, part[1]);
      if (plain.isPresent()) {
        return plain.get();
      }
    }
    return function.replace('_', '-');
  }

  private Optional<ProgramBuilder> command(List<Decorator> decorators) {
    ProgramBuilder builder = new ProgramBuilder(false, "--help");
    for (Decorator one : decorators) {
      if (one.name().equals("click.version_option")) {
        builder.option("--version");
      } else if (one.name().equals("click.argument")) {
        builder.takesArguments();
      } else if (one.name().equals("click.option")) {
        List<String> names = PythonProgram.leading(text, code, one.start(), one.end());
        if (names.isEmpty() || PythonProgram.isSpread(code, one.start(), one.end())) {
          return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        names.forEach(
            name -> List.of(name.split("/", -1)).forEach(part -> parts.add(part.strip())));
        builder.declared(parts, text, code, one.start(), one.end());
      }
    }
    return Optional.of(builder);
  }
}
