package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a script and the modules that it imports need of Python that a version does not have.
 *
 * @see <a href="https://docs.python.org/3/whatsnew/">What's new in Python</a>
 */
public final class PythonVersions {

  private static final int MATCH = 10;
  private static final int UNION = 10;
  private static final int GROUPS = 11;
  private static final int GENERICS = 12;
  private static final int SUBSCRIPT = 9;

  /** Builtin types that can be subscripted since 3.9. */
  private static final Set<String> TYPES =
      Set.of("list", "dict", "tuple", "set", "frozenset", "type");

  /**
   * Something that the version lacks.
   *
   * @param file where
   * @param index where in it
   * @param problem what is wrong
   * @param remedy what to do about it
   */
  public record Mistake(SourceFile file, int index, String problem, String remedy) {}

  /** The first and the last minor version of a name. */
  private record Span(int first, int last) {}

  private static final int LAST = 99;

  /** Read when a version is first known. */
  private static final class Names {
    private static final Map<String, Span> ALL = read();

    private static Map<String, Span> read() {
      Map<String, Span> all = new HashMap<>();
      for (String line : DataFile.lines(PythonVersions.class, "versions.txt")) {
        String[] parts = line.split(" ", -1);
        all.put(parts[0], new Span(minor(parts[1], 0), minor(parts[2], LAST)));
      }
      return all;
    }

    private static int minor(String text, int other) {
      return text.equals("-") ? other : Integer.parseInt(text.substring("3.".length()));
    }
  }

  private final PythonValues values;
  private final int minor;
  private final List<Mistake> mistakes = new ArrayList<>();

  private PythonVersions(PythonValues values, int minor) {
    this.values = values;
    this.minor = minor;
  }

  /**
   * What a script needs that its Python does not have.
   *
   * @param project the project
   * @param script the script
   * @param folder the folder that it has for its own modules
   * @param minor the version of its Python, behind {@code 3.}
   */
  public static List<Mistake> mistakes(
      VerifiedProject project, SourceFile script, String folder, int minor) {
    PythonVersions versions = new PythonVersions(PythonValues.in(project), minor);
    Set<String> seen = new HashSet<>();
    Deque<SourceFile> next = new ArrayDeque<>(List.of(script));
    while (!next.isEmpty()) {
      SourceFile file = next.poll();
      boolean isShipped = folder.isEmpty() || file.path().startsWith(folder + "/");
      // Code that asks for the version is prepared for it.
      if (isShipped && seen.add(file.path()) && !file.text().contains("version_info")) {
        next.addAll(versions.file(file));
      }
    }
    return versions.mistakes;
  }

  /** Looks at a file, and gives those that it imports. */
  private List<SourceFile> file(SourceFile file) {
    List<SourceFile> imported = new ArrayList<>();
    PythonGuards guards = PythonGuards.of(file);
    PythonScope module = PythonScope.of(file);
    boolean isLate =
        module.bindings("annotations").stream().anyMatch(PythonScope.ByImport.class::isInstance);
    PythonWalk.statements(
        module,
        (scope, statement) -> {
          if (!guards.isGuarded(
              statement, "ImportError", "ModuleNotFoundError", "AttributeError", "NameError")) {
            statement(scope, statement, isLate || minor >= UNION);
            if (statement instanceof Statement.Import one) {
              values.code(file, one).ifPresent(imported::add);
              if (values.bound(scope, one.bound()) instanceof PythonValue.Module found) {
                values.code(found).ifPresent(imported::add);
              }
            }
          }
        });
    return imported;
  }

