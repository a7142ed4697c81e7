package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that fails, or does something else than it says, when it runs. */
class RuntimeCheckTest {

  private static List<String> found(String text) {
    return ProjectUnderTest.with("a.py", text.split("¶", -1)).findings(new RuntimeCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'%s %d' % (a, 1), '%s' % a, '%(x)s' % {'x': 1}, '%%' % (), '%5.2f|%*d' % (1, 2, 3)",
        "'%s %s' % (*a,), '%s %s' % a, 'a%b' % 3, '50 % of' % x",
        "'{} {}'.format(1, 2), '{0} {0}'.format(1), '{a.b} {c[0]}'.format(a=1, c=2), '{{}}'.format()",
        "'{} {x}'.format(*a, **b), '{:>{w}}'.format(1, w=2), '{} }'.format(), '{}{}'.format(1, 2)",
        "import logging¶logging.info('%s of %s', a, b)¶logging.info('100 %')¶logging.info('%(a)s', {'a': 1})",
        "import logging¶log = logging.getLogger(__name__)¶log.info('a', exc_info=True)",
        "import pytest¶@pytest.mark.parametrize('a, b', [(1, 2), pytest.param(3, 4, id='x')])¶def test(a, b, tmp_path): pass",
        "import pytest¶@pytest.mark.parametrize('a', [(1, 2), 3])¶def test(a): pass",
        "import pytest¶@pytest.mark.parametrize(('a', 'b'), make())¶def test(b, a): pass",
        "import pytest¶@pytest.fixture()¶def made(a): pass¶@pytest.mark.parametrize('a', [1])¶def test(made): pass",
        "from dataclasses import dataclass, field¶@dataclass¶class A:¶    a: int¶    b: int = 1¶    c: list = field(default_factory=list)",
        "from dataclasses import dataclass¶@dataclass(kw_only=True)¶class A:¶    a: int = 1¶    b: int",
        "from dataclasses import dataclass, KW_ONLY¶@dataclass¶class A:¶    a: int = 1¶    _: KW_ONLY¶    b: int",
        "from dataclasses import dataclass, field¶@dataclass¶class A:¶    a: int = field(init=False, default=1)¶    b: int",
        "class A:¶    a: int = 1¶    b: int",
        "p.add_argument('--a', type=int)",
        "def f(name):¶    print(f'{name}')¶    print('{other}')¶    print('{name}'.format(name=name))",
        "import logging¶log = logging.getLogger(__name__)¶def f(name):¶    log.info('returns {name}. summary=%s', name)¶    log.info('of {name}', extra={'name': name})",
        "def f(name):¶    print('{\"a\": {name}}')¶    print('{name} or {other}')¶    raise Formatted('no {name}', name=name)",
        "T = '{name}'¶def f(name):¶    print(T.format(name=name), '{{name}}', template('{name}'))",
        "class A:¶    @property¶    def x(self) -> str: return ''¶    def y(self) -> str: return ''¶    z: int = 1¶    g: Callable = None¶a = A()¶print(a.x, a.y(), a.z, a.g())",
        "X = 'a'¶print(X, X.upper())",
        "T = '{a} {b}'¶print(T.format(a=1, b=2, c=3), T.format(**x), '%(a)s' % {'a': 1, 'b': 2}, '%(a)s' % {**x})",
        "class A:¶    def __init__(self): self.size = 1¶    def size_of(self): return self.size¶a = A()¶print(a.size_of(), a.size)",
        "class A:¶    def __init__(self): self.call = None¶    def set(self, f): self.call = f¶    def run(self): return self.call()",
        "class A:¶    @property¶    def f(self): return lambda: 1¶A().f()",
        "def f(name):¶    text = 'hello {name}'¶    return text.format(name=name)",
        "def f(name):¶    return PromptTemplate('hello {name}')",
        "def f(name):¶    return '{name: 1}' + '{other}' + r'{name}' + '${name}' + '{{name}}'",
        "def f(n):¶    return re.compile('a{n}'), x['b'] == '{n}'",
        "T = '{name}'¶name = 1",
        "import pickle¶with open('a', 'wb') as file:¶    pickle.dump(1, file)¶with open('a', 'rb') as file:¶    pickle.load(file)",
        "import json¶with open('a', 'w+') as file:¶    json.dump(1, file)¶    file.seek(0)¶    json.load(file)",
        "import gzip, pickle¶with gzip.open('a') as file:¶    pickle.load(file)",
        "with open('a', mode) as file:¶    file.write('a')",
        "with open('a', 'wb') as file:¶    file.write(b'a')¶    file.write(data)",
        "from dataclasses import dataclass¶@dataclass¶class A:¶    a: tuple = ()¶    b: str = 'x'",
        "class A:¶    a: list = []",
        "def f(): pass¶f()¶x = f",
        "try: f()¶except ValueError: pass¶except Exception: pass¶except: pass",
        "try: f()¶except OSError: pass¶try: f()¶except FileNotFoundError: pass",
        "try: f()¶except Exception: pass¶except (KeyboardInterrupt, SystemExit): pass",
        "try: f()¶except ValueError: pass¶except (ValueError, TypeError): pass",
        "class A(Exception): pass¶class B(A): pass¶try: f()¶except B: pass¶except A: pass",
        "import lib¶try: f()¶except lib.Wide: pass¶except lib.Narrow: pass",
        "def f(a=[]): return len(a)¶def g(a=None):¶    a = a or []¶    a.append(1)",
        "def f(a=[]):¶    a = list(a)¶    a.append(1)",
        "def f(x, _cache={}):¶    _cache[x] = 1",
        "class A:¶    b = []¶    def __init__(self): self.b = []¶    def f(self): self.b.append(1)",
        "class A(Base):¶    b: list = []¶    def f(self): self.b.append(1)",
      })
  void acceptsWhatRuns(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x = '%s of %s' % (1,) | 1:5 | the format has 2 places, and gets 1 values",
        "x = 'all' % 'a' | 1:5 | the format has 0 places",
        "x = '%d' % (1, 2) | 1:5 | gets 2 values",
        "x = '{} {}'.format(1) | 1:5 | the format has 2 places, and gets 1 values",
        "x = '{1}'.format(1) | 1:5 | the format has 2 places",
        "x = '{name}'.format(nmae=1) | 1:5 | the format has the place 'name', and gets no such value",
        "import logging¶logging.info('%s of %s', 1) | 2:14 | the message has 2 places, and gets 1 values: it is not logged",
        "import logging¶log = logging.getLogger('a')¶log.warning('done', 1) | 3:13 | the message has 0 places",
        "import pytest¶@pytest.mark.parametrize('a, c', [(1, 2)])¶def test(a, b): pass | 2:26 | 'test' takes no argument 'c'",
        "import pytest¶@pytest.mark.parametrize('a, b', [(1, 2), (1, 2, 3)])¶def test(a, b): pass | 2:43 | the test has 2 parameters, and this row 3",
        "import pytest¶@pytest.mark.parametrize(['a', 'b'], [pytest.param(1, id='x')])¶def test(a, b): pass | 2:39 | this row 1",
        "from dataclasses import dataclass¶@dataclass(frozen=True)¶class A:¶    a: int = 1¶    b: int | 5:5 | the field 'b' has no default, and 'a' before it has one",
        "from typing import NamedTuple¶class A(NamedTuple):¶    a: int = 1¶    b: int | 4:5 | the field 'b' has no default",
        "p.add_argument('--a', type=bool) | 1:28 | an option of type bool is true for each text",
        "def f(name):¶    print('hello {name}') | 2:11 | '{name}' stays as it is: the text is no f-string",
        "import logging¶def f(name):¶    logging.info('is {name}, 100%') | 3:18 | '{name}' stays as it is",
        "def f(a, b):¶    raise ValueError('no {a} in {b!r}', 1) | 2:22 | '{a}' stays as it is",
        "def f(path):¶    raise ValueError('no {path.name}') | 2:22 | '{path.name}' stays as it is",
        "class A:¶    @property¶    def x(self) -> str: return ''¶a = A()¶print(a.x()) | 5:7 | 'x' is called, and is no function",
        "class A:¶    size: int = 1¶a = A()¶print(a.size()) | 4:7 | 'size' is called",
        "T = '{a} of {b}'¶print(T.format(a=1)) | 2:7 | the format has the place 'b', and gets no such value",
        "def f(name):¶    return 'hello {name}' | 2:12 | '{name}' stays as it is",
        "def f(name):¶    text = 'hello {name:>3} {len(name)}'¶    return text | 2:12 | '{name:>3}' stays as it is",
        "def f(names):¶    return [('x', '{name}') for name in names] | 2:19 | '{name}' stays as it is",
        "import mlflow¶def f(fold):¶    mlflow.log_metric('r2_{fold}', 1) | 3:23 | '{fold}' stays as it is",
        "import pickle¶with open('a', 'w') as file:¶    pickle.dump(1, file) | 3:5 | the file is opened as text ('w'), and holds bytes",
        "import json¶with open('a') as file:¶    json.dump(1, file) | 3:5 | the file is opened for reading ('r'), and is written to",
        "import json¶with open('a', 'wb') as file:¶    json.dump(1, file) | 3:5 | the file is opened for bytes ('wb'), and holds text",
        "with open('a', 'w') as file:¶    x = file.read() | 2:9 | the file is opened for writing ('w'), and is read",
        "from dataclasses import dataclass¶@dataclass¶class A:¶    a: list = [] | 4:15 | the field 'a' has a default that all objects would share",
        "def main(): pass¶main | 2:1 | 'main' is named, and not called",
        "print('{}'.format(1, 2)) | 1:7 | the format has no place for the value 2",
        "print('{a}'.format(a=1, b=2)) | 1:7 | the format has no place for the value 'b'",
        "print('%(a)s' % {'b': 2}) | 1:7 | the format has the place 'a', and gets no such value",
        "class A:¶    def __init__(self): self.size = 1¶    def run(self): return self.size() | 3:27 | 'size' is called, and is no function",
        "class A:¶    @property¶    def name(self): return 'a'¶print(A().name()) | 4:7 | 'name' is called, and is no function",
        "SIZES = [1, 2]¶print(SIZES(0)) | 2:7 | 'SIZES' is called, and is no function",
        "X = 'a'¶print(X()) | 2:7 | 'X' is called, and is no function",
        "try: f()¶except Exception: pass¶except ValueError: pass | 3:1 | the one of 'Exception' above takes the exception first",
        "try: f()¶except OSError: pass¶except (FileNotFoundError, PermissionError) as e: print(e) | 3:1 | 'OSError' above",
        "import json¶try: f()¶except ValueError: pass¶except json.JSONDecodeError: pass | 4:1 | 'ValueError' above",
        "def f():¶    try: g()¶    except (KeyError, LookupError): pass¶    except IndexError: pass | 4:5 | 'LookupError' above",
        "class A(ValueError): pass¶try: f()¶except ValueError: pass¶except A: pass | 4:1 | 'ValueError' above",
        "class A(Exception): pass¶class B(A): pass¶try: f()¶except A: pass¶except B: pass | 5:1 | above takes the exception first",
        "def f(x, found=[]):¶    found.append(x)¶    return found | 1:16 | the default of 'found' is changed, and all calls share it",
        "def f(x, *, found=dict()):¶    found[x] = 1 | 1:19 | the default of 'found' is changed",
        "class A:¶    rows = []¶    def add(self, x): self.rows.append(x) | 2:12 | 'rows' is changed, and all objects of the class share it",
      })
  void seesWhatDoesNot(String text, String place, String problem) {
    assertThat(found(text)).singleElement().asString().contains("a.py:" + place + ":", problem);
  }

  @Test
  void seesModulesThatNeedEachOther() {
    ProjectUnderTest circle =
        ProjectUnderTest.with("p/__init__.py")
            .and("p/a.py", "from p.b import g", "def f(): pass")
            .and("p/b.py", "from p.a import f", "def g(): pass");
    assertThat(circle.findings(new RuntimeCheck()))
        .singleElement()
        .asString()
        .startsWith("p/a.py:1:1: error: 'g' is imported of p/b.py, which imports 'f' of this file");
    ProjectUnderTest inFunction =
        ProjectUnderTest.with("p/__init__.py")
            .and("p/a.py", "from p.b import g", "def f(): pass")
            .and("p/b.py", "def g():", "    from p.a import f");
    assertThat(inFunction.findings(new RuntimeCheck())).isEmpty();
    ProjectUnderTest before =
        ProjectUnderTest.with("p/__init__.py")
            .and("p/a.py", "def f(): pass", "from p.b import g")
            .and("p/b.py", "from p.a import f", "def g(): pass");
    assertThat(before.findings(new RuntimeCheck())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text().replace('{name}', 'x')",
        "text().format(other=1, name='x')",
        "text().format(**values)",
        "text().format_map(values)",
      })
  void leavesTextsThatAnotherFileFillsIn(String use) {
    ProjectUnderTest project =
        ProjectUnderTest.with("texts.py", "def text(name):", "    return 'model {name}'");
    assertThat(project.findings(new RuntimeCheck())).hasSize(1);
    assertThat(
            project.and("use.py", "print('{other}'.format(other=1))").findings(new RuntimeCheck()))
        .hasSize(1);
    assertThat(project.and("use.py", "from texts import text", use).findings(new RuntimeCheck()))
        .isEmpty();
  }

  /** A test, below two files of fixtures, in a project that lists pytest alone. */
  private static List<String> asked(String... test) {
    return ProjectUnderTest.with("tests/unit/test_a.py", test)
        .and("requirements-dev.txt", "pytest==8.3.0", "pytest-cov==5.0.0")
        .and("conftest.py", "import pytest", "@pytest.fixture", "def table(tmp_path): return 1")
        .and(
            "tests/conftest.py",
            "import pytest",
            "@pytest.fixture(name='model')",
            "def made(table): return 1",
            "def helper(): return 1")
        .findings(new RuntimeCheck());
  }

  @Test
  void testsAskForFixturesThatAreThere() {
    assertThat(
            asked(
                "import pytest",
                "from somewhere import other",
                "@pytest.fixture",
                "def own(model, request): return 1",
                "@pytest.mark.parametrize('a', [1])",
                "def test_a(a, own, table, model, monkeypatch, other, b=1): pass",
                "@wrapped",
                "def test_b(unknown): pass",
                "@pytest.mark.usefixtures('own')",
                "class TestC:",
                "    @pytest.fixture",
                "    def inner(self): return 1",
                "    def test_d(self, inner): pass",
                "class TestE(Base):",
                "    def test_f(self, unknown): pass",
                "def helper_g(unknown): pass",
                "def test_h(unknown): pass",
                "test_h(1)"))
        .isEmpty();
    assertThat(asked("def test_a(tabel): pass"))
        .singleElement()
        .asString()
        .contains("fixture 'tabel' of 'test_a' not found (did you mean table?)");
    assertThat(asked("def test_a(helper): pass")).hasSize(1);
    assertThat(asked("import pytest", "@pytest.fixture", "def f(nothing): return 1")).hasSize(1);
    assertThat(asked("import pytest", "@pytest.mark.usefixtures('quick')", "def test_a(): pass"))
        .hasSize(1);
    assertThat(asked("class TestA:", "    def test_b(self, nothing): pass")).hasSize(1);
  }

  @Test
  void fixturesOfPluginsAreNotKnown() {
    ProjectUnderTest project = ProjectUnderTest.with("tests/test_a.py", "def test_a(quick): pass");
    assertThat(project.findings(new RuntimeCheck())).isEmpty();
    assertThat(project.and("requirements.txt", "pytest").findings(new RuntimeCheck())).hasSize(1);
    assertThat(
            project.and("requirements.txt", "pytest", "pytest-quick").findings(new RuntimeCheck()))
        .isEmpty();
  }
}
