package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Path;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Splat;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Step;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the expressions of one directory of Terraform code: whether they can be read, what their
 * names stand for, and whether a resource or a module is one, a list or a map.
 */
final class TerraformExpressionCheck {

  /** The first names that Terraform knows itself. */
  private static final Set<String> ROOTS =
      Set.of(
          "var",
          "local",
          "module",
          "data",
          "resource",
          "each",
          "count",
          "self",
          "path",
          "terraform",
          "ephemeral");

  /** Arguments in which a name stands for itself. */
  private static final Set<String> PLAIN =
      Set.of(
          "provider",
          "providers",
          "depends_on",
          "ignore_changes",
          "replace_triggered_by",
          "when",
          "on_failure",
          "type",
          "configuration_aliases",
          "experiments",
          "language",
          "iterator",
          "events",
          "actions");

  /** Blocks whose arguments are addresses or settings. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "moved", "removed", "import", "terraform", "required_providers", "variable", "backend");

  private final VerifiedProject project;
  private final TerraformModule module;
  private final Findings findings;
  private final TerraformInstances instances = new TerraformInstances();
  private final TerraformKinds kinds;
  private final TerraformOutputs outputs;
  private final Set<String> types = new HashSet<>();

  TerraformExpressionCheck(
      VerifiedProject project,
      Map<String, TerraformModule> modules,
      TerraformModule module,
      Findings findings) {
    this.outputs = new TerraformOutputs(modules, module);
    this.project = project;
    this.module = module;
    this.findings = findings;
    this.kinds = new TerraformKinds(module);
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        declare(block);
      }
    }
  }

  private void declare(HclBlock block) {
    instances.declare(block);
    if (block.type().equals("resource") && !block.labels().isEmpty()) {
      types.add(block.labels().get(0));
    }
  }

  void check() {
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        if (!block.type().equals("terraform")) {
          InFile read = new InFile(file);
          read.each =
              block
                  .attribute("for_each")
                  .flatMap(TerraformKinds::expression)
                  .flatMap(kinds::of)
                  .flatMap(kinds::element);
          read.block(block, List.of(), new HashMap<>());
        }
      }
    }
  }

  /** What computes on where a part has no value, or computes only some of its parts. */
  private static boolean mayFail(HclExpression part) {
    return (part instanceof HclExpression.Operation operation && operation.sign().equals("?"))
        || (part instanceof HclExpression.Call call
            && Set.of("try", "can").contains(call.function()));
  }

  /**
   * Where a part of an expression is.
   *
   * @param iterators the variables of the dynamic blocks around it
   * @param mayFail whether it may have no value
   */
  private record Scope(Map<String, Boolean> iterators, boolean mayFail) {}

  /** The expressions of one file. */
  private final class InFile {

    private final SourceFile file;
    private Optional<TerraformShape> each = Optional.empty();

    InFile(SourceFile file) {
      this.file = file;
    }

    void block(HclBlock block, List<String> names, Map<String, Boolean> iterators) {
      boolean isDynamic = block.type().equals("dynamic");
      for (HclAttribute attribute : block.attributes()) {
        boolean isPlain =
            PLAIN.contains(attribute.name())
                || ADDRESSES.contains(block.type())
                || (isDynamic && attribute.name().equals("labels"));
        if (!isPlain) {
          read(attribute).ifPresent(found -> visit(found, names, new Scope(iterators, false)));
        }
      }
      Map<String, Boolean> inner = new HashMap<>(iterators);
      List<String> known = new ArrayList<>(names);
      if (isDynamic) {
        String iterator =
            block
                .attribute("iterator")
                .flatMap(TerraformKinds::expression)
                .filter(Path.class::isInstance)
                .map(found -> ((Path) found).name())
                .orElse(block.name());
        known.add(iterator);
        inner.put(iterator, true);
        dynamic(block);
      }
      boolean isOfValidation = block.type().equals("variable");
      for (HclBlock below : block.blocks()) {
        if (!isOfValidation || below.type().equals("validation")) {
          block(below, known, inner);
        }
      }
    }

