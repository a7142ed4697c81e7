package io.github.mlopsmaven.rules.python;

import java.util.List;
import java.util.Optional;

/** Texts that code puts together, of which a part may not be known. */
final class PythonText {

  private PythonText() {}

  /** A piece of a path: its value, or a text with stars where it is not known. */
  static PythonValue piece(PythonValues values, PythonScope scope, Expression expression) {
    PythonValue value = values.of(scope, expression);
    boolean isRead =
        value instanceof PythonValue.Text
            || value instanceof PythonValue.Path
            || value instanceof PythonValue.Mounted;
    if (isRead) {
      return value;
    }
    return pattern(values, scope, expression)
        .filter(text -> !text.replace("*", "").isEmpty())
        .<PythonValue>map(
            text ->
                text.indexOf('*') < 0
                    ? new PythonValue.Text(text)
                    : new PythonValue.Pattern(text.replaceAll("\\*+", "*")))
        .orElse(value);
  }

  /** A text that is put together, with stars for what is not known. */
  static Optional<String> pattern(PythonValues values, PythonScope scope, Expression expression) {
    if (expression instanceof Expression.Other format && format.kind().equals("f")) {
      return formatted(values, scope, format);
    }
    if (expression instanceof Expression.Binary sum && sum.sign().equals("+")) {
      return Optional.of(part(values, scope, sum.left()) + part(values, scope, sum.right()));
    }
    return values.of(scope, expression) instanceof PythonValue.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private static String part(PythonValues values, PythonScope scope, Expression expression) {
    return pattern(values, scope, expression).orElse("*");
  }

  /**
   * The text of an f-string as it is written, with its places filled in as far as they are known.
   */
  private static Optional<String> formatted(
      PythonValues values, PythonScope scope, Expression.Other format) {
    String text = scope.file().text();
    int at = format.index();
    while (at < text.length() && "fFrR".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean isPlain =
        at > format.index()
            && at + 2 < text.length()
            && "\"'".indexOf(text.charAt(at)) >= 0
            && !text.startsWith(text.substring(at, at + 1).repeat(3), at);
    return isPlain ? filled(values, scope, format.parts(), text, at) : Optional.<String>empty();
  }

  private static Optional<String> filled(
      PythonValues values, PythonScope scope, List<Expression> parts, String text, int quote) {
    StringBuilder written = new StringBuilder();
    int place = 0;
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != text.charAt(quote)) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\n') {
        return Optional.empty();
      }
      boolean isDouble = i + 1 < text.length() && text.charAt(i + 1) == c;
      if (c == '{' && !isDouble) {
        int end = text.indexOf('}', i);
        String inside = end < 0 ? "{" : text.substring(i + 1, end);
        if (inside.indexOf('{') >= 0 || place >= parts.size()) {
          return Optional.empty();
        }
        boolean isBare = inside.indexOf(':') < 0 && inside.indexOf('!') < 0;
        Expression value = parts.get(place++);
        written.append(isBare ? part(values, scope, value) : "*");
        i = end + 1;
      } else {
        written.append(c);
        i += "{}".indexOf(c) >= 0 ? 2 : 1;
      }
    }
    return place == parts.size() && i < text.length()
        ? Optional.of(written.toString())
        : Optional.empty();
  }
}
