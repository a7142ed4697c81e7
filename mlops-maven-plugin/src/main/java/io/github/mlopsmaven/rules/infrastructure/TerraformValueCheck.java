package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * Looks at values of variables that are written out: they fit the variable's type, and are among
 * those that its validation lists.
 *
 * @param module the directory that declares the variables
 * @param findings takes what is found
 */
record TerraformValueCheck(TerraformModule module, Findings findings) {

  static final Rule RULE =
      new Rule("terraform-value", Level.ERROR, "Invalid value of a Terraform variable");

  /** The defaults of the variables. */
  void checkDefaults() {
    for (SourceFile file : module.files()) {
      HclFile.of(file.content())
          .root()
          .blocks("variable")
          .forEach(
              block ->
                  block
                      .attribute("default")
                      .ifPresent(value -> check(file, block.name(), value, "the default of ")));
    }
  }

  /**
   * A value that is given to a variable of the module.
   *
   * @param file where
   * @param value the value, by the variable's name
   */
  void check(SourceFile file, HclAttribute value) {
    check(file, value.name(), value, "");
  }

  private void check(SourceFile file, String variable, HclAttribute given, String whose) {
    TerraformValue value = new TerraformValue(given.expression());
    Optional<TerraformValue.Misfit> misfit =
        Optional.ofNullable(module.shapes().get(variable)).flatMap(value::misfit);
    List<String> allowed = module.allowed().getOrDefault(variable, List.of());
    Optional<String> text = value.text();
    if (misfit.isPresent()) {
      findings.add(
          RULE,
          file.path(),
          file.position(misfit.get().index()),
          whose + "'" + variable + "': " + misfit.get().problem(),
          "give what `type` of the variable says, or correct the type");
    } else if (!allowed.isEmpty() && text.isPresent() && !allowed.contains(text.get())) {
      findings.add(
          RULE,
          file.path(),
          file.position(given.expression().get(0).index()),
          whose + "'" + variable + "': '" + text.get() + "' is not allowed",
          "use one of " + String.join(", ", allowed));
    }
  }
}