  private void statement(PythonScope scope, Statement statement, boolean areFree) {
    SourceFile file = scope.file();
    if (statement instanceof Statement.Import one) {
      if (one.level() == 0) {
        String whole = one.name().isEmpty() ? one.module() : one.module() + "." + one.name();
        for (int end = one.module().indexOf('.'); end > 0; ) {
          named(file, one.index(), one.module().substring(0, end));
          end = one.module().indexOf('.', end + 1);
        }
        named(file, one.index(), one.module());
        if (!one.name().isEmpty()) {
          named(file, one.index(), whole);
        }
      }
    } else if (statement instanceof Statement.Function function) {
      if (!function.generics().isEmpty()) {
        needs(file, function.index(), "a type parameter", GENERICS, "use typing.TypeVar");
      }
      for (Statement.Parameter parameter : function.parameters()) {
        parameter.type().ifPresent(type -> annotation(file, type, areFree));
      }
      function.result().ifPresent(type -> annotation(file, type, areFree));
    } else if (statement instanceof Statement.Type type) {
      if (!type.generics().isEmpty()) {
        needs(file, type.index(), "a type parameter", GENERICS, "use typing.TypeVar");
      }
    } else if (statement instanceof Statement.Assignment field
        && !(scope.owner() instanceof Statement.Function)) {
      field.type().ifPresent(type -> annotation(file, type, areFree));
    } else if (statement instanceof Statement.Compound compound) {
      String kind = compound.kind();
      if (kind.equals("match")) {
        needs(file, compound.index(), "the match statement", MATCH, "use if and elif");
      } else if (kind.equals("type")) {
        needs(file, compound.index(), "the type statement", GENERICS, "use typing.TypeAlias");
      } else if (kind.equals("except") && file.text().startsWith("except*", compound.index())) {
        needs(file, compound.index(), "except*", GROUPS, "use except");
      }
    }
    for (Expression expression : PythonTree.expressions(statement)) {
      PythonTree.walk(expression, part -> part(scope, part));
    }
  }

  private void part(PythonScope scope, Expression part) {
    if (part instanceof Expression.Attribute
        && values.of(scope, part) instanceof PythonValue.Library library) {
      named(scope.file(), part.index(), library.name());
    } else if (part instanceof Expression.Name name
        && Names.ALL.containsKey("builtins." + name.name())
        && PythonScope.of(scope.file()).bindings(name.name()).isEmpty()
        && !scope.names().contains(name.name())) {
      named(scope.file(), part.index(), "builtins." + name.name());
    }
  }

  private void named(SourceFile file, int index, String name) {
    Span span = Names.ALL.get(name);
    if (span == null) {
      return;
    }
    String shown = name.replaceFirst("^builtins\\.", "");
    if (minor < span.first()) {
      needs(file, index, "'" + shown + "'", span.first(), "use what it has");
    } else if (minor > span.last()) {
      add(
          file,
          index,
          "'" + shown + "' is gone after Python 3." + span.last() + ", and the step has 3." + minor,
          "use what replaced it");
    }
  }

  /** An annotation that is computed when the function is defined. */
  private void annotation(SourceFile file, Expression type, boolean areFree) {
    if (areFree) {
      return;
    }
    PythonTree.walk(
        type,
        part -> {
          if (part instanceof Expression.Binary binary && binary.sign().equals("|")) {
            needs(file, part.index(), "'|' between types", UNION, "use typing.Optional or Union");
          } else if (part instanceof Expression.Item item
              && TYPES.contains(PythonTree.dotted(item.value()))) {
            needs(file, part.index(), "'[' behind a builtin type", SUBSCRIPT, "use typing");
          }
        });
  }

  private void needs(SourceFile file, int index, String what, int first, String instead) {
    if (minor < first) {
      add(
          file,
          index,
          what + " needs Python 3." + first + ", and the step has 3." + minor,
          "take a newer Python, or " + instead);
    }
  }

  private void add(SourceFile file, int index, String problem, String remedy) {
    boolean isTold =
        mistakes.stream().anyMatch(one -> one.file().equals(file) && one.problem().equals(problem));
    if (!isTold) {
      mistakes.add(new Mistake(file, index, problem, remedy));
    }
  }

  /**
   * The place of the first import with points before it that a file needs at once: a file that is
   * started by its path is in no package.
   *
   * @param script the file
   */
  public static Optional<Integer> relativeImport(SourceFile script) {
    if (!script.text().contains("from .")) {
      return Optional.empty();
    }
    PythonGuards guards = PythonGuards.of(script);
    for (Statement statement : PythonTree.of(script.content()).body()) {
      if (statement instanceof Statement.Import one
          && one.level() > 0
          && !guards.isGuarded(statement, "ImportError", "ModuleNotFoundError")) {
        return Optional.of(one.index());
      }
    }
    return Optional.empty();
  }
}
