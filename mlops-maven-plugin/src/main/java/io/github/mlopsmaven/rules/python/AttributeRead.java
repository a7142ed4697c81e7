package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashSet;
import java.util.List;
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

  private static final Set<String> PATCHES =
      Set.of("patch", "mock.patch", "unittest.mock.patch", "mocker.patch");

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

  /**
   * The name that a test replaces: {@code monkeypatch.setattr(module, "name", …)}, {@code
   * patch("module.name")} or {@code patch.object(module, "name")}.
   *
   * @see <a href="https://docs.python.org/3/library/unittest.mock.html#patch">patch</a>
   */
  void patched(PythonScope scope, Expression.Call call) {
    String name = PythonTree.dotted(call.function());
    boolean isOfMonkey = name.equals("monkeypatch.setattr") || name.equals("monkeypatch.delattr");
    boolean isPatch = PATCHES.contains(name);
    boolean isOfObject =
        name.endsWith(".object") && PATCHES.contains(name.substring(0, name.length() - 7));
    boolean isAny =
        call.argument("create", -1).isPresent()
            || call.argument("raising", -1).isPresent()
            || call.arguments().isEmpty();
    if (isAny || (!isOfMonkey && !isPatch && !isOfObject)) {
      return;
    }
    Expression first = call.arguments().get(0).value();
    Optional<String> whole = PythonTree.text(first);
    if (whole.isPresent() && !isOfObject) {
      whole(whole.get(), first.index());
    } else if (!isPatch && call.arguments().size() > 1) {
      Expression second = call.arguments().get(1).value();
      PythonTree.text(second).ifPresent(text -> has(values.of(scope, first), text, second.index()));
    }
  }

  /** A name with points: the longest module that it begins with, and what that has. */
  private void whole(String dotted, int index) {
    List<String> names = List.of(dotted.split("\\.", -1));
    for (int end = names.size() - 1; end > 0; end--) {
      String module = String.join(".", names.subList(0, end));
      Optional<SourceFile> code =
          values.code(file, new Statement.Import(module, 0, "", module, index));
      if (code.isPresent()) {
        PythonValue value =
            new PythonValue.Module(code.get().path().replaceFirst("(?:/__init__)?\\.py$", ""));
        for (String name : names.subList(end, names.size())) {
          if (!has(value, name, index)) {
            return;
          }
          value = values.attribute(value, name);
        }
        return;
      }
    }
  }

  /** Whether a module or class has a name, as far as anyone knows. */
  private boolean has(PythonValue value, String name, int index) {
    if (value instanceof PythonValue.Module module) {
      Optional<SourceFile> code = values.code(module);
      if (code.isPresent() && isClosed(code.get()) && !values.has(module, name)) {
        missing(
            "module '" + module.path().replace('/', '.') + "'",
            name,
            PythonScope.of(code.get()).names(),
            index);
        return false;
      }
    } else if (value instanceof PythonValue.Type type) {
      ofType(type, name, index);
    }
    return true;
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
