"""What keeps a project current: the audit of its pins, and who proposes newer ones."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from kit.check import Check, Seed
from kit.process import Refused, run
from kit.tools import Tools

_ENVIRONMENT = "data-science/environment"
_PIPX = """\
#!/usr/bin/env bash
# Stands in for pipx: answers as pip-audit does about each lock.
[[ "$1 $2" == "run pip-audit=="* ]] || { echo "pipx $*" >&2; exit 2; }
[[ " $* " == *" --no-deps "* && " $* " == *" --format json "* ]] || { echo "pip-audit $*" >&2; exit 2; }
cat "$(dirname "$0")/answer.json"
exit 1
"""
_FIXED = {"id": "PYSEC-2099-1", "fix_versions": ["9.9"], "aliases": ["CVE-2099-0001"]}
_UNFIXED = {"id": "PYSEC-2099-2", "fix_versions": [], "aliases": []}
# What pip-audit says, what advisories.txt accepts, how the script ends, and what it says.
_STORIES: list[tuple[list[dict[str, Any]], str, int, str]] = [
    ([], "", 0, "0 advisories, 0 to do"),
    ([_FIXED], "", 1, "TO DO: fixed in 9.9"),
    ([_UNFIXED], "", 0, "no release has fixed it yet"),
    ([_FIXED], "CVE-2099-0001 2999-01-01 not called here\n", 0, "accepted until 2999-01-01: not called here"),
    ([_FIXED], "click 2999-01-01 held back\n", 0, "1 advisories, 0 to do"),
    ([_FIXED], "PYSEC-2099-1 2000-01-01 once\n", 1, "and was accepted until 2000-01-01"),
    ([_FIXED, _UNFIXED], "other 2999-01-01 of something else\n", 1, "2 advisories, 1 to do"),
    ([], "click forever\n", 1, "write PACKAGE-OR-ADVISORY YYYY-MM-DD REASON"),
]


def _audit(project: Path, tools: Tools) -> None:
    for advisories, accepted, code, says in _STORIES:
        with tempfile.TemporaryDirectory() as directory:
            pipx = Path(directory) / "pipx"
            pipx.write_text(_PIPX, encoding="utf-8")
            pipx.chmod(0o755)
            about = {"name": "click", "version": "8.0", "vulns": advisories}
            answer = {"dependencies": [about, {"name": "torch", "skip_reason": "none"}], "fixes": []}
            (Path(directory) / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
            (project / _ENVIRONMENT / "advisories.txt").write_text(f"# Accepted.\n{accepted}", encoding="utf-8")
            env = tools.env | {"PATH": f"{directory}:{tools.env['PATH']}"}
            script = 'code=0; python3 scripts/audit.py || code=$?; echo "exit $code"'
            said = run(["bash", "-c", f"{script} 2>&1"], project, env)
            if f"exit {code}" not in said or says not in said:
                raise Refused(f"audit.py with {advisories} and {accepted!r}: {said}")
    _when(project)
    _reasons(project)


def _when(project: Path) -> None:
    """The audit runs each week and when a lock changes, without a secret."""
    workflow, pipeline = project / ".github/workflows/audit.yml", project / "pipelines/audit.yml"
    file = workflow if workflow.is_file() else pipeline
    text = file.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    triggers = content.get(True, content) if file == workflow else content
    if not (triggers.get("schedule") or triggers.get("schedules")):
        raise Refused(f"{file.name} does not run on a schedule")
    paths = json.dumps((triggers.get("pull_request") or triggers.get("pr") or {}).get("paths", []))
    if _ENVIRONMENT not in paths or "mlops/requirements" not in paths:
        raise Refused(f"{file.name} does not run when the locks change: {paths}")
    if re.search(r"secrets\.|System\.AccessToken", text):
        raise Refused(f"{file.name} needs a secret")


def _reasons(project: Path) -> None:
    """Who holds a package back says why."""
    wanted = (project / _ENVIRONMENT / "requirements.in").read_text(encoding="utf-8")
    for name in ("mlflow", "torch", "torchvision"):
        if re.search(rf"^{name}==", wanted, re.MULTILINE) and not re.search(rf"^#   {name}: ", wanted, re.MULTILINE):
            raise Refused(f"requirements.in does not say why {name} is not newer")


def _proposals(project: Path, _tools: Tools) -> None:
    """Somebody proposes newer versions of everything that is pinned."""
    # The shared repository has pipelines only.
    has_python = (project / _ENVIRONMENT).is_dir()
    kinds = ({"uv": _ENVIRONMENT} if has_python else {}) | ({"terraform": "infrastructure"} if any(project.glob("infrastructure/*.tf")) else {})
    bot, renovate = project / ".github/dependabot.yml", project / "renovate.json"
    if bot.is_file():
        kinds["github-actions"] = ""
        updates = yaml.safe_load(bot.read_text(encoding="utf-8"))["updates"]
        found = {(each["package-ecosystem"], each["directory"].strip("/")) for each in updates}
        for each in updates:
            if not (project / each["directory"].strip("/")).is_dir():
                raise Refused(f"dependabot.yml: there is no {each['directory']}")
        missing = set(kinds.items()) - found
    else:
        settings = json.loads(renovate.read_text(encoding="utf-8"))
        names = {"uv": "pip-compile"}
        missing = {kind for kind in kinds if names.get(kind, kind) not in settings["enabledManagers"]}
        for pattern in settings["pip-compile"]["managerFilePatterns"]:
            if not any(re.search(pattern.strip("/"), f"{_ENVIRONMENT}/{lock}") for lock in _LOCKS):
                raise Refused(f"renovate.json: {pattern} matches no lock")
    if missing:
        raise Refused(f"nobody proposes newer versions of {sorted(map(str, missing))}")
    for name in _LOCKS if has_python else ():
        lock = (project / _ENVIRONMENT / name).read_text(encoding="utf-8")
        made = re.search(rf"^#    uv pip compile --universal .*--output-file={re.escape(name)} (\S+)$", lock, re.MULTILINE)
        if made is None or not (project / _ENVIRONMENT / made[1]).is_file():
            raise Refused(f"{name} does not say, as Dependabot and Renovate read it, how it is made")
        if name != _LOCKS[0] and "-c requirements.txt" not in (project / _ENVIRONMENT / made[1]).read_text(encoding="utf-8"):
            raise Refused(f"{made[1]} is not held to requirements.txt")


_LOCKS = ("requirements.txt", "requirements-dev.txt")
_AUDIT = "scripts/audit.py"
CHECKS = [
    Check(
        "audit of the pins",
        "scripts/audit.py against a stand-in for pipx; when it runs; reasons beside what is held back",
        (_ENVIRONMENT, _AUDIT, ".github/workflows/audit.yml", "pipelines/audit.yml"),
        (_AUDIT,),
        _audit,
        (
            Seed(
                "a finding that does not count",
                "TO DO: fixed in 9.9",
                edits={_AUDIT: ("return 1 if open_ones else 0", "return 0")},
            ),
            Seed(
                "an acceptance without an end",
                "accepted until 2000-01-01: once",
                edits={_AUDIT: ("if by is not None and by.until >= today:", "if by is not None:")},
            ),
            Seed(
                "another name of an advisory",
                "TO DO: fixed in 9.9",
                edits={_AUDIT: ('*advisory.get("aliases", []), ', "")},
            ),
            Seed(
                "a failure for what nobody has fixed",
                "TO DO: fixed in ",
                edits={_AUDIT: ("elif not fixed:", "elif False:")},
            ),
            Seed(
                "an audit on pull requests of other files only",
                "does not run when the locks change",
                edits={".github/workflows/audit.yml": ('      - "data-science/environment/**"\n', "")},
            ),
            Seed(
                "an audit that nobody starts",
                "does not run on a schedule",
                edits={"pipelines/audit.yml": ("schedules:\n", "schedule_of_old:\n")},
            ),
            Seed(
                "an audit with a secret",
                "needs a secret",
                edits={
                    ".github/workflows/audit.yml": (
                        "run: python3 scripts/audit.py",
                        "run: python3 scripts/audit.py ${{ secrets.AUDIT }}",
                    )
                },
            ),
            Seed(
                "a package that is held back without a reason",
                "does not say why mlflow is not newer",
                edits={f"{_ENVIRONMENT}/requirements.in": ("#   mlflow: ", "#   ")},
            ),
        ),
    ),
    Check(
        "newer versions",
        "what Dependabot or Renovate looks at, against what is pinned, and how the locks say that they are made",
        (_ENVIRONMENT, ".github/dependabot.yml", "renovate.json", "infrastructure"),
        (".github/dependabot.yml", "renovate.json"),
        _proposals,
        (
            Seed(
                "Terraform that nobody proposes",
                "nobody proposes newer versions of [\"('terraform', 'infrastructure')\"]",
                edits={".github/dependabot.yml": ("package-ecosystem: terraform", "package-ecosystem: gomod")},
                needs="infrastructure/main.tf",
            ),
            Seed(
                "a folder that is not there",
                "there is no /environment",
                edits={".github/dependabot.yml": ("directory: /data-science/environment", "directory: /environment")},
            ),
            Seed(
                "Python that nobody proposes",
                "nobody proposes newer versions of ['uv']",
                edits={"renovate.json": ('"pip-compile", "terraform"', '"terraform"')},
            ),
            Seed(
                "a lock that does not say how it is made",
                "does not say, as Dependabot and Renovate read it",
                edits={f"{_ENVIRONMENT}/requirements.txt": ("#    uv pip compile", "#   uv pip compile")},
            ),
            Seed(
                "tools that are not held to the packages of the steps",
                "is not held to requirements.txt",
                edits={f"{_ENVIRONMENT}/requirements-dev.in": ("-c requirements.txt\n", "")},
            ),
        ),
    ),
]
