package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys that Python code reads of settings whose file is known, and that the file does not have; and
 * of JSON that other code of the project writes.
 */
public final class PythonKeys {

  /** No parameter is followed through more functions. */
  private static final int DEEPEST = 3;

  private final PythonValues values;
  private final JsonWritten written;
  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private PythonKeys(PythonValues values) {
    this.values = values;
    this.written = JsonWritten.of(values);
  }

  /**
   * A key that is read and not set.
   *
   * @param file where
   * @param index where in the file
   * @param key the key
   * @param settings the files without it
   * @param known the keys that they have there
   */
  public record Missing(
      SourceFile file, int index, String key, String settings, Set<String> known) {

    /** Copies the keys. */
    public Missing {
      known = Set.copyOf(known);
    }
  }

  /**
   * The keys that are read and not set.
   *
   * @param project the project
   */
  public static List<Missing> in(VerifiedProject project) {
    boolean loads = false;
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      loads |= file.text().contains("load");
    }
    if (!loads) {
      return List.of();
    }
    PythonKeys keys = new PythonKeys(PythonValues.in(project));
    for (SourceFile file : keys.values.files()) {
      keys.file(file);
    }
    return keys.missing;
  }

  private void file(SourceFile file) {
    PythonGuards guards = PythonGuards.of(file);
    PythonWalk.statements(
        PythonScope.of(file),
        (scope, statement) -> {
          if (!guards.isGuarded(statement, "KeyError", "LookupError", "TypeError")) {
            for (Expression expression : PythonTree.expressions(statement)) {
              PythonTree.walk(expression, part -> part(scope, part));
            }
          }
        });
  }

  private void part(PythonScope scope, Expression part) {
    if (part instanceof Expression.Item item) {
      read(scope, item.value(), item.key(), false, 0, scope);
    } else if (part instanceof Expression.Call call) {
      boolean isGet =
          call.function() instanceof Expression.Attribute method
              && method.name().equals("get")
              && call.arguments().size() == 1;
      if (isGet) {
        read(
            scope,
            ((Expression.Attribute) call.function()).value(),
            call.arguments().get(0).value(),
            true,
            0,
            scope);
      }
      fields(scope, call);
    }
  }

  /** A key that is written out, or that calls give a function that reads it. */
  private void read(
      PythonScope scope,
      Expression owner,
      Expression key,
      boolean mayLack,
      int depth,
      PythonScope at) {
    Optional<String> text = PythonTree.text(key);
    if (text.isPresent()) {
      PythonValue value = values.of(scope, owner);
      if (value instanceof PythonValue.Settings settings) {
        settings(scope, owner, settings, text.get(), mayLack, key, at);
      } else if (value instanceof PythonValue.Json json && depth == 0) {
        json(scope, owner, json, text.get(), key);
      }
    } else if (key instanceof Expression.Name name
        && depth < DEEPEST
        && at.bindings(name.name()).size() == 1
        && at.bindings(name.name()).get(0) instanceof PythonScope.ByParameter parameter
        && at.owner() instanceof Statement.Function
        && values.of(scope, owner) instanceof PythonValue.Settings) {
      for (PythonParameters.Given given : values.given(at, parameter)) {
        if (!TestCode.is(given.scope().file())) {
          read(scope, owner, given.value(), mayLack, depth + 1, given.scope());
        }
      }
    }
  }

  private void settings(
      PythonScope scope,
      Expression owner,
      PythonValue.Settings settings,
      String key,
      boolean mayLack,
      Expression place,
      PythonScope at) {
    List<SourceFile> without = PythonSettingsValue.without(settings, key);
    Set<String> known = new HashSet<>();
    settings.nodes().forEach(node -> known.addAll(node.keys()));
    boolean isNowhere = PythonSettingsValue.missing(settings, key).isPresent();
    boolean isMissing =
        isNowhere
            ? !mayLack || Suggestion.nearest(key, known).isPresent()
            : !without.isEmpty() && !mayLack;
    if (isMissing && !isAsked(scope, owner, key) && !isAsked(at, owner, key)) {
      List<SourceFile> files = isNowhere ? settings.files() : without;
      add(
          at.file(),
          place.index(),
          key,
          files.stream().map(SourceFile::path).distinct().collect(Collectors.joining(", ")),
          known);
    }
  }

  private void json(
      PythonScope scope, Expression owner, PythonValue.Json json, String key, Expression place) {
    Optional<Set<String>> known = written.keys(json.name());
    if (known.isPresent() && !known.get().contains(key) && !isAsked(scope, owner, key)) {
      add(scope.file(), place.index(), key, json.name(), known.get());
    }
  }

  /** {@code Receipt(**json.loads(…))}: the class takes what the file has. */
  private void fields(PythonScope scope, Expression.Call call) {
    if (call.arguments().size() == 1
        && call.arguments().get(0).name().equals("**")
        && values.of(scope, call.arguments().get(0).value()) instanceof PythonValue.Json json
        && values.of(scope, call.function()) instanceof PythonValue.Type type) {
      Optional<Set<String>> known = written.keys(json.name());
      Optional<Set<String>> fields = JsonWritten.fields(type.type());
      if (known.isPresent() && fields.isPresent()) {
        for (String key : known.get()) {
          if (!fields.get().contains(key)) {
            add(scope.file(), call.index(), key, type.type().name(), fields.get());
          }
        }
      }
    }
  }

  private void add(SourceFile file, int index, String key, String settings, Set<String> known) {
    if (told.add(file.path() + " " + index)) {
      missing.add(new Missing(file, index, key, settings, known));
    }
  }

  private static String lastOf(Expression owner) {
    String name = PythonTree.dotted(owner);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether code asks first, or writes the key itself. */
  private static boolean isAsked(PythonScope scope, Expression owner, String key) {
    SourceFile file = scope.file();
    PythonChanges changes = PythonChanges.of(file);
    return PythonChanges.changes(file, lastOf(owner))
        || changes.sets(owner, key)
        || Pattern.compile("[\"']" + Pattern.quote(key) + "[\"']\\s+(?:not\\s+)?in\\b")
            .matcher(file.text())
            .find();
  }
}