    private void dynamic(HclBlock block) {
      if (block.blocks("content").findAny().isEmpty()) {
        add(
            TerraformLanguageCheck.RULE,
            block.index(),
            "the dynamic block '" + block.name() + "' has no block 'content'",
            "put its arguments into `content { … }`");
      }
      if (block.attribute("for_each").isEmpty()) {
        add(
            TerraformLanguageCheck.RULE,
            block.index(),
            "the dynamic block '" + block.name() + "' has no 'for_each'",
            "add `for_each = …` to it");
      }
    }

    private Optional<HclExpression> read(HclAttribute attribute) {
      try {
        return Optional.of(HclExpressions.read(attribute.expression()));
      } catch (SyntaxMistake e) {
        add(
            TerraformCheck.SYNTAX,
            e.index(),
            "not valid Terraform: " + e.getMessage(),
            "correct it at or above this line, then run `terraform fmt`");
        return Optional.empty();
      }
    }

    private void visit(HclExpression part, List<String> names, Scope scope) {
      if (part instanceof Path path) {
        path(path, names, scope);
      } else if (part instanceof HclExpression.Call call
          && call.function().equals("templatefile")
          && call.arguments().size() == 2) {
        new TerraformTemplateCheck(project, module, findings).check(file, call);
      }
      if (part instanceof HclExpression.Call call
          && call.function().equals("convert")
          && !call.arguments().isEmpty()) {
        // What follows the value is a type.
        visit(call.arguments().get(0), names, scope);
        return;
      }
      Scope below = mayFail(part) ? new Scope(scope.iterators(), true) : scope;
      part.children(names, (inner, known) -> visit(inner, known, below));
    }

    private void path(Path path, List<String> names, Scope scope) {
      String name = path.name();
      if (names.contains(name)) {
        // A "for" may have a name of a dynamic block again.
        boolean isIterator =
            scope.iterators().containsKey(name) && Collections.frequency(names, name) == 1;
        iterator(path, isIterator && !scope.mayFail());
        return;
      } else if (name.equals("path")) {
        attribute(path, Set.of("module", "root", "cwd"));
      } else if (name.equals("terraform")) {
        attribute(path, Set.of("workspace", "env", "applying"));
      } else if (name.equals("local")) {
        if (!scope.mayFail()) {
          local(path);
        }
      } else if (name.equals("each")) {
        if (!scope.mayFail()) {
          each(path);
        }
      } else if (name.equals("var")) {
        if (!scope.mayFail()) {
          variable(path);
        }
      } else if (name.equals("module") && !scope.mayFail()) {
        outputs
            .missing(path)
            .ifPresent(
                missing ->
                    lacks(path, "module." + path.attribute(0) + "." + path.attribute(1), missing));
      } else if (!ROOTS.contains(name) && module.isComplete()) {
        resource(path, names, scope);
      }
      if (module.isComplete()) {
        instances
            .wrong(path)
            .ifPresent(
                wrong ->
                    add(TerraformCheck.UNDECLARED, path.index(), wrong.problem(), wrong.remedy()));
      }
    }

    private void attribute(Path path, Set<String> known) {
      String given = path.attribute(0);
      if (!given.isEmpty() && !known.contains(given)) {
        add(
            TerraformCheck.UNDECLARED,
            path.index(),
            "'" + path.name() + "' has no '" + given + "'",
            Suggestion.useOneOf(given, new TreeSet<>(known)));
      }
    }

    /** The variable of a dynamic block has a key and a value. */
    private void iterator(Path path, boolean isDynamic) {
      if (isDynamic) {
        attribute(path, Set.of("key", "value"));
      }
    }

