package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.HclExpression.Literal;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Path;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the calls of {@code templatefile()}: a template can be read, and is filled in with the
 * values that it reads.
 *
 * @param project the project
 * @param module where the calls are
 * @param findings where to put what is found
 */
record TerraformTemplateCheck(VerifiedProject project, TerraformModule module, Findings findings) {

  /**
   * Looks at one call.
   *
   * @param file where it is
   * @param call the call, with two arguments
   */
  void check(SourceFile file, HclExpression.Call call) {
    Optional<SourceFile> found = path(call.arguments().get(0)).flatMap(project::file);
    if (found.isEmpty() || !found.get().content().isText()) {
      return;
    }
    SourceFile text = found.get();
    TerraformTemplate template = TerraformTemplate.parse(text.text());
    template
        .mistake()
        .ifPresent(
            mistake ->
                findings.add(
                    TerraformCheck.SYNTAX,
                    text.path(),
                    text.position(mistake.index()),
                    "not a valid template of Terraform: " + mistake.problem(),
                    "correct it at or above this line; write $${ for a '${' of another language"));
    if (call.arguments().get(1) instanceof HclExpression.Entries values && values.isKnown()) {
      Set<String> given = new TreeSet<>();
      values.entries().forEach(entry -> entry.name().ifPresent(given::add));
      Set<String> missing = new TreeSet<>(template.reads().keySet());
      missing.removeAll(given);
      for (String name : missing) {
        findings.add(
            TerraformCheck.UNDECLARED,
            file.path(),
            file.position(call.index()),
            "the template " + text.path() + " reads '" + name + "', and no value has this name",
            "add `" + name + " = …` to its values");
      }
    }
  }

  /** The path of {@code "${path.module}/name"}. */
  private Optional<String> path(HclExpression path) {
    return path instanceof HclExpression.Operation text
            && text.sign().isEmpty()
            && text.parts().size() == 2
            && text.parts().get(0) instanceof Path directory
            && directory.name().equals("path")
            && directory.attribute(0).equals("module")
            && text.parts().get(1) instanceof Literal name
        ? FileSet.resolve(module.directory(), "." + name.text())
        : Optional.empty();
  }
}
