package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of Python code, and the arguments that it reads. */
class NameCheckTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("a.py", text.split("¶", -1)).findings(new NameCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import a.b as c, d¶from e import (f,¶    g as h)¶print(c, d, f, h, __file__, len([]))",
        "def f(x: int, *y, k=1, **z) -> int:¶    return x + y + k + z",
        "class A(Exception):¶    b: int = 1¶    def c(self): return self.b",
        "a = b = 1¶(c, d), e = 1, 2¶for i, (j, k) in a: print(i, j, k, b, c, d, e)",
        "with open('x') as f, g() as (h, i): print(f, h, i)¶def g(): pass",
        "try:¶    pass¶except ValueError as e:¶    print(e)",
        "f = lambda x, y=1: x + y¶print([i for i in f if (n := i)], n)",
        "import m¶print(m.a.b, m¶    .c, f\"{m}\", rb'x')",
        "def f[T](x: T) -> T:¶    return x¶type A[B] = list[B]",
        "match 1:¶    case [a, *b]:¶        print(a, b)",
        "from x import *¶print(anything)",
        "x: int¶if True: y = 1¶print(x, y, z := 3, 1e5, 0xff, 1_000)",
        "print(<your name>, nothing)",
        "print(1, <your-name>, nothing)",
        "x = <name()>",
        "print 'a', nothing",
        "x = ('a' rb'b' f'c')",
        "global g¶print(g)¶dbutils.widgets.get('a')",
        "print(f(a=1))¶def f(**a): pass",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶a = p.parse_args()¶def f(a): print(a.c)¶f(1)¶f(a)",
        "import spark¶x = spark.read.\\¶    parent.\\¶    option(1)",
        "x = \\¶    1¶y = {x: 1, **{}}¶assert x, y",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('-b', '--batch-size')¶p.add_argument('x', help='a b')¶a = p.parse_args()¶a.more = 1¶print(a.batch_size, a.x, a.more)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b', dest='c')¶a = p.parse_args()¶print(a.c)¶def f(a): print(a.d)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶p.set_defaults(c=1)¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶a = p.parse_args()¶print(getattr(a, 'c', None), getattr(a, 'b'))",
        "import argparse¶p = argparse.ArgumentParser()¶add(p)¶a = p.parse_args()¶print(a.c)¶def add(*q): pass",
        "import argparse, other as q¶p = argparse.ArgumentParser(parents=[q])¶p.add_argument('--b')¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶for n in 'ab': p.add_argument('--' + n)¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶s = p.add_subparsers(dest='d')¶q = s.add_parser('x')¶q.add_argument('--b')¶a = p.parse_args()¶print(a.b, a.d)",
      })
  void readsWhatPythonBinds(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "import os¶print(oss.path) | 2:7 | the name 'oss' is bound nowhere in this file; did you mean os?",
        "def f(table):¶    return tabel.x | 2:12 | did you mean table?",
        "x = json.loads('') | 1:5 | 'json' is bound nowhere",
        "import argparse¶def read():¶    p = argparse.ArgumentParser()¶    p.add_argument('--region')¶    return p.parse_args()¶args = read()¶a = open(args.region, parents=True)¶print(a, args.regoin) | 8:15 | the parser has no argument 'regoin'; use region",
        "import argparse¶def read() -> argparse.Namespace:¶    p = argparse.ArgumentParser()¶    p.add_argument('--region')¶    return p.parse_args()¶args = read()¶print(args.regoin) | 7:12 | the parser has no argument 'regoin'; use region",
        "import argparse¶def cli():¶    p = argparse.ArgumentParser()¶    p.add_argument('--region')¶    return p¶args = cli().parse_args([])¶print(args.regoin) | 7:12 | the parser has no argument 'regoin'",
        "import argparse¶def add(p):¶    p.add_argument('--region')¶p = argparse.ArgumentParser()¶add(p)¶args, rest = p.parse_known_args()¶print(args.regoin) | 7:12 | use region",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶a = p.parse_args()¶print(getattr(a, 'c')) | 5:18 | the parser has no argument 'c'",
        "import argparse¶def g(args): return args.c¶def f(args): return g(args)¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶f(p.parse_args()) | 2:26 | the parser has no argument 'c'",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶def main(args):¶    print(args.c)¶main(p.parse_args()) | 5:16 | the parser has no argument 'c'",
        "import argparse¶def read():¶    p = argparse.ArgumentParser()¶    p.add_argument('--b')¶    args = p.parse_args()¶    return args¶def main(a):¶    print(a.c)¶main(read()) | 8:13 | the parser has no argument 'c'",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--lr', type=float)¶a = p.parse_args()¶print(a.rate) | 5:9 | the parser has no argument 'rate'",
      })
  void seesWhatItDoesNot(String text, String place, String problem) {
    assertThat(found(text)).singleElement().asString().contains("a.py:" + place + ":", problem);
  }
}
