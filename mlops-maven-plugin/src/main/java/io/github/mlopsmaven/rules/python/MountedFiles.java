package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Python code reads and writes in folders that it is given when it runs: by an option of its
 * command line, or by a variable of the service.
 */
public final class MountedFiles {

  /** What reads the file that it is given first. */
  private static final Set<String> READING =
      Set.of(
          "pandas.read_csv",
          "pandas.read_parquet",
          "pandas.read_json",
          "pandas.read_pickle",
          "pandas.read_feather",
          "pandas.read_excel",
          "polars.read_csv",
          "polars.read_parquet",
          "joblib.load",
          "numpy.load",
          "numpy.loadtxt",
          "torch.load");

  /** What does nothing with a path but to look at it, or to make its folder. */
  private static final Set<String> LOOKING =
      Set.of(
          "print",
          "len",
          "bool",
          "os.makedirs",
          "os.mkdir",
          "os.listdir",
          "os.walk",
          "os.scandir",
          "glob.glob",
          "isinstance",
          "type",
          "repr",
          "sorted",
          "list");

  private static final Set<String> ASKING =
      Set.of(
          "os.path.exists",
          "os.path.isfile",
          "os.path.isdir",
          "os.remove",
          "os.stat",
          "os.path.getsize");

  private static final Set<String> ASKING_METHODS =
      Set.of("exists", "is_file", "is_dir", "stat", "unlink");

