"""Trains in a stage's workspace and waits for it; leaves registration.json in the current directory."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from azureml.core import Experiment, Workspace

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, wait_for
from mlops.driver.command_line import train_arguments
from mlops.driver.content import commit
from mlops.driver.pipeline import training_pipeline
from mlops.driver.receipt import Receipt, find_receipt, write_receipt
from mlops.driver.steps import REGISTER


def train(workspace: Workspace) -> Receipt:
    """Runs the training pipeline.

    Raises:
        SystemExit: if the run does not complete.
    """
    run = Experiment(workspace, PROJECT.experiment).submit(
        training_pipeline(workspace), tags={"commit": commit()}
    )
    print(f"run {run.id}")
    wait_for(run)
    (register,) = run.find_step_run(REGISTER.name)
    with tempfile.TemporaryDirectory() as download:
        register.get_output_data("registration").download(download)
        return find_receipt(Path(download))


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = train_arguments(__doc__, argv)
    write_receipt(train(connect(stage)), Path.cwd())


if __name__ == "__main__":
    main()
