#!/usr/bin/env python3
"""Looks for known advisories about the pinned Python packages; needs pipx and the network, and no secret.

It fails if an advisory is fixed in a newer release and is not accepted: take the release (requirements.in,
then the command at the top of the lock), or accept it in data-science/environment/advisories.txt, with a
reason and a date. What no release has fixed yet is told and does not fail.
"""

import datetime
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = ROOT / "data-science" / "environment" / "advisories.txt"
LOCKS = (
    "data-science/environment/requirements.txt",
    "data-science/environment/requirements-dev.txt",
    "mlops/requirements.txt",
)
PIP_AUDIT = "pip-audit==2.10.1"


@dataclass(frozen=True)
class Acceptance:
    """What a line of advisories.txt says: a package or the id of an advisory, until when, and why."""

    what: str
    until: datetime.date
    reason: str


def accepted(file: Path) -> list[Acceptance]:
    """Reads the file; lines that begin with # are comments."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            what, until, reason = line.split(maxsplit=2)
            found.append(Acceptance(what.lower(), datetime.date.fromisoformat(until), reason))
        except ValueError:
            raise SystemExit(
                f"{file.name} line {number}: write PACKAGE-OR-ADVISORY YYYY-MM-DD REASON"
            ) from None
    return found


def advisories(lock: Path) -> list[tuple[str, dict[str, Any]]]:
    """Asks pip-audit about the packages of a lock: each with an advisory about it."""
    command = ["pipx", "run", PIP_AUDIT, "--requirement", str(lock), "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--aliases", "on", "--desc", "off", "--progress-spinner", "off"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        report = json.loads(asked.stdout)
    except ValueError:
        raise SystemExit(f"pip-audit gave no report about {lock.name}:\n{asked.stderr.strip()}") from None
    return [
        (f"{package['name']} {package['version']}", advisory)
        for package in report["dependencies"]
        for advisory in package.get("vulns", [])
    ]


def acceptance(package: str, advisory: dict[str, Any], known: list[Acceptance]) -> Acceptance | None:
    """The line that accepts an advisory, by its id, another id of it, or its package."""
    names = {name.lower() for name in [advisory["id"], *advisory.get("aliases", []), package.split()[0]]}
    return next((each for each in known if each.what in names), None)


def main() -> int:
    """Prints a line for each advisory; 1 if something has to be done."""
    known, today, open_ones, seen = accepted(ACCEPTED), datetime.date.today(), 0, set()
    for name in LOCKS:
        if not (ROOT / name).is_file():
            continue
        for package, advisory in advisories(ROOT / name):
            if (package, advisory["id"]) in seen:
                continue
            seen.add((package, advisory["id"]))
            fixed, by = advisory["fix_versions"], acceptance(package, advisory, known)
            if by is not None and by.until >= today:
                said = f"accepted until {by.until}: {by.reason}"
            elif not fixed:
                said = "no release has fixed it yet"
            else:
                open_ones += 1
                ended = "" if by is None else f", and was accepted until {by.until}"
                said = f"TO DO: fixed in {', '.join(fixed)}{ended}"
            print(f"{package}: {advisory['id']}: {said}")
    print(f"{len(seen)} advisories, {open_ones} to do")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
