package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that Python code reads by a path that begins at its own file exist.
 *
 * @see <a href="https://docs.python.org/3/library/pathlib.html">pathlib</a>
 */
final class ReadFileCheck implements Check {

  static final Rule FILE =
      new Rule("python-missing-file", Level.ERROR, "File that Python code reads not found");

  /** What reads a file that it is given, as its first argument or as {@code source}. */
  private static final Set<String> LOADING =
      Set.of(
          "load_component",
          "load_job",
          "load_environment",
          "load_data",
          "load_model",
          "load_compute",
          "load_online_endpoint",
          "load_online_deployment",
          "load_batch_endpoint",
          "load_batch_deployment",
          "load_workspace",
          "load_datastore",
          "load_schedule");

  private static final Set<String> READING = Set.of("read_text", "read_bytes", "open");

  /** What writes a file, or asks whether it exists. */
  private static final Set<String> ASKING =
      Set.of("write_text", "write_bytes", "exists", "is_file", "is_dir", "touch", "mkdir");

  /** Arguments that name a file or a directory. */
  private static final Set<String> NAMED = Set.of("conda_file", "code");

  private static final Pattern SETTINGS =
      Pattern.compile(".*\\.(?:ya?ml|json|toml|sql|ini|cfg|j2|jinja2?|sh|py|tmpl|md)");

  @Override
  public List<Rule> rules() {
    return List.of(FILE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files =
        project.files().of(FileKind.PYTHON).stream()
            .filter(file -> file.text().length() < PythonModule.LONGEST)
            .toList();
    boolean hasPaths = files.stream().anyMatch(file -> file.text().contains("__file__"));
    PythonValues values = PythonValues.in(project);
    for (SourceFile file : hasPaths ? files : List.<SourceFile>of()) {
      OneFile one = new OneFile(values, project, file, findings, new HashSet<>());
      PythonWalk.expressions(
          PythonScope.of(file),
          (scope, expression) -> {
            if (expression instanceof Expression.Call call) {
              one.call(scope, call);
            }
          });
    }
  }

  private record OneFile(
      PythonValues values,
      VerifiedProject project,
      SourceFile file,
      Findings findings,
      Set<String> told) {

    void call(PythonScope scope, Expression.Call call) {
      String name = PythonTree.dotted(call.function());
      String last = name.substring(name.lastIndexOf('.') + 1);
      Optional<Expression> first = call.argument("source", -1).or(() -> call.argument("file", 0));
      if (name.equals("open") && PythonPaths.isReading(call, 1)) {
        first.ifPresent(path -> read(scope, path));
      } else if (LOADING.contains(last)) {
        first.ifPresent(path -> read(scope, path));
      } else if (call.function() instanceof Expression.Attribute method
          && READING.contains(method.name())
          && PythonPaths.isReading(call, 0)) {
        read(scope, method.value());
      }
      for (Expression.Argument argument : call.arguments()) {
        if (NAMED.contains(argument.name())) {
          read(scope, argument.value());
        }
      }
    }

    private void read(PythonScope scope, Expression expression) {
      if (!(values.of(scope, expression) instanceof PythonValue.Path found)) {
        return;
      }
      String path = found.path();
      String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      boolean isMissing =
          (SETTINGS.matcher(path).matches() || path.indexOf('.') < 0)
              && !project.files().exists(path)
              && (project.files().isDirectory(parent) || isElsewhere(path))
              && !isDeployed(parent)
              && !isMade(path)
              && !isAskedFor(path)
              && told.add(path);
      if (isMissing) {
        findings.add(
            FILE,
            file.path(),
            file.position(start(expression).index()),
            (path.indexOf('.') < 0 ? "'" : "file '") + path + "' not found",
            "add it, or correct the path; it starts at the directory of this file");
      }
    }

    /** The path in {@code str(path)}. */
    private static Expression start(Expression expression) {
      return expression instanceof Expression.Call call
              && PythonTree.dotted(call.function()).equals("str")
              && call.arguments().size() == 1
          ? call.arguments().get(0).value()
          : expression;
    }

    /** A scoring script gets other files into its folder when it is deployed. */
    private boolean isDeployed(String parent) {
      return parent.equals(file.directory())
          && file.text().contains("def init(")
          && file.text().contains("def run(");
    }

    /** Whether the project has a file of that name in another directory. */
    private boolean isElsewhere(String path) {
      return isThere(path.substring(path.lastIndexOf('/') + 1));
    }

    private boolean isThere(String end) {
      return project.files().paths().stream()
          .anyMatch(one -> one.endsWith("/" + end) || one.equals(end));
    }

    /** Whether the code itself writes the file, or asks whether it exists. */
    private boolean isAskedFor(String path) {
      boolean[] isAsked = {false};
      PythonWalk.expressions(
          PythonScope.of(file),
          (scope, expression) -> {
            if (expression instanceof Expression.Call call) {
              isAsked[0] |= asked(call).filter(one -> isPath(scope, one, path)).isPresent();
            }
          });
      return isAsked[0];
    }

    private static Optional<Expression> asked(Expression.Call call) {
      String name = PythonTree.dotted(call.function());
      boolean isWritten = name.equals("open") && !PythonPaths.isReading(call, 1);
      if (isWritten || name.startsWith("os.path.")) {
        return call.argument("file", 0);
      }
      return call.function() instanceof Expression.Attribute method
              && ASKING.contains(method.name())
          ? Optional.of(method.value())
          : Optional.empty();
    }

    private boolean isPath(PythonScope scope, Expression expression, String path) {
      return values.of(scope, expression) instanceof PythonValue.Path found
          && found.path().equals(path);
    }

    /** Whether some other text speaks of the file: code may write it, git may ignore it. */
    private boolean isMade(String path) {
      // Others may mean the file of that name that is there.
      int slash = path.lastIndexOf('/');
      while (slash > 0 && isThere(path.substring(slash + 1))) {
        slash = path.lastIndexOf('/', slash - 1);
      }
      String name = path.substring(slash + 1);
      return project.files().all().stream()
          .filter(other -> !other.equals(file) && other.content().isText())
          .anyMatch(other -> other.text().contains(name) && other.kind() != FileKind.AZURE_ML);
    }
  }
}
