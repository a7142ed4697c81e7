package io.github.mlopsmaven.rules.infrastructure;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at one directory of Terraform code: what it names, and what it calls.
 *
 * @param project the project
 * @param modules directory to module, all of the project
 * @param module the directory
 * @param findings takes what is found
 */
record TerraformModuleCheck(
    VerifiedProject project,
    Map<String, TerraformModule> modules,
    TerraformModule module,
    Findings findings) {

  /** Arguments that Terraform itself knows in every module block. */
  /** Heads of names that are no types of resources. */
  private static final Set<String> NO_RESOURCES = Set.of("var", "local", "module", "data");

  private static final Set<String> META_ARGUMENTS =
      Set.of("source", "version", "providers", "count", "for_each", "depends_on");

  private static final Pattern INSTALLED =
      Pattern.compile("(?:^|/)\\.terraform/modules/([^/.]+)[/.]");

  /** Blocks that name things which are no longer there. */
  private static final Set<String> HISTORY = Set.of("moved", "removed");

  /** Blocks that may be there several times. */
  private static final Set<String> REPEATING = Set.of("resource", "data", "module", "ephemeral");

  /** Blocks that never are. */
  private static final Set<String> ONCE = Set.of("locals", "output", "variable");

  void check() {
    module.calls().filter(TerraformModule.Call::isLocal).forEach(this::checkCall);
    new TerraformDuplicates(project, findings).check(module);
    TerraformFiles read = new TerraformFiles(project, module, isRoot());
    Set<String> providers = providers();
    Set<String> used = new HashSet<>();
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        Set<String> iterators = iterators(block);
        block
            .all()
            .flatMap(inner -> inner.attributes().stream())
            .forEach(
                attribute -> {
                  read.check(file, attribute, findings);
                  for (Reference reference : Reference.in(attribute.expression())) {
                    // A variable's own checks name it without using it.
                    if (reference.head().equals("var") && !block.type().equals("variable")) {
                      reference.path().stream().skip(1).findFirst().ifPresent(used::add);
                    }
                    checkLoop(file, block, reference);
                    if (!HISTORY.contains(block.type()) && !iterators.contains(reference.head())) {
                      checkReference(file, reference, providers);
                    }
                  }
                });
      }
    }
    if (module.isComplete()) {
      module.variables().values().stream()
          .filter(variable -> !used.contains(variable.name()))
          .forEach(
              variable ->
                  findings.add(
                      TerraformCheck.UNUSED_VARIABLE,
                      variable.path(),
                      variable.position(),
                      "the variable '" + variable.name() + "' is declared and used nowhere",
                      "use it as var." + variable.name() + ", or remove its block"));
    }
  }

  /** The names that the dynamic blocks of a block give to their elements. */
  private static Set<String> iterators(HclBlock block) {
    Set<String> names = new HashSet<>();
    block
        .all()
        .filter(inner -> inner.type().equals("dynamic"))
        .forEach(
            inner -> {
              names.add(inner.name());
              inner
                  .attribute("iterator")
                  .ifPresent(given -> names.add(given.expression().get(0).text()));
            });
    return names;
  }

  /** The first words of the types of resources that this module may have. */
  private Set<String> providers() {
    return module.declared().stream()
        .map(name -> name.startsWith("data.") ? name.substring("data.".length()) : name)
        .filter(name -> name.indexOf('_') > 0 && !name.startsWith("module."))
        .map(name -> name.substring(0, name.indexOf('_') + 1))
        .filter(prefix -> prefix.indexOf('.') < 0)
        .collect(toSet());
  }

  /** Whether no module of the project calls it, so that Terraform is started with it. */
  boolean isRoot() {
    return modules.values().stream()
        .flatMap(
            caller ->
                caller
                    .calls()
                    .flatMap(call -> call.source().stream())
                    .flatMap(source -> FileSet.resolve(caller.directory(), source).stream()))
        .noneMatch(module.directory()::equals);
  }

  private void checkReference(SourceFile file, Reference reference, Set<String> providers) {
    List<String> path = reference.declaration();
    if (path.size() < 2 || !module.isComplete()) {
      return;
    }
    String head = path.get(0);
    boolean isOfResource = !NO_RESOURCES.contains(head);
    boolean isKnown =
        module.declares(path) || (isOfResource && providers.stream().noneMatch(head::startsWith));
    if (!isKnown) {
      findings.add(
          TerraformCheck.UNDECLARED,
          file.path(),
          file.position(reference.index()),
          String.join(".", path)
              + " is used and not declared in "
              + TerraformCheck.named(module.directory()),
          "declare it there, or correct its name");
    } else if (head.equals("module") && reference.path().size() > 2) {
      checkOutput(file, reference, path.get(1), reference.path().get(2));
    }
  }

  /** {@code each} and {@code count} belong to the block that repeats. */
  private void checkLoop(SourceFile file, HclBlock block, Reference reference) {
    List<String> path = reference.path();
    boolean isEach = reference.head().equals("each");
    if (path.size() < 2 || !(isEach || reference.head().equals("count"))) {
      return;
    }
    Set<String> known = isEach ? Set.of("key", "value") : Set.of("index");
    String needed = isEach ? "for_each" : "count";
    if (!known.contains(path.get(1))) {
      findings.add(
          TerraformCheck.UNDECLARED,
          file.path(),
          file.position(reference.index()),
          "'" + reference.head() + "' has no '" + path.get(1) + "'",
          isEach ? "use each.key or each.value" : "use count.index");
    } else if (ONCE.contains(block.type())
        || (REPEATING.contains(block.type()) && block.attribute(needed).isEmpty())) {
      findings.add(
          TerraformCheck.UNDECLARED,
          file.path(),
          file.position(reference.index()),
          reference.head() + "." + path.get(1) + " is used in a block without '" + needed + "'",
          REPEATING.contains(block.type())
              ? "add `" + needed + " = …` to the block, or take the reference out"
              : "use a value that is there once");
    }
  }

  private void checkOutput(SourceFile file, Reference reference, String name, String output) {
    module
        .calls()
        .filter(call -> call.block().name().equals(name) && call.isLocal())
        .findFirst()
        .flatMap(this::called)
        .filter(called -> called.isComplete() && !called.outputs().contains(output))
        .ifPresent(
            called ->
                findings.add(
                    TerraformCheck.UNKNOWN_OUTPUT,
                    file.path(),
                    file.position(reference.index()),
                    "the module '" + name + "' has no output '" + output + "'",
                    "declare `output \""
                        + output
                        + "\"` in "
                        + TerraformCheck.named(called.directory())));
  }

  private Optional<TerraformModule> called(TerraformModule.Call call) {
    return call.source()
        .flatMap(source -> FileSet.resolve(module.directory(), source))
        .flatMap(directory -> Optional.ofNullable(modules.get(directory)));
  }

  private void checkCall(TerraformModule.Call call) {
    Optional<TerraformModule> called = called(call);
    if (called.isEmpty() && isInstalled(call)) {
      return;
    }
    if (called.isEmpty()) {
      HclAttribute source = call.block().attribute("source").orElseThrow();
      findings.add(
          TerraformCheck.MISSING_MODULE,
          call.file().path(),
          call.file().position(source.index()),
          "module '" + call.source().orElse("") + "' not found",
          "add Terraform code in that directory, or correct the path");
    } else if (called.get().isComplete()) {
      checkArguments(call, called.get());
    }
  }

  /**
   * Whether Terraform or Git brings a module: a part of another one that the directory calls, below
   * the folder that {@code terraform init} makes, or a part of another repository.
   */
  private boolean isInstalled(TerraformModule.Call call) {
    String source = call.source().orElse("");
    Matcher installed = INSTALLED.matcher(source);
    return (installed.find() && module.declared().contains("module." + installed.group(1)))
        || FileSet.resolve(module.directory(), source)
            .filter(project.files()::isInSubmodule)
            .isPresent();
  }

  private void checkArguments(TerraformModule.Call call, TerraformModule called) {
    Map<String, TerraformModule.Variable> variables = called.variables();
    for (HclAttribute argument : call.block().attributes()) {
      if (!META_ARGUMENTS.contains(argument.name()) && !variables.containsKey(argument.name())) {
        findings.add(
            TerraformCheck.MODULE_ARGUMENT,
            call.file().path(),
            call.file().position(argument.index()),
            "the module '" + call.block().name() + "' has no variable '" + argument.name() + "'",
            "declare it in "
                + TerraformCheck.named(called.directory())
                + ", or take this line out");
      }
    }
    checkProviders(call, called);
    TerraformValueCheck values = new TerraformValueCheck(called, findings);
    TerraformKinds kinds = new TerraformKinds(module);
    call.block().attributes().stream()
        .filter(argument -> variables.containsKey(argument.name()))
        .forEach(argument -> values.check(call.file(), argument, kinds));
    variables.values().stream()
        .filter(TerraformModule.Variable::isRequired)
        .filter(variable -> call.block().attribute(variable.name()).isEmpty())
        .forEach(
            variable ->
                findings.add(
                    TerraformCheck.MODULE_ARGUMENT,
                    call.file().path(),
                    call.file().position(call.block().index()),
                    "the module '"
                        + call.block().name()
                        + "' requires the variable '"
                        + variable.name()
                        + "', which is missing",
                    "add `" + variable.name() + " = …` to this block"));
  }

  /** A module gets the providers with an alias that it asks for, and no others. */
  private void checkProviders(TerraformModule.Call call, TerraformModule called) {
    Set<String> wanted = new TreeSet<>();
    for (SourceFile file : called.files()) {
      HclFile.of(file.content())
          .root()
          .blocks("terraform")
          .flatMap(block -> block.blocks("required_providers"))
          .flatMap(block -> block.attributes().stream())
          .flatMap(
              one -> new TerraformValue(one.expression()).entry("configuration_aliases").stream())
          .flatMap(one -> Reference.in(one.expression()).stream())
          .filter(one -> one.path().size() == 2)
          .forEach(one -> wanted.add(String.join(".", one.path())));
    }
    String given =
        call.block()
            .attribute("providers")
            .map(providers -> providers.expression().stream().map(Token::text).collect(joining()))
            .orElse("");
    for (String name : wanted) {
      if (!given.contains(name)) {
        findings.add(
            TerraformCheck.MODULE_ARGUMENT,
            call.file().path(),
            call.file().position(call.block().index()),
            "the module '"
                + call.block().name()
                + "' requires the provider "
                + name
                + ", which is missing",
            "add it to `providers = { … }` of this block");
      }
    }
  }
}
