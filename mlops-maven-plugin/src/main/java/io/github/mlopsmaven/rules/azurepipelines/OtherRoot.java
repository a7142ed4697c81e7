package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.values.OwnRoot;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.Set;

/** Where the path of a template starts, if that is neither its includer nor the root. */
final class OtherRoot {

  private OtherRoot() {}

  /**
   * Whether a file that is named is there, seen from where the file that names it is meant to be: a
   * folder that is the root of something, or, for a template that nobody here includes and for a
   * pipeline that is kept among templates to be copied, any folder above it.
   *
   * @param project the project
   * @param file the file that names it
   * @param isForOthers whether nobody here includes that
   * @param names how the file may be named
   */
  static boolean has(
      VerifiedProject project, SourceFile file, boolean isForOthers, Set<String> names) {
    Set<String> roots = new HashSet<>(OwnRoot.candidates(project.files(), file.path()));
    String up = isForOthers || Includers.isCalledTemplate(file.path()) ? file.directory() : "";
    while (!up.isEmpty()) {
      roots.add(up);
      up = up.substring(0, Math.max(0, up.lastIndexOf('/')));
    }
    return roots.stream()
        .anyMatch(
            root ->
                names.stream()
                    .map(one -> one.replaceFirst("@.*", "").strip().replaceFirst("^/", ""))
                    .flatMap(one -> FileSet.resolve(root, one).stream())
                    .anyMatch(path -> project.file(path).isPresent()));
  }
}
