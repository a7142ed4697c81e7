package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.expressions.Dialect;
import io.github.mlopsmaven.expressions.Expression;
import io.github.mlopsmaven.expressions.ExpressionParser;
import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression of GitHub Actions gives for known inputs: operators are computed. Whatever is
 * not known is {@link ShellWord#UNKNOWN}.
 *
 * @param inputs name to value
 * @param missing the value of any other input
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflows-and-actions/expressions">Expressions</a>
 */
record GithubValue(Map<String, String> inputs, String missing) {

  private static final String UNKNOWN = String.valueOf(ShellWord.UNKNOWN);

  /** The value of an expression. */
  String of(String text) {
    return ExpressionParser.parse(text, Dialect.GITHUB)
        .expression()
        .flatMap(this::value)
        .orElse(UNKNOWN);
  }

  /** Empty where nothing is known; a text may have parts that nobody knows. */
  private Optional<String> value(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return Optional.of(literal.text());
    }
    if (expression instanceof Expression.Operation operation && operation.parts().size() == 2) {
      return operation(operation);
    }
    return expression
        .path()
        .filter(path -> path.size() == 2 && path.get(0).equalsIgnoreCase("inputs"))
        .map(path -> inputs.getOrDefault(path.get(1), missing));
  }

  private Optional<String> operation(Expression.Operation operation) {
    Expression second = operation.parts().get(1);
    Optional<String> left = value(operation.parts().get(0));
    // A missing input is empty: then the operand after || is the value.
    boolean isOpenInput =
        left.filter(UNKNOWN::equals).isPresent() && operation.parts().get(0).path().isPresent();
    if (operation.operator().equals("||") && isOpenInput) {
      return value(second);
    }
    Optional<String> known = left.filter(GithubValue::isWhole);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    boolean isTrue = !known.get().isEmpty() && !known.get().equals("false");
    return switch (operation.operator()) {
      case "||" -> isTrue ? known : value(second);
      case "&&" -> isTrue ? value(second) : known;
      case "==", "!=" ->
          value(second)
              .filter(GithubValue::isWhole)
              .map(right -> right.equalsIgnoreCase(known.get()))
              .map(isEqual -> String.valueOf(isEqual == operation.operator().equals("==")));
      default -> Optional.empty();
    };
  }

  private static boolean isWhole(String text) {
    return text.indexOf(ShellWord.UNKNOWN) < 0;
  }
}
