package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.values.CopiedFiles;
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

  /** How Databricks begins a notebook that it keeps as Python. */
  private static final String OF_DATABRICKS = "# Databricks notebook";

  static final Rule MISSING_MODULE =
      new Rule("python-missing-module", Level.ERROR, "Module or name of an import not found");

  static final Rule MISSING_REQUIREMENT =
      new Rule(
          "python-missing-requirement",
          Level.WARNING,
          "Imported package missing from the requirements");

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
    Set<String> installed = InstalledByHand.in(project, any -> true);
    Map<Environments.Lists, Provided> provided = new HashMap<>();
    for (SourceFile file : files) {
      Environments.Lists lists = environments.of(file);
      Provided packages =
          provided.computeIfAbsent(
              lists,
              any ->
                  Provided.of(
                      project,
                      lists.paths(),
                      lists.isStated() ? inImage(project, lists.paths()) : installed));
      List<PythonFile.Import> imports = PythonFile.of(file.content()).imports();
      // The image of a prompt flow, or the runtime of Databricks, brings its own packages.
      boolean isFlow =
          file.text().startsWith(OF_DATABRICKS)
              || project.file(file.directory() + "/flow.dag.yaml").isPresent()
              || project.file(file.directory() + "/flow.flex.yaml").isPresent();
      boolean isFitting =
          (lists.isStated() && !isFlow)
              || (!isFlow
                  && !installed.contains(InstalledByHand.UNKNOWN)
                  && isFor(file, imports, own, packages));
      for (PythonFile.Import wanted : imports) {
        check(file, wanted, own, packages, lists.isStated(), isFitting, findings);
      }
    }
  }

  /** What the image of some lists, or the command of a job, installs beside them. */
  private static Set<String> inImage(VerifiedProject project, Set<String> lists) {
    Set<String> directories = new HashSet<>();
    lists.forEach(list -> directories.add(list.substring(0, Math.max(0, list.lastIndexOf('/')))));
    return InstalledByHand.in(
        project,
        file -> file.kind() == FileKind.AZURE_ML || directories.contains(file.directory()));
  }

  /** Whether lists that lie near a file are probably for it: they have most of what it imports. */
  private static boolean isFor(
      SourceFile file, List<PythonFile.Import> imports, OwnModules own, Provided packages) {
    Set<String> had = new HashSet<>();
    Set<String> lacked = new HashSet<>();
    for (PythonFile.Import wanted : imports) {
      boolean isOthers =
          wanted.level() == 0
              && !PackageNames.isStandard(wanted.module())
              && !own.isOwn(file, wanted.module());
      if (isOthers) {
        (packages.lacks(wanted) ? lacked : had).add(PackageNames.first(wanted.module()));
      }
    }
    return !had.isEmpty() && had.size() >= lacked.size();
  }

  private static void check(
      SourceFile file,
      PythonFile.Import wanted,
      OwnModules own,
      Provided packages,
      boolean isStated,
      boolean isFitting,
      Findings findings) {
    String module = wanted.module();
    boolean isOwn = wanted.level() > 0 || own.isOwn(file, module);
    if (wanted.isOptional()
        || (wanted.level() == 0 && PackageNames.isStandard(module))
        || (isOwn && packages.provides(module))) {
      return;
    }
    Position position = file.position(wanted.index());
    if (isOwn && CopiedFiles.isExercise(file.path())) {
      return;
    }
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
    } else if (isFitting
        && (isStated || position.column() == 1)
        && !own.isBeside(file, module)
        && packages.lacks(wanted)) {
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

    static Provided of(VerifiedProject project, Set<String> lists, Set<String> installed) {
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
          // Whoever pins what is asked for has made no lock yet.
          isLock |= list.get().isLock() && PackageNames.isWhole(list.get().distributions());
        }
      }
      String where =
          lists.size() == 1
              ? lists.iterator().next()
              : "its environment (" + lists.size() + " lists)";
      boolean isKnown = !distributions.isEmpty();
      distributions.addAll(isLock ? Set.of() : PackageNames.withRequired(distributions));
      distributions.addAll(PackageNames.withRequired(installed));
      return new Provided(distributions, isKnown, isOpen, isLock, where);
    }

    boolean provides(String module) {
      return PackageNames.isProvided(module, distributions, !isLock);
    }

    /**
     * Whether an import is certainly not provided; {@code from azure import x} may be {@code
     * azure.x}.
     */
    boolean lacks(PythonFile.Import wanted) {
      // What nobody knows may have brought it.
      boolean mayBeBrought =
          !isLock
              && PackageNames.isOftenBrought(wanted.module())
              && !distributions.stream().allMatch(PackageNames::isDescribed);
      boolean isCertain =
          isKnown
              && !mayBeBrought
              && (!isOpen
                  || (PackageNames.isKnown(wanted.module())
                      && !PackageNames.isShared(wanted.module())));
      boolean isAny =
          provides(wanted.module())
              || wanted.names().stream().anyMatch(name -> provides(wanted.module() + "." + name));
      return isCertain && !isAny;
    }
  }
}
