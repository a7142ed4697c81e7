package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a command that deploys a Bicep file may give to it and read of it.
 *
 * @param path the file
 * @param parameters the names of its parameters
 * @param outputs the names of its outputs
 * @param scope where it says that it is deployed to; empty if nobody can tell
 */
public record BicepTemplate(
    String path, Set<String> parameters, Set<String> outputs, String scope) {

  /** Copies the sets. */
  public BicepTemplate {
    parameters = Set.copyOf(parameters);
    outputs = Set.copyOf(outputs);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return empty if it is not Bicep, or cannot be read
   */
  public static Optional<BicepTemplate> of(SourceFile file) {
    if (!file.path().endsWith(".bicep")) {
      return Optional.empty();
    }
    BicepFile code = BicepFile.of(file.content());
    return code.mistake().isPresent()
        ? Optional.empty()
        : Optional.of(
            new BicepTemplate(
                file.path(), code.parameters().keySet(), code.outputs(), BicepScopes.scope(code)));
  }

  /**
   * The path of the Bicep file that a parameter file is written for.
   *
   * @param file a file whose name ends with {@code .bicepparam}
   * @return from the directory of the parameter file; empty if it names none
   */
  public static Optional<String> using(SourceFile file) {
    return BicepFile.of(file.content()).calls().stream()
        .filter(call -> call.name().equals("using") && call.isLocal())
        .map(BicepFile.Call::path)
        .findFirst();
  }

  /** Whether there is a parameter; Azure does not look at case. */
  public boolean takes(String name) {
    return parameters.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The names of its parameters, sorted. */
  public Set<String> sorted() {
    return new TreeSet<>(parameters);
  }
}
