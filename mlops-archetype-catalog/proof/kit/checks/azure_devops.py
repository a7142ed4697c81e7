"""Azure Pipelines."""

import re
from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from kit.check import Check, Seed
from kit.process import Refused, run
from kit.tools import Tools

_SCHEMA = "builtin_schemas/vendor/azure-pipelines.json"
_EXPRESSION = re.compile(r"\$\{\{.*?}}")
_PARAMETER = re.compile(r"\bparameters\.(\w+)")


def _pipelines(project: Path) -> list[Path]:
    return sorted((project / "pipelines").rglob("*.yml"))


def _schema(project: Path, tools: Tools) -> None:
    schema = str(resources("check_jsonschema").joinpath(_SCHEMA))
    files = [file.relative_to(project) for file in _pipelines(project)]
    run([*tools.node("azure_pipelines.mjs"), schema, *files], project, tools.env, says=" 0 problems")


def _calls(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every template that is called below a node, with what it is given."""
    if isinstance(node, dict):
        if isinstance(node.get("template"), str):
            yield node["template"], node.get("parameters") or {}
        for value in node.values():
            yield from _calls(value)
    elif isinstance(node, list):
        for value in node:
            yield from _calls(value)


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters by name; those in an `${{ if }}` or `${{ else }}` count as given."""
    given: dict[str, Any] = {}
    for name, value in parameters.items():
        if name.startswith("${{") and isinstance(value, dict):
            given |= dict.fromkeys(value, "${{")
        else:
            given[name] = value
    return given


def _wrong(parameter: dict[str, Any], value: Any) -> str | None:
    """What is wrong with a value that is not made by an expression or a variable."""
    if isinstance(value, str) and re.search(r"\$[{\[(]", value):
        return None
    if parameter.get("values") and value not in parameter["values"]:
        return f"{value} is none of {parameter['values']}"
    kinds = {"number": (int, float), "boolean": bool, "string": str, "object": (dict, list)}
    kind = parameter.get("type", "string")
    if kind in kinds and kind != "string" and not isinstance(value, kinds[kind]):  # type: ignore[arg-type]
        return f"{value} is no {kind}"
    return None


def _parameters(project: Path, tools: Tools) -> None:
    """Every call gives what the template declares: all that has no default, nothing else, of the right type."""
    problems = []
    read = {file: yaml.safe_load(file.read_text(encoding="utf-8")) for file in _pipelines(project)}
    for file, content in read.items():
        where = file.relative_to(project)
        declared = {each["name"] for each in content.get("parameters", [])}
        expressions = " ".join(_EXPRESSION.findall(file.read_text(encoding="utf-8")))
        used = set(_PARAMETER.findall(expressions))
        problems += [
            f"{where}: it uses the parameter {name}, which it does not declare" for name in used - declared
        ]
        problems += [
            f"{where}: it declares the parameter {name} and does not use it" for name in declared - used
        ]
        for template, parameters in _calls(content):
            if "@" in template:
                continue  # of another repository
            base = project if template.startswith("/") else file.parent
            called = (base / PurePosixPath(template.lstrip("/"))).resolve()
            if called not in {each.resolve() for each in read}:
                problems.append(f"{where}: it calls {template}, which is not here")
                continue
            accepts = {
                each["name"]: each for each in yaml.safe_load(called.read_text("utf-8")).get("parameters", [])
            }
            given = _given(parameters)
            for name in given.keys() - accepts.keys():
                problems.append(f"{where}: {template} has no parameter {name}")
            for name, parameter in accepts.items():
                if name not in given and "default" not in parameter:
                    problems.append(f"{where}: {template} needs the parameter {name}")
                if name in given and (wrong := _wrong(parameter, given[name])):
                    problems.append(f"{where}: parameter {name} of {template}: {wrong}")
    if problems or not read:
        raise Refused("\n".join(problems) or "there is no pipeline")


_CALL = """\
trigger: none
jobs:
  - template: templates/train.yml
    parameters: {%s}
"""
CHECKS = [
    Check(
        "Azure Pipelines",
        "azure-pipelines-language-service with Microsoft's schema",
        ("pipelines",),
        ("pipelines/*.yml",),
        _schema,
        (
            Seed(
                "a property that no step has",
                "Unexpected property displayNam",
                {"pipelines/seed.yml": "steps:\n  - bash: echo hello\n    displayNam: Hello\n"},
            ),
            Seed(
                "a task's input that it lacks",
                "Unexpected property scriptTyp",
                {
                    "pipelines/seed.yml": "steps:\n  - task: AzureCLI@2\n    inputs: {azureSubscription: a, scriptTyp: bash}\n"
                },
            ),
        ),
    ),
    Check(
        "Azure Pipelines templates",
        "parameters of every call against what the called template declares",
        ("pipelines",),
        ("pipelines/*.yml",),
        _parameters,
        (
            Seed(
                "a parameter that the template lacks",
                "has no parameter colour",
                {"pipelines/seed.yml": _CALL % "stage: dev, colour: red"},
                needs="pipelines/templates/train.yml",
            ),
            Seed(
                "a parameter that is missing",
                "needs the parameter stage",
                {"pipelines/seed.yml": _CALL % ""},
                needs="pipelines/templates/train.yml",
            ),
            Seed(
                "a value that is not allowed",
                "blue is none of",
                {"pipelines/seed.yml": _CALL % "stage: blue"},
                needs="pipelines/templates/train.yml",
            ),
            Seed(
                "a template that is not there",
                "which is not here",
                {"pipelines/seed.yml": "jobs:\n  - template: templates/seed.yml\n"},
            ),
        ),
    ),
]
