"""What a model was made from: the same data, code, settings and packages make the same model again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import mlflow.models

# The train step notes it in the model's metadata, the register step on the registered version.
ORIGIN = "trained_from"
SETTINGS = "settings"
_SOURCES = Path(__file__).resolve().parents[1]


def metadata(
    train_data: Path, settings: Mapping[str, object], packages: Sequence[str], sources: Path = _SOURCES
) -> dict[str, object]:
    """What the train step saves with a model.

    Args:
        train_data: directory with the data that it was trained on.
        settings: how it learned.
        packages: the packages that it was trained with, pinned.
        sources: directory with the code of the steps.
    """
    digest = hashlib.sha256()
    for directory, pattern in ((train_data, "*"), (sources, "*.py")):
        for file in sorted(each for each in directory.rglob(pattern) if each.is_file()):
            digest.update(file.relative_to(directory).as_posix().encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    digest.update(json.dumps([dict(settings), list(packages)], sort_keys=True).encode())
    return {ORIGIN: digest.hexdigest()[:16], SETTINGS: dict(settings)}


def origin_of(model: Path) -> str | None:
    """What a saved model was made from, or None if the step that saved it did not note it."""
    noted = noted_with(model).get(ORIGIN)
    return None if noted is None else str(noted)


def noted_with(model: Path) -> Mapping[str, object]:
    """The metadata of a saved model."""
    found: dict[str, object] | None = mlflow.models.Model.load(str(model)).metadata
    return found or {}
