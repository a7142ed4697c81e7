"""GitHub workflows."""

from pathlib import Path

from kit.check import Check, Seed
from kit.process import Refused, run
from kit.tools import Tools

_CALLER = """\
name: Seed
on: workflow_dispatch
permissions: {}
jobs:
  train:
    permissions: {contents: read, id-token: write}
    uses: ./.github/workflows/run-train.yml
    with: {stage: dev, colour: red}
"""
_STEP = """\
name: Seed
on: workflow_dispatch
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo hello
        shel: bash
"""
_INJECTION = """\
name: Seed
on: pull_request
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.pull_request.title }}
"""


def _actionlint(project: Path, tools: Tools) -> None:
    workflows = sorted((project / ".github" / "workflows").glob("*.yml"))
    # Without the project's own git directory it would not find the workflows that are called.
    command = [tools.bin / "actionlint", "-no-color", "-shellcheck", tools.python.parent / "shellcheck"]
    run([*command, *(str(file.relative_to(project)) for file in workflows)], project, tools.env)


def _languageservice(project: Path, tools: Tools) -> None:
    run([*tools.node("actions.bundle.mjs"), project], project, tools.env, says=" 0 problems")


def _zizmor(project: Path, tools: Tools) -> None:
    said = run(
        [tools.python.parent / "zizmor", "--offline", "--min-severity=medium", ".github"], project, tools.env
    )
    if "No findings" not in said:
        raise Refused(said)


CHECKS = [
    Check(
        "GitHub workflows",
        "actionlint 1.7.12 with shellcheck",
        (".github",),
        (".github/workflows/*.yml",),
        _actionlint,
        (
            Seed("a key that no step has", 'unexpected key "shel"', {".github/workflows/seed.yml": _STEP}),
            Seed(
                "an input that the called workflow lacks",
                'input "colour" is not defined',
                {".github/workflows/seed.yml": _CALLER},
                needs=".github/workflows/run-train.yml",
            ),
        ),
    ),
    Check(
        "GitHub callers and callees",
        "@actions/languageservice",
        (".github",),
        (".github/workflows/*.yml",),
        _languageservice,
        (
            Seed(
                "an input that the called workflow lacks",
                "colour is not defined in the referenced workflow",
                {".github/workflows/seed.yml": _CALLER},
                needs=".github/workflows/run-train.yml",
            ),
            Seed("a key that no step has", "Unexpected value 'shel'", {".github/workflows/seed.yml": _STEP}),
        ),
    ),
    Check(
        "GitHub security",
        "zizmor, nothing of medium or high severity",
        (".github",),
        (".github/workflows/*.yml",),
        _zizmor,
        (
            Seed(
                "a title that is run as a script",
                "template-injection",
                {".github/workflows/seed.yml": _INJECTION},
            ),
        ),
    ),
]
