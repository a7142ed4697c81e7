"""What is done with registered models: their requirements, and which one is in production."""

import tempfile
from pathlib import Path

from azureml.core import Workspace
from azureml.core.model import Model

from mlops.azureml.settings import PROJECT
from mlops.driver.command_line import PRODUCTION

ROLE = "role"
RETIRED = "retired"
# Which version the one in production took over from.
REPLACED = "replaced"


def requirements_of(model: Model) -> list[str]:
    """The packages that a model was saved with.

    Raises:
        SystemExit: if it is no model in MLflow's format.
    """
    with tempfile.TemporaryDirectory() as directory:
        model.download(target_dir=directory, exist_ok=True)
        found = sorted(Path(directory).rglob("requirements.txt"), key=lambda file: len(file.parts))
        if not found:
            raise SystemExit(
                f"{model.name} version {model.version} has no requirements.txt: it is no MLflow model"
            )
        return found[0].read_text(encoding="utf-8").splitlines()


def production_model(workspace: Workspace) -> Model | None:
    """The newest version that is tagged as being in production."""
    tagged = [each for each in Model.list(workspace, name=PROJECT.name) if _role(each) == PRODUCTION]
    return max(tagged, key=lambda each: int(each.version), default=None)


def mark(workspace: Workspace, version: str) -> None:
    """Tags a version as the one in production, and retires the one before, which it remembers."""
    before = production_model(workspace)
    for model in Model.list(workspace, name=PROJECT.name):
        wanted = PRODUCTION if str(model.version) == version else RETIRED
        if _role(model) == wanted or (wanted == RETIRED and _role(model) != PRODUCTION):
            continue
        tags = {ROLE: wanted}
        if wanted == PRODUCTION and before is not None:
            tags[REPLACED] = str(before.version)
        model.add_tags(tags)


def version_before(model: Model) -> str | None:
    """The version that one in production took over from, or None if it was the first."""
    return (model.tags or {}).get(REPLACED)


def _role(model: Model) -> str | None:
    return (model.tags or {}).get(ROLE)
