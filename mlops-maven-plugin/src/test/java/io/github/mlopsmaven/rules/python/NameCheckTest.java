package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        "def g(): pass¶with open('x') as f, g() as (h, i): print(f, h, i)",
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
        "def f(**a): pass¶print(f(a=1))",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶a = p.parse_args()¶def f(a): print(a.c)¶f(1)¶f(a)",
        "import spark¶x = spark.read.\\¶    parent.\\¶    option(1)",
        "x = \\¶    1¶y = {x: 1, **{}}¶assert x, y",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('-b', '--batch-size')¶p.add_argument('x', help='a b')¶a = p.parse_args()¶a.more = 1¶print(a.batch_size, a.x, a.more)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b', dest='c')¶a = p.parse_args()¶print(a.c)¶def f(a): print(a.d)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶p.set_defaults(c=1)¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶p.add_argument('--b')¶a = p.parse_args()¶print(getattr(a, 'c', None), getattr(a, 'b'))",
        "import argparse¶def add(*q): pass¶p = argparse.ArgumentParser()¶add(p)¶a = p.parse_args()¶print(a.c)",
        "import argparse, other as q¶p = argparse.ArgumentParser(parents=[q])¶p.add_argument('--b')¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶for n in 'ab': p.add_argument('--' + n)¶a = p.parse_args()¶print(a.c)",
        "import argparse¶p = argparse.ArgumentParser()¶s = p.add_subparsers(dest='d')¶q = s.add_parser('x')¶q.add_argument('--b')¶a = p.parse_args()¶print(a.b, a.d)",
        // Scopes.
        "__all__ = ['f', 'A']¶from a import f¶class A: pass",
        "from a import *¶__all__ = ['f', 'g']",
        "__all__ = ['f', 'g']¶def __getattr__(name): return 1",
        "class A:¶    size = 1¶    more = size + 1¶    def f(self): return [x for x in range(self.size)]",
        "def f():¶    def g(): return later¶    later = 1¶    return g()¶def h(): return module_level¶module_level = 2",
        "def f[T](x: T) -> list[T]: return x¶class B[K]:¶    def g(self, k: K): return k¶type L[V] = list[V]¶x: L = f({1: lambda y: y})",
        "def f(d):¶    return {k: v for k, v in d.items() if (n := v)}, n",
        "def f(d):¶    return f'{d[0]!r:>{d[1]}} {d=} {{no}} {d:%Y-%m}' + rf'{d}\\{{x}}'",
        "def f():¶    global made¶    made = 1¶def g(): return made",
        // Flow.
        "def f(xs):¶    for x in xs:¶        if x: best = x¶    return best",
        "def f(xs):¶    for i, x in enumerate(xs):¶        if i == 0:¶            last = x¶            continue¶        print(last, x)¶        last = x",
        "def f():¶    try:¶        import json¶    except ImportError:¶        json = None¶    return json",
        "def f(a):¶    while True:¶        try:¶            x = a()¶            break¶        except ValueError as e:¶            print(e)¶    return x",
        "def f():¶    try:¶        x = 1¶    finally:¶        print('done')¶    return x",
        "def f(a):¶    with open(a) as b, open(b.name) as c: return c.read()",
        "def f(a):¶    return {(e := x.split())[0]: e[1] for x in a}",
        "def f(a):¶    try:¶        y = a¶    except ValueError as e:¶        raise¶    else:¶        z = y¶    return y, z",
        "def f():¶    try:¶        return old¶    except NameError:¶        old = 1",
        "def f():¶    x = 1¶    def g():¶        nonlocal x¶        x += 1¶    g()¶    del x",
        "def f(v):¶    match v:¶        case int(n) if n: return n¶        case Point(x=y): return y, Point¶class Point: pass",
        "def f(a):¶    if a == 1: x = 1¶    else: raise ValueError(a)¶    return x",
        "def _answer(e):¶    if e.a: raise KeyError(e)¶    raise ValueError(e)¶def f(a):¶    try:¶        x = int(a)¶    except ValueError as e:¶        _answer(e)¶    return x",
        "import sys¶def f(a):¶    try:¶        x = int(a)¶    except ValueError:¶        sys.exit(1)¶    return x",
        "def f(a):¶    if a:¶        x = 1¶        ok = True¶    else:¶        ok = False¶    if not ok: return None¶    return x",
        "def f(a):¶    if a: x = 1¶    return x if a else 0",
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
        "def f():¶    rows = 1¶def g():¶    return rows | 4:12 | the name 'rows' is bound in other functions of this file only",
        "def f(d):¶    return [x for x in d], x | 2:28 | the name 'x' is bound nowhere",
        "__all__ = ['f', 'g']¶def f(): pass | 1:17 | __all__ names 'g', which the module does not have",
        "class A:¶    size = 1¶    def f(self): return size | 3:25 | 'size' is bound in other",
        "def f(d):¶    return f'of {nothing:>{d}}' | 2:18 | 'nothing' is bound nowhere",
        "def f(d):¶    return f'{d:>{width}}' | 2:19 | 'width' is bound nowhere",
        "COUNT = 0¶def f():¶    COUNT += 1 | 3:5 | 'COUNT' has no value here; the function has its own 'COUNT'",
        "def f():¶    print(total)¶    total = 1 | 2:11 | 'total' has no value here",
        "print(total)¶total = 1 | 1:7 | 'total' has no value here",
        "def f(a):¶    del a¶    return a | 3:12 | 'a' has no value here",
        "def f():¶    try: pass¶    except ValueError as e: pass¶    print(e) | 4:11 | 'e' has no value here",
        "def f(xs):¶    for x in xs:¶        if x > best: best = x¶    return best | 3:16 | 'best' has no value here",
        "def f(xs):¶    while xs:¶        total = total + xs.pop()¶    return total | 3:17 | 'total' has no value here",
        "def f(a):¶    if a:¶        x = 1¶    else:¶        return x¶    return x | 5:16 | 'x' has no value here",
        "def f(a):¶    if a:¶        x = 1¶    else:¶        print('no')¶    return x | 6:12 | 'x' has a value only on one of the ways",
        "def _answer(e):¶    if e.a: return¶    raise ValueError(e)¶def f(a):¶    try:¶        x = int(a)¶    except ValueError as e:¶        _answer(e)¶    return x | 9:12 | 'x' has a value only on one of the ways",
        "def f(a):¶    try:¶        x = int(a)¶    except ValueError as e:¶        print(e)¶    return x | 6:12 | 'x' has a value only on one of the ways",
      })
  void seesWhatItDoesNot(String text, String place, String problem) {
    assertThat(found(text)).singleElement().asString().contains("a.py:" + place + ":", problem);
  }

  private static List<String> inNotebook(String language, String... cells) {
    StringBuilder text = new StringBuilder("{\n \"cells\": [");
    for (String cell : cells) {
      text.append(text.charAt(text.length() - 1) == '[' ? "\n" : ",\n")
          .append("  {\"cell_type\": \"code\", \"outputs\": [{\"x\": [1]}], \"source\": [\n   \"")
          .append(cell.replace("\"", "\\\"").replace("¶", "\\n\",\n   \""))
          .append("\"]}");
    }
    text.append("],\n \"metadata\": {\"kernelspec\": {\"language\": \"" + language + "\"}},")
        .append(" \"nbformat\": 4}");
    return ProjectUnderTest.with("a.ipynb", text.toString()).findings(new NameCheck());
  }

  @Test
  void readsTheCellsOfANotebookAsOneModule() {
    assertThat(inNotebook("python", "import os", "%pip install x¶!ls {y}¶print(os, display(1))"))
        .isEmpty();
    assertThat(inNotebook("python", "files = !ls¶x = %pwd¶%time y = 1", "print(files, x, y)"))
        .isEmpty();
    assertThat(inNotebook("python", "%%bash¶echo $nothing", "%%time¶x = 1", "x?¶print(x)"))
        .isEmpty();
    assertThat(inNotebook("python", "%run ./other.ipynb", "print(nothing)")).isEmpty();
    assertThat(inNotebook("python", "%sh¶ls $nothing¶rm -r /tmp/x", "%fs ls dbfs:/tmp")).isEmpty();
    assertThat(inNotebook("scala", "print(nothing)")).isEmpty();
    assertThat(inNotebook("python", "%%spark -o x", "print(x)")).isEmpty();
    assertThat(inNotebook("python", "def f(): return later", "later = 1", "f()")).isEmpty();
  }

  @Test
  void seesNamesOfANotebookThatHaveNoValue() {
    assertThat(inNotebook("python", "import os", "x = 1¶print(oss)"))
        .singleElement()
        .asString()
        .contains(
            "a.ipynb:7:", "the name 'oss' is bound nowhere in this notebook; did you mean os?");
    assertThat(inNotebook("python", "print(rows)", "rows = 1"))
        .singleElement()
        .asString()
        .contains("a.ipynb:4:", "'rows' has no value in the cells up to here");
  }

  @Test
  void warnsOfNamesOnlyInAnnotationsThatNobodyEvaluates() {
    String[] code = {
      "from __future__ import annotations",
      "def f(x: Frame) -> Other:",
      "    return x",
      "y: Frame = 1"
    };
    assertThat(ProjectUnderTest.with("a.py", code).findings(new NameCheck()))
        .hasSize(2)
        .allMatch(
            finding -> finding.contains("warning") && finding.endsWith("[python-unset-name]"));
    code[1] = "def f(x: Frame) -> Other:  # noqa: F821";
    code[3] = "def g(): from pandas import Frame; return Frame()";
    assertThat(ProjectUnderTest.with("a.py", code).findings(new NameCheck())).isEmpty();
    code[1] = "def f(x: Frame) -> Other:";
    code[3] = "y: Frame = Frame()";
    assertThat(ProjectUnderTest.with("a.py", code).findings(new NameCheck()))
        .hasSize(2)
        .anyMatch(finding -> finding.startsWith("a.py:4:12: error: the name 'Frame'"));
    code[0] = "import annotations";
    assertThat(ProjectUnderTest.with("a.py", code).findings(new NameCheck()))
        .hasSize(2)
        .allMatch(finding -> finding.contains("error"));
  }
}
