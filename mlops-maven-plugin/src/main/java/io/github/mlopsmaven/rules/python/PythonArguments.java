package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program of argparse reads of the arguments that it parsed, where its text says all of
 * them.
 *
 * @param names the arguments that its parsers have, as attributes
 * @param read the attributes that are read
 */
record PythonArguments(Set<String> names, List<PythonNames.Use> read) {

  /** What makes the arguments unknown. */
  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?:HfArgumentParser|add_argparse_args|set_defaults|setattr|Namespace|vars|update)\\b"
              + "|__dict__|\\bparents\\s*=\\s*\\[|\\bnamespace\\s*=");

  private static final Pattern PARSED =
      Pattern.compile(
          "(?m)(?:^|[\\s;])(\\w+)\\s*(?::[^=\\n]*)?=\\s*\\w+\\s*\\.\\s*parse_args\\s*\\(");

  private static final Pattern RETURNED =
      Pattern.compile(
          "(?m)^def\\s+(\\w+)\\s*\\((?:(?!^def\\b|^class\\b)[\\s\\S])*?(?:\\breturn\\s+\\w+\\s*\\.\\s*parse_args\\s*\\(|(\\w+)\\s*=\\s*\\w+\\s*\\.\\s*parse_args\\s*\\(\\)\\s*return\\s+\\2\\b)");

  private static final Pattern DASHES = Pattern.compile("^-+");

  private static final Pattern ADD = Pattern.compile("\\badd_argument\\s*\\(");

  private static final Pattern TEXT = Pattern.compile("[\"']([^\"'\\\\\\n]*)[\"']");

  private static final Pattern DEST = Pattern.compile("\\bdest\\s*=\\s*[\"'](\\w+)[\"']");

  PythonArguments {
    names = Set.copyOf(names);
    read = List.copyOf(read);
  }

  private record Known(Optional<PythonArguments> arguments) {}

  /** Reads a content, once; empty where somebody else may add arguments. */
  static Optional<PythonArguments> of(Content content) {
    return content.learn(Known.class, known -> new Known(parse(known))).arguments();
  }

  private static Optional<PythonArguments> parse(Content content) {
    String text = content.text();
    if (!text.contains("add_argument") || !text.contains("parse_args")) {
      return Optional.empty();
    }
    String code = PythonFile.code(content);
    Optional<Set<String>> names = names(text, code);
    Set<String> functions = new HashSet<>();
    Set<String> variables = variables(code, functions);
    if (OPEN.matcher(code).find() || names.isEmpty()) {
      return Optional.empty();
    }
    List<PythonNames.Use> read = new ArrayList<>();
    Set<String> all = new HashSet<>(names.get());
    List<PythonModule.Function> bodies = PythonModule.of(content).bodies();
    Set<String> candidates = new HashSet<>(variables);
    bodies.forEach(
        function ->
            function.signature().places().stream()
                .filter(name -> isGiven(code, function, name, variables, functions))
                .forEach(candidates::add));
    for (String variable : candidates) {
      Matcher use =
          Pattern.compile("(?<![\\w.])" + variable + "\\.(\\w+)\\s*(=(?!=)|\\()?").matcher(code);
      while (use.find()) {
        int at = use.start();
        List<PythonModule.Function> around =
            bodies.stream()
                .filter(one -> one.body() <= at && at < one.end())
                .filter(
                    one ->
                        one.signature().parameters().stream()
                            .anyMatch(any -> any.name().equals(variable)))
                .toList();
        boolean isMeant =
            around.isEmpty()
                ? variables.contains(variable)
                : around.stream()
                    .allMatch(one -> isGiven(code, one, variable, variables, functions));
        if (use.group(2) != null) {
          all.add(use.group(1));
        } else if (isMeant) {
          read.add(new PythonNames.Use(use.group(1), use.start(1)));
        }
      }
    }
    return Optional.of(new PythonArguments(all, read));
  }

  /** The variables that hold parsed arguments and nothing else. */
  private static Set<String> variables(String code, Set<String> functions) {
    Set<String> variables = new HashSet<>();
    Matcher parsed = PARSED.matcher(code);
    while (parsed.find()) {
      variables.add(parsed.group(1));
    }
    Matcher returned = RETURNED.matcher(code);
    while (returned.find()) {
      functions.add(returned.group(1));
    }
    for (String function : functions) {
      Matcher called = Pattern.compile("(\\w+)\\s*=\\s*" + function + "\\s*\\(").matcher(code);
      while (called.find()) {
        variables.add(called.group(1));
      }
    }
    variables.removeIf(variable -> isOther(code, variable, functions));
    return variables;
  }

  /** Whether something else may be called the same: a loop, another value. */
  private static boolean isOther(String code, String variable, Set<String> functions) {
    Matcher set =
        Pattern.compile("(?<![\\w.])" + variable + "\\s*(?::[^=\\n]*)?=(?!=)\\s*([^\\n]*)")
            .matcher(code);
    while (set.find()) {
      boolean isParsed =
          set.group(1).contains("parse_args")
              || functions.contains(set.group(1).replaceFirst("\\s*\\(.*", ""))
              // The argument of a call.
              || set.group(1).matches(variable + "\\s*[,)].*");
      if (!isParsed) {
        return true;
      }
    }
    return Pattern.compile("\\b(?:for|as|lambda)\\s+" + variable + "\\b").matcher(code).find();
  }

  /**
   * The functions whose parameter of a name is given parsed arguments in every call of the file.
   */
  private static boolean isGiven(
      String code,
      PythonModule.Function function,
      String name,
      Set<String> variables,
      Set<String> functions) {
    int place = function.signature().places().indexOf(name);
    Matcher call =
        Pattern.compile("(?<!def )(?<![\\w.])" + Pattern.quote(function.name()) + "\\s*\\(")
            .matcher(code);
    boolean isCalled = false;
    while (call.find()) {
      int end = PythonProgram.closing(code, call.end());
      PythonCall given = PythonCall.parse(code, call.end(), end);
      String argument =
          place >= 0 && place < given.places().size() ? given.places().get(place) : "";
      boolean isParsed =
          variables.contains(argument)
              || functions.contains(argument.replaceFirst("(?s)\\s*\\(.*", ""))
              || argument.contains("parse_args(");
      if (!isParsed) {
        return false;
      }
      isCalled = true;
    }
    return isCalled && function.owner().isEmpty();
  }

  private static Optional<Set<String>> names(String text, String code) {
    Set<String> names = new HashSet<>();
    Matcher add = ADD.matcher(code);
    while (add.find()) {
      int end = PythonProgram.closing(code, add.end());
      Matcher dest = DEST.matcher(text.substring(add.end(), end));
      if (dest.find()) {
        names.add(dest.group(1));
        continue;
      }
      Optional<String> name = name(text, code, add.end(), end);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(DASHES.matcher(name.get()).replaceFirst("").replace('-', '_'));
    }
    return Optional.of(names);
  }

  /** The first long option, or else the first name. */
  private static Optional<String> name(String text, String code, int start, int end) {
    Optional<String> first = Optional.empty();
    for (int[] part : PythonProgram.parts(code, start, end)) {
      Matcher literal = TEXT.matcher(text.substring(part[0], part[1]).strip());
      if (!literal.matches()) {
        break;
      }
      String name = literal.group(1);
      if (name.startsWith("--")) {
        return Optional.of(name);
      }
      first = first.or(() -> Optional.of(name));
    }
    return first.filter(name -> !name.isBlank());
  }
}
