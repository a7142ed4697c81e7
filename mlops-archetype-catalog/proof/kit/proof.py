"""Every check on every project, each answer found once; and the table of what came of it."""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from kit.check import Check, Seed
from kit.kinds import KINDS, of_kind
from kit.process import Refused
from kit.tools import Tools

_LINES = 60


@dataclass(frozen=True)
class Answer:
    """What a check said; `problem` is empty if it passed, `told` if there is nothing to tell."""

    problem: str
    seconds: float
    told: str = ""


@dataclass
class Proof:
    """All checks on all projects.

    `whole` says that the projects have every fragment of the template: then each seed has to find one that it fits.
    Without `seeded` no seed is tried.
    """

    checks: Sequence[Check]
    projects: Sequence[Path]
    tools: Tools
    work: Path
    say: Callable[[str], None]
    whole: bool
    seeded: bool = True
    answers: dict[tuple[str, str], Future[Answer]] = field(default_factory=dict)
    keys: dict[tuple[str, Path], str] = field(default_factory=dict)
    seeds: dict[tuple[str, int], Future[Answer]] = field(default_factory=dict)

    def run(self) -> None:
        """Runs everything; the machine has two cores at least."""
        with ThreadPoolExecutor(2) as pool:
            for check in self.checks:
                concerned = [project for project in self.projects if check.applies(project)]
                for project in concerned:
                    # The projects may be gone when the table is made.
                    key = self.keys[check.name, project] = check.key(project)
                    if (check.name, key) not in self.answers:
                        self.answers[check.name, key] = pool.submit(self._passes, check, project)
                for number, seed in enumerate(check.seeds if self.seeded else ()):
                    suited = [project for project in concerned if seed.fits(project)]
                    if suited:
                        self.seeds[check.name, number] = pool.submit(self._refuses, check, seed, suited[0])
                    elif self.whole:
                        self.seeds[check.name, number] = pool.submit(self._lost, check, seed)

    def _passes(self, check: Check, project: Path) -> Answer:
        """Runs a check on a project that has to pass."""
        started = time.monotonic()
        problem = told = ""
        try:
            told = check.run(project, self.tools) or ""
        except Refused as refused:
            problem = str(refused)
        answer = Answer(problem, time.monotonic() - started, told)
        self._told(f"{check.name} on {project.name}", answer)
        return answer

    def _refuses(self, check: Check, seed: Seed, project: Path) -> Answer:
        """Runs a check on a copy of a project that is broken on purpose: it has to say why."""
        started = time.monotonic()
        problem = ""
        with tempfile.TemporaryDirectory(dir=self.work) as directory:
            copy = Path(directory, project.name)
            shutil.copytree(
                project, copy, symlinks=True, ignore=shutil.ignore_patterns(".local", ".venv", ".terraform")
            )
            seed.sow(copy)
            try:
                check.run(copy, self.tools)
                problem = "it passes"
            except Refused as refused:
                if seed.reason not in str(refused):
                    problem = f"'{seed.reason}' is not among what it says:\n{refused}"
        answer = Answer(problem, time.monotonic() - started)
        self._told(f"{check.name} refuses {seed.name}", answer)
        return answer

    def _lost(self, check: Check, seed: Seed) -> Answer:
        """A seed that would change what the template no longer has proves nothing."""
        answer = Answer("no project has what this seed changes", 0)
        self._told(f"{check.name} refuses {seed.name}", answer)
        return answer

    def _told(self, what: str, answer: Answer) -> None:
        verdict = "FAIL" if answer.problem else "ok  "
        # The command is said first, what it stumbled on last.
        first, *rest = answer.problem.splitlines() or [""]
        said = "\n".join([first, *(["..."] if len(rest) > _LINES else []), *rest[-_LINES:]])
        told = f": {answer.told}" if answer.told else ""
        self.say(f"{verdict} {what}, {answer.seconds:.0f} s{told}\n{said}".rstrip())

    def counts(self) -> tuple[int, int]:
        """How many different answers passed, and how many failed; seeds are counted too."""
        answers = [future.result() for future in (*self.answers.values(), *self.seeds.values())]
        failed = sum(bool(answer.problem) for answer in answers)
        return len(answers) - failed, failed

    def _cell(self, check: Check, project: Path) -> str:
        key = self.keys.get((check.name, project))
        if key is None:
            return ""
        answer = self.answers[check.name, key].result()
        return "**fails**" if answer.problem else f"pass: {answer.told}" if answer.told else "pass"

    def table(self) -> str:
        """A row for each project, a column for each check; empty where there is nothing to check."""
        lines = ["# What was proved", ""]
        lines += ["| check | with | different answers | seconds | refuses |", "|---|---|---|---|---|"]
        for check in self.checks:
            answers = [future.result() for (name, _), future in self.answers.items() if name == check.name]
            refused = [future.result() for (name, _), future in self.seeds.items() if name == check.name]
            good = sum(not answer.problem for answer in refused)
            seconds = sum(answer.seconds for answer in answers)
            lines.append(
                f"| {check.name} | {check.with_what} | {len(answers)} | {seconds:.0f} | {good} of {len(refused)} |"
            )
        lines += ["", "| selection | " + " | ".join(check.name for check in self.checks) + " |"]
        lines.append("|---" * (len(self.checks) + 1) + "|")
        for project in self.projects:
            cells = [self._cell(check, project) for check in self.checks]
            lines.append(f"| {project.name} | " + " | ".join(cells) + " |")
        return "\n".join([*lines, *self._kinds()]) + "\n"

    def _kinds(self) -> list[str]:
        """A row for each kind of what goes wrong late: which bad files of it were tried, and were refused."""
        lines = ["", "| what goes wrong late | bad files | refused |", "|---|---|---|"]
        for kind in KINDS:
            seeds = of_kind(kind, self.checks)
            tried = [
                self.seeds[check.name, number].result()
                for check, number, _ in seeds
                if (check.name, number) in self.seeds
            ]
            names = "; ".join(seed.name for _, _, seed in seeds)
            lines.append(f"| {kind} | {names} | {sum(not each.problem for each in tried)} of {len(tried)} |")
        return lines
