"""Checks what the templates of Azure Pipelines pass to each other: check-templates.py DIRECTORY.

Every `template:` that names a file of this repository has to name one that exists, to give all the parameters that it
declares without a default, and no others. Azure DevOps would say so only when a run begins.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def calls(node: Any) -> Iterator[dict[str, Any]]:
    """The mappings that include a template."""
    if isinstance(node, dict):
        if isinstance(node.get("template"), str):
            yield node
        for value in node.values():
            yield from calls(value)
    elif isinstance(node, list):
        for item in node:
            yield from calls(item)


def given(parameters: dict[str, Any]) -> set[str]:
    """The names of the parameters that a call gives, also those under a condition."""
    names: set[str] = set()
    for key, value in parameters.items():
        names |= given(value) if key.startswith("${{") else {key}
    return names


def problems(file: Path) -> Iterator[str]:
    """What is wrong with the calls of one file."""
    for call in calls(yaml.safe_load(file.read_text(encoding="utf-8"))):
        name = call["template"]
        if "@" in name or "${{" in name:
            continue
        called = file.parent / name
        if not called.is_file():
            yield f"{file}: there is no {name}"
            continue
        declared = yaml.safe_load(called.read_text(encoding="utf-8")).get("parameters", [])
        required = {parameter["name"] for parameter in declared if "default" not in parameter}
        names = given(call.get("parameters", {}))
        for unknown in sorted(names - {parameter["name"] for parameter in declared}):
            yield f"{file}: {name} has no parameter {unknown}"
        for missing in sorted(required - names):
            yield f"{file}: {name} needs the parameter {missing}"


def main() -> None:
    """Checks every file of the directory that is named on the command line."""
    files = sorted(Path(sys.argv[1]).rglob("*.yml"))
    if not files:
        raise SystemExit(f"there are no templates in {sys.argv[1]}")
    found = [problem for file in files for problem in problems(file)]
    print("\n".join(found) or f"{len(files)} templates are fine")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
