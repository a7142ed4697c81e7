package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands of jobs that Python code makes with the SDK of Azure Machine Learning.
 *
 * @see <a href="https://learn.microsoft.com/python/api/azure-ai-ml/azure.ai.ml">azure.ai.ml</a>
 */
public final class PythonCommands {

  private PythonCommands() {}

  /**
   * A command.
   *
   * @param file where
   * @param index where its text begins in the file
   * @param text the text
   * @param code the directory that the job gets, from the root of the project
   */
  public record Command(SourceFile file, int index, String text, String code) {}

  /**
   * The commands whose text and code are known.
   *
   * @param project the project
   */
  public static List<Command> in(VerifiedProject project) {
    List<Command> commands = new ArrayList<>();
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      if (file.text().contains("azure.ai.ml") && file.text().contains("command(")) {
        PythonValues values = PythonValues.in(project);
        PythonWalk.expressions(
            PythonScope.of(file),
            (scope, expression) -> {
              if (expression instanceof Expression.Call call) {
                command(values, scope, call).ifPresent(commands::add);
              }
            });
      }
    }
    return commands;
  }

  private static Optional<Command> command(
      PythonValues values, PythonScope scope, Expression.Call call) {
    boolean isCommand =
        values.of(scope, call.function()).equals(new PythonValue.Library("azure.ai.ml.command"));
    Optional<Expression> text = call.argument("command", -1);
    Optional<Expression> code = call.argument("code", -1);
    if (!isCommand || text.isEmpty() || code.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> directory = directory(values, scope, code.get());
    return PythonTree.text(text.get())
        .flatMap(
            written ->
                directory.map(
                    path -> new Command(scope.file(), text.get().index(), written, path)));
  }

  /** A relative path begins where somebody starts the program: at the root, or beside it. */
  private static Optional<String> directory(
      PythonValues values, PythonScope scope, Expression code) {
    Set<String> found = new LinkedHashSet<>();
    if (values.of(scope, code) instanceof PythonValue.Path path) {
      found.add(path.path());
    } else if (values.of(scope, code) instanceof PythonValue.Text text
        && text.value().indexOf(':') < 0
        && !text.value().startsWith("/")) {
      FileSet.resolve("", text.value()).ifPresent(found::add);
      FileSet.resolve(scope.file().directory(), text.value()).ifPresent(found::add);
    }
    found.removeIf(path -> !path.isEmpty() && !values.project().files().isDirectory(path));
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }
}
