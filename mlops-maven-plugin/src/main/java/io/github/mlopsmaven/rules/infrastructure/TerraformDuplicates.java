package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what the files of one directory declare twice. Files that override others are left out. */
final class TerraformDuplicates {

  static final Rule RULE =
      new Rule(
          "terraform-duplicate", Level.ERROR, "Duplicate declaration or argument in Terraform");

  /** The blocks whose labels are a name. */
  private static final Set<String> NAMED =
      Set.of("variable", "output", "module", "resource", "data", "ephemeral", "check", "action");

  private final VerifiedProject project;
  private final Findings findings;
  private final Map<String, Declared> places = new HashMap<>();

  /** Its line is counted only where it is told. */
  private record Declared(SourceFile file, int index) {}

  TerraformDuplicates(VerifiedProject project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  void check(TerraformModule module) {
    for (SourceFile file : module.files()) {
      boolean overrides = file.name().equals("override.tf") || file.name().endsWith("_override.tf");
      HclBlock root = HclFile.of(file.content()).root();
      if (!overrides && !isCopied(file)) {
        root.blocks().forEach(block -> block(file, block));
      }
      arguments(file, root, findings);
    }
  }

  /** Whether a script copies one of the files to where it is used, so that they never meet. */
  private boolean isCopied(SourceFile file) {
    Pattern copy =
        Pattern.compile("(?m)^\\s*(?:cp|copy|install|Copy-Item)\\b.*" + Pattern.quote(file.name()));
    return project.files().of(FileKind.SHELL).stream()
        .filter(script -> script.text().contains(file.name()))
        .anyMatch(script -> copy.matcher(script.text()).find());
  }

  private void block(SourceFile file, HclBlock block) {
    if (NAMED.contains(block.type())) {
      once(file, block.index(), block.type() + " " + String.join(".", block.labels()));
    } else if (block.type().equals("locals")) {
      block.attributes().forEach(local -> once(file, local.index(), "local " + local.name()));
    } else if (block.type().equals("provider")) {
      Optional<HclAttribute> alias = block.attribute("alias");
      Optional<String> name = alias.flatMap(HclAttribute::text);
      if (alias.isEmpty() || name.isPresent()) {
        once(
            file,
            block.index(),
            "provider " + block.name() + name.map(text -> " with the alias " + text).orElse(""));
      }
    } else if (block.type().equals("terraform")) {
      block
          .blocks()
          .forEach(
              inner -> {
                if (Set.of("required_providers", "backend", "cloud").contains(inner.type())) {
                  once(file, inner.index(), inner.type());
                }
              });
    }
  }

  private void once(SourceFile file, int index, String name) {
    Declared first = places.putIfAbsent(name, new Declared(file, index));
    if (first != null) {
      findings.add(
          RULE,
          file.path(),
          Position.of(file.text(), index),
          "'" + name + "' is already declared at " + at(first.file(), first.index()),
          "keep one of them, or give it another name");
    }
  }

  private static Place at(SourceFile file, int index) {
    return Place.of(file.path(), file.text(), index);
  }

  /**
   * Finds the arguments that a block sets twice.
   *
   * @param file the file
   * @param root its blocks
   * @param findings takes what is found
   */
  static void arguments(SourceFile file, HclBlock root, Findings findings) {
    root.all()
        .filter(block -> !block.type().equals("locals"))
        .forEach(
            block -> {
              Map<String, HclAttribute> first = new HashMap<>();
              for (HclAttribute argument : block.attributes()) {
                HclAttribute before = first.putIfAbsent(argument.name(), argument);
                if (before != null) {
                  findings.add(
                      RULE,
                      file.path(),
                      Position.of(file.text(), argument.index()),
                      "'" + argument.name() + "' is already set at " + at(file, before.index()),
                      "keep one of them");
                }
              }
            });
  }
}
