"""Loads, validates and converts every Azure ML YAML file of a directory: azureml.py DIRECTORY."""

import logging
import sys
from pathlib import Path

import azure.ai.ml as ml
import yaml
from azure.ai.ml.entities import _load_functions as load

logging.disable(logging.WARNING)

# By the name of the schema that a file states.
LOADERS = {
    "batchEndpoint": ml.load_batch_endpoint,
    "commandComponent": ml.load_component,
    "data": ml.load_data,
    "environment": ml.load_environment,
    "managedOnlineDeployment": ml.load_online_deployment,
    "managedOnlineEndpoint": ml.load_online_endpoint,
    "modelBatchDeployment": load.load_model_batch_deployment,
    "monitorSchedule": load.load_schedule,
    "pipelineJob": ml.load_job,
    "schedule": load.load_schedule,
}
# Endpoints and deployments want to know the region.
CONVERSIONS = {
    "_to_rest_object": (),
    "_to_rest_online_endpoint": ("eastus",),
    "_to_rest_batch_endpoint": ("eastus",),
}
WITH_REGION = ("Deployment",)


def check(file: Path) -> str | None:
    """What is wrong with a file, or None."""
    schema = yaml.safe_load(file.read_text(encoding="utf-8")).get("$schema", "")
    kind = schema.rsplit("/", 1)[-1].removesuffix(".schema.json")
    if kind not in LOADERS:
        return f"no loader for the schema '{schema}'"
    entity = LOADERS[kind](source=str(file))
    if hasattr(entity, "_validate") and kind != "monitorSchedule":  # that one raises NotImplementedError
        result = entity._validate()
        if result is not None and not result.passed:
            return str(result.error_messages)
    for name, arguments in CONVERSIONS.items():
        if hasattr(entity, name):
            if type(entity).__name__.endswith(WITH_REGION):
                arguments = ("eastus",)
            getattr(entity, name)(*arguments)
            return None
    return "there is no conversion to the REST object"


def main(directory: Path) -> int:
    """Checks all files and says which are bad."""
    bad = 0
    files = sorted(directory.rglob("*.yml"))
    for file in files:
        try:
            problem = check(file)
        except Exception as error:  # the SDK raises anything
            problem = f"{type(error).__name__}: {error}"
        if problem:
            bad += 1
            print(f"{file}: {problem}")
    print(f"{len(files)} Azure ML files, {bad} bad")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
