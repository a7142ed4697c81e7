package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code each} goes over: lists and mappings, as parameters of type object and of the types of
 * stages, jobs and steps have them, and what {@code split()} gives.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/template-expressions">Template
 *     expressions</a>
 */
final class LoopTarget {

  private static final Set<String> SCALARS = Set.of("string", "number", "boolean");

  /** Functions whose result is one value. */
  private static final Set<String> FUNCTIONS =
      Set.of("lower", "upper", "format", "join", "replace", "trim", "converttojson");

  private LoopTarget() {}

  /**
   * Why a loop has nothing to go over.
   *
   * @param root the file
   * @param text what stands behind {@code in}
   * @return what it goes over instead; empty where it may be a list
   */
  static Optional<String> notAList(YamlNode root, String text) {
    return ExpressionParser.parse(text, Dialect.AZURE)
        .expression()
        .flatMap(target -> scalar(root, target));
  }

  private static Optional<String> scalar(YamlNode root, Expression target) {
    if (target instanceof Expression.Literal literal) {
      return Optional.of("'" + literal.text() + "'");
    }
    if (target instanceof Expression.Call call) {
      String name = call.function().toLowerCase(Locale.ROOT);
      return FUNCTIONS.contains(name) ? Optional.of(call.function() + "()") : Optional.empty();
    }
    List<String> path = target.path().orElse(List.of());
    if (path.size() != 2) {
      return Optional.empty();
    }
    String name = String.join(".", path);
    return switch (path.get(0).toLowerCase(Locale.ROOT)) {
      case "parameters" -> parameter(root, path.get(1)).map(why -> name + why);
      case "variables" -> Optional.of(name);
      default -> Optional.empty();
    };
  }

  private static Optional<String> parameter(YamlNode root, String name) {
    return root.get("parameters").map(YamlNode::items).orElse(List.of()).stream()
        .filter(
            item ->
                item.get("name").flatMap(YamlNode::text).filter(name::equalsIgnoreCase).isPresent())
        .findFirst()
        .filter(
            item -> {
              String type = item.get("type").flatMap(YamlNode::text).orElse("string");
              boolean isText =
                  item.get("default")
                      .flatMap(YamlNode::text)
                      .filter(text -> !text.isEmpty())
                      .isPresent();
              return SCALARS.contains(type.toLowerCase(Locale.ROOT))
                  || (type.equalsIgnoreCase("object") && isText);
            })
        .map(any -> "");
  }
}
