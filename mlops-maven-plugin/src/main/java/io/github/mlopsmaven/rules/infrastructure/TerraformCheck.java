package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Terraform code names is there, and what it declares is used. */
final class TerraformCheck implements Check {

  static final Rule SYNTAX =
      new Rule("terraform-syntax", Level.ERROR, "Invalid syntax in Terraform");

  static final Rule MISSING_MODULE =
      new Rule("terraform-missing-module", Level.ERROR, "Terraform module not found");

  static final Rule MISSING_FILE =
      new Rule("terraform-missing-file", Level.ERROR, "File read by Terraform not found");

  static final Rule UNDECLARED =
      new Rule("terraform-undeclared", Level.ERROR, "Undeclared name in Terraform");

  static final Rule UNUSED_VARIABLE =
      new Rule("terraform-unused-variable", Level.WARNING, "Unused Terraform variable");

  static final Rule MODULE_ARGUMENT =
      new Rule(
          "terraform-module-argument",
          Level.ERROR,
          "Missing or unknown argument of a Terraform module");

  static final Rule UNKNOWN_OUTPUT =
      new Rule("terraform-unknown-output", Level.ERROR, "Unknown output of a Terraform module");

  private static final Pattern TOFU = Pattern.compile("\\b(opentofu|tofu)\\b");

  @Override
  public List<Rule> rules() {
    return List.of(
        SYNTAX,
        MISSING_MODULE,
        MISSING_FILE,
        UNDECLARED,
        UNUSED_VARIABLE,
        MODULE_ARGUMENT,
        UNKNOWN_OUTPUT,
        TerraformLanguageCheck.RULE,
        TerraformDuplicates.RULE,
        TerraformValueCheck.RULE,
        TerraformCycles.RULE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    boolean usesOpenTofu = usesOpenTofu(project);
    Map<String, TerraformModule> modules = TerraformModule.in(project);
    Set<String> snippets = new HashSet<>();
    modules.values().stream()
        .filter(TerraformModule::hasSnippets)
        .forEach(module -> snippets.add(module.directory()));
    for (SourceFile file : project.files().of(FileKind.TERRAFORM)) {
      if (snippets.contains(file.directory())) {
        continue;
      }
      HclFile.of(file.content())
          .mistake()
          .ifPresent(
              mistake ->
                  findings.add(
                      SYNTAX,
                      file.path(),
                      mistake.position(),
                      "not valid Terraform: " + mistake.problem(),
                      "correct it at or above this line, then run `terraform fmt`"));
      if (file.path().endsWith(".tf")) {
        new TerraformLanguageCheck(file, usesOpenTofu, findings).check();
      } else {
        TerraformDuplicates.arguments(file, root(file), findings);
      }
    }
    for (TerraformModule module : modules.values()) {
      if (snippets.contains(module.directory())) {
        continue;
      }
      TerraformModuleCheck check = new TerraformModuleCheck(project, modules, module, findings);
      check.check();
      new TerraformValueCheck(module, findings).checkDefaults();
      if (!usesOpenTofu) {
        new TerraformExpressionCheck(project, modules, module, findings).check();
        new TerraformSettingsCheck(module, findings).check();
        new TerraformLockCheck(project, module, findings).check();
      }
      if (check.isRoot()) {
        TerraformCycles.check(modules, module, findings);
      }
    }
    for (SourceFile file : project.files().all()) {
      if (file.path().endsWith(".tfvars")) {
        moduleOfValues(file, modules)
            .ifPresent(module -> checkValues(file, root(file), module, findings));
      } else if (file.path().endsWith(".tftest.hcl")) {
        moduleOfTest(file, modules)
            .ifPresent(
                module -> {
                  new TerraformTestCheck(file, modules, module, findings).check();
                  variables(file).forEach(block -> checkValues(file, block, module, findings));
                });
      }
    }
  }

  /** OpenTofu reads some of the same files and takes more than Terraform. */
  private static boolean usesOpenTofu(VerifiedProject project) {
    return project.files().paths().stream().anyMatch(path -> path.endsWith(".tofu"))
        || project
            .files()
            .of(FileKind.GITHUB_WORKFLOW, FileKind.AZURE_PIPELINE, FileKind.SHELL)
            .stream()
            .anyMatch(file -> file.text().contains("tofu") && TOFU.matcher(file.text()).find());
  }

  /** Values stand beside the code, or in a directory below it, as in {@code env/dev.tfvars}. */
  private static Optional<TerraformModule> moduleOfValues(
      SourceFile file, Map<String, TerraformModule> modules) {
    Optional<String> directory = Optional.of(file.directory());
    while (directory.isPresent()) {
      TerraformModule module = modules.get(directory.get());
      if (module != null) {
        // A directory above may hold several configurations: the names tell whose values these are.
        boolean isBeside = directory.get().equals(file.directory());
        List<HclAttribute> values = root(file).attributes();
        long known =
            values.stream().filter(value -> module.variables().containsKey(value.name())).count();
        return Optional.of(module).filter(any -> isBeside || known * 2 > values.size());
      }
      directory =
          directory.get().isEmpty() ? Optional.empty() : FileSet.resolve(directory.get(), "..");
    }
    return Optional.empty();
  }

  private static HclBlock root(SourceFile file) {
    return HclFile.of(file.content()).root();
  }

  /** A test stands beside the code or one directory below it. */
  private static Optional<TerraformModule> moduleOfTest(
      SourceFile file, Map<String, TerraformModule> modules) {
    return Optional.ofNullable(modules.get(file.directory()))
        .or(
            () ->
                FileSet.resolve(file.directory(), "..")
                    .flatMap(parent -> Optional.ofNullable(modules.get(parent))));
  }

  /** The values of a test that are for its module alone: no run tests another one. */
  private static List<HclBlock> variables(SourceFile file) {
    boolean testsOthers = root(file).all().anyMatch(block -> block.type().equals("module"));
    return testsOthers
        ? List.of()
        : root(file).all().filter(block -> block.type().equals("variables")).toList();
  }

  private static void checkValues(
      SourceFile file, HclBlock values, TerraformModule module, Findings findings) {
    for (HclAttribute value : values.attributes()) {
      // A test may give what is refused on purpose.
      if (!file.path().endsWith(".tftest.hcl")) {
        new TerraformValueCheck(module, findings).check(file, value);
      }
      if (module.isComplete() && !module.variables().containsKey(value.name())) {
        findings.add(
            UNDECLARED,
            file.path(),
            file.position(value.index()),
            "'" + value.name() + "' is not a variable of " + named(module.directory()),
            "declare `variable \"" + value.name() + "\"` there, or give one that is declared");
      }
    }
  }

  static String named(String directory) {
    return directory.isEmpty() ? "the root directory" : directory;
  }
}
