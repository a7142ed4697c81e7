"""Trains in a stage's workspace and waits for it; leaves registration.json in the current directory."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from azure.ai.ml import MLClient

from mlops.driver.assets import provide, reference
from mlops.driver.client import connect, wait_for
from mlops.driver.command_line import train_arguments
from mlops.driver.job import training_job
from mlops.driver.receipt import Receipt, find_receipt, write_receipt


def train(client: MLClient) -> Receipt:
    """Runs the training pipeline.

    Raises:
        SystemExit: if the run does not complete.
    """
    provide(client)
    job = str(client.jobs.create_or_update(training_job()).name)
    print(f"job {job}")
    status = wait_for(client, job)
    if status != "Completed":
        raise SystemExit(f"the job ended as {status}")
    with tempfile.TemporaryDirectory() as download:
        client.jobs.download(job, output_name="registration", download_path=download)
        receipt = find_receipt(Path(download))
    if receipt.registered:
        client.data.create_or_update(reference(job))
    return receipt


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = train_arguments(__doc__, argv)
    write_receipt(train(connect(stage)), Path.cwd())


if __name__ == "__main__":
    main()
