package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSyntaxCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f():\n    \"\"\"Only this.\"\"\"\n",
        "x = {\n'a': [1,\n2]}\nif x: y = 1\n",
        "class A: pass\nfor i in range(3): print(i)\n",
        "def f(\n    a: int,\n) -> dict[str, int]:\n  return {}\n",
        "x = 'a' \\\n    'b'\nlambda: 1\n",
        "s = r'\\d\\''\nt = \"it's # no comment\"  # \"\n",
        "try:\n\tx = 1\nexcept ValueError:\n\tx = 2\nelse:\n\tx = 3\n",
        "async def f():\n    async with a as b:\n        await b\n",
        "if a:\n    b()\n  # a comment anywhere\nelse:\n    c()\n",
        "x = f\"{d['a']:>{width}}\"\n",
        "if a:\n\n    # comment first\n    b()\n\n\nc()\n",
        "with open(a) as f, \\\n        open(b) as g:\n    pass\n",
        "x = '''\n  ( [ {\n'''\n"
      })
  void readsWhatPythonReads(String text) {
    assertThat(ProjectUnderTest.with("a.py", text).findings(new PythonSyntaxCheck())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f()\n    pass\n",
        "x = (1,\ny = 2\n",
        "x = [1)\n",
        "x = 'a\n",
        "def f():\nreturn 1\n",
        "if a:\n    b()\n   c()\n",
        "a()\n    b()\n",
        "from a import\n",
        "def f():\n    return = 1\n",
        "class A:\n",
        "\"\"\"Never closed.\n"
      })
  void refusesWhatPythonRefuses(String text) {
    assertThat(ProjectUnderTest.with("a.py", text).findings(new PythonSyntaxCheck())).hasSize(1);
  }

  @Test
  void saysNothingAboutTemplates() {
    assertThat(
            ProjectUnderTest.with("a.py", "{% if a %}", "    import b", "{% endif %}")
                .findings(new PythonSyntaxCheck()))
        .isEmpty();
  }
}
