package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows names from where Python code uses them to where the project's code defines them. */
final class PythonProject {

  /** Names that every module has. */
  private static final String HIDDEN = "__";

  /** No name is handed on more often. */
  private static final int DEEPEST = 4;

  private final VerifiedProject project;
  private final OwnModules own;
  private final Map<SourceFile, Map<String, PythonModule.Type>> objects = new HashMap<>();
  private @Nullable Set<String> set;
  private @Nullable Set<String> bases;
  private @Nullable Set<String> selves;

  PythonProject(VerifiedProject project) {
    this.project = project;
    this.own = new OwnModules(project);
  }

  /**
   * What a name means.
   *
   * @param signature what it takes when it is called; empty where that is not certain
   * @param function the function; empty where it is none of the project
   * @param type the class; empty where it is none of the project
   * @param file where that stands
   * @param missing a name that a module certainly does not have
   */
  record Found(
      Optional<Signature> signature,
      Optional<PythonModule.Function> function,
      Optional<PythonModule.Type> type,
      Optional<SourceFile> file,
      Optional<Missing> missing) {

    static final Found NOTHING =
        new Found(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * A name that a module does not have.
   *
   * @param module the module or class, in words
   * @param name the name
   * @param known the names that it has
   */
  record Missing(String module, String name, Set<String> known) {

    @Override
    public String toString() {
      return module + " " + name;
    }
  }

  /**
   * What a name in a file means.
   *
   * @param file the file
   * @param names the name, split at its points
   */
  Found find(SourceFile file, List<String> names) {
    return find(file, names, 0);
  }

  private Found find(SourceFile file, List<String> names, int depth) {
    PythonModule module = PythonModule.of(file.content());
    String first = names.get(0);
    PythonModule.Imported imported = module.imported().get(first);
    if (depth > DEEPEST || (imported == null && names.size() > 1)) {
      return Found.NOTHING;
    }
    if (imported == null) {
      return defined(file, module, first);
    }
    Optional<String> path = own.path(file, imported.module(), imported.level());
    if (path.isEmpty() || (imported.module().isEmpty() && imported.level() == 0)) {
      return Found.NOTHING;
    }
    if (imported.name().isEmpty()) {
      return below(path.get(), names.subList(1, names.size()), depth);
    }
    if (own.hasBelow(path.get(), imported.name())) {
      // A package may call something else by the name of its module.
      return isBound(path.get(), imported.name())
          ? Found.NOTHING
          : below(path.get() + "/" + imported.name(), names.subList(1, names.size()), depth);
    }
    // What a name of a module has is known of modules alone.
    return names.size() > 1
        ? Found.NOTHING
        : own.code(path.get())
            .map(code -> find(code, List.of(imported.name()), depth + 1))
            .orElse(Found.NOTHING);
  }

  private boolean isBound(String path, String name) {
    return own.code(path)
        .filter(code -> PythonModule.of(code.content()).names().contains(name))
        .isPresent();
  }

  private static Found defined(SourceFile file, PythonModule module, String name) {
    PythonModule.Function function = module.functions().get(name);
    if (function != null) {
      return new Found(
          function.isPlain() ? Optional.of(function.signature()) : Optional.empty(),
          Optional.of(function),
          Optional.empty(),
          Optional.of(file),
          Optional.empty());
    }
    PythonModule.Type type = module.classes().get(name);
    return type == null
        ? Found.NOTHING
        : new Found(
            type.constructor(),
            Optional.empty(),
            Optional.of(type),
            Optional.of(file),
            Optional.empty());
  }

  /** What a name behind a module means. */
  private Found below(String path, List<String> names, int depth) {
    if (names.isEmpty()) {
      return Found.NOTHING;
    }
    String first = names.get(0);
    if (own.hasBelow(path, first)) {
      return isBound(path, first)
          ? Found.NOTHING
          : below(path + "/" + first, names.subList(1, names.size()), depth);
    }
    Optional<SourceFile> code = own.code(path);
    if (code.isEmpty() || PythonSyntax.of(code.get().content()).mistake().isPresent()) {
      return Found.NOTHING;
    }
    PythonModule module = PythonModule.of(code.get().content());
    boolean isMissing =
        !module.isOpen()
            && !module.names().contains(first)
            && !first.startsWith(HIDDEN)
            && !own.mayHaveOfOthers(path, first);
    if (isMissing) {
      return new Found(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(
              new Missing("module '" + path.replace('/', '.') + "'", first, module.names())));
    }
    return names.size() > 1 ? Found.NOTHING : find(code.get(), List.of(first), depth + 1);
  }

  /**
   * An attribute of a variable that holds an object of the project.
   *
   * @param file the file
   * @param name the variable
   * @param attribute the attribute
   */
  Found attribute(SourceFile file, String name, String attribute) {
    PythonModule.Type type = objects(file).get(name);
    if (type == null) {
      return Found.NOTHING;
    }
    PythonModule.Function method = type.methods().get(attribute);
    if (method != null && method.isPlain() && !isSet(attribute)) {
      Signature signature =
          method.kind().equals("staticmethod") ? method.signature() : method.signature().ofMethod();
      return new Found(
          Optional.of(signature),
          Optional.of(method),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    boolean isMissing =
        type.isWhole()
            && !type.members().contains(attribute)
            && !attribute.startsWith(HIDDEN)
            && !isSet(attribute)
            && !selves().contains(attribute)
            && !bases().contains(type.name());
    return isMissing
        ? new Found(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Missing("class '" + type.name() + "'", attribute, type.members())))
        : Found.NOTHING;
  }

  /** The variables of a file that hold an object of a class of the project, and nothing else. */
  private Map<String, PythonModule.Type> objects(SourceFile file) {
    Map<String, PythonModule.Type> known = objects.get(file);
    if (known == null) {
      known = new HashMap<>();
      String code = PythonFile.marked(file.content());
      PythonModule module = PythonModule.of(file.content());
      for (PythonUses.Assigned made : PythonUses.of(file.content()).assigned()) {
        int end = PythonProgram.closing(code, made.end());
        int line = code.indexOf('\n', end);
        boolean isWhole =
            end < code.length()
                && code.substring(end + 1, line < 0 ? code.length() : line).isBlank();
        if (isWhole && !made.isAttribute() && module.once().contains(made.name())) {
          Found found = find(file, made.called());
          Optional<PythonModule.Type> type =
              found
                  .type()
                  .or(
                      () ->
                          found
                              .function()
                              .filter(PythonModule.Function::isPlain)
                              .filter(function -> !function.result().isEmpty())
                              .flatMap(
                                  function ->
                                      found
                                          .file()
                                          .flatMap(
                                              at -> find(at, List.of(function.result())).type())));
          if (type.isPresent()) {
            known.put(made.name(), type.get());
          }
        }
      }
      objects.put(file, known);
    }
    return known;
  }

  /**
   * A method that is called on {@code self}.
   *
   * @param file the file
   * @param index where
   * @param name the method
   */
  Found method(SourceFile file, int index, String name) {
    for (PythonModule.Type type : PythonModule.of(file.content()).classes().values()) {
      PythonModule.Function method = type.methods().get(name);
      boolean isHere = type.start() <= index && index < type.end();
      if (isHere
          && method != null
          && method.isPlain()
          && !isSet(name)
          && !bases().contains(type.name())) {
        Signature signature =
            method.kind().equals("staticmethod")
                ? method.signature()
                : method.signature().ofMethod();
        return new Found(
            Optional.of(signature),
            Optional.of(method),
            Optional.empty(),
            Optional.of(file),
            Optional.empty());
      }
    }
    return Found.NOTHING;
  }

  /** Whether an import takes something from a file. */
  boolean isFrom(SourceFile file, PythonModule.Imported imported, SourceFile from) {
    return code(file, imported).filter(from::equals).isPresent();
  }

  /** The file of the project that an import takes something from. */
  Optional<SourceFile> code(SourceFile file, PythonModule.Imported imported) {
    return own.path(file, imported.module(), imported.level()).flatMap(own::code);
  }

  /** Whether some code sets an attribute of that name. */
  boolean isSet(String name) {
    Set<String> known = set;
    if (known == null) {
      known = new HashSet<>();
      for (SourceFile file : project.files().of(FileKind.PYTHON)) {
        known.addAll(PythonUses.of(file.content()).attributes());
      }
      set = known;
    }
    return known.contains(name);
  }

  /** What any code reads or sets of {@code self}: one of them may set it. */
  private Set<String> selves() {
    Set<String> known = selves;
    if (known == null) {
      known = new HashSet<>();
      for (SourceFile file : project.files().of(FileKind.PYTHON)) {
        known.addAll(PythonUses.of(file.content()).selves());
      }
      selves = known;
    }
    return known;
  }

  /** The classes that others are made from; their methods may be others. */
  private Set<String> bases() {
    Set<String> known = bases;
    if (known == null) {
      known = new HashSet<>();
      for (SourceFile file : project.files().of(FileKind.PYTHON)) {
        for (PythonModule.Type type : PythonModule.of(file.content()).classes().values()) {
          for (String base : type.bases()) {
            known.add(base.substring(base.lastIndexOf('.') + 1));
          }
        }
      }
      bases = known;
    }
    return known;
  }
}
