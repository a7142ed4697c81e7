package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a project's own functions, and names of its own modules. */
class CallCheckTest {

  private static final String[] LIBRARY = {
    "import os",
    "from dataclasses import dataclass, field",
    "LIMIT = 3",
    "def plain(a, b: int = 2, *, c='x, y', d=None) -> int:",
    "    '''Takes (a, b.'''",
    "    return a",
    "def strict(a, /, b):",
    "    return a",
    "def open_to(a, *rest, key, **more):",
    "    return a",
    "@retry(3)",
    "def changed(a):",
    "    return a",
    "if os.name == 'nt':",
    "    def either(a): return a",
    "else:",
    "    def either(a, b): return a",
    "class Net(Base):",
    "    def __init__(self, hidden: int = 8) -> None:",
    "        self.step(1)",
    "    def step(self, rate, decay=0.1):",
    "        return rate",
    "    @staticmethod",
    "    def make(size): return size",
    "class Unknown(Base):",
    "    pass",
    "@dataclass",
    "class Row:",
    "    name: str",
    "    size: int = 1",
    "    tags: list = field(default_factory=list)",
    "def row() -> Row:",
    "    return Row('a')",
  };

  private static List<String> found(String text) {
    return ProjectUnderTest.with("pkg/__init__.py", "from .library import plain as simple")
        .and("pkg/library.py", LIBRARY)
        .and("tools/__init__.py", "from .look import look")
        .and("tools/look.py", "@component", "def look(a): pass")
        .and("main.py", text.split("¶", -1))
        .findings(new CallCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from pkg.library import plain¶plain(1)¶plain(1, 2, c=3)¶plain(a=1, d={'a': (1, 2)})",
        "from pkg.library import plain¶plain('x')¶plain(*args)¶plain(**args)¶plain(f(1, 2), [3, 4])",
        "from pkg.library import plain¶plain(¶    1,  # it's one¶    b=2,¶)¶plain(lambda a, b: a)",
        "from pkg.library import plain¶plain(v for k, v, w in x.items())",
        "from pkg.library import plain¶def plain(a, b, c, d): pass¶plain(1, 2, 3, 4)",
        "from pkg.library import plain¶def f(plain): plain(1, 2, 3, 4)",
        "try:¶    from pkg.library import plain¶except ImportError:¶    plain = None¶plain(1, 2, 3)",
        "from pkg import library¶library.open_to(1, 2, 3, key=4, other=5)¶library.LIMIT = 2",
        "from pkg.library import changed, either, Unknown¶changed()¶either(1)¶Unknown(1, 2)",
        "from pkg.library import Net, Row¶Net()¶Net(hidden=3).step(1)¶Row('a', tags=[])",
        "import pkg.library as lib¶lib.Row('a', 2)¶print(lib.os, lib.__file__, lib.LIMIT)",
        "import pkg.library¶pkg.library.plain(1)¶pkg.simple(2)",
        "from pkg.library import plain¶with pytest.raises(TypeError):¶    plain()",
        "def f(a): pass¶try:¶    if 1:¶        f()¶except (ValueError, TypeError):¶    raise",
        "def f(a): pass¶try:¶    x = 1¶    f()¶except Exception as e:¶    print(e)¶else:¶    pass",
        "def f(a): pass¶try:¶    f()¶except:¶    pass¶with contextlib.suppress(TypeError):¶    x = 1¶    y = 2¶    f()",
        "from pkg import library¶try:¶    library.plian¶except Exception:¶    pass",
        "D = {'a': 1}¶try:¶    print(D['b'])¶except LookupError:¶    pass",
        "def f():¶    return 1, 2¶try:¶    a, b, c = f()¶except ValueError:¶    pass",
        "from pkg import library¶print(hasattr(library, 'x') and library.x)",
        "from elsewhere import plain¶plain(1, 2, 3)",
        "class A(metaclass=Single):¶    def __init__(self, x): pass¶A()",
        "class A:¶    def __init__(self, x): pass¶with patch.object(A, '__init__', other):¶    A()",
        "from pkg.library import strict¶@patch('main.strict')¶def f(): strict()",
        "from pkg.library import Row, Net, Unknown¶r = Row('a')¶print(r.name, r.size, r.tags)¶n = Net()¶n.anything()¶u = Unknown()¶u.step(1, 2, 3)",
        "from pkg.library import Row¶r = Row('a')¶r.more = 1¶print(r.more, r.__class__)¶for r in []: print(r.other)",
        "class A:¶    def __init__(self): self.x, self.y = 1, 2¶    def f(self): self.z: int = 3¶a = A()¶print(a.x, a.y, a.z)",
        "from tools import look¶look.python_func(1)¶import tools¶tools.look.python_func(2)",
        "class A:¶    def f(self, a): pass¶    def g(self):¶        self.f(1)¶        self.h = 2¶        self.h(3)",
        "class A:¶    def f(self, a): pass¶    def g(self): self.f()¶class B(A):¶    def f(self): pass",
        "def f():¶    return 1, 2¶a, b = f()¶c, *d = f()¶(e, g) = f()¶print(a, b, c, d, e, g)",
        "def f(x):¶    if x: return 1, 2¶    return x¶a, b, c = f(1)",
        "async def f():¶    return 1, 2¶async def g():¶    a, b = await f()¶    return await f()",
        "async def f(): pass¶import asyncio¶asyncio.run(f())¶x = f()",
        "D = {'a': 1}¶D['b'] = 2¶print(D['b'])",
        "D = {'a': 1}¶fill(D)¶print(D['b'])",
        "D = {'a': 1, **more}¶print(D['b'])",
        "D = {'a': 1}¶print(D['a'], D.get('b'))",
        "def f(a):¶    print(a)¶f(1)¶def g(a) -> int:¶    raise ValueError(a)¶x = g(1)",
        "def f(a):¶    yield a¶x = f(1)¶def g(): ...¶y = g()",
        "def f(a) -> int:¶    'Says.'¶def g(a) -> None:¶    a.b",
        "class A:¶    @classmethod¶    def make(cls, a): return cls()¶    @staticmethod¶    def of(a): return a¶    def g(self): return 1¶A.make(1)¶A().make(1)¶A.of(2)¶A().of(2)¶A.g(A())",
        "import main¶main.other()",
        "class A:¶    def f(self): return self.x¶class B(A):¶    def __init__(self): self.x = 1",
        "from enum import Enum¶class S(Enum):¶    A = 1¶print(S.A, S.A.value, S['A'], S.A.name, S.__members__, S.other)",
        "class A:¶    def f(self):¶        object.__setattr__(self, 'x', 1)¶        return self.x",
        "class A(Base):¶    X = 1¶print(A.Y)",
        "D = {'a': {'b': 1}}¶fill(D['a'])¶print(D['a']['c'])",
        "def f(): return {}¶g = {'f': f}¶print(f == f, f.cache)",
        "@wrapped¶def f(): return {}¶print(f['a'])",
      })
  void acceptsWhatPythonAccepts(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from pkg.library import plain¶plain() | 2:1 | 'plain' requires 'a'",
        "from pkg.library import plain as p¶p(1, 2, 3) | 2:1 | 'p' takes at most 2 arguments by position, and gets 3",
        "from pkg.library import plain¶x = [plain(1, e=2)] | 2:6 | 'plain' has no parameter 'e'; use one of a, b, c, d",
        "from pkg.library import plain¶plain(1, a=2) | 2:1 | 'plain' gets 'a' twice",
        "from pkg.library import strict¶strict(b=1) | 2:1 | 'strict' requires 'a'",
        "from pkg.library import open_to¶open_to('a, b') | 2:1 | 'open_to' requires 'key'",
        "from pkg import simple¶simple('a', 'b', 'c') | 2:1 | takes at most 2 arguments",
        "import pkg.library as lib¶lib.Net(width=3) | 2:1 | 'Net' has no parameter 'width'; use hidden",
        "import pkg.library¶pkg.library.Row() | 2:1 | 'Row' requires 'name'",
        "from pkg import library¶library.plian(1) | 2:1 | the module 'pkg.library' has no 'plian'; did you mean plain?",
        "import pkg.library as lib¶print(lib.LIMITS) | 2:7 | did you mean LIMIT?",
        "def f(a): pass¶f() | 2:1 | 'f' requires 'a'",
        "class A:¶    def f(self, a): pass¶    def g(self): self.f() | 3:18 | 'f' requires 'a'",
        "from pkg.library import Row¶r = Row('a')¶print(r.nmae) | 3:7 | the class 'Row' has no 'nmae'; did you mean name?",
        "from enum import Enum¶class S(str, Enum):¶    DEV = 'd'¶print(S.TEST) | 4:7 | the class 'S' has no 'TEST'",
        "class A:¶    def __init__(self): self.size = 1¶    def f(self): return self.sizes | 3:25 | the class 'A' has no 'sizes'",
        "class A:¶    LIMIT = 1¶print(A.LIMITS) | 3:7 | the class 'A' has no 'LIMITS'",
        "D = {'a': {'b': 1}}¶fill(D['a'])¶print(D['c']) | 3:9 | the dictionary has no key 'c'",
        "def f(): return {}¶print(f['a']) | 2:7 | 'f' is a function, and is not called",
        "def f(): return 1¶print(f + 1) | 2:7 | 'f' is a function, and is not called",
        "from pkg.library import Net¶n = Net(3)¶n.step() | 3:1 | 'step' requires 'rate'",
        "from pkg.library import row¶r = row()¶print(r.sizes) | 3:7 | the class 'Row' has no 'sizes'",
        "class A:¶    def f(self): pass¶a = A()¶a.g() | 4:1 | the class 'A' has no 'g'",
        "class A:¶    pass¶A(1) | 3:1 | 'A' takes no arguments by position, and gets 1",
        "from pkg.library import row¶print(row().sizes) | 2:7 | the class 'Row' has no 'sizes'",
        "from pkg.library import Net¶Net(3).step() | 2:1 | 'step' requires 'rate'",
        "from pkg.library import Row¶def f(r: Row): return r.nmae | 2:23 | did you mean name?",
        "from pkg.library import row¶def f(r): return r.nmae¶f(row()) | 2:18 | did you mean name?",
        "from pkg.library import row¶class A:¶    def f(self): return row().nmae | 3:25 | did you mean name?",
        "def f():¶    return 1, 2¶a, b, c = f() | 3:1 | 3 names get 2 values",
        "a, b = 1, 2, 3 | 1:1 | 2 names get 3 values",
        "def f(x):¶    if x: return x, 1¶    return 2, x¶a, b, c = f(1) | 4:1 | 3 names get 2 values",
        "async def f(): return 1¶async def g():¶    f() | 3:5 | 'f' is asynchronous, and not awaited",
        "async def f(): return 1¶async def g():¶    return f().x | 3:12 | 'f' is asynchronous",
        "def f(a): pass¶try:¶    f()¶except ValueError:¶    pass | 3:5 | 'f' requires 'a'",
        "def f(a): pass¶try:¶    f()¶except Exception as e:¶    print(e)¶    raise | 3:5 | 'f' requires 'a'",
        "def f(a): pass¶try:¶    pass¶except TypeError:¶    f() | 5:5 | 'f' requires 'a'",
        "def f(a): pass¶try:¶    def g():¶        f()¶except TypeError:¶    pass | 4:9 | 'f' requires 'a'",
        "from pkg import library¶try:¶    library.plian¶except TypeError:¶    pass | 3:5 | no 'plian'",
        "D = {'a': 1}¶try:¶    print(D['b'])¶except TypeError:¶    pass | 3:13 | no key 'b'",
        "D = {'a': 1, 'b': 2}¶print(D['c']) | 2:9 | the dictionary has no key 'c'; use one of a, b",
        "def f():¶    return {'train': 1}¶x = f()¶print(x['trian']) | 4:9 | the dictionary has no key 'trian'; use train",
        "def f(a):¶    print(a)¶x = f(1) | 3:5 | 'f' returns nothing",
        "def f(a) -> int:¶    b = a + 1¶    b if a else a | 3:5 | 'f' computes its result and does not return it",
      })
  void seesWhatItDoesNot(String text, String place, String problem) {
    assertThat(found(text)).singleElement().asString().contains("main.py:" + place + ":", problem);
  }

  @Test
  void modulesMayImportFromEachOther() {
    assertThat(
            ProjectUnderTest.with("a/__init__.py")
                .and("a/b.py", "from a.c import x", "x(1)")
                .and("a/c.py", "from a.b import x", "x.y")
                .findings(new CallCheck()))
        .isEmpty();
  }

  private static List<String> inFile(String text) {
    return ProjectUnderTest.with("a.py", text.split("¶", -1)).findings(new CallCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A:¶    def f(self): pass¶    @staticmethod¶    def g(x): pass¶    @classmethod¶    def h(cls, x): pass",
        "class A:¶    def f(x): return x¶    def g(): pass¶print(A.f(1), A.g())",
        "class A:¶    def f(self): pass¶    def g(x): return x¶    made = g(1)",
        "class A:¶    def f(self): pass¶    def g(x): return x¶print(A.g(1))",
        "class A(Interface):¶    def f(self): pass¶    def g(x): pass",
        "class A:¶    def f(self): pass¶    def g(*args, **kwargs): pass¶    def __new__(cls, x): pass¶    def h(_self, x): pass",
        "class A:¶    def f(self): pass¶    @checked('x')¶    def g(value): pass",
      })
  void acceptsMethodsThatTakeTheirObject(String text) {
    assertThat(inFile(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class A:¶    def f(self): pass¶    def g(): pass | 3:5 | the method 'g' has no parameter 'self'",
        "class A:¶    def __init__(self): self.x = 1¶    def g(rows): return self.x¶A().g(1) | 3:5 | the method 'g' has no",
        "class A:¶    def f(self): return self.g(1, 2)¶    def g(rows, n): return rows | 3:5 | the method 'g' has no",
      })
  void seesMethodsWithoutTheirObject(String text, String place, String problem) {
    assertThat(inFile(text)).singleElement().asString().contains("a.py:" + place + ":", problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import sys¶def main(): print(1)¶sys.exit(main())",
        "def f(): print(1)¶def g(): return f()¶f() is None¶h = f¶run(f)",
        "def f(x):¶    if x: return 1¶print(f(2))",
        "async def f(): return 1¶async def g():¶    x = await f()¶    return x + 1, f()¶run(f())",
        "async def f():¶    yield 1¶async def g():¶    async for x in f(): print(x)",
        "@task¶async def f(): return 1¶print(len(f()))",
        "from sklearn.model_selection import train_test_split¶a, b, c, d = train_test_split(x, y)¶a, *b = train_test_split(x)¶a, b = train_test_split(*x)",
        "for i, (a, b) in enumerate(x): pass¶for a, b, c in zip(x, y, z): pass¶for k, v in x.items(): pass¶for a, b in zip(*x): pass",
        "def zip(a): return a¶for a, b, c in zip(x): pass",
        "d = {'a': 1}¶d['b'] = 2¶print(d['b'], d.get('c'))¶if 'e' in d: print(d['e'])",
        "d = {'a': {'x': 1}}¶d['a']['y'] = 2¶print(d['a']['y'])",
        "d = {'a': 1}¶e = d¶e['b'] = 2¶print(d['b'])",
        "class A:¶    def __init__(self):¶        self.d = {'a': 1}¶    def f(self): self.d['b'] = 2¶    def g(self): return self.d['b']",
        "df.drop(columns=['a'], inplace=True)¶x = df.drop(columns=['a'])¶y = relu(x, inplace=True)¶z = df.fillna(0, inplace=True)",
        "from typing import Tuple¶def f() -> Tuple[int, ...]: return g()¶a, b, c = f()",
      })
  void acceptsResultsThatAreUsedAsWhatTheyAre(String text) {
    assertThat(inFile(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def f(): print(1)¶print(f()) | 2:7 | 'f' returns nothing",
        "def f(): print(1)¶f().x | 2:1 | 'f' returns nothing",
        "def f(): print(1)¶x = 1 + f() | 2:9 | 'f' returns nothing",
        "def f(): print(1)¶for x in f(): pass | 2:10 | 'f' returns nothing",
        "def f(): print(1)¶if f(): pass | 2:4 | 'f' returns nothing",
        "class A:¶    def f(self): print(1)¶    def g(self): x = self.f() | 3:22 | 'f' returns nothing",
        "x = df.drop(columns=['a'], inplace=True) | 1:5 | 'drop' with inplace=True returns nothing",
        "async def f(): return []¶async def g(): return f()[0] | 2:23 | 'f' is asynchronous, and not awaited",
        "async def f(): return []¶async def g():¶    x = f()¶    return len(x) | 4:16 | 'f' is asynchronous",
        "async def f(): return []¶async def g():¶    for x in f(): pass | 3:14 | 'f' is asynchronous",
        "from sklearn.model_selection import train_test_split¶a, b = train_test_split(x, y, test_size=0.2) | 2:1 | 2 names get 4 values",
        "for a, b, c in enumerate(x): pass | 1:5 | 3 names get 2 values",
        "for a, b in [(1, 2, 3), (4, 5, 6)]: pass | 1:5 | 2 names get 3 values",
        "a, b = [1, 2, 3] | 1:1 | 2 names get 3 values",
        "def f() -> tuple[int, str]: return g()¶a, b, c = f() | 2:1 | 3 names get 2 values",
        "d = {'a': 1}¶d['b'] = 2¶print(d['c']) | 3:9 | the dictionary has no key 'c'",
        "def f(): return {'mae': 1}¶m = f()¶print(m['mea']) | 3:9 | the dictionary has no key 'mea'",
      })
  void seesResultsThatAreUsedAsSomethingElse(String text, String place, String problem) {
    assertThat(inFile(text)).singleElement().asString().contains("a.py:" + place + ":", problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f() -> int:¶    x = 1¶    return x",
        "def f() -> int: ...¶def g() -> int:¶    raise NotImplementedError",
        "def f() -> Optional[int]:¶    x = 1¶    print(x)",
        "def f() -> int | None:¶    x = 1¶    print(x)",
        "def f() -> Iterator[int]:¶    x = 1¶    yield x",
        "def f() -> int:¶    if a:¶        print(1)¶    else:¶        raise ValueError",
        "def f() -> int:¶    x = 1¶    sys.exit(x)",
        "def f() -> int:¶    while True:¶        x = 1",
        "@overload¶def f() -> int:¶    x = 1",
        "def f(a) -> 'int':¶    x = a¶    print(x)",
      })
  void acceptsFunctionsThatGiveWhatTheySay(String text) {
    assertThat(inFile(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f(a) -> int:¶    x = a + 1¶    print(x)",
        "def f(a) -> pd.DataFrame:¶    for x in a:¶        print(x)",
      })
  void seesFunctionsThatForgetTheirResult(String text) {
    assertThat(inFile(text))
        .singleElement()
        .asString()
        .contains("a.py:1:1:", "'f' says that it returns a value, and returns none");
  }

  @Test
  void namesThatTestsReplaceAreThere() {
    ProjectUnderTest project =
        ProjectUnderTest.with("src/pack/__init__.py", "")
            .and(
                "src/pack/train.py",
                "import pandas as pd",
                "LIMIT = 1",
                "class Model:",
                "    def fit(self): return 1",
                "def load(): return 1");
    ProjectUnderTest generated =
        project.and(
            "tests/test_a.py",
            "import pack",
            "def test_a(monkeypatch):",
            "    monkeypatch.setattr('pack.made.load', 2)");
    assertThat(generated.findings(new CallCheck())).hasSize(1);
    assertThat(generated.and(".gitignore", "/src/pack/made/").findings(new CallCheck())).isEmpty();
    String[] right = {
      "from unittest import mock",
      "from pack import train",
      "def test_a(monkeypatch):",
      "    monkeypatch.setattr(train, 'LIMIT', 2)",
      "    monkeypatch.setattr('pack.train.load', 2)",
      "    monkeypatch.setattr('pack.train.pd.read_csv', 2)",
      "    monkeypatch.setattr(train, 'other', 2, raising=False)",
      "    mock.patch('pack.train.Model.fit')",
      "    mock.patch.object(train, 'load')",
      "    monkeypatch.setattr('elsewhere.train.nothing', 2)",
    };
    assertThat(project.and("tests/test_a.py", right).findings(new CallCheck())).isEmpty();
    for (String wrong :
        List.of(
            "    monkeypatch.setattr(train, 'LIMITS', 2)",
            "    monkeypatch.setattr('pack.train.laod', 2)",
            "    monkeypatch.setattr('pack.trian.load', 2)",
            "    mock.patch('pack.train.Model.fitted')",
            "    mock.patch.object(train, 'loaded')")) {
      right[3] = wrong;
      assertThat(project.and("tests/test_a.py", right).findings(new CallCheck()))
          .as(wrong)
          .singleElement()
          .asString()
          .contains("tests/test_a.py:4:", "python-missing-attribute");
    }
  }
}