    private void resource(Path path, List<String> names, Scope scope) {
      boolean isLikeIterator =
          path.name().indexOf('_') > 0
              && !scope.iterators().isEmpty()
              && !types.contains(path.name())
              && Set.of("key", "value").contains(path.attribute(0));
      if (isLikeIterator) {
        add(
            TerraformCheck.UNDECLARED,
            path.index(),
            "'" + path.name() + "' is not the iterator of a dynamic block here",
            Suggestion.useOneOf(path.name(), new TreeSet<>(scope.iterators().keySet())));
      } else if (path.steps().isEmpty()) {
        Set<String> near = new LinkedHashSet<>(names);
        add(
            TerraformCheck.UNDECLARED,
            path.index(),
            "'" + path.name() + "' stands for nothing here",
            Suggestion.nearest(path.name(), near)
                .map(one -> "did you mean " + one + "?")
                .orElse(
                    "write var."
                        + path.name()
                        + ", local."
                        + path.name()
                        + ", or a string in quotes"));
      } else if (path.name().indexOf('_') < 0
          && !types.contains(path.name())
          && !path.attribute(0).isEmpty()) {
        add(
            TerraformCheck.UNDECLARED,
            path.index(),
            path.name()
                + "."
                + path.attribute(0)
                + " is used and not declared in "
                + TerraformCheck.named(module.directory()),
            Suggestion.nearest(path.name(), union(names))
                .map(one -> "did you mean " + one + "?")
                .orElse("declare it there, or correct its name"));
      }
    }

    private static Set<String> union(List<String> names) {
      Set<String> all = new LinkedHashSet<>(names);
      all.addAll(ROOTS);
      return all;
    }

    /** A local value has the keys of what it is, as far as that is known. */
    private void local(Path path) {
      List<Step> first = path.steps().subList(0, Math.min(1, path.steps().size()));
      Optional<TerraformShape> shape = kinds.of(new Path(path.index(), "local", first));
      kinds
          .missing(shape, path, 1)
          .ifPresent(missing -> lacks(path, "local." + path.attribute(0), missing));
    }

    private void lacks(Path path, String owner, TerraformKinds.Missing missing) {
      add(
          TerraformCheck.UNDECLARED,
          path.index(),
          owner + " has no '" + missing.key() + "'",
          missing.known().isEmpty()
              ? "add it"
              : Suggestion.useOneOf(missing.key(), new TreeSet<>(missing.known())));
    }

    /** What {@code each.value} is follows from {@code for_each} of the block. */
    private void each(Path path) {
      if (path.attribute(0).equals("value") && path.steps().size() > 1) {
        kinds
            .missing(each, path, 1)
            .ifPresent(
                missing ->
                    add(
                        TerraformCheck.UNDECLARED,
                        path.index(),
                        "each.value has no '" + missing.key() + "'",
                        missing.known().isEmpty()
                            ? "write each.value, which is no object"
                            : Suggestion.useOneOf(missing.key(), new TreeSet<>(missing.known()))));
      }
    }

    /** A variable of the type object has the fields of its type. */
    private void variable(Path path) {
      TerraformShape shape = module.shapes().get(path.attribute(0));
      for (int i = 1; i < path.steps().size() && shape != null; i++) {
        String key = TerraformKinds.key(path.steps().get(i));
        if (shape.name().equals("object") && !key.isEmpty()) {
          TerraformShape.Field field = shape.fields().get(key);
          if (field == null) {
            add(
                TerraformCheck.UNDECLARED,
                path.index(),
                "var." + path.attribute(0) + " has no field '" + key + "'",
                Suggestion.useOneOf(key, new TreeSet<>(shape.fields().keySet())));
            return;
          }
          shape = field.shape();
        } else if (Set.of("list", "map").contains(shape.name())
            && !(path.steps().get(i) instanceof Splat)) {
          shape = shape.element().orElse(null);
        } else {
          return;
        }
      }
    }

    private void add(Rule rule, int index, String problem, String remedy) {
      findings.add(rule, file.path(), file.position(index), problem, remedy);
    }
  }
}
