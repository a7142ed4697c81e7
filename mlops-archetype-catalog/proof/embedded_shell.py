"""Runs shellcheck on the scripts inside YAML pipelines: embedded_shell.py DIRECTORY..."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

KEYS = {"run", "bash", "inlineScript"}


def scripts(node: object) -> Iterator[str]:
    """Every script below a node; what the service replaces before the shell sees it becomes a word."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in KEYS and isinstance(value, str) and not re.fullmatch(r"\$\{\{.*}}", value):
                text = re.sub(r"\$\{\{.*?}}", "X", value)
                yield re.sub(r"\$\([A-Za-z]\w*(\.\w+)*\)", "X", text)
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


def main(directories: list[Path]) -> int:
    """Checks all files."""
    count = bad = 0
    for file in sorted(f for directory in directories for f in directory.rglob("*.yml")):
        for script in scripts(yaml.safe_load(file.read_text(encoding="utf-8"))):
            count += 1
            done = subprocess.run(
                ["shellcheck", "--shell=bash", "-"], input=script, text=True, capture_output=True
            )
            if done.returncode:
                bad += 1
                print(f"{file}:\n{done.stdout}")
    print(f"{count} embedded scripts, {bad} bad")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
