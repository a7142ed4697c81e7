"""A model on its way from one stage to another: its files, and what is known about it.

No stage has a right in another one's workspace, so the model goes as a folder that the pipelines hand over.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = "promoted-model"
FROM, DIGEST = "promoted_from", "promoted_digest"
# What says where a version is in its own workspace does not go along.
_OF_THE_WORKSPACE = {"role", "replaced", "compared", FROM, DIGEST}


@dataclass(frozen=True)
class Promoted:
    """A registered model of another stage.

    Attributes:
        name: its name in the model registry.
        version: its version there.
        stage: where that is.
        digest: the same for the same files of the same names.
        tags: what was noted on it.
    """

    name: str
    version: str
    stage: str
    digest: str
    tags: Mapping[str, str]

    def tags_here(self) -> dict[str, str]:
        """The tags that it gets where it arrives."""
        return {**self.tags, FROM: f"{self.stage}:{self.name}:{self.version}", DIGEST: self.digest}


def digest(directory: Path) -> str:
    """The same for the same files of the same names."""
    files = {
        f"./{file.relative_to(directory).as_posix()}": file for file in directory.rglob("*") if file.is_file()
    }
    lines = [f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n" for name in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def pack(
    downloaded: Path, name: str, version: str, stage: str, tags: Mapping[str, str], to: Path
) -> Promoted:
    """Makes the folder of a model that was downloaded.

    Args:
        downloaded: a directory with the model somewhere below it.
        name: its name.
        version: its version.
        stage: where it is registered.
        tags: its tags.
        to: the directory that the folder is made in; one that is there is replaced.

    Raises:
        SystemExit: if there is no model in MLflow's format.
    """
    saved = sorted(downloaded.rglob("MLmodel"), key=lambda file: len(file.parts))
    if not saved:
        raise SystemExit(f"{name} version {version} has no file MLmodel")
    folder = to / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(saved[0].parent, folder / "model")
    kept = {key: value for key, value in tags.items() if key not in _OF_THE_WORKSPACE}
    promoted = Promoted(name, version, stage, digest(folder / "model"), kept)
    text = json.dumps(asdict(promoted), indent=2) + "\n"
    (folder / "model.json").write_text(text, encoding="utf-8")
    print(f"{name} version {version} of {stage} is in {FOLDER}")
    return promoted


def unpack(given: Path) -> tuple[Promoted, Path]:
    """Reads the folder, and returns what it has and where the model's files are.

    Raises:
        SystemExit: if there is none, or if its files are not those that were exported.
    """
    folder = given / FOLDER
    if not (folder / "model.json").is_file() or not (folder / "model" / "MLmodel").is_file():
        raise SystemExit(f"there is no model in {folder}: export-model.sh writes it")
    promoted = Promoted(**json.loads((folder / "model.json").read_text(encoding="utf-8")))
    if digest(folder / "model") != promoted.digest:
        raise SystemExit(f"the files in {folder} are not those that were exported")
    return promoted, folder / "model"
