"""Trains in a stage's workspace and waits for it; leaves registration.json in the current directory.

A pipeline that may not wait for so long submits in one job and waits in others: training.json says for what.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from azureml.core import Experiment, Workspace
from azureml.pipeline.core import PipelineRun

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, find_model, wait_for
from mlops.driver.command_line import train_arguments
from mlops.driver.content import commit
from mlops.driver.pipeline import training_pipeline
from mlops.driver.receipt import Receipt, find_receipt, write_progress, write_receipt
from mlops.driver.steps import REGISTER


def submit(workspace: Workspace) -> PipelineRun:
    """Starts the training pipeline."""
    run = Experiment(workspace, PROJECT.experiment).submit(
        training_pipeline(workspace), tags={"commit": commit()}
    )
    print(f"run {run.id}")
    return run


def collect(workspace: Workspace, run: PipelineRun) -> Receipt:
    """Reads what a completed run says of its model, and notes on a registered one where it came from."""
    (register,) = run.find_step_run(REGISTER.name)
    with tempfile.TemporaryDirectory() as download:
        register.get_output_data("registration").download(download)
        receipt = find_receipt(Path(download))
    if receipt.registered and receipt.version is not None:
        model = find_model(workspace, receipt.version)
        model.add_tags({"job": str(run.id), "commit": str(run.get_tags().get("commit", "unknown"))})
    return receipt


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    given = train_arguments(__doc__, argv)
    workspace = connect(given.stage)
    run = PipelineRun.get(workspace, given.job) if given.job else submit(workspace)
    ended = not given.submit_only and wait_for(run, given.minutes)
    write_progress(str(run.id), ended, Path.cwd())
    if ended:
        write_receipt(collect(workspace, run), Path.cwd())


if __name__ == "__main__":
    main()
