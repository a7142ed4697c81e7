"""Sends the job."""

import os
from datetime import datetime, timezone

from azure.ai.ml import Input, MLClient, load_component
from azure.ai.ml.dsl import pipeline
from azure.identity import DefaultAzureCredential

from .config import ROOT, Stage, settings

COMPONENTS = ROOT / "aml" / "components"


def client() -> MLClient:
    """The client of the workspace."""
    return MLClient(
        DefaultAzureCredential(),
        subscription_id=os.environ["SUBSCRIPTION_ID"],
        resource_group_name=os.environ["RESOURCE_GROUP"],
        workspace_name=os.environ["WORKSPACE"],
    )


def build(stage: Stage = Stage.DEV):
    """Makes the pipeline."""
    prepare_data = load_component(COMPONENTS / "prepare.yml")
    train_model = load_component(COMPONENTS / "train.yml")

    @pipeline(default_compute="cpu-cluster")
    def training(raw):
        prepared = prepare_data(raw=raw, fraction=0.3)
        trained = train_model(train=prepared.outputs.train, depth=settings()["model"]["depth"])
        return {"model": trained.outputs.model}

    job = training(raw=Input(type="uri_folder", path="azureml:bikes-raw@latest"))
    job.display_name = f"bikes-{stage.value}-{datetime.now(timezone.utc):%Y%m%d}"
    return job


def main() -> None:
    """Sends it."""
    ml_client = client()
    job = ml_client.jobs.create_or_update(build(), experiment_name="bikes")
    ml_client.jobs.stream(job.name)


if __name__ == "__main__":
    main()
