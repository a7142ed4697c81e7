"""YAML, Markdown, JSON, and the links between files."""

import json
import re
from pathlib import Path

from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import Tools

_LINK = re.compile(r"(?<!!)\[[^\]]*]\(([^)\s]+)\)")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _anchors(text: str) -> set[str]:
    """The headings that can be linked to, as GitHub names them; those underlined too."""
    found = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    found += re.findall(r"^(.+)\n(?:-{3,}|={3,})$", text, re.MULTILINE)
    return {_anchor(heading) for heading in found}


def _links(project: Path, tools: Tools) -> None:
    problems = []
    documents = [file for file in files(project) if file.suffix == ".md"]
    for file in documents:
        text = file.read_text(encoding="utf-8")
        for link in _LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = file.parent / path if path else file
            if not target.exists():
                problems.append(f"{file.relative_to(project)}: {link} is not here")
            elif (
                anchor
                and target.suffix == ".md"
                and anchor not in _anchors(target.read_text(encoding="utf-8"))
            ):
                problems.append(f"{file.relative_to(project)}: {link} has no such heading")
    if problems or not documents:
        raise Refused("\n".join(problems) or "there is no document")


def _lint(project: Path, tools: Tools) -> None:
    run([tools.python.parent / "yamllint", "--strict", "."], project, tools.env)
    linter = (
        tools.python.parent / "node",
        tools.node_modules / "markdownlint-cli2" / "markdownlint-cli2-bin.mjs",
    )
    run([*linter, "**/*.md"], project, tools.env, says=" 0 error")
    for file in files(project):
        if file.suffix in (".json", ".ipynb"):
            try:
                json.loads(file.read_text(encoding="utf-8"))
            except ValueError as error:
                raise Refused(f"{file.relative_to(project)} is no JSON: {error}") from error


CHECKS = [
    Check(
        "YAML, Markdown, JSON",
        "yamllint --strict, markdownlint-cli2, Python's json",
        (".",),
        ("README.md",),
        _lint,
        (
            Seed("a key that is there twice", "duplication of key", {"seed.yml": "a: 1\na: 2\n"}),
            Seed("a heading without a space", "MD018", {"seed.md": "# One\n\n#Two\n"}),
            Seed("JSON with a comma too many", "is no JSON", {"data/seed.json": "[1,]\n"}),
        ),
    ),
    Check(
        "links",
        "every link to a file or heading of the project",
        (".",),
        ("README.md",),
        _links,
        (
            Seed("a link to nothing", "nowhere.md is not here", {"seed.md": "# One\n\n[two](nowhere.md)\n"}),
            Seed("a link to no heading", "#two has no such heading", {"seed.md": "# One\n\n[two](#two)\n"}),
        ),
    ),
]
