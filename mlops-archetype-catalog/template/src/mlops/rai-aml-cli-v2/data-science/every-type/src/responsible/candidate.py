"""Registers a model that is not approved yet under a name of its own, so that it can be analysed."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow

# What the components read: the name and version of the model to analyse.
MODEL_INFO = "model_info.json"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    candidate_name: str
    model: Path
    model_info: Path


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidate_name", required=True, help="name in the model registry; never deployed")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--model_info", type=Path, required=True, help="directory to write")
    return Arguments(**vars(parser.parse_args(argv)))


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    with mlflow.start_run() as run:
        # Logged to the run and registered from there, as the register step does.
        mlflow.log_artifacts(str(arguments.model), "model")
        registered = mlflow.register_model(f"runs:/{run.info.run_id}/model", arguments.candidate_name)
    arguments.model_info.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"id": f"{arguments.candidate_name}:{registered.version}"}, indent=2) + "\n"
    (arguments.model_info / MODEL_INFO).write_text(text, encoding="utf-8")
    print(f"{arguments.candidate_name} version {registered.version} can be analysed")


if __name__ == "__main__":
    main()
