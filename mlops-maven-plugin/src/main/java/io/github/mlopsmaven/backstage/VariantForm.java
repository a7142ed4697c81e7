package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The page of the form on which the variant is chosen. What depends on an earlier answer is in the
 * branch of that answer, as {@code dependencies} with {@code oneOf}: the portal's forms know no
 * other way, and none across pages. So values that have a condition are on this page, too.
 * Combinations that do not exist cannot be chosen.
 */
final class VariantForm {

  /** A form that would have more cases than this shows conditional values always. */
  private static final int CASES = 5000;

  /**
   * A part of the page.
   *
   * @param properties the fields
   * @param required the names of those that need an answer
   * @param dependencies what follows from an answer
   */
  private record Node(
      Map<String, Object> properties, List<String> required, Map<String, Object> dependencies) {

    boolean needs(String field) {
      return required.contains(field);
    }

    Node without(Collection<String> fields) {
      Map<String, Object> rest = new LinkedHashMap<>(properties);
      rest.keySet().removeAll(fields);
      return new Node(
          rest, required.stream().filter(field -> !fields.contains(field)).toList(), dependencies);
    }
  }

  private final Matrix matrix;
  private final Descriptor descriptor;
  private final List<Option> options;
  private final List<ValueSpec> deciding;
  private final List<ValueSpec> conditional;

  private VariantForm(Matrix matrix, Descriptor descriptor, List<ValueSpec> deciding) {
    this.matrix = matrix;
    this.descriptor = descriptor;
    this.options = matrix.options();
    this.deciding = deciding;
    this.conditional =
        descriptor.values().stream()
            .filter(value -> isConditional(value) && !deciding.contains(value))
            .toList();
  }

  /**
   * The page.
   *
   * @param descriptor the template's
   * @param matrix its combinations
   * @param offered those that can be chosen
   * @return JSON Schema; nothing where there is nothing to choose
   */
  static Map<String, Object> of(
      Descriptor descriptor, Matrix matrix, Collection<Combination> offered) {
    List<Map<String, String>> cases =
        offered.stream().map(one -> one.selection().values()).toList();
    VariantForm form = new VariantForm(matrix, descriptor, deciding(descriptor));
    List<Map<String, String>> more = form.withValues(cases);
    if (more.size() > CASES) {
      form = new VariantForm(matrix, descriptor, List.of());
      more = cases;
    }
    if (more.isEmpty()) {
      return Map.of();
    }
    Node root = form.node(0, more);
    Map<String, Object> page = new LinkedHashMap<>();
    if (!root.properties().isEmpty()) {
      put(page, root);
    }
    return page;
  }

  /** The values of the other page: those that there are in every project. */
  static List<ValueSpec> unconditional(Descriptor descriptor) {
    List<ValueSpec> here = deciding(descriptor);
    return descriptor.values().stream()
        .filter(value -> !isConditional(value) && !here.contains(value))
        .toList();
  }

  private static boolean isConditional(ValueSpec value) {
    return !value.when().equals(Condition.always());
  }

  /** The values with few answers that other values depend on. */
  private static List<ValueSpec> deciding(Descriptor descriptor) {
    Set<String> named = new LinkedHashSet<>();
    descriptor.values().stream()
        .flatMap(value -> value.when().statements().stream())
        .filter(is -> !is.option())
        .forEach(is -> named.add(is.name()));
    Set<String> known = new LinkedHashSet<>();
    List<ValueSpec> deciding = new ArrayList<>();
    for (ValueSpec value : descriptor.values()) {
      boolean few =
          value.type() == ValueSpec.Type.BOOLEAN
              || (value.type() != ValueSpec.Type.ARRAY && !value.choices().isEmpty());
      if (named.contains(value.name()) && few && isKnown(value, known)) {
        known.add(value.name());
        deciding.add(value);
      }
    }
    return deciding;
  }

  private static boolean isKnown(ValueSpec value, Collection<String> values) {
    return value.when().statements().stream()
        .allMatch(is -> is.option() || values.contains(is.name()));
  }

  private static List<String> answers(ValueSpec value) {
    return value.type() == ValueSpec.Type.BOOLEAN ? List.of("true", "false") : value.choices();
  }

