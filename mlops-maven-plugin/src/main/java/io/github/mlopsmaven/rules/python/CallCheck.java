package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions and classes of the project get the arguments that they take, what they return is used
 * as what it is, and modules and objects have the names that are read of them.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html#calls">Calls</a>
 */
final class CallCheck implements Check {

  static final Rule CALL =
      new Rule("python-call", Level.ERROR, "Wrong arguments of a Python function of the project");

  static final Rule NAME =
      new Rule(
          "python-missing-attribute", Level.ERROR, "Undefined name of a Python module or class");

  static final Rule RESULT =
      new Rule(
          "python-result",
          Level.ERROR,
          "Result of a Python function used as something that it is not");

  private static final Set<String> OPERATORS =
      Set.of("+", "-", "*", "/", "//", "<", ">", "<=", ">=");

  /** {@code _} says that nobody wants the value. */
  private static boolean isUnused(Expression target) {
    return target instanceof Expression.Name name && name.name().equals("_");
  }

  @Override
  public List<Rule> rules() {
    return List.of(CALL, NAME, RESULT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files = project.files().of(FileKind.PYTHON);
    if (files.isEmpty()) {
      return;
    }
    PythonValues values = PythonValues.in(project);
    PythonFacts facts = PythonFacts.of(files);
    for (SourceFile file : files) {
      boolean isRead =
          PythonTree.of(file.content()).isRead()
              && PythonSyntax.of(file.content()).mistake().isEmpty()
              && !file.text().contains("{{");
      if (isRead) {
        OneFile one =
            new OneFile(
                values,
                facts,
                file,
                PythonGuards.of(file),
                new AttributeRead(values, facts, file, findings),
                findings);
        PythonWalk.statements(PythonScope.of(file), one::statement);
      }
    }
  }

  private record OneFile(
      PythonValues values,
      PythonFacts facts,
      SourceFile file,
      PythonGuards guards,
      AttributeRead attributes,
      Findings findings) {

    void statement(PythonScope scope, Statement statement) {
      Set<Expression> targets = Collections.newSetFromMap(new IdentityHashMap<>());
      if (statement instanceof Statement.Assignment assignment) {
        assignment.targets().stream()
            .filter(
                target ->
                    target instanceof Expression.Attribute || target instanceof Expression.Item)
            .forEach(targets::add);
        if (!guards.isGuarded(statement, "ValueError")) {
          assignment
              .targets()
              .forEach(
                  target -> assignment.value().ifPresent(value -> unpack(scope, target, value)));
        }
        if (assignment.sign().equals("=")
            && !assignment.targets().stream().allMatch(CallCheck::isUnused)) {
          assignment.value().ifPresent(value -> nothing(scope, value));
        }
      } else if (statement instanceof Statement.Bare bare) {
        unawaited(scope, bare.value());
      } else if (statement instanceof Statement.Function function) {
        lost(function);
      } else if (statement instanceof Statement.Type type && scope.of(type) != null) {
        MethodSelf.lacking(type, Objects.requireNonNull(scope.of(type)), facts)
            .forEach(
                method ->
                    findings.add(
                        CALL,
                        file.path(),
                        file.position(method.index()),
                        "the method '" + method.name() + "' has no parameter 'self'",
                        "make self its first parameter, or write @staticmethod above it"));
      }
      if (statement instanceof Statement.Compound loop
          && loop.kind().equals("for")
          && !guards.isGuarded(statement, "ValueError")) {
        compare(loop.targets().get(0), ResultUse.partsOfTurns(values, scope, loop.values().get(0)));
      }
      if (!guards.isGuarded(statement, "TypeError", "AttributeError")) {
        ResultUse.each(statement, file.text(), value -> used(scope, value));
      }
      boolean mayCall = !guards.isGuarded(statement, "TypeError");
      boolean mayRead = !guards.isGuarded(statement, "AttributeError");
      boolean mayLookUp = !guards.isGuarded(statement, "KeyError", "LookupError");
      for (Expression expression : PythonTree.expressions(statement)) {
        PythonTree.walk(
            expression,
            part -> {
              if (mayCall && part instanceof Expression.Call call) {
                call(scope, call);
                attributes.patched(scope, call);
                ResultUse.arguments(call, value -> nothing(scope, value));
                if (ResultUse.isTaking(call)) {
                  call.arguments().forEach(one -> waiting(scope, one.value()));
                }
              } else if (mayRead
                  && part instanceof Expression.Attribute attribute
                  && !targets.contains(part)) {
                attributes.read(scope, attribute);
              } else if (mayCall
                  && part instanceof Expression.Binary binary
                  && OPERATORS.contains(binary.sign())) {
                uncalled(scope, binary.left());
                uncalled(scope, binary.right());
              } else if (mayLookUp
                  && part instanceof Expression.Item item
                  && !targets.contains(part)) {
                item(scope, item);
              }
            });
      }
    }

    private void call(PythonScope scope, Expression.Call call) {
      PythonValue callee = values.of(scope, call.function());
      Optional<Signature> signature =
          callee instanceof PythonValue.Function function && !isOverridden(function)
              ? PythonSignatures.of(function)
              : callee instanceof PythonValue.Type type
                  ? PythonSignatures.of(type)
                  : Optional.empty();
      String name =
          call.function() instanceof Expression.Attribute attribute
              ? attribute.name()
              : PythonTree.dotted(call.function());
      boolean isSelfless =
          callee instanceof PythonValue.Function method
              && method.isBound()
              && MethodSelf.isLacked(method.function());
      if (signature.isEmpty() || isSelfless || isReplaced(name) || isWanted(call.index())) {
        return;
      }
      signature
          .get()
          .mistake(call.shape())
          .ifPresent(
              problem ->
                  findings.add(
                      CALL,
                      file.path(),
                      file.position(call.index()),
                      "'" + name + "' " + problem,
                      remedy(problem, signature.get())));
    }

    /** Whether a method of a class may be another one of a class that is made from it. */
    private boolean isOverridden(PythonValue.Function function) {
      PythonScope scope = function.scope();
      return function.isBound()
          && (facts.set().contains(function.function().name())
              || (scope.owner() instanceof Statement.Type type
                  && facts.bases().contains(type.name())));
    }

    /** {@code a, b = f()} needs as many values as names. */
    private void unpack(PythonScope scope, Expression target, Expression value) {
      compare(target, ResultUse.parts(values, scope, value));
    }

    private void compare(Expression target, OptionalInt parts) {
      OptionalInt names = ResultUse.names(target);
      if (names.isPresent() && parts.isPresent() && !names.equals(parts)) {
        result(
            target.index(),
            names.getAsInt() + " names get " + parts.getAsInt() + " values",
            "name each of the values");
      }
    }

    /** What is used where there is nothing, or what would have to be awaited first. */
    private void used(PythonScope scope, Expression value) {
      nothing(scope, value);
      waiting(scope, value);
    }

    private void waiting(PythonScope scope, Expression value) {
      if (values.of(scope, value) instanceof PythonValue.Coroutine coroutine) {
        result(
            value.index(),
            "'" + coroutine.function().function().name() + "' is asynchronous, and not awaited",
            "write `await` before the call");
      }
    }

    private void unawaited(PythonScope scope, Expression value) {
      if (value instanceof Expression.Call call
          && values.of(scope, call) instanceof PythonValue.Coroutine coroutine) {
        result(
            call.index(),
            "'" + coroutine.function().function().name() + "' is asynchronous, and not awaited",
            "write `await` before the call");
      }
    }

    /** What a function returns that returns nothing. */
    private void nothing(PythonScope scope, Expression value) {
      ResultUse.inPlace(value)
          .filter(method -> !isTest())
          .ifPresent(
              method ->
                  result(
                      value.index(),
                      "'" + method + "' with inplace=True returns nothing",
                      "leave out inplace=True, or do not keep its result"));
      if (value instanceof Expression.Call call
          && values.of(scope, call.function()) instanceof PythonValue.Function function
          && !isOverridden(function)
          && PythonReturns.isWithoutValue(function.function())
          && !isReplaced(function.function().name())
          && !isTest()) {
        result(
            call.index(),
            "'" + function.function().name() + "' returns nothing",
            "return a value in it, or do not keep one here");
      }
    }

    private boolean isTest() {
      return file.name().startsWith("test_") || ("/" + file.path()).contains("/tests/");
    }

    /** The last line of a function that says what it returns, and forgets to return it. */
    private void lost(Statement.Function function) {
      if (PythonReturns.isUnreturned(function)) {
        result(
            function.index(),
            "'" + function.name() + "' says that it returns a value, and returns none",
            "return it, or write -> None");
      }
      if (PythonReturns.isForgotten(function)) {
        result(
            function.body().get(function.body().size() - 1).index(),
            "'" + function.name() + "' computes its result and does not return it",
            "write `return` before it");
      }
    }

    /** A function that is used as what it would give. */
    private void uncalled(PythonScope scope, Expression value) {
      if (values.of(scope, value) instanceof PythonValue.Function function
          && function.function().decorators().isEmpty()
          && !isOverridden(function)
          && !isReplaced(function.function().name())) {
        result(
            value.index(),
            "'" + function.function().name() + "' is a function, and is not called",
            "write parentheses behind it");
      }
    }

    private void item(PythonScope scope, Expression.Item item) {
      uncalled(scope, item.value());
      Optional<String> key = PythonTree.text(item.key());
      if (key.isEmpty()
          // Something is put into what the name stands for, here or before.
          || PythonChanges.of(file).contains(PythonTree.dotted(item.value()))
          || !(values.of(scope, item.value()) instanceof PythonValue.Dictionary dictionary)) {
        return;
      }
      Set<String> keys = new TreeSet<>();
      for (Optional<Expression> one : dictionary.written().keys()) {
        Optional<String> text = one.flatMap(PythonTree::text);
        if (text.isEmpty()) {
          return;
        }
        keys.add(text.get());
      }
      keys.addAll(dictionary.more());
      if (!keys.isEmpty()
          && !keys.contains(key.get())
          && !file.text().contains("KeyError")
          && !file.text()
              .matches("(?s).*[\"']" + Pattern.quote(key.get()) + "[\"']\\s+(?:not\\s+)?in\\b.*")) {
        result(
            item.key().index(),
            "the dictionary has no key '" + key.get() + "'",
            Suggestion.useOneOf(key.get(), keys));
      }
    }

    private void result(int index, String problem, String remedy) {
      if (!isWanted(index)) {
        findings.add(RESULT, file.path(), file.position(index), problem, remedy);
      }
    }

    /** Whether the file gives a name another meaning: a test that patches it. */
    private boolean isReplaced(String name) {
      return PythonReplaced.of(file.content()).names().contains(name);
    }

    private static String remedy(String problem, Signature signature) {
      Matcher unknown = Pattern.compile("has no parameter '(\\w+)'").matcher(problem);
      return unknown.find() && !signature.names().isEmpty()
          ? Suggestion.useOneOf(unknown.group(1), new TreeSet<>(signature.names()))
          : "correct the call, or the definition";
    }

    /** Whether a test stands near that expects the mistake. */
    private boolean isWanted(int index) {
      String text = file.text();
      int line = text.lastIndexOf('\n', index);
      int before = text.lastIndexOf('\n', Math.max(0, line - 1));
      return WANTED.matcher(text.substring(Math.max(0, before), index)).find();
    }
  }

  /** Code that wants to see the call fail. */
  private static final Pattern WANTED = Pattern.compile("(?:raises|assertRaises\\w*)\\s*\\(");
}
