package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be built and started, and what cannot. */
class PackagingCheckTest {

  private static List<String> found(String toml) {
    return ProjectUnderTest.with("pyproject.toml", toml.split("¶", -1))
        .and("src/taxi/__init__.py", "__version__ = '1.0'")
        .and(
            "src/taxi/cli.py",
            "import click",
            "def main(argv=None): pass",
            "def run(path, *, seed): pass",
            "def all(*args, **more): pass",
            "@click.command()",
            "def clicked(name): pass")
        .and("src/taxi/about.py", "name = 'taxi'")
        .findings(new PackagingCheck());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[build-system]¶requires = [¶  \"setuptools>=64\",  # new¶  'wheel',¶]¶build-backend = \"setuptools.build_meta\"",
        "[build-system]¶requires = [\"poetry-core\"]¶build-backend = \"poetry.core.masonry.api\"¶[tool.poetry]¶name = \"a\"¶version = \"1\"",
        "[build-system]¶requires = [\"poetry>=1\"]¶build-backend = \"poetry.core.masonry.api\"¶[tool.poetry]¶package-mode = false",
        "[build-system]¶requires = [\"own\"]¶build-backend = \"own.build\"",
        "[build-system]¶requires = []¶build-backend = \"setuptools.build_meta\"¶backend-path = [\"_own\"]",
        "[build-system]¶requires = [\"flit_core >=3.2,<4\"]¶build-backend = \"flit_core.buildapi\"¶[project]¶name = \"a\"¶dynamic = [\"version\", \"description\"]",
        "[build-system]¶requires = [\"hatchling\"]¶build-backend = \"hatchling.build\"¶[project]¶name='a'¶dynamic=['version']¶[tool.hatch.version]¶path = \"src/taxi/__init__.py\"",
        "[project]¶name = \"a\"¶version = \"1.0.0rc1\"¶requires-python = \">=3.10, <4\"",
        "[project]¶name = \"a\"¶version = '2024.1.post2+local'¶requires-python = \"~=3.10\"",
        "[tool.ruff]¶line-length = 100",
        "[project]¶name = \"a\"¶version = \"1\"¶[project.scripts]¶a = \"taxi.cli:main\"¶b = \"taxi.cli:all\"¶c = \"taxi.cli:clicked\"¶d = \"other.cli:run\"¶e = 'taxi.cli:main [extra]'",
        "project.name = \"a\"¶[tool.poetry]¶name = \"b\"",
        "[project]¶name = \"a\"¶dynamic = [\"version\"]¶[tool.setuptools.dynamic]¶version = {attr = \"taxi.__version__\"}",
      })
  void reads(String toml) {
    assertThat(found(toml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[build-system]¶requires = [\"setuptools\"]¶build-backend = \"hatchling.build\" | 3:1 | of hatchling, which 'requires' does not list",
        "[build-system]¶requires = [\"wheel\"]¶build-backend = \"setuptools.build_meta\" | 3:1 | of setuptools, which",
        "[build-system]¶requires = [\"poetry-core\"]¶build-backend = \"poetry.core.masonary.api\" | 3:1 | there is no build backend 'poetry.core.masonary.api'",
        "[build-system]¶requires = [\"setuptools\"]¶build-backend = \"setuptools.build\" | 3:1 | there is no build backend 'setuptools.build'",
        "[build-system]¶build-backend = \"setuptools.build_meta\" | 2:1 | the table build-system has no 'requires'",
        "[build-system]¶requires = [\"hatchling\"]¶build-backend = \"hatchling.build\"¶[tool.poetry]¶name = \"a\"¶version = \"1\" | 3:1 | does not read the table tool.poetry",
        "[project]¶name = \"a\" | 1:1 | the table project has no version",
        "[project]¶version = \"1\" | 1:1 | the table project has no name",
        "[project]¶name = \"a\"¶version = \"1\"¶dynamic = [\"version\"] | 3:1 | the version is written here",
        "[project]¶name = \"a\"¶version = \"one\" | 3:1 | 'one' is not a version",
        "[project]¶name = \"a\"¶version = \"1.2-final\" | 3:1 | '1.2-final' is not a version",
        "[project]¶name = \"a\"¶version = \"1\"¶requires-python = \"3.10\" | 4:1 | '3.10' is not a range of versions",
        "[project]¶name = \"a\"¶version = \"1\"¶requires-python = \"^3.10\" | 4:1 | '^3.10' is not a range",
        "[build-system]¶requires = [\"poetry-core\"]¶build-backend = \"poetry.core.masonry.api\"¶[tool.poetry]¶name = \"a\" | 4:1 | the table tool.poetry has no version",
        "[project]¶name = \"a\"¶version = \"1\"¶[project.scripts]¶a = \"taxi.cli:run\" | 5:5 | 'run' requires 'path', and a program is started without",
        "[tool.poetry.scripts]¶a = 'taxi.cli:run' | 2:5 | 'run' requires 'path'",
        "[project]¶name = \"a\"¶version = \"1\"¶[project.scripts]¶a = \"taxi.cli\" | 5:1 | 'taxi.cli' names no function",
        "[project]¶name = \"a\"¶dynamic = [\"version\"]¶[tool.setuptools.dynamic]¶version = {attr = \"taxi.about.version\"} | 5:19 | src/taxi/about.py has no 'version'",
        "[project]¶name = \"a\"¶dynamic = [\"version\"]¶[tool.hatch.version]¶path = \"src/taxi/about.py\" | 5:1 | src/taxi/about.py sets no __version__",
      })
  void refuses(String toml, String place, String problem) {
    assertThat(found(toml))
        .singleElement()
        .asString()
        .startsWith("pyproject.toml:" + place + ": error: ")
        .contains(problem);
  }

  @Test
  void programsOfOlderFilesAreStartedWithoutArgumentsToo() {
    assertThat(
            ProjectUnderTest.with("taxi/cli.py", "def main(args): pass", "def go(): pass")
                .and(
                    "setup.cfg",
                    "[options.entry_points]",
                    "console_scripts =",
                    "    taxi = taxi.cli:main",
                    "    go = taxi.cli:go",
                    "[options]")
                .and(
                    "setup.py",
                    "setup(entry_points={'console_scripts': ['taxi=taxi.cli:main', 'x = y.z:main']})")
                .places(new PackagingCheck()))
        .containsExactly("setup.cfg:3:12 [python-packaging]", "setup.py:1:47 [python-packaging]");
  }
}
