"""Registers the model of the folder promoted-model, which export_model wrote.

The files are the same, byte for byte, and so are the tags. A model that is registered already is not
registered again.
"""

from collections.abc import Sequence
from pathlib import Path

from azure.ai.ml import MLClient
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Model

from mlops.driver.client import connect
from mlops.driver.command_line import import_arguments
from mlops.driver.promoted import DIGEST, Promoted, unpack
from mlops.driver.receipt import Receipt, write_receipt


def register(client: MLClient, promoted: Promoted, files: Path) -> str:
    """Registers it unless it is registered, and returns its version."""
    for each in client.models.list(name=promoted.name):
        if (each.tags or {}).get(DIGEST) == promoted.digest:
            return str(each.version)
    wanted = Model(
        name=promoted.name, path=str(files), type=AssetTypes.MLFLOW_MODEL, tags=promoted.tags_here()
    )
    return str(client.models.create_or_update(wanted).version)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = import_arguments(__doc__, argv)
    promoted, files = unpack(Path.cwd())
    version = register(connect(stage), promoted, files)
    print(f"{promoted.name} version {version} is version {promoted.version} of {promoted.stage}")
    write_receipt(Receipt(promoted.name, version, registered=True), Path.cwd())


if __name__ == "__main__":
    main()
