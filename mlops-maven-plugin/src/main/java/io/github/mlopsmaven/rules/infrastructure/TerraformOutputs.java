package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the outputs of local modules have, where they are objects that are written out.
 *
 * @param modules the modules of the project, by their directories
 * @param module the one whose calls are looked at
 */
record TerraformOutputs(Map<String, TerraformModule> modules, TerraformModule module) {

  /** The key below an output of a module, as in {@code module.a.b.key}, that it does not have. */
  Optional<TerraformKinds.Missing> missing(HclExpression.Path path) {
    Optional<TerraformModule> called =
        path.steps().size() < 3
            ? Optional.empty()
            : module
                .calls()
                .filter(call -> call.block().name().equals(path.attribute(0)) && call.isLocal())
                .findFirst()
                .flatMap(TerraformModule.Call::source)
                .flatMap(source -> FileSet.resolve(module.directory(), source))
                .flatMap(directory -> Optional.ofNullable(modules.get(directory)));
    for (SourceFile file : called.map(TerraformModule::files).orElse(List.of())) {
      Optional<HclExpression> value =
          HclFile.of(file.content())
              .root()
              .blocks("output")
              .filter(output -> output.name().equals(path.attribute(1)))
              .findFirst()
              .flatMap(output -> output.attribute("value"))
              .flatMap(TerraformKinds::expression);
      if (value.isPresent()) {
        TerraformKinds kinds = new TerraformKinds(called.orElseThrow());
        return kinds.missing(kinds.of(value.get()), path, 2);
      }
    }
    return Optional.empty();
  }
}
