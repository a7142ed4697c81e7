"""The training pipeline as a job, for the workspace's data and commit that is checked out."""

from typing import Any

from azure.ai.ml import Input
from azure.ai.ml.entities import CronTrigger, JobSchedule, PipelineJob

from mlops.azureml.settings import PROJECT
from mlops.azureml.training import training
from mlops.driver.content import commit


def training_job() -> PipelineJob:
    """The pipeline with the newest version of the data."""
    newest = Input(type=PROJECT.data_type, path=f"azureml:{PROJECT.name}@latest", mode="ro_mount")
    job: PipelineJob = training(raw_data=newest)
    job.tags = {"commit": commit()}
    outputs: dict[str, Any] = job.outputs
    for output in outputs.values():
        output.mode = "upload"
    return job


def retraining() -> JobSchedule:
    """Retraining that Azure Machine Learning starts itself, Monday 03:00 UTC.

    It registers models and deploys none; the retraining pipeline does both. Use one of the two. It keeps the
    code that it was switched on with: after a change of the pipeline or of the steps, switch it on again.
    """
    return JobSchedule(
        name=PROJECT.schedule,
        display_name="Weekly retraining",
        description="Trains on the newest version of the data, Monday 03:00 UTC.",
        trigger=CronTrigger(expression="0 3 * * 1", time_zone="UTC"),
        create_job=training_job(),
    )
