"""The pipeline in Azure Machine Learning."""
from pathlib import Path

import yaml
from azure.ai.ml import Input, MLClient, Output, command, load_component
from azure.ai.ml.dsl import pipeline
from azure.identity import DefaultAzureCredential

ROOT = Path(__file__).resolve().parents[2]

prepare = load_component(source=str(ROOT / "components" / "prepare.yml"))
train = command(
    name="train",
    inputs={"data": Input(type="uri_folder"), "depth": Input(type="integer", default=4)},
    outputs={"model": Output(type="uri_folder")},
    code=str(ROOT / "src"),
    command="python -m churn.cli train ${{inputs.data}} ${{outputs.model}} --depth ${{inputs.depth}}",
    environment="azureml:churn@latest",
)


@pipeline(default_compute="cpu")
def churn_pipeline(raw, depth: int = 4):
    """Prepares, then trains."""
    first = prepare(raw=raw, fraction=0.2)
    second = train(data=first.outputs.clean, depth=depth)
    return {"model": second.outputs.model}


def settings(stage: str) -> dict:
    return yaml.safe_load((ROOT / "config" / f"{stage}.yml").read_text())


def submit(stage: str) -> None:
    config = settings(stage)
    client = MLClient(
        DefaultAzureCredential(),
        config["subscription_id"],
        config["resource_group"],
        config["workspace"],
    )
    job = churn_pipeline(raw=Input(type="uri_file", path=config["data"]), depth=config["depth"])
    client.jobs.create_or_update(job)
