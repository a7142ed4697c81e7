"""Registers the model of the folder promoted-model, which export_model wrote.

The files are the same, byte for byte, and so are the tags. A model that is registered already is not
registered again.
"""

from collections.abc import Sequence
from pathlib import Path

from azureml.core import Workspace
from azureml.core.model import Model

from mlops.driver.client import connect
from mlops.driver.command_line import import_arguments
from mlops.driver.promoted import DIGEST, Promoted, unpack
from mlops.driver.receipt import Receipt, write_receipt


def register(workspace: Workspace, promoted: Promoted, files: Path) -> str:
    """Registers it unless it is registered, and returns its version."""
    for each in Model.list(workspace, name=promoted.name):
        if (each.tags or {}).get(DIGEST) == promoted.digest:
            return str(each.version)
    made = Model.register(
        workspace, model_path=str(files), model_name=promoted.name, tags=promoted.tags_here()
    )
    return str(made.version)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = import_arguments(__doc__, argv)
    promoted, files = unpack(Path.cwd())
    version = register(connect(stage), promoted, files)
    print(f"{promoted.name} version {version} is version {promoted.version} of {promoted.stage}")
    write_receipt(Receipt(promoted.name, version, registered=True), Path.cwd())


if __name__ == "__main__":
    main()