  private static final Set<String> LOOKING_METHODS =
      Set.of(
          "mkdir",
          "iterdir",
          "glob",
          "rglob",
          "resolve",
          "absolute",
          "as_posix",
          "expanduser",
          "relative_to");

  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "critical", "exception");

  /**
   * A file that code reads.
   *
   * @param file the code
   * @param index where in it
   * @param path the path, from the folder that the code is given
   */
  public record Read(SourceFile file, int index, String path) {}

  private final List<Read> reads = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private boolean isOpen;

  private MountedFiles() {}

  /**
   * What a script does in the folders of its options.
   *
   * @param project the project
   * @param script the script, which reads its command line itself
   * @return by the attribute of the option
   */
  public static Map<String, MountedFiles> ofOptions(VerifiedProject project, SourceFile script) {
    Map<String, MountedFiles> found = new HashMap<>();
    all(project)
        .forEach(
            (root, files) ->
                root.parser()
                    .filter(parser -> parser.file().equals(script))
                    .ifPresent(any -> found.put(root.name(), files)));
    return found;
  }

  /**
   * What the code of a project does in the folder of a variable.
   *
   * @param project the project
   * @param variable the variable
   */
  public static Optional<MountedFiles> ofVariable(VerifiedProject project, String variable) {
    return Optional.ofNullable(all(project).get(new PythonValue.Root(Optional.empty(), variable)));
  }

  /** The files that are read and that nobody asks for before. */
  public List<Read> reads() {
    return reads.stream().filter(read -> !asked.contains(read.path())).toList();
  }

  /** The files that are certainly written. */
  public Set<String> written() {
    return Set.copyOf(written);
  }

  /** Whether something else may be written there. */
  public boolean isOpen() {
    return isOpen;
  }

  /**
   * Whether a file may be there.
   *
   * @param path its path
   */
  public boolean mayWrite(String path) {
    return isOpen
        || written.stream().anyMatch(one -> one.equals(path) || one.startsWith(path + "/"))
        || begun.stream().anyMatch(path::startsWith);
  }

  private static Map<PythonValue.Root, MountedFiles> all(VerifiedProject project) {
    PythonValues values = PythonValues.in(project);
    return values.mounted(() -> read(values));
  }

  private static Map<PythonValue.Root, MountedFiles> read(PythonValues values) {
    Map<PythonValue.Root, MountedFiles> roots = new HashMap<>();
    Set<PythonValue.Parser> lost = new HashSet<>();
    for (SourceFile file : values.project().files().of(FileKind.PYTHON)) {
      OneFile one = new OneFile(values, file, PythonGuards.of(file), roots, lost);
      PythonWalk.statements(PythonScope.of(file), one::statement);
    }
    roots.forEach(
        (root, files) -> files.isOpen |= root.parser().filter(lost::contains).isPresent());
    return roots;
  }

  private static MountedFiles of(
      Map<PythonValue.Root, MountedFiles> roots, PythonValue.Mounted mounted) {
    return roots.computeIfAbsent(mounted.root(), any -> new MountedFiles());
  }

  private void read(SourceFile file, int index, String path, boolean isCertain) {
    if (isCertain && !path.isEmpty()) {
      reads.add(new Read(file, index, path));
    }
  }

  private void write(String path) {
    if (path.isEmpty()) {
      isOpen = true;
    } else {
      written.add(path);
    }
  }

  /** Something is done with a path that nobody knows. */
  private void handed(String path) {
    if (path.isEmpty()) {
      isOpen = true;
    } else {
      begun.add(path);
    }
  }

  private record OneFile(
      PythonValues values,
      SourceFile file,
      PythonGuards guards,
      Map<PythonValue.Root, MountedFiles> roots,
      Set<PythonValue.Parser> lost) {

    void statement(PythonScope scope, Statement statement) {
      boolean isCertain =
          !guards.isGuarded(
              statement, "OSError", "IOError", "FileNotFoundError", "EnvironmentError");
      // What a name gets is followed by the name.
      boolean isNamed =
          statement instanceof Statement.Assignment assignment
              && assignment.value().isPresent()
              && assignment.targets().stream()
                  .allMatch(
                      one ->
                          one instanceof Expression.Name
                              && values
                                  .of(scope, one)
                                  .equals(values.of(scope, assignment.value().get())));
      for (Expression expression : PythonTree.expressions(statement)) {
        boolean isQuestion = statement instanceof Statement.Compound;
        expression(scope, expression, isNamed || isQuestion, isCertain);
      }
    }

    /** Goes down to the outermost paths; what is done with them is said by what they are in. */
    private void expression(
        PythonScope scope, Expression expression, boolean isFollowed, boolean isCertain) {
      if (values.of(scope, expression) instanceof PythonValue.Mounted mounted) {
        if (!isFollowed) {
          of(roots, mounted).handed(mounted.path());
        }
        return;
      }
      if (values.of(scope, expression) instanceof PythonValue.Arguments arguments
          && !(expression instanceof Expression.Call)) {
        if (!isFollowed) {
          lost.add(arguments.parser());
        }
        return;
      }
      if (expression instanceof Expression.Call call) {
        call(scope, call, isCertain);
        return;
      }
      if (expression instanceof Expression.Attribute attribute) {
        expression(scope, attribute.value(), true, isCertain);
        return;
      }
      boolean isComparison =
          expression instanceof Expression.Binary binary
              && Set.of("==", "!=", "is", "in", "and", "or", "not").contains(binary.sign());
      boolean isTest = expression instanceof Expression.Other other && other.kind().equals("not");
      for (Expression part : expression.parts()) {
        expression(scope, part, isComparison || isTest, isCertain);
      }
    }

    private void call(PythonScope scope, Expression.Call call, boolean isCertain) {
      String name = name(scope, call.function());
      PythonValue callee = values.of(scope, call.function());
      if (call.function() instanceof Expression.Attribute method) {
        if (values.of(scope, method.value()) instanceof PythonValue.Mounted mounted) {
          method(of(roots, mounted), mounted.path(), method, call, isCertain);
        } else {
          expression(scope, method.value(), true, isCertain);
        }
      } else if (!(call.function() instanceof Expression.Name)) {
        expression(scope, call.function(), true, isCertain);
      }
      for (int i = 0; i < call.arguments().size(); i++) {
        Expression value = call.arguments().get(i).value();
        if (values.of(scope, value) instanceof PythonValue.Mounted mounted) {
          MountedFiles files = of(roots, mounted);
          if (name.equals("open")) {
            opened(files, mounted.path(), value.index(), call, 1, isCertain);
          } else if (READING.contains(name) && i == 0) {
            files.read(file, value.index(), mounted.path(), isCertain);
          } else if (ASKING.contains(name)) {
            files.asked.add(mounted.path());
          } else if (Set.of("joblib.dump", "torch.save").contains(name) && i == 1) {
            files.write(mounted.path());
          } else if (Set.of("to_csv", "to_parquet", "to_json", "to_pickle").contains(last(call))
              && i == 0) {
            files.write(mounted.path());
          } else if (!isHarmless(name, call) && !isFollowed(callee, call, i, mounted)) {
            files.handed(mounted.path());
          }
        } else {
          PythonValue given = values.of(scope, value);
          boolean isKept =
              given instanceof PythonValue.Arguments
                  && (isHarmless(name, call)
                      || name.equals("vars")
                      || isFollowed(callee, call, i, given));
          expression(scope, value, isKept, isCertain);
        }
      }
    }

    private void method(
        MountedFiles files,
        String path,
        Expression.Attribute method,
        Expression.Call call,
        boolean isCertain) {
      switch (method.name()) {
        case "read_text", "read_bytes" -> files.read(file, method.index(), path, isCertain);
        case "write_text", "write_bytes", "touch" -> files.write(path);
        case "open" -> opened(files, path, method.index(), call, 0, isCertain);
        default -> {
          if (ASKING_METHODS.contains(method.name())) {
            files.asked.add(path);
          } else if (!LOOKING_METHODS.contains(method.name())) {
            files.handed(path);
          }
        }
      }
    }

    private void opened(
        MountedFiles files,
        String path,
        int index,
        Expression.Call call,
        int place,
        boolean isCertain) {
      if (PythonPaths.isReading(call, place)) {
        files.read(file, index, path, isCertain);
      } else {
        files.write(path);
      }
    }

    private static boolean isHarmless(String name, Expression.Call call) {
      return LOOKING.contains(name) || LOGGING.contains(last(call));
    }

    /** Whether the parameter that gets the path is known to have it. */
    private boolean isFollowed(
        PythonValue callee, Expression.Call call, int place, PythonValue given) {
      if (!(callee instanceof PythonValue.Function function) || call.isOpen()) {
        return false;
      }
      PythonScope inner = function.scope().of(function.function());
      List<Statement.Parameter> parameters = function.function().parameters();
      String named = call.arguments().get(place).name();
      int at = place + (function.isBound() ? 1 : 0);
      String parameter =
          !named.isEmpty() ? named : at < parameters.size() ? parameters.get(at).name() : "";
      return inner != null && values.bound(inner, parameter).equals(given);
    }

    private String name(PythonScope scope, Expression function) {
      return values.of(scope, function) instanceof PythonValue.Library library
          ? library.name()
          : PythonTree.dotted(function);
    }

    private static String last(Expression.Call call) {
      return call.function() instanceof Expression.Attribute attribute ? attribute.name() : "";
    }
  }
}
