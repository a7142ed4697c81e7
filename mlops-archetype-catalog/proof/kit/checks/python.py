"""Python: the pins, the code, the commands that README.md tells people to type."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from kit import commands
from kit.check import Check, Seed
from kit.process import Refused, run
from kit.tools import KIT, Tools

_PINS = "data-science/environment"


def _requirements(project: Path, tools: Tools) -> None:
    """The pins resolve together, with pip on this Python and with uv for each that the project supports."""
    pins = [project / _PINS / name for name in ("requirements.txt", "requirements-dev.txt")]
    _resolve(pins, tools.environment(project, driver=False), project, tools)
    driver = project / "mlops" / "requirements.txt"
    if driver.is_file():
        # azureml-dataprep-native has no wheels for 3.13, and no sources.
        last = 12 if "\nazureml-core==" in driver.read_text(encoding="utf-8") else 13
        _resolve([driver], tools.environment(project), project, tools, last)


def _resolve(pins: list[Path], environment: Path, project: Path, tools: Tools, last: int = 13) -> None:
    given = [part for pin in pins for part in ("-r", pin)]
    # Everything is installed there already, without dependencies: pip's resolver reads what the packages need.
    python = environment / "bin" / "python"
    run([python, "-m", "pip", "install", "--dry-run", "--quiet", "--no-input", *given], project, tools.env)
    for version in (f"3.{minor}" for minor in range(11, last + 1)):
        compile_for = ["pip", "compile", "--quiet", "--no-header", "--only-binary", ":all:", "--python-version", version]
        run(
            [tools.python.parent / "uv", *compile_for, "--python-platform", "linux", *pins],
            project,
            tools.env,
        )


def _code(project: Path, tools: Tools) -> None:
    environment = tools.environment(project) / "bin"
    env = tools.env | {"PATH": f"{environment}:{tools.env['PATH']}"}
    for command in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        run([environment / command[0], *command[1:]], project, env)


def _metrics(said: str) -> dict[str, float]:
    """What model.py found: its last line, after what libraries have to say."""
    metrics: dict[str, float] = json.loads(said.splitlines()[-1])["metrics"]
    return metrics


def _commands(project: Path, tools: Tools) -> str:
    """README's own commands, as on a machine that has nothing but Python: outside of the environment there is no pip."""
    environment = project / ".venv"
    shutil.rmtree(project / ".local", ignore_errors=True)
    # The packages are there already: pip finds that every pin is satisfied.
    tools.own_environment(project, environment)
    env = tools.env | {"PATH": f"{tools.alone()}:{os.environ['PATH']}", "PIP_REQUIRE_VIRTUALENV": "1"}
    env["PYTHONPYCACHEPREFIX"] = str(environment / "bytecode")
    try:
        return commands.told(commands.run(project, env))
    finally:
        shutil.rmtree(environment)


def _training(project: Path, tools: Tools) -> None:
    """Two models of the same seed, each with nothing before it; then what made the second makes it once more."""
    python = tools.environment(project) / "bin" / "python"
    env = tools.env | {"PATH": f"{python.parent}:{tools.env['PATH']}"}
    model = [python, KIT / "kit" / "inside" / "model.py", project]
    # Apart from other checks of the project.
    with tempfile.TemporaryDirectory() as directory:
        first, second = Path(directory, "first"), Path(directory, "second")
        train = [python, "mlops/run_local.py", "--promote", "--work"]
        found = []
        for work in (first, second):
            run([*train, work], project, env, says="is in production here")
            found.append(run([*model, work], project, env))
        if _metrics(found[0]) != _metrics(found[1]):
            raise Refused(f"the same seed made another model:\n{found[0]}\n{found[1]}")
        run([*train, second], project, env, says="nothing to promote")
        run([*model, second, "--again"], project, env)


def _serving(project: Path, tools: Tools) -> None:
    """The model of a local run answers MLflow's server, the sample, a broken row and a table without rows."""
    environment = tools.environment(project) / "bin"
    env = tools.env | {"PATH": f"{environment}:{tools.env['PATH']}"}
    # Apart from the check of the training, which may run in the project at the same time.
    with tempfile.TemporaryDirectory(dir=project.parent) as directory:
        copy = Path(directory, project.name)
        shutil.copytree(project, copy, symlinks=True, ignore=shutil.ignore_patterns(".local", ".venv", ".git"))
        run([environment / "python", "mlops/run_local.py"], copy, env, says="outputs: ")
        run([environment / "python", KIT / "kit" / "inside" / "serve.py", copy], copy, env, says="served")


