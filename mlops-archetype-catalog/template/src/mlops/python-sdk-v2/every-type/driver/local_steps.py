"""The steps of the compiled training pipeline, for a run without Azure."""

from typing import Any

from mlops.azureml.settings import PROJECT
from mlops.driver.job import training_job
from mlops.driver.local import LocalPipeline, LocalStep


def local_pipeline() -> LocalPipeline:
    """The pipeline as it is sent to Azure Machine Learning, with the sample as its data."""
    compiled: dict[str, Any] = training_job()._to_dict()
    inputs = {name: str(value) for name, value in compiled["inputs"].items() if name != "raw_data"}
    return LocalPipeline(
        experiment=PROJECT.experiment,
        inputs={"raw_data": str(PROJECT.sample), **inputs},
        steps=tuple(_step(name, job) for name, job in compiled["jobs"].items()),
    )


def _step(name: str, job: dict[str, Any]) -> LocalStep:
    component = job["component"]
    given = {
        name: value["path"] if isinstance(value, dict) else value for name, value in job["inputs"].items()
    }
    return LocalStep(
        name=name,
        command=component["command"],
        inputs={name: str(value) for name, value in given.items()},
        outputs=tuple(component["outputs"]),
    )
