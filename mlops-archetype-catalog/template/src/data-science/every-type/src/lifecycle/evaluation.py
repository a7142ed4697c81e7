"""The evaluation of a model: measured beside the one in production, decided, reported."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import mlflow
import mlflow.pyfunc
from mlflow.pyfunc import PyFuncModel

from lifecycle.decision import Rule
from lifecycle.registry import load, production_version

REPORT = "evaluation.json"


@dataclass(frozen=True)
class Evaluation:
    """What was measured and decided; production is None when no model is in production."""

    approved: bool
    reason: str
    candidate: dict[str, float]
    production: dict[str, float] | None
    production_version: str | None


def compare(
    model_name: str, model: Path, measure: Callable[[PyFuncModel], dict[str, float]], rule: Rule
) -> Evaluation:
    """Measures the candidate and the model in production in the same way, and decides.

    Args:
        model_name: name in the model registry.
        model: directory of the candidate, in MLflow's format.
        measure: predicts the test data with a model and returns the metrics that the rule names, and
            any others that are worth reporting.
        rule: when the candidate is approved.
    """
    candidate = measure(mlflow.pyfunc.load_model(str(model)))
    version = production_version(model_name)
    production = measure(load(model_name, version)) if version is not None else None
    approved, reason = rule.decide(candidate, production)
    return Evaluation(approved, reason, candidate, production, version)


def conclude(evaluation: Evaluation, rule: Rule, directory: Path) -> None:
    """Ends the step: writes the report, logs to MLflow, says what was decided.

    A model that is not approved is a result, not an error.
    """
    write_report(evaluation, directory)
    with mlflow.start_run():
        mlflow.log_params({f"floor_{rule.floor_metric.name}": rule.floor, "tolerance": rule.tolerance})
        mlflow.log_metrics({f"test_{name}": value for name, value in evaluation.candidate.items()})
        for name, value in (evaluation.production or {}).items():
            mlflow.log_metric(f"production_{name}", value)
        mlflow.log_metric("approved", float(evaluation.approved))
    print(f"{'approved' if evaluation.approved else 'not approved'}: {evaluation.reason}")


def write_report(evaluation: Evaluation, directory: Path) -> None:
    """Writes the report; the directory is made if it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(evaluation), indent=2, ensure_ascii=False) + "\n"
    (directory / REPORT).write_text(text, encoding="utf-8")


def read_report(directory: Path) -> Evaluation:
    """Reads what write_report wrote."""
    return Evaluation(**json.loads((directory / REPORT).read_text(encoding="utf-8")))
