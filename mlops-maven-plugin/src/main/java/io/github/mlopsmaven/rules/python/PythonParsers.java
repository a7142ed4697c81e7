package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments that the parsers of a project define, wherever that is.
 *
 * @see <a href="https://docs.python.org/3/library/argparse.html">argparse</a>
 */
final class PythonParsers {

  private static final Set<String> GROUPS =
      Set.of("add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser");

  private static final Set<String> DEFINING = Set.of("add_argument", "add_subparsers");

  private final Map<PythonValue.Parser, Set<String>> names = new HashMap<>();
  private final Map<PythonValue.Root, Set<String>> choices = new HashMap<>();
  private final Set<PythonValue.Parser> open = new HashSet<>();
  private final Set<String> set = new HashSet<>();
  private boolean isAnyOpen;

  PythonParsers(PythonValues values) {
    for (SourceFile file : values.files()) {
      if (file.text().contains("arg") || file.text().contains("setattr")) {
        PythonWalk.statements(
            PythonScope.of(file), (scope, statement) -> statement(values, scope, statement));
      }
    }
  }

  /** What a method of a parser gives; groups and commands of it count as the parser itself. */
  static Optional<PythonValue> method(PythonValue target, String name) {
    if (!(target instanceof PythonValue.Parser parser)) {
      return Optional.empty();
    }
    if (GROUPS.contains(name)) {
      return Optional.of(parser);
    }
    return switch (name) {
      case "parse_args", "parse_intermixed_args" -> Optional.of(new PythonValue.Arguments(parser));
      case "parse_known_args" ->
          Optional.of(
              new PythonValue.Tuple(
                  List.of(new PythonValue.Arguments(parser), PythonValue.UNKNOWN)));
      default -> Optional.empty();
    };
  }

  /** The arguments of a parser; empty where others may add some. */
  Optional<Set<String>> of(PythonValue.Parser parser) {
    boolean isOpen = isAnyOpen || open.contains(parser) || !names.containsKey(parser);
    if (isOpen) {
      return Optional.empty();
    }
    Set<String> all = new HashSet<>(names.getOrDefault(parser, Set.of()));
    all.addAll(set);
    return Optional.of(all);
  }

  /** The texts that an option takes, and no others; empty where it may take more. */
  Optional<Set<String>> choices(PythonValue.Root option) {
    return option.parser().flatMap(this::of).isPresent() && !set.contains(option.name())
        ? Optional.ofNullable(choices.get(option)).filter(texts -> !texts.isEmpty())
        : Optional.empty();
  }

  private void statement(PythonValues values, PythonScope scope, Statement statement) {
    if (statement instanceof Statement.Assignment assignment) {
      for (Expression target : assignment.targets()) {
        if (target instanceof Expression.Attribute attribute) {
          set.add(attribute.name());
        }
      }
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(
          expression,
          part -> {
            if (part instanceof Expression.Call call) {
              call(values, scope, call);
            }
          });
    }
  }

  private void call(PythonValues values, PythonScope scope, Expression.Call call) {
    if (call.function() instanceof Expression.Attribute attribute) {
      String name = attribute.name();
      if (DEFINING.contains(name) || name.equals("set_defaults")) {
        PythonValue target = values.of(scope, attribute.value());
        if (target instanceof PythonValue.Parser parser) {
          define(name, parser, call);
        } else if (!(target instanceof PythonValue.Made)) {
          // Nobody knows whose argument it is.
          isAnyOpen |= scope.file().text().contains("argparse");
        }
      } else if (name.equals("__dict__") || name.equals("update")) {
        isAnyOpen |= scope.file().text().contains("vars(");
      }
    }
    String callee = PythonTree.dotted(call.function());
    if (callee.equals("setattr")) {
      Optional<String> constant =
          call.arguments().size() > 1
              ? PythonTree.text(call.arguments().get(1).value())
              : Optional.empty();
      isAnyOpen |= constant.isEmpty();
      constant.ifPresent(set::add);
    }
    PythonValue made = values.of(scope, call);
    if (made instanceof PythonValue.Parser parser && callee.endsWith("ArgumentParser")) {
      names.computeIfAbsent(parser, any -> new HashSet<>());
      if (call.argument("parents", -1).isPresent() || call.isOpen()) {
        open.add(parser);
      }
    }
    handed(values, scope, call);
  }

  /** A parser, or its arguments, that code of others gets may have more. */
  private void handed(PythonValues values, PythonScope scope, Expression.Call call) {
    List<PythonValue.Parser> parsers = new ArrayList<>();
    for (Expression.Argument argument : call.arguments()) {
      PythonValue value = values.of(scope, argument.value());
      if (value instanceof PythonValue.Parser parser) {
        parsers.add(parser);
      } else if (argument.name().equals("namespace")) {
        isAnyOpen = true;
      }
    }
    if (parsers.isEmpty()) {
      return;
    }
    boolean isFollowed =
        values.of(scope, call.function()) instanceof PythonValue.Function function
            && function.function().parameters().stream().allMatch(one -> one.stars().isEmpty());
    if (!isFollowed) {
      open.addAll(parsers);
    }
  }

  private void define(String method, PythonValue.Parser parser, Expression.Call call) {
    Set<String> known = names.computeIfAbsent(parser, any -> new HashSet<>());
    if (call.isOpen()) {
      open.add(parser);
      return;
    }
    Optional<Expression> destination = call.argument("dest", -1);
    if (method.equals("set_defaults")) {
      call.arguments().forEach(one -> known.add(one.name()));
    } else if (destination.isPresent()) {
      Optional<String> name = PythonTree.text(destination.get());
      name.ifPresentOrElse(known::add, () -> open.add(parser));
    } else if (method.equals("add_argument")) {
      destination(call)
          .ifPresentOrElse(
              name -> {
                known.add(name);
                choose(new PythonValue.Root(Optional.of(parser), name), call);
              },
              () -> open.add(parser));
    }
  }

  private void choose(PythonValue.Root option, Expression.Call call) {
    Set<String> texts = new HashSet<>();
    boolean isPlain =
        call.argument("type", -1).isEmpty()
            || PythonTree.dotted(call.argument("type", -1).get()).equals("str");
    if (isPlain && call.argument("choices", -1).orElse(null) instanceof Expression.Sequence all) {
      all.parts().forEach(part -> PythonTree.text(part).ifPresent(texts::add));
      boolean areTexts = texts.size() == all.parts().size();
      call.argument("default", -1).flatMap(PythonTree::text).ifPresent(texts::add);
      // Defined twice, as by two commands of one program: nobody knows which is meant.
      boolean isFirst = choices.putIfAbsent(option, areTexts ? texts : Set.of()) == null;
      if (!isFirst) {
        choices.put(option, Set.of());
      }
    } else {
      choices.put(option, Set.of());
    }
  }

  /** The attribute of an option: its first long name, or else its first. */
  static Optional<String> destination(Expression.Call call) {
    Optional<String> first = Optional.empty();
    for (Expression.Argument one : call.arguments()) {
      if (!one.name().isEmpty()) {
        continue;
      }
      Optional<String> text = PythonTree.text(one.value());
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (text.get().startsWith("--")) {
        return text.map(name -> name.substring(2).replace('-', '_'));
      }
      first = first.or(() -> text);
    }
    return first.map(name -> name.replaceFirst("^-+", "").replace('-', '_'));
  }
}
