package io.github.mlopsmaven.rules.python;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a program of typer or Fire: a function whose parameters become options, or several of them
 * as commands.
 *
 * @param text the file
 * @param code the same without its texts
 */
record TyperReader(String text, String code) {

  private static final Pattern RUN =
      Pattern.compile("\\b(?:typer\\s*\\.\\s*run|fire\\s*\\.\\s*Fire)\\s*\\(\\s*(\\w+)\\s*\\)");

  private static final Pattern APP =
      Pattern.compile("(?m)^(\\w+)\\s*(?::[^=\\n]+)?=\\s*(?:typer\\s*\\.\\s*)?Typer\\s*\\(");

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^@\\s*(\\w+)\\s*\\.\\s*(command|callback)\\s*\\(");

  private static final Pattern NEXT =
      Pattern.compile("\\)?[ \\t]*\\n+\\s*(?:async\\s+)?def\\s+(\\w+)\\s*\\(");

  Optional<PythonProgram> read() {
    Matcher run = RUN.matcher(code);
    boolean isFire = code.contains("fire");
    if (run.find()) {
      ProgramBuilder builder =
          new ProgramBuilder(false, "--help", "--install-completion", "--show-completion");
      return function(run.group(1), builder, isFire)
          ? Optional.of(builder.build())
          : Optional.empty();
    }
    return isFire || !code.contains("typer") ? Optional.empty() : app();
  }

  private Optional<PythonProgram> app() {
    Matcher app = APP.matcher(code);
    boolean isOne = app.find();
    String name = isOne ? app.group(1) : "";
    if (!isOne || app.find() || code.contains("add_typer") || code.contains("settings")) {
      return Optional.empty();
    }
    ProgramBuilder main =
        new ProgramBuilder(false, "--help", "--install-completion", "--show-completion");
    ProgramBuilder first = main;
    int commands = 0;
    boolean hasCallback = false;
    Matcher command = COMMAND.matcher(code);
    while (command.find()) {
      int end = PythonProgram.closing(code, command.end());
      Matcher next = NEXT.matcher(code).region(end, code.length());
      if (!command.group(1).equals(name) || !next.lookingAt()) {
        return Optional.empty();
      }
      boolean isCallback = command.group(2).equals("callback");
      ProgramBuilder builder =
          isCallback
              ? main
              : new ProgramBuilder(false, "--help", "--install-completion", "--show-completion");
      if (!function(next.group(1), builder, false)) {
        return Optional.empty();
      }
      hasCallback |= isCallback;
      if (!isCallback) {
        Optional<String> given =
            PythonProgram.leading(text, code, command.end(), end).stream().findFirst();
        boolean isNamed = code.substring(command.end(), end).matches("(?s).*\\bname\\s*=.*");
        if (isNamed) {
          return Optional.empty();
        }
        main.command(given.orElse(next.group(1).replace('_', '-')), builder);
        first = builder;
        commands++;
      }
    }
    if (commands == 0) {
      return Optional.empty();
    }
    return Optional.of((commands == 1 && !hasCallback ? first : main).build());
  }

  /** Makes options of the parameters of a function. */
  private boolean function(String name, ProgramBuilder builder, boolean isFire) {
    Matcher def =
        Pattern.compile("(?m)^(?:async\\s+)?def\\s+" + Pattern.quote(name) + "\\s*\\(")
            .matcher(code);
    if (!def.find()) {
      return false;
    }
    for (int[] part :
        PythonProgram.parts(code, def.end(), PythonProgram.closing(code, def.end()))) {
      String parameter = code.substring(part[0], part[1]).strip();
      String plain = parameter.replaceFirst("(?s)[:=].*", "").strip();
      if (parameter.startsWith("*") && parameter.length() > 1) {
        return false;
      }
      if (!plain.isEmpty() && !plain.equals("*") && !plain.equals("/")) {
        option(plain, parameter, part, builder, isFire);
      }
    }
    return true;
  }

  private void option(
      String plain, String parameter, int[] part, ProgramBuilder builder, boolean isFire) {
    if (isFire) {
      builder.option("--" + plain);
      builder.option("--" + plain.replace('_', '-'));
      builder.option("--no" + plain);
      builder.option("-" + plain.charAt(0));
      return;
    }
    boolean hasDefault = parameter.matches("(?s)[^=]*=.*");
    boolean isArgument =
        parameter.matches("(?s).*\\bArgument\\s*\\(.*")
            || (!hasDefault && !parameter.matches("(?s).*\\bOption\\b.*"));
    if (isArgument) {
      return;
    }
    String option = "--" + plain.replace('_', '-');
    builder.option(option);
    if (parameter.contains("bool")) {
      builder.option("--no-" + plain.replace('_', '-'));
    }
    Matcher type = Pattern.compile("(?s)^\\w+\\s*:\\s*(int|float)\\s*=.*").matcher(parameter);
    if (type.matches()) {
      builder.value(option, new OptionValue(java.util.Set.of(), type.group(1)));
    }
    for (String given : PythonProgram.texts(text, part[0], part[1])) {
      for (String one : given.split("/", -1)) {
        builder.option(one.strip());
      }
    }
  }
}
