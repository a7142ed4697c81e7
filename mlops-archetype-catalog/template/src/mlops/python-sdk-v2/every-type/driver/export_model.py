"""Writes a registered model, and what is known about it, to the folder promoted-model."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from azure.ai.ml import MLClient

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, find_model
from mlops.driver.command_line import export_arguments
from mlops.driver.promoted import Promoted, pack


def export(client: MLClient, stage: str, version: str, to: Path) -> Promoted:
    """Downloads a version and makes the folder in a directory."""
    model = find_model(client, version)
    with tempfile.TemporaryDirectory() as download:
        client.models.download(PROJECT.name, str(model.version), download_path=download)
        return pack(Path(download), PROJECT.name, str(model.version), stage, model.tags or {}, to)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    given = export_arguments(__doc__, argv)
    export(connect(given.stage), given.stage.name, given.version, Path.cwd())


if __name__ == "__main__":
    main()
