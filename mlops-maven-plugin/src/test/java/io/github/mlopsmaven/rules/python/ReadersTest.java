package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the readers of Python and of requirements take, and where they stop. {@code ¶} is a line
 * end.
 */
class ReadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "def f(a, b=1, *c, **d) -> int:¶    return a",
        "x = [1,¶  2,¶]¶y = {'a': (1, 2)}",
        "s = '''a¶ ( [ { ''' + \"b'\" + r'\\d' + f\"{x['y']}\"",
        "if a: b = 1¶elif c:¶  d¶else: e",
        "for i in x:¶\tif i:¶\t\tbreak",
        "class A(B):¶¶    # c¶    x: int = 1¶¶    def f(self): ...",
        "with open(a) as b, \\¶     c:¶    d",
        "x = 1; y = 2¶@d¶async def f():¶    await g()",
        "match x:¶    case [1, 2]:¶        pass",
        "try:¶    a¶except (B, C) as e:¶    raise¶finally:¶    d",
        "x = lambda a: a¶y = a if b else c",
        "if (a and¶        b):¶    c",
        "print('it''s')¶# it's a ( comment",
      })
  void readsPython(String text) {
    assertThat(ProjectUnderTest.with("a.py", text.split("¶", -1)).findings(new PythonSyntaxCheck()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "x = (1¶y = 2 ~ 1:5",
        "x = [1) ~ 1:7",
        "x = 1} ~ 1:6",
        "s = 'a¶b = 1 ~ 1:5",
        "s = '''a¶ ~ 1:5",
        "def f()¶    return 1 ~ 1:1",
        "if a¶    b ~ 1:1",
        "if a:¶b = 1 ~ 2:1",
        "if a:¶    b¶  c ~ 3:3",
        "x = 1¶  y = 2 ~ 2:3",
      })
  void refusesPython(String text, String place) {
    assertThat(ProjectUnderTest.with("a.py", text.split("¶", -1)).places(new PythonSyntaxCheck()))
        .containsExactly("a.py:" + place + " [python-syntax]");
  }

  @Test
  void leavesFilesAloneThatATestWantsToBeRefused() {
    assertThat(
            ProjectUnderTest.with("tests/data/bad_indent.py", "  a")
                .and("tests/data/other.py", "  a")
                .places(new PythonSyntaxCheck()))
        .containsExactly("tests/data/other.py:1:3 [python-syntax]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy",
        "numpy==1.26.4",
        "numpy >=1.2, <2  # why",
        "numpy~=1.0; python_version >= '3.9'",
        "azure-ai-ml[dev,test]==1.0",
        "a (>=1.0)",
        "-r other.txt¶-e .¶--index-url https://example.com¶-f x",
        "pkg @ git+https://example.com/x.git@v1",
        "https://example.com/a.whl¶./local¶/abs/path",
        "numpy==1.26.4 \\¶    --hash=sha256:aa \\¶    --hash=sha256:bb",
        "# nothing¶¶a===1.0",
      })
  void readsRequirements(String text) {
    assertThat(
            ProjectUnderTest.with("requirements.txt", text.split("¶", -1))
                .and("other.txt", "x")
                .findings(new RequirementsCheck()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "numpy=1.2 ~ 1:1",
        "a¶numpy 1.2 ~ 2:1",
        "numpy=>1.2 ~ 1:1",
        "'numpy', ~ 1:1",
        "numpy==1.2, scipy ~ 1:1",
        "-r nothing.txt ~ 1:4",
      })
  void refusesRequirements(String text, String place) {
    assertThat(
            ProjectUnderTest.with("requirements.txt", text.split("¶", -1))
                .places(new RequirementsCheck()))
        .containsExactly("requirements.txt:" + place + " [python-requirements]");
  }
}
