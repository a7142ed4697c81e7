package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The names that the cells of a notebook read, when they run one after the other. */
final class NotebookNames {

  private NotebookNames() {}

  static void check(SourceFile file, Findings findings) {
    Optional<NotebookCode> code = NotebookCode.read(file);
    Optional<PythonTree> tree =
        code.map(found -> PythonTree.parse(found.text())).filter(PythonTree::isRead);
    if (tree.isEmpty()) {
      return;
    }
    PythonScope module = PythonScope.of(file, tree.get());
    PythonGuards guards = PythonGuards.of(tree.get().body());
    PythonReads reads = PythonReads.of(module, guards);
    if (reads.isOpen()) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (PythonReads.Unbound use : reads.unbound()) {
      boolean isOfShell = use.name().matches("_+\\d*|_i+\\d*|_[iod]h|exit|quit|widgets");
      if (!isOfShell && told.add(use.name())) {
        Optional<String> near =
            use.isElsewhere() ? Optional.empty() : Suggestion.nearest(use.name(), reads.names());
        findings.add(
            NameCheck.NAME,
            file.path(),
            code.get().position(file, use.index()),
            use.isElsewhere()
                ? "the name '" + use.name() + "' is bound in other functions of this notebook only"
                : "the name '" + use.name() + "' is bound nowhere in this notebook",
            near.map(name -> "did you mean " + name + "?").orElse("import it, or correct it"));
      }
    }
    for (FlowReads.Read read :
        PythonFlow.of(module, guards, PythonReads.BUILT_IN, PythonReturns.without(module.body()))) {
      if (read.isCertain() && told.add(read.name())) {
        findings.add(
            NameCheck.NAME,
            file.path(),
            code.get().position(file, read.index()),
            "'" + read.name() + "' has no value in the cells up to here",
            "move the cell that sets it before this one");
      }
    }
  }
}
