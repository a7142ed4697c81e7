package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.BicepShape.Items;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Member;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Members;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Scalar;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a type, or a value that is written out. What is not plainly one is {@link BicepShape#ANY}.
 */
final class BicepShapeReader {

  private static final Set<String> SCALARS = Set.of("string", "int", "bool");

  private final List<Token> tokens;
  private final Function<String, BicepShape> names;
  private final boolean isType;

  private BicepShapeReader(List<Token> tokens, boolean isType, Function<String, BicepShape> names) {
    this.tokens = tokens;
    this.isType = isType;
    this.names = names;
  }

  /**
   * Reads a type.
   *
   * @param decorators what stands before it
   * @param tokens the type
   * @param names the shapes of the types that have names
   */
  static BicepShape type(
      List<Token> decorators, List<Token> tokens, Function<String, BicepShape> names) {
    return new BicepShapeReader(tokens, true, names).read(decorators, 0, tokens.size());
  }

  /**
   * Reads a value.
   *
   * @param tokens the value
   * @param names the shapes of the variables that it names
   */
  static BicepShape value(List<Token> tokens, Function<String, BicepShape> names) {
    return new BicepShapeReader(tokens, false, names).read(List.of(), 0, tokens.size());
  }

  private BicepShape read(List<Token> decorators, int begin, int end) {
    int from = begin;
    int to = end;
    while (from < to && tokens.get(from).is(Kind.LINE)) {
      from++;
    }
    while (to > from && tokens.get(to - 1).is(Kind.LINE)) {
      to--;
    }
    if (from >= to) {
      return BicepShape.ANY;
    }
    Token first = tokens.get(from);
    if (first.is("{") && BicepBrackets.closing(tokens, from) == to - 1) {
      return members(from + 1, to - 1);
    }
    if (isType) {
      return type(decorators, from, to);
    }
    if (first.is("[") && BicepBrackets.closing(tokens, from) == to - 1) {
      return items(from + 1, to - 1);
    }
    return to - from == 1 && first.is(Kind.NAME) ? names.apply(first.text()) : BicepShape.ANY;
  }

  private BicepShape type(List<Token> decorators, int from, int to) {
    boolean isList = to - from > 2 && tokens.get(to - 1).is("]") && tokens.get(to - 2).is("[");
    if (isList) {
      return new Items(read(List.of(), from, to - 2));
    }
    Token first = tokens.get(from);
    boolean isName = to - from == 1 && first.is(Kind.NAME);
    if (isName && !SCALARS.contains(first.text())) {
      return names.apply(first.text());
    }
    List<Token> statement = new ArrayList<>(List.of(first, first));
    statement.addAll(
        tokens.subList(from, to).stream().filter(token -> !token.is(Kind.LINE)).toList());
    BicepLimits limits = BicepLimits.of(decorators, statement);
    return SCALARS.contains(limits.type()) ? new Scalar(limits) : BicepShape.ANY;
  }

  /** The items of a list have the shape of all of them, where they are alike. */
  private BicepShape items(int from, int to) {
    List<BicepShape> all = new ArrayList<>();
    for (int i = from; i < to; ) {
      int end = end(i, to);
      if (end > i) {
        all.add(read(List.of(), i, end));
      }
      i = end + 1;
    }
    Map<String, Member> known = new LinkedHashMap<>();
    for (BicepShape one : all) {
      if (!(one instanceof Members members) || members.others().isPresent()) {
        return new Items(BicepShape.ANY);
      }
      members.members().forEach((name, member) -> known.put(name, anyOf(known.get(name), member)));
    }
    return new Items(all.isEmpty() ? BicepShape.ANY : new Members(known, Optional.empty(), true));
  }

  private static Member anyOf(@Nullable Member before, Member member) {
    return before == null || before.equals(member) ? member : new Member(BicepShape.ANY, false);
  }

  private BicepShape members(int from, int to) {
    Map<String, Member> members = new LinkedHashMap<>();
    Optional<BicepShape> others = Optional.empty();
    List<Token> decorators = new ArrayList<>();
    for (int i = from; i < to; ) {
      int end = end(i, to);
      if (end == i) {
        i++;
        continue;
      }
      Token first = tokens.get(i);
      if (first.is("@")) {
        decorators.addAll(tokens.subList(i, end));
      } else {
        int colon = i;
        while (colon < end && !tokens.get(colon).is(":")) {
          colon++;
        }
        Optional<String> name = name(i, colon);
        if (colon == end || (name.isEmpty() && !first.is("*"))) {
          // A loop, a condition, what is spread out, or a name that is put together.
          others = Optional.of(BicepShape.ANY);
        } else {
          boolean isOptional = isType && tokens.get(end - 1).is("?");
          BicepShape shape =
              isOptional ? read(decorators, colon + 1, end - 1) : read(decorators, colon + 1, end);
          if (name.isPresent()) {
            members.put(name.get(), new Member(shape, isType && !isOptional));
          } else {
            others = Optional.of(shape);
          }
        }
        decorators.clear();
      }
      i = end + 1;
    }
    return new Members(members, others, !isType);
  }

  private Optional<String> name(int from, int colon) {
    if (colon == from + 1 && tokens.get(from).is(Kind.NAME)) {
      return Optional.of(tokens.get(from).text());
    }
    boolean isText =
        colon == from + 3
            && tokens.get(from).is(Kind.OPEN_TEXT)
            && tokens.get(from + 1).is(Kind.TEXT);
    return isText ? Optional.of(tokens.get(from + 1).text()) : Optional.empty();
  }

  /** The end of a part: a line or a comma outside of all brackets and texts. */
  private int end(int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      Token token = tokens.get(i);
      boolean opens = token.is(Kind.OPEN_PART) || (isSign(token) && "([{".contains(token.text()));
      boolean closes = token.is(Kind.CLOSE_PART) || (isSign(token) && ")]}".contains(token.text()));
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth == 0 && (token.is(Kind.LINE) || token.is(",")) && !goesOn(i, to)) {
        return i;
      }
    }
    return to;
  }

  /** A condition may have its answers in the next lines. */
  private boolean goesOn(int line, int to) {
    int next = line + 1;
    while (next < to && tokens.get(next).is(Kind.LINE)) {
      next++;
    }
    return tokens.get(line).is(Kind.LINE)
        && next < to
        && (tokens.get(next).is("?") || tokens.get(next).is(":") || tokens.get(next).is("|"));
  }

  private static boolean isSign(Token token) {
    return token.is(Kind.SIGN);
  }
}
