package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a type constraint asks of a value that is written out.
 *
 * @param name the type's first word; {@code any} where nothing is asked
 * @param element the type of the elements of a list, a set or a map
 * @param fields the fields of an object
 */
public record TerraformShape(
    String name, Optional<TerraformShape> element, Map<String, Field> fields) {

  private static final TerraformShape ANY = new TerraformShape("any", Optional.empty(), Map.of());

  /** Copies the fields. */
  public TerraformShape {
    fields = Map.copyOf(fields);
  }

  /**
   * A field of an object.
   *
   * @param shape its type
   * @param isOptional whether it may be left out
   */
  public record Field(TerraformShape shape, boolean isOptional) {}

  /**
   * Reads a type without mistakes; what is not known asks for nothing.
   *
   * @param expression its tokens
   */
  static TerraformShape of(List<Token> expression) {
    List<Token> tokens = expression.stream().filter(token -> !token.is(Kind.LINE)).toList();
    return tokens.isEmpty() || TerraformType.mistake(expression).isPresent()
        ? ANY
        : new Reader(tokens).type(0);
  }

  private static final class Reader {

    private final List<Token> tokens;
    private int at;

    Reader(List<Token> tokens) {
      this.tokens = tokens;
    }

    /** Reads one type; a type that is nested too deep asks for nothing. */
    TerraformShape type(int depth) {
      String name = tokens.get(at++).text();
      boolean isOpen = at < tokens.size() && tokens.get(at).is("(");
      if (!isOpen || depth > Bounds.DEPTH) {
        return new TerraformShape(name, Optional.empty(), Map.of());
      }
      at++;
      Optional<TerraformShape> element = Optional.empty();
      Map<String, Field> fields = new LinkedHashMap<>();
      if (name.equals("object")) {
        at++;
        while (!tokens.get(at).is("}")) {
          String field = tokens.get(at).text();
          at += 2;
          boolean isOptional = tokens.get(at).isName("optional");
          at += isOptional ? 2 : 0;
          fields.put(field, new Field(type(depth + 1), isOptional));
          if (isOptional) {
            skipTo(")");
            at++;
          }
          at += tokens.get(at).is(",") ? 1 : 0;
        }
      } else if (!name.equals("tuple")) {
        element = Optional.of(type(depth + 1));
      }
      skipTo(")");
      at++;
      return new TerraformShape(name, element, fields);
    }

    /** Goes to a sign that stands outside of all brackets. */
    private void skipTo(String sign) {
      int open = 0;
      while (open > 0 || !tokens.get(at).is(sign)) {
        Token token = tokens.get(at);
        if (token.is(Kind.SIGN)) {
          open += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
        }
        at++;
      }
    }
  }
}
