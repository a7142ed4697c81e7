package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules that a project has itself. Every directory may be where Python looks for them. */
final class OwnModules {

  private final VerifiedProject project;

  /** Name of a file or directory to the directories that it stands in. */
  private final Map<String, Set<String>> places = new HashMap<>();

  private final Map<String, Boolean> used = new HashMap<>();

  OwnModules(VerifiedProject project) {
    this.project = project;
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      put(withoutEnd(file.name()), file.directory());
      String directory = file.directory();
      while (!directory.isEmpty()) {
        int slash = directory.lastIndexOf('/');
        put(directory.substring(slash + 1), slash < 0 ? "" : directory.substring(0, slash));
        directory = slash < 0 ? "" : directory.substring(0, slash);
      }
    }
  }

  private static String withoutEnd(String name) {
    return name.endsWith(".py") ? name.substring(0, name.length() - ".py".length()) : name;
  }

  private void put(String name, String directory) {
    places.computeIfAbsent(name, any -> new HashSet<>()).add(directory);
  }

  /**
   * Whether an import means the project's own code, as Python would look for it.
   *
   * <p>A directory without {@code __init__.py} gives way to any installed package of its name, and
   * a directory inside of a package is nowhere that Python looks. So such a place counts only if
   * most imports of the project that have the name find something there.
   *
   * @param file the file that imports
   * @param module what it imports
   */
  boolean isOwn(SourceFile file, String module) {
    String first = PackageNames.first(module);
    Set<String> directories = places.getOrDefault(first, Set.of());
    if (directories.isEmpty()) {
      return false;
    }
    boolean isTaken = PackageNames.isKnown(module) || PackageNames.isShared(module);
    boolean isBeside = directories.contains(file.directory()) && isRegular(file.directory(), first);
    boolean isCertain =
        isBeside
            || (!isTaken
                && directories.stream()
                    .anyMatch(directory -> isRegular(directory, first) && !isPackaged(directory)));
    return isCertain || isUsed(first);
  }

  /** Whether a directory beside a file, or at the root, has the name: Python may mean that. */
  boolean isBeside(SourceFile file, String module) {
    Set<String> directories = places.getOrDefault(PackageNames.first(module), Set.of());
    boolean isThere = directories.contains(file.directory()) || directories.contains("");
    return isThere && !PackageNames.isKnown(module);
  }

  /** Whether a directory is a package itself. */
  private boolean isPackaged(String directory) {
    return project
        .file(directory.isEmpty() ? "__init__.py" : directory + "/__init__.py")
        .isPresent();
  }

  /** Whether most imports that begin with a name find something in the project. */
  private boolean isUsed(String first) {
    return used.computeIfAbsent(
        first,
        name -> {
          int found = 0;
          int lost = 0;
          for (SourceFile file : project.files().of(FileKind.PYTHON)) {
            for (PythonFile.Import other : PythonFile.of(file.content()).imports()) {
              if (other.level() == 0 && PackageNames.first(other.module()).equals(name)) {
                boolean isFound = other.module().indexOf('.') > 0 || !other.names().isEmpty();
                isFound &= missing(file, other).isEmpty();
                found += isFound ? 1 : 0;
                lost += isFound ? 0 : 1;
              }
            }
          }
          return found > lost;
        });
  }

  private boolean isRegular(String directory, String name) {
    return FileSet.resolve(directory, name)
        .filter(path -> isFile(path) || project.file(path + "/__init__.py").isPresent())
        .isPresent();
  }

  /**
   * What is wrong with an import of the project's own modules.
   *
   * @param file the file that imports
   * @param wanted the import
   * @return the module or name that is not there; empty if all is
   */
  Optional<String> missing(SourceFile file, PythonFile.Import wanted) {
    List<String> found = paths(file, wanted.module(), wanted.level());
    String module = ".".repeat(wanted.level()) + wanted.module();
    if (found.isEmpty()) {
      return Optional.of("module '" + module + "'");
    }
    return wanted.names().stream()
        .filter(name -> !name.equals("*"))
        .filter(name -> found.stream().noneMatch(full -> has(full, name)))
        .findFirst()
        .map(name -> "'" + name + "' in '" + module + "'");
  }

  /** Where a module may stand, as paths without an extension. */
  private List<String> paths(SourceFile file, String module, int level) {
    Set<String> roots =
        level == 0
            ? places.getOrDefault(PackageNames.first(module), Set.of())
            : above(file.directory(), level - 1);
    String path = module.replace('.', '/');
    return roots.stream()
        .flatMap(root -> FileSet.resolve(root, path).stream())
        .filter(full -> isFile(full) || isPackage(full))
        .toList();
  }

  /**
   * The one place of the project's own module that an import means.
   *
   * @param file the file that imports
   * @param module what it imports
   * @param level how many points stand before it
   * @return a path without an extension; empty where it may be several, or none
   */
  Optional<String> path(SourceFile file, String module, int level) {
    boolean isOwn = level > 0 || (!PackageNames.isStandard(module) && isOwn(file, module));
    List<String> found = isOwn ? paths(file, module, level) : List.of();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The code of a module or a package at a path. */
  Optional<SourceFile> code(String path) {
    return project.file(path + ".py").or(() -> project.file(path + "/__init__.py"));
  }

  /** Whether a package has a module or package of a name. */
  boolean hasBelow(String path, String name) {
    return isPackage(path) && (isFile(path + "/" + name) || isPackage(path + "/" + name));
  }

  private static Set<String> above(String directory, int levels) {
    String path = directory;
    for (int i = 0; i < levels; i++) {
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
    return Set.of(path);
  }

  private boolean isFile(String path) {
    return project.file(path + ".py").isPresent();
  }

  private boolean isPackage(String path) {
    return project.files().isDirectory(path);
  }

  private boolean has(String path, String name) {
    if (isPackage(path)) {
      boolean isModule = isFile(path + "/" + name) || isPackage(path + "/" + name);
      return isModule
          || project.file(path + "/__init__.py").map(init -> names(init, name)).orElse(false);
    }
    return project.file(path + ".py").map(file -> names(file, name)).orElse(false);
  }

  private static boolean names(SourceFile file, String name) {
    if (PythonSyntax.of(file.content()).mistake().isPresent()) {
      return PythonFile.of(file.content()).names().contains(name);
    }
    PythonModule code = PythonModule.of(file.content());
    return code.isOpen() || code.names().contains(name);
  }
}
