"""Proves projects: see README.md.

prove sample|all [--report FILE] [--only NAME]... [--python NAME] [--good-only] [--work DIRECTORY] [MAVEN_OPTION...]
prove DIRECTORY... [--report FILE] [--only NAME]... [--python NAME] [--good-only]
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kit.check import Check
from kit.checks import CHECKS
from kit.process import Refused, end_what_runs_too, run
from kit.projects import Maven, sample
from kit.proof import Proof
from kit.tools import KIT, Tools

_STARTED = time.monotonic()


def say(text: str) -> None:
    """Prints with the time since the start."""
    print(f"[proof {time.monotonic() - _STARTED:4.0f}s] {text}", flush=True)


def version() -> str:
    """The version of the plugin in this tree."""
    found = re.search(
        r"<version>([^<]+)</version>", (KIT.parent.parent / "pom.xml").read_text(encoding="utf-8")
    )
    assert found is not None
    return found[1]


def projects(what: list[str], maven: Maven, work: Path) -> list[Path]:
    """The projects to prove, made if need be."""
    if what not in (["sample"], ["all"]):
        return [Path(each).resolve() for each in what]
    selections = maven.selections(work)
    chosen = sample(selections) if what == ["sample"] else selections
    say(f"generating {len(chosen)} of {len(selections)} projects")
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda selection: maven.generate(selection, work), chosen))


def chosen_checks(names: list[str], quick: bool) -> list[Check]:
    """The checks of these names, or all; with quick, only those that install no project's packages."""
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        raise SystemExit(f"there is no check {sorted(unknown)}; there are {[check.name for check in CHECKS]}")
    named = [check for check in CHECKS if not names or check.name in names]
    return [check for check in named if not (quick and check.needs_environment)]


def interpreter(name: str | None) -> Path | None:
    """The Python with this name, behind whatever chooses one by directory."""
    if name is None:
        return None
    if shutil.which(name) is None:
        raise SystemExit(f"{name} is not on the PATH")
    try:
        return Path(run([name, "-c", "import sys; print(sys.executable)"], Path.cwd(), os.environ).strip())
    except Refused as refused:
        raise SystemExit(str(refused)) from None


def main() -> int:
    """Reads the command line and proves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("what", nargs="+", help="sample, all, or directories of projects")
    parser.add_argument("--report", type=Path, help="file to write the table to")
    parser.add_argument(
        "--only", action="append", default=[], help="name of a check; may be given several times"
    )
    parser.add_argument(
        "--work", type=Path, help="empty directory for the projects; default: a temporary one"
    )
    parser.add_argument("--tools", type=Path, default=KIT / "target", help="where the tools are installed")
    parser.add_argument("--quick", action="store_true", help="no check that installs a project's packages")
    parser.add_argument("--good-only", action="store_true", help="no copies that are broken on purpose")
    parser.add_argument("--python", help="the Python of the projects, such as python3.13; default: the kit's own")
    arguments, maven_options = parser.parse_known_args()
    checks = chosen_checks(arguments.only, arguments.quick)
    end_what_runs_too()
    tools = Tools(arguments.tools.resolve(), interpreter(arguments.python))
    work = (arguments.work or Path(tempfile.mkdtemp(prefix="proof-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        say("installing the tools")
        tools.install()
        found = projects(arguments.what, Maven(tools, maven_options, version()), work)
        proof = Proof(checks, found, tools, work, say, whole=arguments.what in (["sample"], ["all"]), seeded=not arguments.good_only)
        proof.run()
    except Refused as refused:
        say(f"FAIL {refused}")
        return 1
    finally:
        if arguments.work is None:
            shutil.rmtree(work, ignore_errors=True)
    if arguments.report:
        arguments.report.write_text(proof.table(), encoding="utf-8")
        say(f"the table is in {arguments.report}")
    passed, failed = proof.counts()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
