package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file in Bicep: what it declares and names. The grammar of expressions and types is the Bicep
 * compiler's business.
 *
 * @param parameters name to declaration or, in a parameter file, to the value's place
 * @param outputs the names of its outputs
 * @param declared every name that expressions may use
 * @param calls the modules and parameter files that it uses
 * @param files the files that it reads or imports
 * @param references what its expressions name
 * @param statements its statements and decorators, as tokens
 * @param limits name of a parameter to what it takes
 * @param exported the names that other files may import
 * @param imports what is imported by name from local files
 * @param mistake why it does not parse, if it does not; then the rest is empty
 */
record BicepFile(
    Map<String, Parameter> parameters,
    Set<String> outputs,
    Set<String> declared,
    List<Call> calls,
    List<NamedFile> files,
    List<Reference> references,
    List<List<Token>> statements,
    Map<String, BicepLimits> limits,
    Set<String> exported,
    List<Imported> imports,
    Optional<Mistake> mistake) {

  BicepFile {
    parameters = Map.copyOf(parameters);
    outputs = Set.copyOf(outputs);
    declared = Set.copyOf(declared);
    calls = List.copyOf(calls);
    files = List.copyOf(files);
    references = List.copyOf(references);
    statements = List.copyOf(statements);
    limits = Map.copyOf(limits);
    exported = Set.copyOf(exported);
    imports = List.copyOf(imports);
  }

  /**
   * Why a file does not parse.
   *
   * @param position where
   * @param problem what is wrong, without a full stop
   */
  record Mistake(Position position, String problem) {}

  /**
   * A parameter.
   *
   * @param index where its name stands
   * @param isRequired whether it has neither a default nor a type that allows null
   */
  record Parameter(int index, boolean isRequired) {}

  /**
   * A use of a file with parameters.
   *
   * @param name the module's name; {@code using} in a parameter file
   * @param index where it stands
   * @param path the file, from the directory of this one
   * @param arguments name to place of what it is given
   * @param isExact whether all that it is given can be seen
   */
  record Call(
      String name, int index, String path, Map<String, Integer> arguments, boolean isExact) {

    Call {
      arguments = Map.copyOf(arguments);
    }

    /** Whether the file is in the same repository, and not in a registry. */
    boolean isLocal() {
      return path.indexOf(':') < 0 && !path.startsWith("br/");
    }
  }

  /**
   * A name that is imported.
   *
   * @param name what the other file calls it
   * @param path the file, from the directory of this one
   * @param index where it is named
   */
  record Imported(String name, String path, int index) {}

  /**
   * A file that is named.
   *
   * @param path from the directory of this file
   * @param index where it is named
   */
  record NamedFile(String path, int index) {}

  /**
   * Parses a content, once.
   *
   * @param content what is said to be Bicep
   */
  static BicepFile of(Content content) {
    return content.learn(BicepFile.class, known -> parse(known.text()));
  }

  static BicepFile parse(String text) {
    try {
      return new BicepReader(BicepLexer.tokens(text)).file();
    } catch (SyntaxMistake e) {
      Mistake mistake = new Mistake(Position.of(text, e.index()), String.valueOf(e.getMessage()));
      return new BicepFile(
          Map.of(),
          Set.of(),
          Set.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Set.of(),
          List.of(),
          Optional.of(mistake));
    }
  }
}
