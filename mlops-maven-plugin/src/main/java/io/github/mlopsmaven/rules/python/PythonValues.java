package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what expressions of a project's Python code are: through names, imports, functions that
 * return something, and parameters that are given something.
 */
final class PythonValues {

  /** No value is followed farther. */
  private static final int DEEPEST = 96;

  private final VerifiedProject project;
  private final OwnModules own;
  private final PythonFrames frames = new PythonFrames(this);
  private final IdentityHashMap<Statement.Function, PythonValue> results = new IdentityHashMap<>();
  private final PythonParameters parameters = new PythonParameters(this);
  private @Nullable PythonAttributes attributes;
  private @Nullable Map<PythonValue.Root, MountedFiles> mounted;
  private int depth;

  /** The values of projects that are looked at, as long as somebody uses them. */
  private static final Map<FileSet, WeakReference<PythonValues>> SHARED = new WeakHashMap<>();

  private PythonValues(VerifiedProject project) {
    this.project = project;
    this.own = new OwnModules(project);
  }

  /** The values of a project, shared by all that look at it. */
  static PythonValues in(VerifiedProject project) {
    synchronized (SHARED) {
      WeakReference<PythonValues> shared = SHARED.get(project.files());
      PythonValues values = shared == null ? null : shared.get();
      if (values == null) {
        values = new PythonValues(project);
        SHARED.put(project.files(), new WeakReference<>(values));
      }
      return values;
    }
  }

  /** The Python files that can be read. */
  List<SourceFile> files() {
    return project.files().of(FileKind.PYTHON);
  }

  VerifiedProject project() {
    return project;
  }

  /** What is done in folders that the code is given, found once. */
  synchronized Map<PythonValue.Root, MountedFiles> mounted(
      Supplier<Map<PythonValue.Root, MountedFiles>> reader) {
    mounted = mounted == null ? reader.get() : mounted;
    return mounted;
  }

  /** What an expression in a scope is. */
  synchronized PythonValue of(PythonScope scope, Expression expression) {
    IdentityHashMap<Expression, PythonValue> known = frames.known();
    PythonValue found = known.get(expression);
    if (found != null) {
      return found;
    }
    if (depth > DEEPEST) {
      return PythonValue.UNKNOWN;
    }
    // What needs itself is not known.
    known.put(expression, PythonValue.UNKNOWN);
    depth++;
    PythonValue value = compute(scope, expression);
    depth--;
    known.put(expression, value);
    return value;
  }

  private PythonValue compute(PythonScope scope, Expression expression) {
    if (expression instanceof Expression.Name name) {
      return name(scope, name.name());
    }
    if (expression instanceof Expression.Text text) {
      return new PythonValue.Text(text.value());
    }
    if (expression instanceof Expression.Attribute attribute) {
      return attribute(of(scope, attribute.value()), attribute.name());
    }
    if (expression instanceof Expression.Call call) {
      return call(scope, call);
    }
    if (expression instanceof Expression.Item item) {
      return PythonItems.of(this, of(scope, item.value()), item.key());
    }
    if (expression instanceof Expression.Binary binary && binary.sign().equals("/")) {
      return PythonPaths.joined(
          this, of(scope, binary.left()), List.of(PythonText.piece(this, scope, binary.right())));
    }
    if (expression instanceof Expression.Other format && format.kind().equals("f")) {
      PythonValue path = PythonPaths.formatted(this, scope, format);
      return path instanceof PythonValue.Unknown ? PythonTypes.plain(expression) : path;
    }
    if (expression instanceof Expression.Sequence sequence && sequence.isTuple()) {
      boolean isWhole =
          sequence.parts().stream()
              .noneMatch(
                  part -> part instanceof Expression.Other other && other.kind().equals("*"));
      return isWhole
          ? new PythonValue.Tuple(sequence.parts().stream().map(part -> of(scope, part)).toList())
          : PythonValue.UNKNOWN;
    }
    if (expression instanceof Expression.Await await) {
      return of(scope, await.value()) instanceof PythonValue.Coroutine coroutine
          ? result(coroutine.function())
          : PythonValue.UNKNOWN;
    }
    if (expression instanceof Expression.Dictionary dictionary) {
      return new PythonValue.Dictionary(scope, dictionary, Set.of(), false);
    }
    return PythonTypes.plain(expression);
  }

  private PythonValue name(PythonScope start, String name) {
    if (name.equals("__file__")) {
      return new PythonValue.Path(start.file().path());
    }
    for (PythonScope scope = start; scope != null; scope = scope.outer()) {
      if (scope.names().contains(name) && (!scope.isType() || scope == start)) {
        return bound(scope, name);
      }
    }
    // Part of a file that is read alone.
    return name.equals("Path") ? new PythonValue.Library("pathlib.Path") : PythonValue.UNKNOWN;
  }

