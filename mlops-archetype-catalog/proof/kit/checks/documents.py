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


def _yours(project: Path, tools: Tools) -> None:
    """Whoever renames the columns of the sample is told every file that has their names."""
    (columns,) = project.glob("data-science/src/*/columns.py")
    names = re.findall(r'^[A-Z]+ = "(\w+)"$', columns.read_text(encoding="utf-8"), re.MULTILINE)
    readme = (project / "README.md").read_text(encoding="utf-8")
    yours = readme.partition("\nMake it yours\n")[2].partition("\nKeep it current\n")[0]
    told = yours.partition("Change what else names columns")[2].partition("\n4. ")[0]
    # It is saved with the model, and comes before the list.
    told += "served.py" if "served.py" in yours else ""
    quoted = re.compile(rf"""["']({"|".join(names)})["']""")
    listed = re.compile(rf"""(?:: |- |,|["'])({"|".join(names)})(?:$|[,"'])""", re.MULTILINE)
    problems = []
    for file in files(project, ("mlops", "data-science/src", "data-science/local-run.yml")):
        # What does not depend on the model knows none of its columns.
        if {"tests", "lifecycle", "tuning"} & set(file.parts) or file == columns:
            continue
        code = re.sub(r"^\s*#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        # Of the monitor's file the script fills in the target.
        code = re.sub(r"^ *target_column: .*$", "", code, flags=re.MULTILINE)
        for name in sorted(set((quoted if file.suffix == ".py" else listed).findall(code))):
            path = file.relative_to(project).as_posix()
            if path not in told and file.name not in told:
                problems.append(f"{path} has the sample's column {name}, and 'Make it yours' does not say so")
    if problems:
        raise Refused("\n".join(problems))


CHECKS = [
    Check(
        "make it yours",
        "every file that has a name of the sample's columns against what README says",
        ("mlops", "data-science/src", "data-science/local-run.yml", "README.md"),
        ("data-science/src/*/columns.py",),
        _yours,
        (
            Seed(
                "groups of a column that only the sample has",
                "train/pipeline.yml has the sample's column team",
                edits={"mlops/azureml/train/pipeline.yml": ("cohorts: target,words", "cohorts: team,words")},
            ),
            Seed(
                "a target that the monitor has for itself",
                "monitoring.py has the sample's column fare",
                edits={"mlops/azureml/monitoring.py": ('TASK = "regression"', 'TASK = "regression"\nTARGET = "fare"')},
            ),
        ),
    ),
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
