"""Step 3: measures the new model on the test data and decides whether it may replace the old one."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import mlflow
import mlflow.pyfunc

from taxi_fares.columns import FEATURES, TARGET
from taxi_fares.metrics import regression_metrics
from taxi_fares.registry import load, production_version
from taxi_fares.tables import read_table

REPORT = "evaluation.json"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model_name: str
    model: Path
    test_data: Path
    evaluation: Path
    minimum_r2: float
    tolerance: float


@dataclass(frozen=True)
class Evaluation:
    """What was measured and decided; production is None when no model is in production."""

    approved: bool
    reason: str
    candidate: dict[str, float]
    production: dict[str, float] | None
    production_version: str | None


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True, help="name in the model registry")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory to write")
    parser.add_argument("--minimum_r2", type=float, default=0.8, help="below it no model is approved")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0.02,
        help="share by which the mean absolute error may exceed that of the model in production",
    )
    return Arguments(**vars(parser.parse_args(argv)))


def decide(
    candidate: dict[str, float],
    production: dict[str, float] | None,
    minimum_r2: float,
    tolerance: float,
) -> tuple[bool, str]:
    """Whether the candidate is approved, and why, in words for the person who looks it up."""
    if candidate["r2"] < minimum_r2:
        return False, f"R² {candidate['r2']} is below the floor of {minimum_r2}"
    if production is None:
        return True, f"no model is in production and R² {candidate['r2']} reaches {minimum_r2}"
    limit = production["mae"] * (1 + tolerance)
    comparison = f"mean absolute error {candidate['mae']}, production has {production['mae']}"
    if candidate["mae"] > limit:
        return False, f"{comparison}: worse by more than {tolerance:.0%}"
    return True, f"{comparison}: as good or better"


def evaluate(arguments: Arguments) -> Evaluation:
    """Measures the candidate and the model in production on the same data."""
    test = read_table(arguments.test_data)
    candidate = regression_metrics(
        test[TARGET], mlflow.pyfunc.load_model(str(arguments.model)).predict(test[FEATURES])
    )
    version = production_version(arguments.model_name)
    production = None
    if version is not None:
        deployed = load(arguments.model_name, version)
        production = regression_metrics(test[TARGET], deployed.predict(test[FEATURES]))
    approved, reason = decide(candidate, production, arguments.minimum_r2, arguments.tolerance)
    return Evaluation(approved, reason, candidate, production, version)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step. A model that is not approved is a result, not an error."""
    arguments = parse(argv)
    evaluation = evaluate(arguments)
    arguments.evaluation.mkdir(parents=True, exist_ok=True)
    report = json.dumps(asdict(evaluation), indent=2, ensure_ascii=False) + "\n"
    (arguments.evaluation / REPORT).write_text(report, encoding="utf-8")
    with mlflow.start_run():
        mlflow.log_params({"minimum_r2": arguments.minimum_r2, "tolerance": arguments.tolerance})
        mlflow.log_metrics({f"test_{name}": value for name, value in evaluation.candidate.items()})
        for name, value in (evaluation.production or {}).items():
            mlflow.log_metric(f"production_{name}", value)
        mlflow.log_metric("approved", float(evaluation.approved))
    print(f"{'approved' if evaluation.approved else 'not approved'}: {evaluation.reason}")


if __name__ == "__main__":
    main()
