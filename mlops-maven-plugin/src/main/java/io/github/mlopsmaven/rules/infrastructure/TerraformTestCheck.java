package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the runs of a Terraform test name is in the module that they test.
 *
 * @param file the {@code .tftest.hcl} file
 * @param modules all modules of the project
 * @param beside the module that the file belongs to
 * @param findings takes what is found
 * @see <a href="https://developer.hashicorp.com/terraform/language/tests">Tests</a>
 */
record TerraformTestCheck(
    SourceFile file,
    Map<String, TerraformModule> modules,
    TerraformModule beside,
    Findings findings) {

  /** What these are given is no name of the module. */
  private static final Set<String> OTHERS =
      Set.of("providers", "source", "command", "parallel", "state_key", "mode", "refresh");

  /** Heads that stand for no declaration of a module, or for what only a run knows. */
  private static final Set<String> FREE =
      Set.of("each", "count", "self", "path", "terraform", "check", "ephemeral", "true", "false");

  void check() {
    HclBlock root = HclFile.of(file.content()).root();
    Set<String> values = new TreeSet<>();
    root.blocks("variables").forEach(block -> addNames(block, values));
    Map<String, Optional<TerraformModule>> runs = new LinkedHashMap<>();
    for (HclBlock run : root.blocks("run").toList()) {
      Optional<TerraformModule> tested = tested(run).filter(TerraformModule::isComplete);
      Set<String> given = new TreeSet<>(values);
      run.blocks("variables").forEach(block -> addNames(block, given));
      run.all()
          .flatMap(block -> block.attributes().stream())
          .filter(attribute -> !OTHERS.contains(attribute.name()))
          .flatMap(attribute -> Reference.in(attribute.expression()).stream())
          .distinct()
          .forEach(reference -> check(reference, tested, given, runs));
      runs.put(run.name(), tested);
    }
  }

  private static void addNames(HclBlock block, Set<String> names) {
    block.attributes().forEach(attribute -> names.add(attribute.name()));
  }

  /** The module of a run: its own, where it names one that is in the project. */
  private Optional<TerraformModule> tested(HclBlock run) {
    Optional<HclBlock> own = run.blocks("module").findFirst();
    return own.isEmpty()
        ? Optional.of(beside)
        : own.flatMap(block -> block.attribute("source"))
            .flatMap(HclAttribute::text)
            .filter(source -> source.startsWith("."))
            .flatMap(source -> FileSet.resolve(beside.directory(), source))
            .flatMap(directory -> Optional.ofNullable(modules.get(directory)));
  }

  private void check(
      Reference reference,
      Optional<TerraformModule> tested,
      Set<String> given,
      Map<String, Optional<TerraformModule>> runs) {
    List<String> path = reference.path();
    if (path.size() < 2 || FREE.contains(reference.head())) {
      return;
    }
    String name = path.get(1);
    if (reference.head().equals("run")) {
      Optional<TerraformModule> before = runs.getOrDefault(name, Optional.empty());
      if (!runs.containsKey(name)) {
        add(reference, "the run '" + name + "' is not above this one");
      } else if (path.size() > 2
          && before.isPresent()
          && !before.get().outputs().contains(path.get(2))) {
        add(reference, "the module of the run '" + name + "' has no output '" + path.get(2) + "'");
      }
    } else if (tested.isPresent() && !isDeclared(reference.declaration(), tested.get(), given)) {
      add(
          reference,
          String.join(".", reference.declaration())
              + " is used and not declared in "
              + TerraformCheck.named(tested.get().directory()));
    }
  }

  private static boolean isDeclared(List<String> path, TerraformModule module, Set<String> given) {
    return path.get(0).equals("output")
        ? module.outputs().contains(path.get(1))
        : module.declares(path) || (path.get(0).equals("var") && given.contains(path.get(1)));
  }

  private void add(Reference reference, String problem) {
    findings.add(
        TerraformCheck.UNDECLARED,
        file.path(),
        file.position(reference.index()),
        problem,
        "declare it there, or correct its name");
  }
}
