"""What a check is."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.tools import Tools

# What a run leaves behind in a project is none of its content.
_LEFT_BEHIND = {".git", ".local", ".venv", ".terraform", "__pycache__"}
_LEFT_BEHIND |= {".mypy_cache", ".pytest_cache", ".ruff_cache", ".mlops"}


@dataclass(frozen=True)
class Seed:
    """Something broken on purpose, laid over a good project: the check has to refuse it, and for the reason.

    `files` are written; in each file of `edits` a text, which has to be there, is replaced. `reason` is part of what
    the check says. The seed is for projects that have `needs`.
    """

    name: str
    reason: str
    files: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    needs: str = "."

    def fits(self, project: Path) -> bool:
        """Whether a project has what the seed changes."""
        texts = ((project / name, old) for name, (old, _) in self.edits.items())
        there = (file.is_file() and old in file.read_text(encoding="utf-8") for file, old in texts)
        return (project / self.needs).exists() and all(there)

    def sow(self, project: Path) -> None:
        """Breaks a project."""
        for name, text in self.files.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding="utf-8")
        for name, (old, new) in self.edits.items():
            file = project / name
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@dataclass(frozen=True)
class Check:
    """A check of one project.

    `reads` are the paths or patterns of what decides, so that projects which have the same there are checked once;
    projects that have none of `applies_to` are not checked. `run` raises Refused, and may return what it has to tell. With
    `needs_environment` the project's packages are installed, which takes minutes and gigabytes.
    """

    name: str
    with_what: str
    reads: tuple[str, ...]
    applies_to: tuple[str, ...]
    run: Callable[[Path, Tools], str | None]
    seeds: tuple[Seed, ...]
    needs_environment: bool = False

    def applies(self, project: Path) -> bool:
        """Whether the project has something to check."""
        return any(any(project.glob(pattern)) for pattern in self.applies_to)

    def key(self, project: Path) -> str:
        """What the answer depends on."""
        digest = hashlib.sha256()
        for file in files(project, self.reads):
            digest.update(str(file.relative_to(project)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()


def files(project: Path, below: Sequence[str] = (".",)) -> list[Path]:
    """The files of a project, or of some paths or patterns in it, in order; without what runs have left behind."""
    found: set[Path] = set()
    for name in below:
        for path in project.glob(name) if "*" in name else [project / name]:
            found |= {file for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()}
    return sorted(file for file in found if not _LEFT_BEHIND & set(file.relative_to(project).parts))
