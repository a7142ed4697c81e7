package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of expressions of one directory, as far as they follow from what is written out:
 * values, variables with a type, local values, loops and functions whose result has always the same
 * type.
 */
final class TerraformKinds {

  private static final int DEEPEST = 12;

  private static final TerraformShape STRING = plain("string");
  private static final TerraformShape NUMBER = plain("number");
  private static final TerraformShape BOOL = plain("bool");

  private final TerraformModule module;
  private final Map<String, HclExpression> locals = new HashMap<>();

  TerraformKinds(TerraformModule module) {
    this.module = module;
    for (SourceFile file : module.files()) {
      HclFile.of(file.content())
          .root()
          .blocks("locals")
          .flatMap(block -> block.attributes().stream())
          .forEach(local -> expression(local).ifPresent(found -> locals.put(local.name(), found)));
    }
  }

  private static TerraformShape plain(String name) {
    return new TerraformShape(name, Optional.empty(), Map.of());
  }

  private static TerraformShape of(String name, Optional<TerraformShape> element) {
    return new TerraformShape(name, element, Map.of());
  }

  static Optional<HclExpression> expression(HclAttribute attribute) {
    try {
      return Optional.of(HclExpressions.read(attribute.expression()));
    } catch (SyntaxMistake e) {
      return Optional.empty();
    }
  }

  /** The type of an expression; empty where it is not certain. */
  Optional<TerraformShape> of(HclExpression expression) {
    return of(expression, Map.of(), 0);
  }

  /**
   * The type of an expression.
   *
   * @param expression the expression
   * @param names the names of loops around it, with their types where they are known
   */
  Optional<TerraformShape> of(
      HclExpression expression, Map<String, Optional<TerraformShape>> names) {
    return of(expression, names, 0);
  }

  private Optional<TerraformShape> of(
      HclExpression expression, Map<String, Optional<TerraformShape>> names, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (expression instanceof HclExpression.Literal literal) {
      return literal(literal);
    }
    if (expression instanceof HclExpression.Tuple tuple) {
      return Optional.of(of("tuple", common(tuple.items(), names, depth)));
    }
    if (expression instanceof HclExpression.Entries entries) {
      return entries(entries, names, depth);
    }
    if (expression instanceof HclExpression.For loop) {
      return loop(loop, names, depth);
    }
    if (expression instanceof HclExpression.Call call) {
      return call(call, names, depth);
    }
    if (expression instanceof HclExpression.Operation operation) {
      return operation(operation, names, depth);
    }
    if (expression instanceof HclExpression.Path path) {
      return path(path, names, depth);
    }
    return Optional.empty();
  }

  private static Optional<TerraformShape> literal(HclExpression.Literal literal) {
    if (literal.isText()) {
      return Optional.of(STRING);
    }
    return switch (literal.text()) {
      case "null" -> Optional.empty();
      case "true", "false" -> Optional.of(BOOL);
      default -> Optional.of(NUMBER);
    };
  }

  private Optional<TerraformShape> common(
      List<HclExpression> items, Map<String, Optional<TerraformShape>> names, int depth) {
    List<TerraformShape> shapes = new ArrayList<>();
    for (HclExpression item : items) {
      Optional<TerraformShape> shape = of(item, names, depth + 1);
      if (shape.isEmpty()) {
        return Optional.empty();
      }
      shapes.add(shape.get());
    }
    return common(shapes);
  }

  /** What several values have in common: of objects, every field that one of them has. */
  private static Optional<TerraformShape> common(List<TerraformShape> shapes) {
    if (shapes.isEmpty()) {
      return Optional.empty();
    }
    boolean isSame = shapes.stream().map(TerraformShape::name).distinct().count() == 1;
    if (!isSame) {
      return Optional.empty();
    }
    if (!shapes.get(0).name().equals("object")) {
      return shapes.stream().distinct().count() == 1
          ? Optional.of(shapes.get(0))
          : Optional.of(plain(shapes.get(0).name()));
    }
    Map<String, TerraformShape.Field> fields = new LinkedHashMap<>();
    for (TerraformShape shape : shapes) {
      shape
          .fields()
          .forEach(
              (name, field) ->
                  fields.merge(
                      name,
                      new TerraformShape.Field(field.shape(), true),
                      (one, other) ->
                          one.shape().equals(other.shape())
                              ? one
                              : new TerraformShape.Field(plain("any"), true)));
    }
    return Optional.of(new TerraformShape("object", Optional.empty(), fields));
  }

