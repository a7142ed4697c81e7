"""Shell scripts, and those that are embedded in pipelines."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import KIT, Tools

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


def _identities(project: Path, tools: Tools) -> None:
    env = tools.env | {"PYTHONPATH": str(KIT)}
    run([*tools.module("identities"), project], project, env, says="the next run ended what was begun")


_IDENTITIES = "scripts/make-identities.sh"
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
    Check(
        "identities",
        "scripts/make-identities.sh run against a stand-in for `az` and `gh`, each call failing once",
        (_IDENTITIES,),
        (_IDENTITIES,),
        _identities,
        (
            Seed(
                "subjects without the ids",
                "subjects ['repo:Contoso/Fares:environment:dev']",
                edits={
                    _IDENTITIES: ("$prefix:environment:$stage", "repo:$repository:environment:$stage"),
                },
            ),
            Seed(
                "a repository in the spelling that was typed",
                "subjects ['repo:contoso/fares:environment:dev']",
                edits={_IDENTITIES: ('"$(gh api "repos/$given" --jq .full_name)"', '"$given"')},
            ),
            Seed(
                "a question that fails and means none",
                "and the script went on",
                edits={
                    _IDENTITIES: (
                        '--scope "$scope" --query \'[0].id\' --output tsv)"',
                        '--scope "$scope" --query \'[0].id\' --output tsv || true)"',
                    )
                },
            ),
            Seed(
                "variables that only a new environment gets",
                "failed; run again it left",
                edits={
                    _IDENTITIES: ('environments/$stage"\n  fi', 'environments/$stage"\n  else continue; fi')
                },
            ),
            Seed(
                "an environment that is made anew each time",
                "run again it left",
                edits={_IDENTITIES: ("""!= *$'\\n'"$stage"$'\\n'* ]]""", "!= none ]]")},
            ),
        ),
    ),
]
