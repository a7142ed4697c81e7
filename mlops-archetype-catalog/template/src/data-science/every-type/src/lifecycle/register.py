"""Step 4: registers the model if the evaluation approved it."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import mlflow
from mlflow.tracking import MlflowClient

from lifecycle.card import CARD, model_card
from lifecycle.evaluation import Evaluation, read_report
from lifecycle.origin import ORIGIN, origin_of
from lifecycle.registry import METRIC_TAG

RECEIPT = "registration.json"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model_name: str
    model: Path
    evaluation: Path
    registration: Path


@dataclass(frozen=True)
class Registration:
    """The receipt; version is None when nothing was registered."""

    name: str
    version: str | None
    registered: bool


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True, help="name in the model registry")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory that evaluate wrote")
    parser.add_argument("--registration", type=Path, required=True, help="directory to write")
    return Arguments(**vars(parser.parse_args(argv)))


def register(name: str, model: Path, evaluation: Evaluation) -> str:
    """Registers the model as a new version, tagged with how it did and what it was made from.

    Returns the version. Its files have a model card.

    The files are logged to the run and registered from there: Azure Machine Learning's tracking
    server has no endpoint for the logged models of later MLflow versions.
    """
    with mlflow.start_run() as run:
        mlflow.log_artifacts(str(model), "model")
        mlflow.log_text(model_card(name, run.info.run_id, model, evaluation), f"model/{CARD}")
        version = str(mlflow.register_model(f"runs:/{run.info.run_id}/model", name).version)
    client = MlflowClient()
    origin = origin_of(model)
    if origin is not None:
        client.set_model_version_tag(name, version, ORIGIN, origin)
    for metric, value in evaluation.candidate.items():
        client.set_model_version_tag(name, version, METRIC_TAG + metric, str(value))
    return version


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step, and leaves a receipt either way."""
    arguments = parse(argv)
    evaluation = read_report(arguments.evaluation)
    version = None
    if evaluation.approved:
        version = register(arguments.model_name, arguments.model, evaluation)
        print(f"registered {arguments.model_name} version {version}")
    else:
        print(f"nothing registered: {evaluation.reason}")
    receipt = Registration(arguments.model_name, version, version is not None)
    arguments.registration.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(receipt), indent=2) + "\n"
    (arguments.registration / RECEIPT).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