  private Optional<TerraformShape> entries(
      HclExpression.Entries entries, Map<String, Optional<TerraformShape>> names, int depth) {
    if (!entries.isKnown()) {
      return Optional.of(plain("map"));
    }
    Map<String, TerraformShape.Field> fields = new LinkedHashMap<>();
    for (HclExpression.Entry entry : entries.entries()) {
      TerraformShape shape = of(entry.value(), names, depth + 1).orElse(plain("any"));
      entry.name().ifPresent(name -> fields.put(name, new TerraformShape.Field(shape, false)));
    }
    return Optional.of(new TerraformShape("object", Optional.empty(), fields));
  }

  private Optional<TerraformShape> loop(
      HclExpression.For loop, Map<String, Optional<TerraformShape>> names, int depth) {
    Map<String, Optional<TerraformShape>> inner = new HashMap<>(names);
    Optional<TerraformShape> element = of(loop.in(), names, depth + 1).flatMap(this::element);
    for (int i = 0; i < loop.names().size(); i++) {
      boolean isValue = i == loop.names().size() - 1;
      inner.put(loop.names().get(i), isValue ? element : Optional.empty());
    }
    Optional<TerraformShape> value = of(loop.value(), inner, depth + 1);
    return Optional.of(of(loop.key().isPresent() ? "map" : "tuple", value));
  }

  /** The type of the elements of a collection; of an object, what all of its values are. */
  Optional<TerraformShape> element(TerraformShape shape) {
    if (shape.name().equals("object")) {
      List<TerraformShape> all =
          shape.fields().values().stream().map(TerraformShape.Field::shape).toList();
      return all.stream().anyMatch(one -> one.name().equals("any"))
          ? Optional.empty()
          : common(all);
    }
    return shape.element();
  }

  private Optional<TerraformShape> call(
      HclExpression.Call call, Map<String, Optional<TerraformShape>> names, int depth) {
    String result = TerraformResults.OF.get(call.function());
    if (result == null) {
      return Optional.empty();
    }
    boolean keepsElements =
        Set.of("toset", "tolist", "distinct", "sort", "values", "tomap", "slice")
                .contains(call.function())
            && !call.arguments().isEmpty();
    Optional<TerraformShape> element =
        keepsElements
            ? of(call.arguments().get(0), names, depth + 1).flatMap(this::element)
            : Set.of("keys", "split", "fileset", "formatlist").contains(call.function())
                ? Optional.of(STRING)
                : Optional.empty();
    return Optional.of(of(result, element));
  }

  private Optional<TerraformShape> operation(
      HclExpression.Operation operation, Map<String, Optional<TerraformShape>> names, int depth) {
    List<HclExpression> parts = operation.parts();
    return switch (operation.sign()) {
      case "?" -> {
        Optional<TerraformShape> yes = of(parts.get(1), names, depth + 1);
        Optional<TerraformShape> no = of(parts.get(2), names, depth + 1);
        boolean isSame =
            yes.isPresent() && no.isPresent() && yes.get().name().equals(no.get().name());
        yield isSame ? common(List.of(yes.get(), no.get())) : Optional.empty();
      }
      case "(" -> of(parts.get(0), names, depth + 1);
      // A text of one part has the type of the part.
      case "" -> parts.size() == 1 ? Optional.empty() : Optional.of(STRING);
      case "&&", "||", "!", "==", "!=", "<", ">", "<=", ">=" -> Optional.of(BOOL);
      case "+", "-", "*", "/", "%" -> Optional.of(NUMBER);
      default -> Optional.empty();
    };
  }

