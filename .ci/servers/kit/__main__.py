"""Runs the matrix: see docs/servers.md.

run [--install] [--only WORD]... [--report FILE] [--repository DIRECTORY] [--keep DIRECTORY]
    [--maven DIRECTORY] [--gitea DIRECTORY]
"""

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kit.accounts import CLIENT, Accounts
from kit.case import Case
from kit.cases import CASES
from kit.gitea import Gitea
from kit.process import Refused, run
from kit.servers import Servers
from kit.trial import Maven, Result, Trial

_ROOT = Path(__file__).resolve().parents[3]
_STARTED = time.monotonic()


def say(text: str) -> None:
    """Prints with the time since the start."""
    print(f"[servers {time.monotonic() - _STARTED:4.0f}s] {text}", flush=True)


def maven(work: Path, upstream: Path) -> Maven:
    """A local repository that the client may write to, with the plugin in it."""
    found = re.search(r"<version>([^<]+)</version>", (_ROOT / "pom.xml").read_text(encoding="utf-8"))
    assert found is not None
    target = work / "m2"
    settings = work / "prepare.xml"
    settings.write_text(
        f"<settings><mirrors><mirror><id>up</id><mirrorOf>*,!central</mirrorOf><url>file://{upstream}</url></mirror>"
        "</mirrors><profiles><profile><id>p</id><pluginRepositories><pluginRepository><id>built-here</id>"
        "<url>file:///</url><snapshots><enabled>true</enabled></snapshots></pluginRepository></pluginRepositories>"
        "</profile></profiles><activeProfiles><activeProfile>p</activeProfile></activeProfiles></settings>"
    )
    command = ["mvn", "-q", "-B", "-ntp", "-s", settings, f"-Dmaven.repo.local={target}"]
    folder = work / "prepare"
    folder.mkdir()
    (folder / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version>"
        "<packaging>pom</packaging></project>"
    )
    plugin = f"io.github.mlops-maven:mlops-maven-plugin:{found[1]}"
    generate = [f"{plugin}:generate", "-Dmlops.projectName=x", "-Dmlops.author=A <a@example.com>", "-Dmlops.verify=off"]
    run([*command, *generate, f"-Dmlops.template={work}/tree-t.git/src/.."], cwd=folder)
    run([*command, "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"], cwd=folder)
    for trace in target.rglob("_remote.repositories"):
        trace.unlink()
    run(["chown", "-R", f"{CLIENT}:", target])
    nothing = work / "nothing"
    nothing.mkdir()
    return Maven(found[1], target, nothing)


def line(result: Result) -> str:
    """One result for the console."""
    words = {True: "works", False: "refused"}
    mark = "ok  " if result.passed else "DIFF"
    text = f"{mark} {result.case.kind:10} ours {words[result.ours]:8} control {words[result.control]:8} {result.case.name}"
    return "\n".join([text, *(f"       {wrong}" for wrong in result.wrong)])


def table(results: list[Result]) -> str:
    """The figures by kind, and every case, for people."""
    rows = ["| kind | cases | as they have to be | both work | both refuse | differ on purpose |", "|---|---|---|---|---|---|"]
    for kind in dict.fromkeys(result.case.kind for result in results):
        of_kind = [result for result in results if result.case.kind == kind]
        count = Counter((result.ours, result.control) for result in of_kind)
        passed = sum(result.passed for result in of_kind)
        differ = count[(True, False)] + count[(False, True)]
        rows.append(
            f"| {kind} | {len(of_kind)} | {passed} | {count[(True, True)]} | {count[(False, False)]} | {differ} |"
        )
    rows += ["", "| case | ours | control | |", "|---|---|---|---|"]
    words = {True: "works", False: "refused"}
    for result in results:
        note = result.case.because if result.passed else "**" + "; ".join(result.wrong) + "**"
        note = note.replace("|", "\\|").replace("\n", " ")
        rows.append(f"| {result.case.kind}: {result.case.name} | {words[result.ours]} | {words[result.control]} | {note} |")
    return "\n".join(rows) + "\n"


def chosen(words: list[str]) -> list[Case]:
    """The cases whose kind or name has one of the words."""
    return [case for case in CASES if not words or any(word in f"{case.kind} {case.name}" for word in words)]


def _stopped(number: int, _frame: object) -> None:
    """Ends the run so that servers and accounts go, too."""
    raise SystemExit(128 + number)


def main() -> int:
    """Reads the command line and runs."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--only", action="append", default=[], help="a word of the kind or the name of cases")
    parser.add_argument("--report", type=Path, help="file to write the table to")
    parser.add_argument("--repository", type=Path, default=Path.home() / ".m2/repository", help="where the plugin is installed")
    parser.add_argument("--keep", type=Path, help="folder to work in, which stays; it must not exist yet")
    parser.add_argument("--maven", type=Path, help="home of the Maven to run; default: the mvn on the PATH")
    parser.add_argument("--gitea", type=Path, help="folder that .ci/servers/gitea built into; without it Gitea is left out")
    arguments = parser.parse_args()
    if arguments.maven:
        os.environ["PATH"] = f"{arguments.maven.absolute()}/bin:{os.environ['PATH']}"
    cases = [case for case in chosen(arguments.only) if arguments.gitea or case.kind != "gitea"]
    work = arguments.keep.absolute() if arguments.keep else Path(tempfile.mkdtemp(prefix="mlops-servers-"))
    work.mkdir(parents=True, exist_ok=not arguments.keep)
    work.chmod(0o755)
    accounts = Accounts(work)
    servers = None
    results = []
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, _stopped)
    try:
        accounts.make()
        servers = Servers(work)
        say("preparing Maven")
        tool = maven(work, arguments.repository.absolute())
        say("starting the servers")
        servers.start()
        if arguments.gitea:
            gitea = Gitea(arguments.gitea.absolute(), work, servers.daemons, "mlopst-git")
            gitea.start(servers.keys.public("user").read_text().strip())
            servers.facts |= gitea.facts
        say(f"{len(cases)} cases")
        for case in cases:
            result = Trial(case, servers, accounts, tool).result()
            results.append(result)
            say(line(result))
    except Refused as refused:
        say(str(refused))
        return 2
    finally:
        if servers:
            servers.stop()
        accounts.remove()
        if arguments.report and results:
            arguments.report.write_text(table(results))
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
    failed = [result for result in results if not result.passed]
    print(table(results).split("\n\n")[0])
    say(f"{len(results) - len(failed)} of {len(results)} are as they have to be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
