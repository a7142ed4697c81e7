package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Attribute;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Entry;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Item;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Splat;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Step;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an expression of HCL.
 *
 * @see <a href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md">HCL native syntax</a>
 */
final class HclExpressions {

  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("||"),
          Set.of("&&"),
          Set.of("==", "!="),
          Set.of("<", ">", "<=", ">="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  private final List<Token> tokens;
  private final int end;
  private int at;
  private int depth;

  /** Whether ends of lines are nothing: they are outside of brackets {@code { } }. */
  private boolean skipsLines = true;

  private HclExpressions(List<Token> tokens) {
    this.tokens = tokens;
    this.end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).index();
  }

  /**
   * Reads a whole expression.
   *
   * @param tokens its tokens
   * @throws SyntaxMistake where Terraform would not read it
   */
  static HclExpression read(List<Token> tokens) {
    HclExpressions reader = new HclExpressions(tokens);
    HclExpression expression = reader.expression();
    Optional<Token> rest = reader.peek();
    if (rest.isPresent()) {
      throw new SyntaxMistake(
          rest.get().index(), "'" + shown(rest.get()) + "' is not expected here");
    }
    return expression;
  }

  private static String shown(Token token) {
    return token.text().isBlank() ? "end of line" : token.text();
  }

  private Optional<Token> peek() {
    while (skipsLines && at < tokens.size() && tokens.get(at).is(Kind.LINE)) {
      at++;
    }
    return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
  }

  private boolean isNext(String sign) {
    return peek().filter(token -> token.is(sign)).isPresent();
  }

  private boolean isNextName(String name) {
    return peek().filter(token -> token.isName(name)).isPresent();
  }

  private boolean takes(String sign) {
    boolean takes = isNext(sign);
    at += takes ? 1 : 0;
    return takes;
  }

  private Token next(String wanted) {
    Token token =
        peek().orElseThrow(() -> new SyntaxMistake(end, wanted + " is missing at the end"));
    at++;
    return token;
  }

  private void expect(String sign, String owner) {
    if (!takes(sign)) {
      throw new SyntaxMistake(
          peek().map(Token::index).orElse(end), "'" + sign + "' of " + owner + " is missing");
    }
  }

  private HclExpression expression() {
    if (++depth > Bounds.DEPTH) {
      throw SyntaxMistake.tooDeep(peek().map(Token::index).orElse(end));
    }
    HclExpression condition = operation(0);
    if (takes("?")) {
      HclExpression yes = expression();
      expect(":", "the condition '? :'");
      HclExpression no = expression();
      condition = new HclExpression.Operation(condition.index(), "?", List.of(condition, yes, no));
    }
    depth--;
    return condition;
  }

  private HclExpression operation(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    HclExpression left = operation(level + 1);
    String sign = "";
    List<HclExpression> parts = new ArrayList<>(List.of(left));
    // A chain is one operation, however long it is: nothing that walks it goes deep.
    while (peek().filter(token -> isOperator(token, level)).isPresent()) {
      sign = tokens.get(at++).text();
      parts.add(operation(level + 1));
    }
    return parts.size() == 1 ? left : new HclExpression.Operation(left.index(), sign, parts);
  }

  private static boolean isOperator(Token token, int level) {
    return token.is(Kind.SIGN) && LEVELS.get(level).contains(token.text());
  }

  private HclExpression unary() {
    if (isNext("!") || isNext("-")) {
      Token sign = tokens.get(at++);
      if (++depth > Bounds.DEPTH) {
        throw SyntaxMistake.tooDeep(sign.index());
      }
      HclExpression part = unary();
      depth--;
      return new HclExpression.Operation(sign.index(), sign.text(), List.of(part));
    }
    HclExpression term = term();
    List<Step> steps = steps();
    if (term instanceof HclExpression.Path path) {
      return new HclExpression.Path(path.index(), path.name(), steps);
    }
    return steps.isEmpty() ? term : new HclExpression.Part(term.index(), term, steps);
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    while (true) {
      if (takes(".")) {
        Token name = next("a name");
        if (name.is("*")) {
          steps.add(new Splat());
        } else if (name.is(Kind.NUMBER)) {
          steps.add(new Item(new HclExpression.Literal(name.index(), name.text(), false)));
        } else if (name.is(Kind.NAME)) {
          steps.add(new Attribute(name.index(), name.text()));
        } else {
          throw new SyntaxMistake(name.index(), "a name was expected after '.'");
        }
      } else if (isNext("[")) {
        at++;
        boolean skipped = skipsLines;
        skipsLines = true;
        if (takes("*")) {
          steps.add(new Splat());
        } else {
          steps.add(new Item(expression()));
        }
        expect("]", "an index");
        skipsLines = skipped;
      } else {
        return steps;
      }
    }
  }

  private HclExpression term() {
    Token token = next("a value");
    if (token.is(Kind.NUMBER)) {
      return new HclExpression.Literal(token.index(), token.text(), false);
    }
    if (token.is(Kind.OPEN_TEXT)) {
      return text(token);
    }
    if (token.is("(")) {
      boolean skipped = skipsLines;
      skipsLines = true;
      HclExpression inner = expression();
      expect(")", "a bracket");
      skipsLines = skipped;
      return new HclExpression.Operation(token.index(), "(", List.of(inner));
    }
    if (token.is("[")) {
      return tuple(token);
    }
    if (token.is("{")) {
      return object(token);
    }
    if (!token.is(Kind.NAME)) {
      throw new SyntaxMistake(token.index(), "'" + shown(token) + "' is not expected here");
    }
    return named(token);
  }