def _public(project: Path, tools: Tools) -> None:
    """With public data in place of the sample's, and what README.md says is changed, a model is registered."""
    environment = tools.environment(project) / "bin"
    env = tools.env | {"PATH": f"{environment}:{tools.env['PATH']}", "MLFLOW_TRACKING_URI": ""}
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory, project.name)
        shutil.copytree(project, copy, symlinks=True, ignore=shutil.ignore_patterns(".local", ".venv", ".git"))
        run([environment / "python", KIT / "kit" / "inside" / "public.py", copy], copy, env, says="was registered")


def _memory(project: Path, tools: Tools) -> None:
    """No step of a project of images takes more memory the more images there are."""
    environment = tools.environment(project, driver=False) / "bin"
    env = tools.env | {"MLFLOW_TRACKING_URI": ""}
    run([environment / "python", KIT / "kit" / "inside" / "memory.py", project], project, env)


_MYPY = '''\
"""Seed."""


def twice(number: int) -> str:
    """Twice a number."""
    return number * 2
'''
_TRAIN = "mlops/azureml/train"
_TEST = "def test_seed() -> None:\n    assert sorted([2, 1]) == [2, 1]\n"
CHECKS = [
    Check(
        "requirements",
        "pip's resolver, dry run; uv for Python 3.11 to 3.13, wheels only",
        (_PINS, "mlops/requirements.txt"),
        (f"{_PINS}/requirements.txt",),
        _requirements,
        (
            Seed(
                "pins that exclude each other",
                "onflict",
                edits={f"{_PINS}/requirements.txt": ("\nclick==8.5.1\n", "\nclick==7.1.2\n")},
            ),
        ),
        needs_environment=True,
    ),
    Check(
        "Python",
        "ruff, ruff format, mypy --strict",
        ("data-science", "mlops", "pyproject.toml"),
        ("pyproject.toml",),
        _code,
        (
            Seed("a type that is wrong", 'got "int", expected "str"', {"mlops/seed.py": _MYPY}),
            Seed(
                "a line that is not formatted",
                "would be reformatted",
                {"mlops/seed.py": '"""Seed."""\nx  = 1\n'},
            ),
            Seed("a name that is not there", "F821", {"mlops/seed.py": '"""Seed."""\n\nprint(colour)\n'}),
        ),
        needs_environment=True,
    ),
    Check(
        "commands",
        "README's commands that need no Azure, as written (installation, tests, local run, MLflow's pages and server, hooks, samples)",
        ("README.md", "data-science", "mlops", "data", "pyproject.toml", ".pre-commit-config.yaml"),
        ("mlops/run_local.py",),
        _commands,
        (
            Seed("a test that fails", "1 failed", {"data-science/tests/test_seed.py": _TEST}),
            Seed(
                "a command of README that does not exist",
                "README.md's pytst: exit 127",
                edits={"README.md": ("\npytest\n", "\npytst\n")},
            ),
            Seed(
                "hooks that check nothing",
                "the hook lets in what is not formatted",
                edits={".pre-commit-config.yaml": ("types_or: [python, pyi]", "types_or: [perl]")},
            ),
            Seed(
                "a command that README no longer says",
                "does not say `pre-commit install`",
                edits={"README.md": ("`pre-commit install`", "`pre-commit run`")},
            ),
        ),
        needs_environment=True,
    ),
    Check(
        "training",
        "all steps by their own commands, three times: two models of the same seed are equal, a third is not registered; the model loads and predicts, metrics above the floor",
        ("data-science", "mlops", "data", "pyproject.toml"),
        ("mlops/run_local.py",),
        _training,
        (
            Seed(
                "a step without an option of its command",
                "unrecognized arguments: --colour red",
                edits={f"{_TRAIN}/components/train.yml": ("  --seed", "  --colour red --seed")},
            ),
            Seed(
                "a model that is not good enough",
                "was not approved",
                edits={f"{_TRAIN}/pipeline.yml": ("max_iter: 200", "max_iter: 2")},
            ),
            Seed(
                "a model that is good enough for a lower floor",
                "r2 is below 0.8",
                edits={
                    f"{_TRAIN}/pipeline.yml": ("max_iter: 200", "max_iter: 2"),
                    f"{_TRAIN}/components/evaluate.yml": ("${{inputs.minimum_r2}}", "0.1"),
                },
            ),
            Seed(
                "a training that chance decides",
                "the same seed made another model",
                edits={
                    "data-science/src/taxi_fares/evaluate.py": (
                        "read_table(arguments.test_data)",
                        "read_table(arguments.test_data).sample(frac=0.99)",
                    )
                },
            ),
        ),
        needs_environment=True,
    ),
    Check(
        "public data",
        "README's \"Make it yours\" with scikit-learn's patients and digits: a local run, the samples, the project's own tests",
        ("data-science", "mlops", "data", "pyproject.toml"),
        ("data-science/src/taxi_fares", "data-science/src/surface_defects"),
        _public,
        (
            Seed(
                "a time that is asked for where there is none",
                "KeyError: ''",
                edits={"data-science/src/taxi_fares/prepare.py": ("    if TIME:", "    if FEATURES:")},
            ),
            Seed(
                "a network with as many outputs as the sample has classes",
                "size mismatch",
                edits={"data-science/src/surface_defects/train.py": ("network(len(LABELS))", "network(4)")},
            ),
        ),
        needs_environment=True,
    ),
    Check(
        "serving",
        "README's commands for MLflow's server: the sample request, a broken row among good ones, a table without rows",
        ("data-science", "mlops", "data", "pyproject.toml"),
        ("mlops/run_local.py",),
        _serving,
        (
            Seed(
                "a pin that MLflow's server does not start with",
                "the model is not served",
                edits={f"{_PINS}/requirements.txt": ("starlette==0.52.1", "starlette==1.10.0")},
            ),
            Seed(
                "a request in a form that MLflow does not take",
                "was refused",
                edits={"README.md": ('"dataframe_split"', '"dataframe"')},
            ),
            Seed(
                "a missing value that gets an answer",
                "was answered as if it had one",
                edits={
                    "data-science/src/taxi_fares/served.py": (
                        "complete = self._complete(table)",
                        "complete = np.full(len(table), True)",
                    )
                },
            ),
            Seed(
                "a missing value that is not JSON",
                "the response is not JSON",
                edits={"data-science/src/taxi_fares/served.py": ("if complete.all():", "if len(answers):")},
            ),
            Seed(
                "a table without rows that fails",
                "a table without rows is not answered with none",
                edits={
                    "data-science/src/taxi_fares/served.py": (
                        "if complete.any():",
                        "if complete.any() or not len(complete):",
                    )
                },
            ),
            Seed(
                "a text that is missing and gets an answer",
                "was answered as if it had one",
                edits={
                    "data-science/src/support_tickets/served.py": (
                        '"" if pd.isna(text) else str(text)',
                        "str(text)",
                    )
                },
            ),
            Seed(
                "an image that is missing and fails the others",
                "failed the whole request",
                edits={
                    "data-science/src/surface_defects/served.py": (
                        "except (TypeError, ValueError):",
                        "except ValueError:",
                    )
                },
            ),
        ),
        needs_environment=True,
    ),
    Check(
        "memory",
        "the most memory that each step takes, with 200 images and with 1,000",
        ("data-science/src", _PINS),
        ("data-science/src/surface_defects/prepare.py",),
        _memory,
        (
            Seed(
                "a preparation that holds all images",
                "prepare takes",
                edits={"data-science/src/surface_defects/prepare.py": ("digest(Path(file))", "Path(file).read_bytes().hex()")},
            ),
            Seed(
                "a training that holds all images",
                "train takes",
                edits={
                    "data-science/src/surface_defects/dataset.py": (
                        "opened(self._files[index])",
                        "vars(self).setdefault(str(index), opened(self._files[index]))",
                    )
                },
            ),
            Seed(
                "an evaluation that holds all images",
                "evaluate takes",
                edits={
                    "data-science/src/surface_defects/evaluate.py": (
                        "in request_parts(arguments.test_data)",
                        "in list(request_parts(arguments.test_data))",
                    )
                },
            ),
            Seed(
                "an analysis that holds all images",
                "analyse takes",
                edits={
                    "data-science/src/responsible/rows.py": (
                        "in request_parts(test_data)",
                        "in list(request_parts(test_data))",
                    )
                },
            ),
        ),
        needs_environment=True,
    ),
]
