package io.github.mlopsmaven.rules.infrastructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Computes the condition of a variable's validation for a value that is written out, as far as that
 * is possible without Terraform.
 *
 * @param variable the name of the variable
 * @param value its value: a text, a number or a truth value
 * @see <a href="https://developer.hashicorp.com/terraform/language/values/variables">Input
 *     variables</a>
 */
record TerraformCondition(String variable, Object value) {

  /** What cannot be computed here. */
  private static final class UnknownException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownException() {
      super("unknown", null, false, false);
    }
  }

  /** Whether the condition holds; empty where it cannot be told. */
  Optional<Boolean> holds(HclExpression condition) {
    try {
      return compute(condition) instanceof Boolean holds ? Optional.of(holds) : Optional.empty();
    } catch (UnknownException e) {
      return Optional.empty();
    }
  }

  private Object compute(HclExpression part) {
    if (part instanceof HclExpression.Literal literal) {
      return literal(literal);
    }
    if (part instanceof HclExpression.Path path
        && path.name().equals("var")
        && path.steps().size() == 1
        && path.attribute(0).equals(variable)) {
      return value;
    }
    if (part instanceof HclExpression.Tuple tuple) {
      List<Object> items = new ArrayList<>();
      tuple.items().forEach(item -> items.add(compute(item)));
      return items;
    }
    if (part instanceof HclExpression.Operation operation) {
      return operation(operation);
    }
    if (part instanceof HclExpression.Call call) {
      return call(call);
    }
    throw new UnknownException();
  }

  private static Object literal(HclExpression.Literal literal) {
    if (literal.isText()) {
      return literal.text();
    }
    return switch (literal.text()) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> throw new UnknownException();
      default -> number(literal.text());
    };
  }

  private static Object number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UnknownException();
    }
  }

  private Object operation(HclExpression.Operation operation) {
    List<HclExpression> parts = operation.parts();
    return switch (operation.sign()) {
      case "(" -> compute(parts.get(0));
      case "!" -> !truth(parts.get(0));
      case "&&" -> all(parts, true);
      case "||" -> !all(parts, false);
      case "==", "!=", "<", "<=", ">", ">=" ->
          parts.size() == 2
              ? compare(operation.sign(), compute(parts.get(0)), compute(parts.get(1)))
              : unknown();
      case "-" ->
          parts.size() == 1 && compute(parts.get(0)) instanceof Double number
              ? (Object) (-number)
              : unknown();
      default -> unknown();
    };
  }

  /** Whether each part is true, or, for {@code ||}, each is false. */
  private boolean all(List<HclExpression> parts, boolean wanted) {
    boolean isUnknown = false;
    for (HclExpression part : parts) {
      try {
        if (truth(part) != wanted) {
          return false;
        }
      } catch (UnknownException e) {
        isUnknown = true;
      }
    }
    if (isUnknown) {
      throw new UnknownException();
    }
    return true;
  }

  private boolean truth(HclExpression part) {
    if (compute(part) instanceof Boolean truth) {
      return truth;
    }
    throw new UnknownException();
  }

  private static boolean compare(String sign, Object left, Object right) {
    if (sign.equals("==") || sign.equals("!=")) {
      if (!left.getClass().equals(right.getClass())) {
        throw new UnknownException();
      }
      return left.equals(right) == sign.equals("==");
    }
    if (left instanceof Double one && right instanceof Double other) {
      int order = Double.compare(one, other);
      return switch (sign) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
    throw new UnknownException();
  }

  private Object call(HclExpression.Call call) {
    List<HclExpression> arguments = call.arguments();
    if (call.function().equals("can") && arguments.size() == 1) {
      // Only what may fail is asked for; a pattern of another kind is not known.
      return arguments.get(0) instanceof HclExpression.Call inner
              && inner.function().equals("regex")
              && inner.arguments().size() == 2
          ? matches(text(inner.arguments().get(0)), text(inner.arguments().get(1)))
          : unknown();
    }
    return switch (call.function()) {
      case "contains" ->
          compute(arguments.get(0)) instanceof List<?> list
              ? list.contains(compute(arguments.get(1)))
              : unknown();
      case "length" -> {
        Object of = compute(arguments.get(0));
        yield of instanceof String text
            ? Double.valueOf(text.codePointCount(0, text.length()))
            : of instanceof List<?> list ? Double.valueOf(list.size()) : unknown();
      }
      case "lower" -> text(arguments.get(0)).toLowerCase(Locale.ROOT);
      case "upper" -> text(arguments.get(0)).toUpperCase(Locale.ROOT);
      case "trimspace" -> text(arguments.get(0)).strip();
      case "startswith" -> text(arguments.get(0)).startsWith(text(arguments.get(1)));
      case "endswith" -> text(arguments.get(0)).endsWith(text(arguments.get(1)));
      case "floor" ->
          compute(arguments.get(0)) instanceof Double number ? Math.floor(number) : unknown();
      default -> unknown();
    };
  }

  private static Object unknown() {
    throw new UnknownException();
  }

  private String text(HclExpression part) {
    return compute(part) instanceof String text ? text : (String) unknown();
  }

  private static boolean matches(String pattern, String text) {
    // Escapes of HCL are not filled in here.
    String plain = pattern.replace("\\\\", "\\");
    if (text.length() > 1000 || pattern.length() > 300) {
      throw new UnknownException();
    }
    try {
      return Pattern.compile(plain).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new UnknownException();
    }
  }
}