  private Optional<TerraformShape> path(
      HclExpression.Path path, Map<String, Optional<TerraformShape>> names, int depth) {
    if (names.containsKey(path.name())) {
      return steps(names.getOrDefault(path.name(), Optional.empty()), path, 0);
    }
    boolean isList = path.steps().stream().anyMatch(HclExpression.Splat.class::isInstance);
    return switch (path.name()) {
      case "var" -> steps(Optional.ofNullable(module.shapes().get(path.attribute(0))), path, 1);
      case "local" -> {
        HclExpression local = locals.get(path.attribute(0));
        yield local == null ? Optional.empty() : steps(of(local, Map.of(), depth + 1), path, 1);
      }
      case "path" -> Optional.of(STRING);
      case "count" -> path.attribute(0).equals("index") ? Optional.of(NUMBER) : Optional.empty();
      default -> isList ? Optional.of(plain("tuple")) : Optional.empty();
    };
  }

  private Optional<TerraformShape> steps(
      Optional<TerraformShape> begin, HclExpression.Path path, int from) {
    Optional<TerraformShape> at = begin;
    for (int i = from; i < path.steps().size() && at.isPresent(); i++) {
      HclExpression.Step step = path.steps().get(i);
      TerraformShape shape = at.get();
      if (step instanceof HclExpression.Splat) {
        return Optional.of(plain("tuple"));
      }
      String key = key(step);
      if (shape.name().equals("object") && !key.isEmpty()) {
        at = Optional.ofNullable(shape.fields().get(key)).map(TerraformShape.Field::shape);
      } else if (shape.name().equals("object")) {
        at = element(shape);
      } else {
        at = shape.element();
      }
    }
    return at.filter(shape -> !shape.name().equals("any"));
  }

  /** The name or the written key of a step; the empty string where it is computed. */
  static String key(HclExpression.Step step) {
    return step instanceof HclExpression.Attribute attribute
        ? attribute.name()
        : step instanceof HclExpression.Item item
                && item.key() instanceof HclExpression.Literal literal
                && literal.isText()
            ? literal.text()
            : "";
  }

  /**
   * What is wrong with the steps behind something whose type is known.
   *
   * @param begin its type
   * @param path the path
   * @param from the first step that counts
   * @return the key that is missing, and those that are
   */
  Optional<Missing> missing(Optional<TerraformShape> begin, HclExpression.Path path, int from) {
    Optional<TerraformShape> at = begin;
    for (int i = from; i < path.steps().size() && at.isPresent(); i++) {
      TerraformShape shape = at.get();
      String key = key(path.steps().get(i));
      boolean isObject = shape.name().equals("object");
      if (path.steps().get(i) instanceof HclExpression.Splat) {
        at = shape.element();
        continue;
      }
      if (isObject && !key.isEmpty() && !shape.fields().containsKey(key)) {
        return Optional.of(new Missing(key, shape.fields().keySet()));
      }
      boolean isPlain = Set.of("string", "number", "bool").contains(shape.name());
      if (isPlain && path.steps().get(i) instanceof HclExpression.Attribute) {
        return Optional.of(new Missing(key, Set.of()));
      }
      at =
          isObject
              ? key.isEmpty()
                  ? element(shape)
                  : Optional.ofNullable(shape.fields().get(key)).map(TerraformShape.Field::shape)
              : shape.element();
    }
    return Optional.empty();
  }

  /**
   * A missing key.
   *
   * @param key the key
   * @param known the keys that are there
   */
  record Missing(String key, Set<String> known) {

    Missing {
      known = Set.copyOf(known);
    }
  }

  /**
   * Whether a value of one type certainly cannot become one of another.
   *
   * @param given the type of the value
   * @param wanted the type that is needed
   */
  static boolean differs(TerraformShape given, TerraformShape wanted) {
    boolean isPlain = Set.of("string", "number", "bool").contains(given.name());
    boolean isList = Set.of("list", "set", "tuple").contains(given.name());
    boolean isMap = Set.of("map", "object").contains(given.name());
    return switch (wanted.name()) {
      case "string" -> isList || isMap;
      case "number" -> isList || isMap || given.name().equals("bool");
      case "bool" -> isList || isMap || given.name().equals("number");
      case "list", "set", "tuple" ->
          isPlain
              || isMap
              || (isList
                  && given.element().isPresent()
                  && wanted.element().isPresent()
                  && differs(given.element().get(), wanted.element().get()));
      case "map", "object" -> isPlain || isList;
      default -> false;
    };
  }
}
