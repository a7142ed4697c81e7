package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The types of the parts of GitHub's expressions, as far as the workflow or action says them.
 *
 * @param kind what the file is
 * @param root its YAML
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/contexts">Contexts</a>
 */
record ValueTypes(FileKind kind, YamlNode root) {

  private static final Set<String> BOOLEAN_FUNCTIONS =
      Set.of("contains", "startswith", "endswith", "success", "failure", "always", "cancelled");

  private static final Set<String> STRING_FUNCTIONS =
      Set.of("format", "join", "tojson", "hashfiles");

  /** Properties of payloads that are true or false, behind {@code github.event}. */
  private static final Set<String> BOOLEAN_PROPERTIES =
      Set.of(
          "created",
          "deleted",
          "forced",
          "pull_request.draft",
          "pull_request.merged",
          "pull_request.head.repo.fork",
          "pull_request.head.repo.private",
          "pull_request.base.repo.fork",
          "pull_request.base.repo.private",
          "release.draft",
          "release.prerelease",
          "repository.private",
          "repository.fork",
          "repository.archived",
          "issue.locked");

  private static final Set<String> STRING_CONTEXTS = Set.of("env", "vars", "secrets");

  private static final Set<String> OUTPUT_CONTEXTS = Set.of("steps", "needs", "jobs");

  /** What a value is. */
  enum Type {
    /** A string. */
    STRING,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Anything else, or not known. */
    OTHER
  }

  /**
   * The type of a part.
   *
   * @param part the part
   * @param job the job that it is in
   */
  Type of(Expression part, Optional<YamlNode> job) {
    if (part instanceof Expression.Literal literal) {
      boolean isBoolean =
          !literal.isString()
              && Set.of("true", "false").contains(literal.text().toLowerCase(Locale.ROOT));
      return literal.isString() ? Type.STRING : isBoolean ? Type.BOOLEAN : Type.OTHER;
    }
    if (part instanceof Expression.Call call) {
      String name = call.function().toLowerCase(Locale.ROOT);
      return BOOLEAN_FUNCTIONS.contains(name)
          ? Type.BOOLEAN
          : STRING_FUNCTIONS.contains(name) ? Type.STRING : Type.OTHER;
    }
    if (part instanceof Expression.Operation operation) {
      if (!Set.of("&&", "||").contains(operation.operator())) {
        return Type.BOOLEAN;
      }
      Set<Type> types = EnumSet.noneOf(Type.class);
      operation.parts().forEach(one -> types.add(of(one, job)));
      return types.size() == 1 ? types.iterator().next() : Type.OTHER;
    }
    return part.path().map(path -> of(path, job)).orElse(Type.OTHER);
  }

  private Type of(List<String> path, Optional<YamlNode> job) {
    String context = path.get(0).toLowerCase(Locale.ROOT);
    boolean isOutput = path.size() == 4 && path.get(2).equalsIgnoreCase("outputs");
    if (OUTPUT_CONTEXTS.contains(context)) {
      return isOutput ? Type.STRING : Type.OTHER;
    }
    if (path.size() == 2) {
      String name = path.get(1);
      return STRING_CONTEXTS.contains(context)
          ? Type.STRING
          : context.equals("inputs")
              ? input(name)
              : context.equals("matrix")
                  ? job.map(one -> matrix(one, name)).orElse(Type.OTHER)
                  : Type.OTHER;
    }
    boolean isEvent =
        context.equals("github") && path.size() > 2 && path.get(1).equalsIgnoreCase("event");
    if (isEvent && path.size() == 4 && path.get(2).equalsIgnoreCase("inputs")) {
      return Type.STRING;
    }
    String property =
        isEvent ? String.join(".", path.subList(2, path.size())).toLowerCase(Locale.ROOT) : "";
    return BOOLEAN_PROPERTIES.contains(property) ? Type.BOOLEAN : Type.OTHER;
  }

  /** An input of an action is a string; one of a workflow has the type that it declares. */
  private Type input(String name) {
    if (kind == FileKind.GITHUB_ACTION) {
      return Type.STRING;
    }
    Set<Type> types = EnumSet.noneOf(Type.class);
    for (String event : List.of("workflow_dispatch", "workflow_call")) {
      root.get("on", event, "inputs").stream()
          .flatMap(node -> node.entries().stream())
          .filter(entry -> entry.name().equalsIgnoreCase(name))
          .map(entry -> entry.value().get("type").flatMap(YamlNode::text).orElse("string"))
          .map(
              type ->
                  switch (type) {
                    case "boolean" -> Type.BOOLEAN;
                    case "string", "choice", "environment" -> Type.STRING;
                    default -> Type.OTHER;
                  })
          .forEach(types::add);
    }
    return types.size() == 1 ? types.iterator().next() : Type.OTHER;
  }

  private static Type matrix(YamlNode job, String name) {
    Set<Type> types = EnumSet.noneOf(Type.class);
    for (YamlNode value : Matrices.nodes(job, name)) {
      types.add(
          switch (value.type()) {
            case "bool" -> Type.BOOLEAN;
            case "str" ->
                value.text().filter(text -> text.contains("$")).isPresent()
                    ? Type.OTHER
                    : Type.STRING;
            default -> Type.OTHER;
          });
    }
    return types.size() == 1 ? types.iterator().next() : Type.OTHER;
  }
}