  /** What a name of a scope is bound to, if that is one thing. */
  synchronized PythonValue bound(PythonScope scope, String name) {
    List<PythonScope.Binding> bindings = scope.bindings(name);
    // Modules may import a name from each other in a circle.
    if (bindings.size() != 1 || depth > DEEPEST) {
      return PythonValue.UNKNOWN;
    }
    depth++;
    PythonValue value = bound(scope, name, bindings.get(0));
    depth--;
    return value;
  }

  private PythonValue bound(PythonScope scope, String name, PythonScope.Binding binding) {
    if (binding instanceof PythonScope.ByValue by) {
      return unchanged(scope, name, of(scope, by.value()));
    }
    if (binding instanceof PythonScope.ByWith by) {
      PythonValue opened = of(scope, by.value());
      return opened instanceof PythonValue.Opened ? opened : PythonValue.UNKNOWN;
    }
    if (binding instanceof PythonScope.ByPart by) {
      return of(scope, by.value()) instanceof PythonValue.Tuple tuple
              && by.part() < tuple.parts().size()
          ? tuple.parts().get(by.part())
          : PythonValue.UNKNOWN;
    }
    if (binding instanceof PythonScope.ByImport by) {
      return imported(scope, by.statement());
    }
    if (binding instanceof PythonScope.ByDefinition by) {
      return by.statement() instanceof Statement.Function function
          ? new PythonValue.Function(scope, function, false)
          : new PythonValue.Type(scope, (Statement.Type) by.statement());
    }
    if (!(binding instanceof PythonScope.ByParameter by)) {
      return PythonValue.UNKNOWN;
    }
    PythonValue given = frames.given(by.parameter());
    return given == null ? frames.outside(() -> parameters.of(scope, by)) : given;
  }

  /** A dictionary that some code may change is not known. */
  private static PythonValue unchanged(PythonScope scope, String name, PythonValue value) {
    if (!(value instanceof PythonValue.Dictionary dictionary)) {
      return value;
    }
    PythonChanges changes = PythonChanges.of(scope.file());
    if (changes.contains(name)) {
      return PythonValue.UNKNOWN;
    }
    Set<String> more = new HashSet<>(dictionary.more());
    more.addAll(changes.keys().getOrDefault(name, Set.of()));
    return new PythonValue.Dictionary(
        dictionary.scope(),
        dictionary.written(),
        more,
        dictionary.isOpenBelow() || changes.reachesInto(name));
  }

  private PythonValue imported(PythonScope scope, Statement.Import imported) {
    String module = imported.module();
    Optional<String> path =
        module.isEmpty() && imported.level() == 0
            ? Optional.empty()
            : own.path(scope.file(), module, imported.level())
                // A module of a package that is called like a library does not mean itself.
                .filter(
                    found -> imported.level() > 0 || !scope.file().path().equals(found + ".py"));
    if (path.isPresent()) {
      PythonValue.Module found = new PythonValue.Module(path.get());
      return imported.name().isEmpty() ? found : attribute(found, imported.name());
    }
    boolean isOther = imported.level() == 0 && !own.isOwn(scope.file(), module);
    return isOther
        ? new PythonValue.Library(
            imported.name().isEmpty() ? module : module + "." + imported.name())
        : PythonValue.UNKNOWN;
  }

  /** The attribute of a value. */
  PythonValue attribute(PythonValue value, String name) {
    if (value instanceof PythonValue.Module module) {
      return ofModule(module, name);
    }
    if (value instanceof PythonValue.Library library) {
      return new PythonValue.Library(library.name() + "." + name);
    }
    if (value instanceof PythonValue.Instance instance) {
      return PythonTypes.attribute(this, instance, name);
    }
    if (value instanceof PythonValue.Type type) {
      return PythonTypes.attribute(this, type, name);
    }
    if (value instanceof PythonValue.Arguments arguments) {
      return new PythonValue.Mounted(
          new PythonValue.Root(Optional.of(arguments.parser()), name), "");
    }
    return PythonPaths.attribute(value, name);
  }

  /** The file of the project that an import takes something from. */
  Optional<SourceFile> code(SourceFile file, Statement.Import imported) {
    return own.path(file, imported.module(), imported.level()).flatMap(own::code);
  }

  /** The code of a module of the project. */
  Optional<SourceFile> code(PythonValue.Module module) {
    return own.code(module.path());
  }

  /** Whether a module of the project has a name, or a module below it that is called so. */
  boolean has(PythonValue.Module module, String name) {
    return own.mayHaveBelow(module.path(), name)
        || code(module).filter(code -> PythonScope.of(code).names().contains(name)).isPresent();
  }

