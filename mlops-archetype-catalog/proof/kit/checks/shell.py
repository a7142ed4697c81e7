"""Shell scripts, and those that are embedded in pipelines."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import Tools

_KEYS = {"run", "bash", "script", "inlineScript"}


def _scripts(node: Any) -> Iterator[str]:
    """Every script below a node; what the service replaces before the shell sees it becomes a word."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _KEYS and isinstance(value, str) and not re.fullmatch(r"\$\{\{.*}}", value):
                text = re.sub(r"\$\{\{.*?}}", "X", value)
                yield re.sub(r"\$\([A-Za-z]\w*(\.\w+)*\)", "X", text)
            else:
                yield from _scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _scripts(value)


def _shell(project: Path, tools: Tools) -> None:
    found = [file for file in files(project) if file.suffix == ".sh"]
    run([tools.python.parent / "shellcheck", *found], project, tools.env)


def _embedded(project: Path, tools: Tools) -> None:
    count, problems = 0, []
    for file in files(project, (".github", "pipelines")):
        if file.suffix not in (".yml", ".yaml"):
            continue
        for script in _scripts(yaml.safe_load(file.read_text(encoding="utf-8"))):
            count += 1
            # Most services run scripts that begin without a shebang in bash.
            command = [str(tools.python.parent / "shellcheck"), "--shell=bash", "-"]
            done = subprocess.run(command, input=script, text=True, capture_output=True, check=False)
            if done.returncode:
                problems.append(f"{file.relative_to(project)}:\n{done.stdout}{done.stderr}")
    if problems or not count:
        raise Refused("\n".join(problems) or "there is no script")


_UNQUOTED = "steps:\n  - bash: rm -rf $HOME/$DIRECTORY\n"
CHECKS = [
    Check(
        "shell scripts",
        "shellcheck 0.11.0",
        ("**/*.sh",),
        ("**/*.sh",),
        _shell,
        (
            Seed(
                "a variable without quotes",
                "SC2086",
                {"scripts/seed.sh": '#!/usr/bin/env bash\nset -eu\ncp $1 "$2"\n'},
            ),
        ),
    ),
    Check(
        "embedded scripts",
        "shellcheck on each run:, bash:, script: and inlineScript:",
        (".github", "pipelines"),
        (".github/workflows/*.yml", "pipelines/*.yml"),
        _embedded,
        (
            Seed("a variable without quotes", "SC2086", {"pipelines/seed.yml": _UNQUOTED}, needs="pipelines"),
            Seed("a variable without quotes", "SC2086", {".github/seed.yml": _UNQUOTED}, needs=".github"),
        ),
    ),
]