  /** Every case, with every answer that the deciding values can have in it. */
  private List<Map<String, String>> withValues(List<Map<String, String>> cases) {
    List<Map<String, String>> all = cases;
    for (ValueSpec value : deciding) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> one : all) {
        if (!value.when().holds(new Placeholders(one))) {
          longer.add(one);
          continue;
        }
        for (String answer : answers(value)) {
          Map<String, String> with = new LinkedHashMap<>(one);
          with.put(value.name(), answer);
          longer.add(with);
        }
        if (longer.size() > CASES) {
          return longer;
        }
      }
      all = longer;
    }
    return all;
  }

  private Node node(int question, List<Map<String, String>> cases) {
    if (question == options.size() + deciding.size()) {
      return leaf(cases.get(0));
    }
    boolean isOption = question < options.size();
    String name =
        isOption ? options.get(question).name() : deciding.get(question - options.size()).name();
    if (!cases.get(0).containsKey(name)) {
      return node(question + 1, cases);
    }
    List<String> order =
        isOption ? matrix.values(name, Map.of()) : answers(deciding.get(question - options.size()));
    List<String> offered =
        order.stream()
            .filter(answer -> cases.stream().anyMatch(one -> answer.equals(one.get(name))))
            .toList();
    Map<Node, List<String>> branches = new LinkedHashMap<>();
    for (String answer : offered) {
      Node branch =
          node(question + 1, cases.stream().filter(one -> answer.equals(one.get(name))).toList());
      branches.computeIfAbsent(branch, any -> new ArrayList<>()).add(answer);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (isOption) {
      properties.put(name, FormField.of(options.get(question), offered));
      required.add(name);
    } else {
      properties.put(name, FormField.of(deciding.get(question - options.size()), false));
    }
    Map<String, Object> common = common(branches.keySet());
    properties.putAll(common);
    required.addAll(
        common.keySet().stream()
            .filter(field -> branches.keySet().stream().allMatch(one -> one.needs(field)))
            .toList());
    Map<Node, List<String>> differing = new LinkedHashMap<>();
    branches.forEach(
        (branch, given) ->
            differing
                .computeIfAbsent(branch.without(common.keySet()), any -> new ArrayList<>())
                .addAll(given));
    if (differing.size() == 1) {
      Node only = differing.keySet().iterator().next();
      properties.putAll(only.properties());
      required.addAll(only.required());
      return new Node(properties, required, only.dependencies());
    }
    List<Object> oneOf = new ArrayList<>();
    differing.forEach(
        (branch, given) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          Map<String, Object> fields = new LinkedHashMap<>();
          List<Object> these =
              given.stream().map(answer -> isOption ? answer : typed(name, answer)).toList();
          fields.put(name, Map.of("enum", these));
          fields.putAll(branch.properties());
          put(one, new Node(fields, branch.required(), branch.dependencies()));
          oneOf.add(one);
        });
    return new Node(properties, required, Map.of(name, Map.of("oneOf", oneOf)));
  }

  /** The fields that all branches have alike, and on which nothing depends. */
  private static Map<String, Object> common(Collection<Node> branches) {
    Node first = branches.iterator().next();
    Map<String, Object> common = new LinkedHashMap<>();
    first
        .properties()
        .forEach(
            (name, field) -> {
              boolean alike =
                  branches.stream()
                      .allMatch(
                          one ->
                              field.equals(one.properties().get(name))
                                  && first.needs(name) == one.needs(name)
                                  && !one.dependencies().containsKey(name));
              if (alike) {
                common.put(name, field);
              }
            });
    return common;
  }

  private Object typed(String name, String answer) {
    return descriptor.values().stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .map(value -> FormField.typed(value, answer))
        .orElse(answer);
  }

  /** The conditional values that there are in a case. */
  private Node leaf(Map<String, String> one) {
    Map<String, String> chosen = new LinkedHashMap<>();
    options.forEach(
        option -> {
          String value = one.get(option.name());
          if (value != null) {
            chosen.put(option.name(), value);
          }
        });
    List<String> known = deciding.stream().map(ValueSpec::name).toList();
    Map<String, Object> fields = new LinkedHashMap<>();
    for (ValueSpec value : conditional) {
      boolean exact = isKnown(value, known);
      boolean shown =
          exact
              ? value.when().holds(new Placeholders(one))
              : value.when().mayHold(new Selection(chosen));
      if (shown) {
        fields.put(value.name(), FormField.of(value, !exact));
      }
    }
    return new Node(fields, List.of(), Map.of());
  }

  private static void put(Map<String, Object> schema, Node node) {
    schema.put("properties", node.properties());
    if (!node.required().isEmpty()) {
      schema.put("required", node.required());
    }
    if (!node.dependencies().isEmpty()) {
      schema.put("dependencies", node.dependencies());
    }
  }
}
