package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Attributes that are read of modules, objects and classes of the project. */
final class AttributeRead {

  private static final Pattern FILLED =
      Pattern.compile("\\bself\\.__dict__\\b|\\bsetattr\\s*\\(\\s*self\\b|\\bvars\\(self\\)");

  private final PythonValues values;
  private final PythonFacts facts;
  private final SourceFile file;
  private final Findings findings;
  private final Set<String> told = new HashSet<>();

  AttributeRead(PythonValues values, PythonFacts facts, SourceFile file, Findings findings) {
    this.values = values;
    this.facts = facts;
    this.file = file;
    this.findings = findings;
  }

  /** Looks at an attribute that is read. */
  void read(PythonScope scope, Expression.Attribute attribute) {
    PythonValue value = values.of(scope, attribute.value());
    String name = attribute.name();
    if (value instanceof PythonValue.Module module) {
      Optional<SourceFile> code = values.code(module);
      boolean isKnown = code.isPresent() && isClosed(code.get());
      if (isKnown && !values.has(module, name) && !name.startsWith("__")) {
        missing(
            "module '" + module.path().replace('/', '.') + "'",
            name,
            PythonScope.of(code.get()).names(),
            attribute.index());
      }
    } else if (value instanceof PythonValue.Instance instance) {
      ofObject(instance, name, attribute.index());
    } else if (value instanceof PythonValue.Type type) {
      ofType(type, name, attribute.index());
    }
  }

  /** What is read of a class itself: a constant, a method, a member of an enumeration. */
  private void ofType(PythonValue.Type type, String name, int index) {
    Optional<Set<String>> members = PythonTypes.constants(type, name);
    boolean isMissing =
        members.isPresent()
            && !members.get().contains(name)
            && !name.startsWith("_")
            && !name.equals("mro")
            && !facts.set().contains(name);
    if (isMissing) {
      missing("class '" + type.type().name() + "'", name, members.get(), index);
    }
  }

  private static boolean isClosed(SourceFile code) {
    PythonScope scope = PythonScope.of(code);
    return PythonTree.of(code.content()).isRead()
        && !PythonModule.of(code.content()).isOpen()
        && !scope.isOpen()
        && !scope.names().contains("__getattr__");
  }

  private void ofObject(PythonValue.Instance instance, String name, int index) {
    Optional<Set<String>> members = PythonTypes.members(instance.type());
    boolean isMissing =
        members.isPresent()
            && !members.get().contains(name)
            && !name.startsWith("__")
            && !facts.set().contains(name)
            && !facts.bases().contains(instance.type().type().name())
            && !isFilled(instance.type());
    if (isMissing) {
      missing("class '" + instance.type().type().name() + "'", name, members.get(), index);
    }
  }

  /** Whether a class puts names into its objects that only running it can tell. */
  private static boolean isFilled(PythonValue.Type type) {
    String text = type.scope().file().text();
    return FILLED.matcher(text).find();
  }

  private void missing(String owner, String name, Set<String> known, int index) {
    boolean isGuarded =
        file.text().contains("hasattr(")
            || file.text().contains("getattr(")
            || file.text().contains("AttributeError");
    if (isGuarded || facts.set().contains(name) || !told.add(owner + " " + name)) {
      return;
    }
    findings.add(
        CallCheck.NAME,
        file.path(),
        file.position(index),
        "the " + owner + " has no '" + name + "'",
        Suggestion.nearest(name, new TreeSet<>(known))
            .map(near -> "did you mean " + near + "?")
            .orElse("add it there, or correct it"));
  }
}
