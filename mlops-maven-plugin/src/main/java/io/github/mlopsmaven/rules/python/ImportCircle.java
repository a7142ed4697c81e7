package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two modules that import names of each other, so that neither can be imported first. */
final class ImportCircle {

  private ImportCircle() {}

  /**
   * A mistake.
   *
   * @param index where the import stands
   * @param problem what is wrong
   */
  record Mistake(int index, String problem) {}

  /** The imports of a file that cannot be made; each circle is told in one of its files. */
  static List<Mistake> mistakes(PythonValues values, SourceFile file) {
    List<Mistake> mistakes = new ArrayList<>();
    for (Statement statement : PythonTree.of(file.content()).body()) {
      if (statement instanceof Statement.Import imported && !imported.name().isEmpty()) {
        Optional<SourceFile> other = values.code(file, imported);
        boolean isFirst = other.isPresent() && file.path().compareTo(other.get().path()) < 0;
        if (isFirst && isLater(imported, file, other.get())) {
          for (Statement back : PythonTree.of(other.get().content()).body()) {
            if (back instanceof Statement.Import second
                && !second.name().isEmpty()
                && values.code(other.get(), second).equals(Optional.of(file))
                && isLater(second, other.get(), file)
                && mistakes.isEmpty()) {
              mistakes.add(
                  new Mistake(
                      imported.index(),
                      "'"
                          + imported.name()
                          + "' is imported of "
                          + other.get().path()
                          + ", which imports '"
                          + second.name()
                          + "' of this file first"));
            }
          }
        }
      }
    }
    return mistakes;
  }

  /** Whether the name that is imported is bound behind the import of the file that wants it. */
  private static boolean isLater(Statement.Import imported, SourceFile from, SourceFile other) {
    boolean hasImported = false;
    for (Statement statement : PythonTree.of(other.content()).body()) {
      boolean isBinding =
          (statement instanceof Statement.Function function
                  && function.name().equals(imported.name()))
              || (statement instanceof Statement.Type type && type.name().equals(imported.name()))
              || (statement instanceof Statement.Assignment assignment
                  && assignment.targets().stream()
                      .anyMatch(target -> PythonTree.dotted(target).equals(imported.name())));
      if (isBinding) {
        return hasImported;
      }
      hasImported |=
          statement instanceof Statement.Import one && !one.name().isEmpty() && isOf(one, from);
    }
    return false;
  }

  private static boolean isOf(Statement.Import imported, SourceFile file) {
    String module = imported.module();
    String last = module.substring(module.lastIndexOf('.') + 1);
    return file.name().equals(last + ".py")
        || (file.name().equals("__init__.py") && ("/" + file.directory()).endsWith("/" + last));
  }
}
