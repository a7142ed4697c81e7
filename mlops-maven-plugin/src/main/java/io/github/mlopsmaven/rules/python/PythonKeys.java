package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys that Python code reads of settings whose file is known, and that the file does not have. */
public final class PythonKeys {

  private PythonKeys() {}

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
    List<Missing> missing = new ArrayList<>();
    boolean loads =
        project.files().of(FileKind.PYTHON).stream()
            .anyMatch(file -> file.text().contains("load") && file.text().contains("__file__"));
    PythonValues values = PythonValues.in(project);
    for (SourceFile file : loads ? values.files() : List.<SourceFile>of()) {
      if (!file.text().contains("KeyError")) {
        PythonWalk.expressions(
            PythonScope.of(file),
            (scope, expression) -> {
              if (expression instanceof Expression.Item item) {
                item(values, scope, item).ifPresent(missing::add);
              }
            });
      }
    }
    return missing;
  }

  private static Optional<Missing> item(
      PythonValues values, PythonScope scope, Expression.Item item) {
    Optional<String> key = PythonTree.text(item.key());
    if (key.isEmpty()
        || !(values.of(scope, item.value()) instanceof PythonValue.Settings settings)) {
      return Optional.empty();
    }
    SourceFile file = scope.file();
    PythonChanges changes = PythonChanges.of(file);
    // Code that asks first, or that writes it.
    boolean isAsked =
        file.text()
                .matches("(?s).*[\"']" + Pattern.quote(key.get()) + "[\"']\\s+(?:not\\s+)?in\\b.*")
            || changes.contains(PythonTree.dotted(item.value()))
            || changes.sets(item.value(), key.get());
    return isAsked
        ? Optional.empty()
        : PythonSettingsValue.missing(settings, key.get())
            .map(
                known ->
                    new Missing(
                        file,
                        item.key().index(),
                        key.get(),
                        settings.files().stream()
                            .map(SourceFile::path)
                            .distinct()
                            .collect(Collectors.joining(", ")),
                        known));
  }
}
