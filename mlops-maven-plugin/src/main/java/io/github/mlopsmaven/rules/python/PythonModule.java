package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a module defines: functions and classes with their parameters, and where its other names
 * come from.
 *
 * @param functions the functions at its top, each the only meaning of its name
 * @param classes the classes at its top, each the only meaning of its name
 * @param bodies all functions, with where they begin and end
 * @param imported the names that imports bind, where nothing else in the file binds them
 * @param names all names at its top
 * @param once the names that the file binds once, whatever the scope
 * @param isOpen whether it may have more names
 */
record PythonModule(
    Map<String, Function> functions,
    Map<String, Type> classes,
    List<Function> bodies,
    Map<String, Imported> imported,
    Set<String> names,
    Set<String> once,
    boolean isOpen) {

  /** No file with more is looked at. */
  static final int LONGEST = 500_000;

  PythonModule {
    functions = Map.copyOf(functions);
    classes = Map.copyOf(classes);
    bodies = List.copyOf(bodies);
    imported = Map.copyOf(imported);
    names = Set.copyOf(names);
    once = Set.copyOf(once);
  }

  /**
   * A function.
   *
   * @param name its name
   * @param owner the class that it is a method of; the empty string if it is none
   * @param signature its parameters
   * @param isPlain whether calling it means calling what is written: no decorator changes it
   * @param kind how a method is called: staticmethod, classmethod, property or the empty string
   * @param result the name behind its arrow; the empty string if there is none, or more than one
   * @param start where its definition begins
   * @param body where its body begins
   * @param end where it ends
   */
  record Function(
      String name,
      String owner,
      Signature signature,
      boolean isPlain,
      String kind,
      String result,
      int start,
      int body,
      int end) {}

  /**
   * A class.
   *
   * @param name its name
   * @param bases what it is made from, as it is written
   * @param methods its methods, each the only meaning of its name in the class
   * @param fields the parameters of a data class
   * @param members the names that its body binds
   * @param isPlain whether no decorator, and no key of its head, changes it
   * @param start where it begins
   * @param end where it ends
   */
  record Type(
      String name,
      List<String> bases,
      Map<String, Function> methods,
      Optional<Signature> fields,
      Set<String> members,
      boolean isPlain,
      int start,
      int end) {

    Type {
      bases = List.copyOf(bases);
      methods = Map.copyOf(methods);
      members = Set.copyOf(members);
    }

    /** Whether its body, and what sets attributes of it, say all that it has. */
    boolean isWhole() {
      boolean isBare = bases.isEmpty() || bases.equals(List.of("object"));
      return isPlain
          && isBare
          && !members.contains("__getattr__")
          && !members.contains("__slots__");
    }

    /** What a call of the class takes; empty where its bases, or a decorator, decide. */
    Optional<Signature> constructor() {
      if (!isPlain || methods.containsKey("__new__")) {
        return Optional.empty();
      }
      Function init = methods.get("__init__");
      if (init != null) {
        return init.isPlain() ? Optional.of(init.signature().ofMethod()) : Optional.empty();
      }
      boolean isBare = bases.isEmpty() || bases.equals(List.of("object"));
      return !isBare ? Optional.empty() : fields.or(() -> Optional.of(new Signature(List.of())));
    }
  }

  /**
   * What an import binds a name to.
   *
   * @param module the module
   * @param level how many points stand before it
   * @param name what is taken from it; the empty string for the module itself
   */
  record Imported(String module, int level, String name) {}

  /** Reads a content, once. */
  static PythonModule of(Content content) {
    return content.learn(PythonModule.class, known -> new PythonReader(known).read());
  }
}
