"""Step 4: registers the model if the evaluation approved it."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlflow
from mlflow.tracking import MlflowClient

from taxi_fares.evaluate import REPORT

RECEIPT = "registration.json"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model_name: str
    model: Path
    evaluation: Path
    registration: Path


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True, help="name in the model registry")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory that evaluate wrote")
    parser.add_argument("--registration", type=Path, required=True, help="directory to write")
    return Arguments(**vars(parser.parse_args(argv)))


def register(name: str, model: Path, evaluation: dict[str, Any]) -> str:
    """Registers the model as a new version, tagged with how it did, and returns the version.

    The files are logged to the run and registered from there: Azure Machine Learning's tracking
    server has no endpoint for the logged models of later MLflow versions.
    """
    with mlflow.start_run() as run:
        mlflow.log_artifacts(str(model), "model")
        version = str(mlflow.register_model(f"runs:/{run.info.run_id}/model", name).version)
    client = MlflowClient()
    for metric, value in evaluation["candidate"].items():
        client.set_model_version_tag(name, version, f"test_{metric}", str(value))
    return version


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step, and leaves a receipt either way."""
    arguments = parse(argv)
    evaluation = json.loads((arguments.evaluation / REPORT).read_text(encoding="utf-8"))
    version = None
    if evaluation["approved"]:
        version = register(arguments.model_name, arguments.model, evaluation)
        print(f"registered {arguments.model_name} version {version}")
    else:
        print(f"nothing registered: {evaluation['reason']}")
    arguments.registration.mkdir(parents=True, exist_ok=True)
    receipt = {"name": arguments.model_name, "version": version, "registered": version is not None}
    text = json.dumps(receipt, indent=2) + "\n"
    (arguments.registration / RECEIPT).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
