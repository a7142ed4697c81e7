package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory with Terraform code: what it declares.
 *
 * @param directory from the project's root
 * @param files its {@code .tf} files
 * @param variables name to declaration
 * @param outputs the names of its outputs
 * @param declared every other name that expressions may use, as in {@code local.tags} or {@code
 *     data.http.ip}
 * @param isComplete whether all of its files could be read
 * @param allowed the values of variables, where their validations list them
 * @param shapes the types of variables, where they have one
 */
public record TerraformModule(
    String directory,
    List<SourceFile> files,
    Map<String, Variable> variables,
    Set<String> outputs,
    Set<String> declared,
    boolean isComplete,
    Map<String, List<String>> allowed,
    Map<String, TerraformShape> shapes) {

  /** One file too many may be a copy; nobody copies two. */
  private static final int SNIPPETS = 3;

  /** Copies the collections. */
  public TerraformModule {
    files = List.copyOf(files);
    variables = Map.copyOf(variables);
    outputs = Set.copyOf(outputs);
    declared = Set.copyOf(declared);
    allowed = Map.copyOf(allowed);
    shapes = Map.copyOf(shapes);
  }

  /**
   * A variable.
   *
   * @param name its name
   * @param path the file that declares it
   * @param position where
   * @param isRequired whether it has no default
   */
  public record Variable(String name, String path, Position position, boolean isRequired) {}

  /**
   * The modules of a project: every directory with a {@code .tf} file.
   *
   * @param project the project
   * @return directory to module
   */
  public static Map<String, TerraformModule> in(VerifiedProject project) {
    Map<String, List<SourceFile>> directories = new TreeMap<>();
    for (SourceFile file : project.files().of(FileKind.TERRAFORM)) {
      if (file.path().endsWith(".tf")) {
        directories.computeIfAbsent(file.directory(), any -> new ArrayList<>()).add(file);
      }
    }
    Map<String, TerraformModule> modules = new LinkedHashMap<>();
    directories.forEach(
        (directory, files) -> modules.put(directory, read(project, directory, files)));
    return modules;
  }

  /**
   * The variables that a file of values sets.
   *
   * @param file a {@code .tfvars} file
   * @return their names; empty if it cannot be read
   */
  public static Optional<Set<String>> given(SourceFile file) {
    HclFile values = HclFile.of(file.content());
    Set<String> names = new HashSet<>();
    values.root().attributes().forEach(attribute -> names.add(attribute.name()));
    return values.mistake().isEmpty() ? Optional.of(names) : Optional.empty();
  }

  private static TerraformModule read(
      VerifiedProject project, String directory, List<SourceFile> files) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Set<String> outputs = new HashSet<>();
    Set<String> declared = new HashSet<>();
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    Map<String, TerraformShape> shapes = new LinkedHashMap<>();
    for (SourceFile file : files) {
      HclBlock root = HclFile.of(file.content()).root();
      root.blocks("variable").forEach(block -> variables.put(block.name(), variable(file, block)));
      root.blocks("variable").forEach(block -> allowed.putAll(TerraformFiles.allowed(block)));
      root.blocks("variable")
          .forEach(
              block ->
                  block
                      .attribute("type")
                      .ifPresent(
                          type -> shapes.put(block.name(), TerraformShape.of(type.expression()))));
      root.blocks("output").forEach(block -> outputs.add(block.name()));
      root.blocks().stream().flatMap(TerraformModule::names).forEach(declared::add);
    }
    boolean allParse =
        files.stream().allMatch(file -> HclFile.of(file.content()).mistake().isEmpty());
    boolean hasJson =
        project.files().paths().stream()
            .anyMatch(path -> path.endsWith(".tf.json") && parent(path).equals(directory));
    return new TerraformModule(
        directory, files, variables, outputs, declared, allParse && !hasJson, allowed, shapes);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static Variable variable(SourceFile file, HclBlock block) {
    return new Variable(
        block.name(),
        file.path(),
        file.position(block.index()),
        block.attribute("default").isEmpty());
  }

  private static Stream<String> names(HclBlock block) {
    String labels = String.join(".", block.labels());
    return switch (block.type()) {
      case "locals" -> block.attributes().stream().map(attribute -> "local." + attribute.name());
      case "module" -> Stream.of("module." + labels);
      case "data", "ephemeral" -> Stream.of(block.type() + "." + labels);
      case "resource" -> Stream.of(labels);
      // What a check block looks up belongs to it.
      case "check" -> block.blocks().stream().flatMap(TerraformModule::names);
      default -> Stream.empty();
    };
  }

  /**
   * Whether a directory is a collection of snippets and no configuration: several of its files are
   * configurations of their own, each with the providers that it needs.
   */
  boolean hasSnippets() {
    return files.stream()
            .map(file -> HclFile.of(file.content()).root())
            .filter(
                root ->
                    root.blocks("terraform")
                        .anyMatch(
                            block -> block.blocks("required_providers").findAny().isPresent()))
            .count()
        >= SNIPPETS;
  }

  /**
   * Whether it declares what an expression names.
   *
   * @param declaration of {@link Reference#declaration}, with at least two parts
   */
  boolean declares(List<String> declaration) {
    return switch (declaration.get(0)) {
      case "var" -> variables.containsKey(declaration.get(1));
      case "data" -> declaration.size() < 3 || declared.contains(String.join(".", declaration));
      default -> declared.contains(String.join(".", declaration));
    };
  }

  /** The blocks named {@code module}, with their files. */
  Stream<Call> calls() {
    return files.stream()
        .flatMap(
            file ->
                HclFile.of(file.content())
                    .root()
                    .blocks("module")
                    .map(block -> new Call(file, block)));
  }

  /**
   * A use of a module.
   *
   * @param file where
   * @param block the block
   */
  record Call(SourceFile file, HclBlock block) {

    /** Where the module is said to be. */
    Optional<String> source() {
      return block.attribute("source").flatMap(HclAttribute::text);
    }

    /** Whether it is in the same repository. */
    boolean isLocal() {
      return source().map(text -> text.startsWith("./") || text.startsWith("../")).orElse(false);
    }
  }
}
