package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader of Python takes, and what it does not. */
class PythonTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x = 1; y = 2",
        "x: int = 3¶y: list[str]",
        "a = b = c, *d = 1, 2",
        "x += (yield)",
        "def f(a, /, b: int = 1, *c, d=2, **e) -> dict[str, int]: return {'a': 1, **e}",
        "async def f():¶    async with a as b, c as (d, e):¶        await g()¶    async for x in y: pass",
        "class A(B, metaclass=C):¶    'Says.'¶    x = 1",
        "@a.b(c)¶@d¶def f(): ...",
        "if a:¶    pass¶elif b: pass¶else:¶    x¶",
        "for i, (j, *k) in zip(a, b):¶    continue¶else:¶    break",
        "try:¶    x()¶except (A, B) as e:¶    raise C from e¶finally:¶    del x[0], y",
        "try: x()¶except* A: pass",
        "with (open('a') as f, open('b') as g,): pass",
        "with (yield): pass",
        "x = [i for i in y if i for j in i] + [*a, *b]",
        "x = {k: v for k, v in y}, {a, b}, {}",
        "f(x for x in y), f(*a, b=1, **c), f(a := 1)",
        "x = lambda: 0, lambda a, *b, c=1, **d: a",
        "x = a if b else c if d else e",
        "x = not a in b and c not in d or e is not f",
        "x = -a ** -b @ c // d << 1 | 2 ^ 3 & ~4",
        "x[1:2, ::3, ...] = y[a:b][c]",
        "x = 'a' \"b\" f'{c!r:>{d}}' rb'e'",
        "x = f'{a['b']}' + f\"{x:{y}}\"",
        "x = \"\"\"a¶b\"\"\"",
        "x = (1 +¶  2)  # comment¶",
        "x = 1 + \\¶    2",
        "match x:¶    case [a, *b] if a > 1: pass¶    case {'k': v, **r} | A(b=c):¶        pass¶    case _: pass",
        "match = 1¶match.x(2)¶match(3)¶print(match)",
        "type = 3¶case = 4",
        "from . import a¶from ..b import (c as d,¶    e,)¶import f.g as h, i.j¶from k import *",
        "global x, y",
        "def f[T: int](x: T): pass",
        "assert x, 'y'¶print(0x1F, 1e-5, 1_000, 3j, .5)",
        "while (n := f()): pass",
        "x = *a, b",
        "lambda x: (yield)",
      })
  void readsPython(String text) {
    assertThat(PythonTree.parse(text.replace('¶', '\n')).isRead()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print 'a'",
        "x = = 1",
        "def f(:¶    pass",
        "if x¶    y",
        "x = [1, 2",
        "class A¶    pass",
        "  x = 1¶y = 2",
        "from {{ name }} import x",
        "f(a b)",
        "%matplotlib inline",
      })
  void saysNothingOfOtherTexts(String text) {
    assertThat(PythonTree.parse(text.replace('¶', '\n')).isRead()).isFalse();
  }

  @Test
  void isBoundedInDepth() {
    assertThat(PythonTree.parse("x = " + "(".repeat(50_000)).isRead()).isFalse();
    assertThat(PythonTree.parse("x = " + "-".repeat(50_000) + "1").isRead()).isFalse();
    assertThat(PythonTree.parse("x = " + "not ".repeat(50_000) + "1").isRead()).isFalse();
    assertThat(PythonTree.parse("x = a" + ".b()[0]".repeat(50_000)).isRead()).isFalse();
    assertThat(PythonTree.parse("x = a" + " + b".repeat(50_000)).isRead()).isFalse();
    assertThat(PythonTree.parse("x = a" + " or b".repeat(50_000)).isRead()).isFalse();
    assertThat(PythonTree.parse("x = a" + " ** b".repeat(50_000)).isRead()).isFalse();
  }

  @Test
  void knowsWhereThingsStand() {
    Statement statement = PythonTree.parse("x = a.b(c, d=1)").body().get(0);
    assertThat(statement).isInstanceOf(Statement.Assignment.class);
    Expression value = ((Statement.Assignment) statement).value().orElseThrow();
    assertThat(value.index()).isEqualTo(4);
    assertThat(((Expression.Call) value).shape().names()).containsExactly("d");
    assertThat(PythonTree.dotted(((Expression.Call) value).function())).isEqualTo("a.b");
  }
}