  private HclExpression named(Token token) {
    StringBuilder name = new StringBuilder(token.text());
    while (isNext("::")) {
      at++;
      name.append("::").append(next("a name").text());
    }
    if (isNext("(")) {
      return call(token, name.toString());
    }
    boolean isWord = Set.of("true", "false", "null").contains(token.text());
    return isWord
        ? new HclExpression.Literal(token.index(), token.text(), false)
        : new HclExpression.Path(token.index(), name.toString(), List.of());
  }

  private HclExpression call(Token token, String name) {
    at++;
    boolean skipped = skipsLines;
    skipsLines = true;
    List<HclExpression> arguments = new ArrayList<>();
    while (!takes(")")) {
      arguments.add(expression());
      takes("...");
      if (!isNext(")")) {
        expect(",", "the arguments of " + name + "()");
      }
    }
    skipsLines = skipped;
    return new HclExpression.Call(token.index(), name, arguments);
  }

  private HclExpression tuple(Token open) {
    boolean skipped = skipsLines;
    skipsLines = true;
    if (isNextName("for")) {
      HclExpression loop = loop(open, "]");
      skipsLines = skipped;
      return loop;
    }
    List<HclExpression> items = new ArrayList<>();
    while (!takes("]")) {
      items.add(expression());
      if (!isNext("]")) {
        expect(",", "the list");
      }
    }
    skipsLines = skipped;
    return new HclExpression.Tuple(open.index(), items);
  }

  private HclExpression loop(Token open, String close) {
    at++;
    List<String> names = new ArrayList<>();
    do {
      names.add(next("a name").text());
    } while (takes(","));
    if (!isNextName("in")) {
      throw new SyntaxMistake(
          peek().map(Token::index).orElse(end), "'in' of 'for' was expected here");
    }
    at++;
    HclExpression in = expression();
    expect(":", "'for'");
    HclExpression value = expression();
    Optional<HclExpression> key = Optional.empty();
    if (close.equals("}")) {
      expect("=>", "'for'");
      key = Optional.of(value);
      value = expression();
      takes("...");
    }
    Optional<HclExpression> condition = Optional.empty();
    if (isNextName("if")) {
      at++;
      condition = Optional.of(expression());
    }
    expect(close, "'for'");
    return new HclExpression.For(open.index(), names, in, key, value, condition);
  }

  private HclExpression object(Token open) {
    boolean skipped = skipsLines;
    skipsLines = true;
    if (isNextName("for")) {
      boolean isLoop = at + 1 < tokens.size() && tokens.get(at + 1).is(Kind.NAME);
      if (isLoop) {
        HclExpression loop = loop(open, "}");
        skipsLines = skipped;
        return loop;
      }
    }
    List<Entry> entries = new ArrayList<>();
    while (!takes("}")) {
      entries.add(entry());
      skipsLines = false;
      boolean isOver =
          isNext("}") || takes(",") || peek().filter(token -> token.is(Kind.LINE)).isPresent();
      if (!isOver) {
        Token wrong = peek().orElse(open);
        throw new SyntaxMistake(wrong.index(), "'" + shown(wrong) + "' is not expected here");
      }
      skipsLines = true;
    }
    skipsLines = skipped;
    return new HclExpression.Entries(open.index(), entries);
  }

  private Entry entry() {
    HclExpression key = expression();
    if (!(takes("=") || takes(":"))) {
      throw new SyntaxMistake(
          peek().map(Token::index).orElse(end), "'=' after the key of an object is missing");
    }
    skipsLines = false;
    HclExpression value = expression();
    Optional<String> name =
        key instanceof HclExpression.Path path && path.steps().isEmpty()
            ? Optional.of(path.name())
            : key instanceof HclExpression.Literal literal
                ? Optional.of(literal.text())
                : Optional.empty();
    return new Entry(name, name.isPresent() ? Optional.empty() : Optional.of(key), value);
  }

  /** A text up to its end: its parts are read each for itself. */
  private HclExpression text(Token open) {
    List<HclExpression> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    boolean isPlain = true;
    boolean hasDirectives = false;
    while (true) {
      Token token = at < tokens.size() ? tokens.get(at++) : open;
      if (token.is(Kind.CLOSE_TEXT) || token.equals(open)) {
        break;
      } else if (token.is(Kind.TEXT)) {
        plain.append(token.text());
        parts.add(new HclExpression.Literal(token.index(), token.text(), true));
      } else if (token.is(Kind.OPEN_PART)) {
        isPlain = false;
        List<Token> inner = part();
        hasDirectives |= token.text().equals("%{");
        if (!hasDirectives) {
          parts.add(read(inner));
        }
      }
    }
    // What a directive declares is known to the parts behind it: they are left to Terraform.
    return isPlain
        ? new HclExpression.Literal(open.index(), plain.toString(), true)
        : new HclExpression.Operation(open.index(), "", hasDirectives ? List.of() : parts);
  }

  /** The tokens of a part of a text, without the signs that take blanks away beside it. */
  private List<Token> part() {
    int open = 1;
    int start = at;
    while (at < tokens.size() && open > 0) {
      Token token = tokens.get(at++);
      open += token.is(Kind.OPEN_PART) ? 1 : token.is(Kind.CLOSE_PART) ? -1 : 0;
    }
    int last = at - 1;
    if (start < last && tokens.get(start).is("~")) {
      start++;
    }
    if (start < last && tokens.get(last - 1).is("~")) {
      last--;
    }
    return tokens.subList(start, last);
  }
}
