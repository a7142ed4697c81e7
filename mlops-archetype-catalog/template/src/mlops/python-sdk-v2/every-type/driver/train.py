"""Trains in a stage's workspace and waits for it; leaves registration.json in the current directory.

A pipeline that may not wait for so long submits in one job and waits in others: training.json says for what.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from azure.ai.ml import MLClient

from mlops.driver.assets import provide, reference
from mlops.driver.client import connect, wait_for
from mlops.driver.command_line import train_arguments
from mlops.driver.job import training_job
from mlops.driver.receipt import Receipt, find_receipt, write_progress, write_receipt


def submit(client: MLClient) -> str:
    """Starts the training pipeline and returns the name of its job."""
    provide(client)
    made = client.jobs.create_or_update(training_job())
    print(f"job {made.name}")
    return str(made.name)


def collect(client: MLClient, job: str) -> Receipt:
    """Reads what a job that has completed says of its model; a registered one's data become the reference."""
    with tempfile.TemporaryDirectory() as download:
        client.jobs.download(job, output_name="registration", download_path=download)
        receipt = find_receipt(Path(download))
    if receipt.registered:
        note(client, job, receipt)
        client.data.create_or_update(reference(job))
    return receipt


def note(client: MLClient, job: str, receipt: Receipt) -> None:
    """Notes on the registered version which job, commit and data it came from."""
    made = client.jobs.get(job)
    model = client.models.get(receipt.name, version=receipt.version)
    commit, data = (made.tags or {}).get("commit", "unknown"), str(made.inputs["raw_data"].path)
    model.tags = {**(model.tags or {}), "job": job, "commit": commit, "data": data}
    client.models.create_or_update(model)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    given = train_arguments(__doc__, argv)
    client = connect(given.stage)
    job = given.job or submit(client)
    ended = not given.submit_only and wait_for(client, job, given.minutes)
    write_progress(job, ended, Path.cwd())
    if ended:
        write_receipt(collect(client, job), Path.cwd())


if __name__ == "__main__":
    main()
