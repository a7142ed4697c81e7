package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Python imports is in the project, in Python or in the environment that runs it. */
final class ImportCheck implements Check {

  static final Rule MISSING_MODULE =
      new Rule(
          "python-missing-module",
          Level.ERROR,
          "An import of the project's own modules finds the module and the name.");

  static final Rule MISSING_REQUIREMENT =
      new Rule(
          "python-missing-requirement",
          Level.WARNING,
          "An import is provided by the requirements or the environment that the code runs with.");

  @Override
  public List<Rule> rules() {
    return List.of(MISSING_MODULE, MISSING_REQUIREMENT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files = project.files().of(FileKind.PYTHON);
    if (files.isEmpty()) {
      return;
    }
    OwnModules own = new OwnModules(project);
    Environments environments = new Environments(project);
    Map<Set<String>, Provided> provided = new HashMap<>();
    for (SourceFile file : files) {
      Set<String> lists = environments.of(file);
      Provided packages = provided.computeIfAbsent(lists, any -> Provided.of(project, lists));
      for (PythonFile.Import wanted : PythonFile.of(file.content()).imports()) {
        check(file, wanted, own, packages, findings);
      }
    }
  }

  private static void check(
      SourceFile file,
      PythonFile.Import wanted,
      OwnModules own,
      Provided packages,
      Findings findings) {
    String module = wanted.module();
    boolean isOwn = wanted.level() > 0 || own.isOwn(module);
    if (wanted.isOptional()
        || (wanted.level() == 0 && PackageNames.isStandard(module))
        || (isOwn && packages.provides(module))) {
      return;
    }
    Position position = Position.of(file.text(), wanted.index());
    if (isOwn) {
      Optional<String> missing = own.missing(file, wanted);
      missing.ifPresent(
          what ->
              findings.add(
                  MISSING_MODULE,
                  file.path(),
                  position,
                  "there is no " + what,
                  "add it, or correct the import"));
    } else if (packages.lacks(wanted)) {
      findings.add(
          MISSING_REQUIREMENT,
          file.path(),
          position,
          "'"
              + module
              + "' is imported, and neither the project nor "
              + packages.where()
              + " has it",
          "add " + PackageNames.probable(module) + " there");
    }
  }

  /**
   * What some lists of requirements provide.
   *
   * @param distributions the names of all of them
   * @param isKnown whether there is a list
   * @param isOpen whether one of them has an address, behind which any package may be
   * @param isLock whether one of them lists everything
   * @param where the lists, in words
   */
  private record Provided(
      Set<String> distributions, boolean isKnown, boolean isOpen, boolean isLock, String where) {

    static Provided of(VerifiedProject project, Set<String> lists) {
      Set<String> distributions = new HashSet<>();
      boolean isOpen = false;
      boolean isLock = false;
      for (String path : lists) {
        Optional<Requirements> list = RequirementFiles.at(project, path);
        if (list.isPresent()) {
          // What a lock was made from adds nothing to it.
          boolean isSource = path.endsWith(".in");
          distributions.addAll(isSource ? Set.of() : list.get().distributions());
          isOpen |= list.get().isOpen();
          isLock |= list.get().isLock();
        }
      }
      String where =
          lists.size() == 1
              ? lists.iterator().next()
              : "its environment (" + lists.size() + " lists)";
      return new Provided(distributions, !distributions.isEmpty(), isOpen, isLock, where);
    }

    boolean provides(String module) {
      return PackageNames.isProvided(module, distributions, !isLock);
    }

    /**
     * Whether an import is certainly not provided; {@code from azure import x} may be {@code
     * azure.x}.
     */
    boolean lacks(PythonFile.Import wanted) {
      boolean isCertain = isKnown && (!isOpen || PackageNames.isKnown(wanted.module()));
      boolean isAny =
          provides(wanted.module())
              || wanted.names().stream().anyMatch(name -> provides(wanted.module() + "." + name));
      return isCertain && !isAny;
    }
  }
}