  private PythonValue ofModule(PythonValue.Module module, String name) {
    Optional<SourceFile> code = own.code(module.path());
    if (code.isPresent()) {
      PythonScope scope = PythonScope.of(code.get());
      if (scope.names().contains(name)) {
        return bound(scope, name);
      }
    }
    return own.hasBelow(module.path(), name)
        ? new PythonValue.Module(module.path() + "/" + name)
        : PythonValue.UNKNOWN;
  }

  private PythonValue call(PythonScope scope, Expression.Call call) {
    if (call.function() instanceof Expression.Attribute attribute) {
      PythonValue target = of(scope, attribute.value());
      Optional<PythonValue> made = PythonPaths.method(this, scope, target, attribute.name(), call);
      if (made.isPresent()) {
        return made.get();
      }
      Optional<PythonValue> parsed = PythonParsers.method(target, attribute.name());
      if (parsed.isPresent()) {
        return parsed.get();
      }
    }
    PythonValue callee = of(scope, call.function());
    if (callee instanceof PythonValue.Function function) {
      if (function.function().isAsync()) {
        return PythonTypes.coroutine(function);
      }
      PythonValue result = frames.outside(() -> result(function));
      return result instanceof PythonValue.Unknown ? frames.result(scope, call, function) : result;
    }
    if (callee instanceof PythonValue.Type type) {
      return new PythonValue.Instance(type);
    }
    if (callee instanceof PythonValue.Library library) {
      return library(scope, call, library.name());
    }
    boolean isBuiltIn =
        call.function() instanceof Expression.Name name
            && Set.of("open", "str").contains(name.name())
            && callee instanceof PythonValue.Unknown;
    return isBuiltIn
        ? PythonPaths.builtIn(this, scope, ((Expression.Name) call.function()).name(), call)
        : PythonValue.UNKNOWN;
  }

  private PythonValue library(PythonScope scope, Expression.Call call, String name) {
    if (name.equals("argparse.ArgumentParser")) {
      return new PythonValue.Parser(scope.file(), call.index());
    }
    Optional<PythonValue> path = PythonPaths.function(this, scope, name, call);
    return path.orElseGet(
        () -> {
          Optional<PythonValue> settings = PythonSettingsValue.loaded(this, scope, name, call);
          return settings.orElseGet(() -> new PythonValue.Made(name));
        });
  }

  /** What a property gives, where its code says so. */
  PythonValue property(PythonValue.Function function) {
    PythonScope scope = function.scope().of(function.function());
    PythonReturns returns = PythonReturns.of(function.function().body());
    return scope != null && !returns.isGenerator() && returns.values().size() == 1
        ? of(scope, returns.values().get(0))
        : PythonValue.UNKNOWN;
  }

  /** What the one assignment of all to an attribute gives it, if it is in a method of a class. */
  Optional<PythonValue> set(PythonScope type, String name) {
    PythonAttributes known = attributes;
    if (known == null) {
      known = PythonAttributes.of(files());
      attributes = known;
    }
    return known
        .only(type, name)
        .map(site -> of(site.scope(), site.value()))
        .filter(value -> !(value instanceof PythonValue.Dictionary));
  }

  /** What a call of a function gives. */
  private PythonValue result(PythonValue.Function function) {
    PythonValue found = results.get(function.function());
    if (found == null) {
      results.put(function.function(), PythonValue.UNKNOWN);
      found = computeResult(function);
      results.put(function.function(), found);
    }
    return found;
  }

  private PythonValue computeResult(PythonValue.Function function) {
    PythonScope scope = function.scope().of(function.function());
    if (scope == null) {
      return PythonValue.UNKNOWN;
    }
    if (!PythonFrames.isPlain(function.function())) {
      return PythonValue.UNKNOWN;
    }
    PythonReturns returns = PythonReturns.of(function.function().body());
    PythonValue value = PythonValue.UNKNOWN;
    if (!returns.isGenerator() && !returns.values().isEmpty()) {
      value = PythonTypes.same(returns.values().stream().map(one -> of(scope, one)).toList());
    }
    if (value instanceof PythonValue.Unknown && function.function().result().isPresent()) {
      PythonValue type = of(function.scope(), function.function().result().get());
      boolean isOwn = type instanceof PythonValue.Type && !returns.isGenerator();
      return isOwn
          ? new PythonValue.Instance((PythonValue.Type) type)
          : returns.isGenerator() ? value : PythonTypes.tuple(function.function().result().get());
    }
    return value;
  }

  /** The files of the project that a path with such a piece may mean. */
  PythonValue matching(PythonValue start, PythonValue piece) {
    return start instanceof PythonValue.Path path
        ? SettingsPaths.matching(project.files(), path.path(), piece)
        : PythonValue.UNKNOWN;
  }

  /** The calls of a function that give a parameter something. */
  List<PythonParameters.Given> given(PythonScope scope, PythonScope.ByParameter parameter) {
    return parameters.given(scope, parameter);
  }
}
