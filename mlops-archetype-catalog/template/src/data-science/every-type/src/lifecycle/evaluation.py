"""The evaluation of a model: measured beside the one in production, decided, reported."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import mlflow
import mlflow.pyfunc
from mlflow.pyfunc import PyFuncModel

from lifecycle.decision import Rule
from lifecycle.origin import origin_of
from lifecycle.registry import (
    COMPARED_TAG,
    NOT_COMPARED,
    best_version,
    load,
    production_version,
    version_from,
)

REPORT = "evaluation.json"
# What MLflow refuses in the name of a metric or a parameter. It also refuses names that are paths elsewhere.
_NOT_IN_KEYS = re.compile(r"[^\w. -]")
_LONGEST_KEY = 200


@dataclass(frozen=True)
class Evaluation:
    """What was measured and decided; production is None when no model is in production."""

    approved: bool
    reason: str
    candidate: dict[str, float]
    production: dict[str, float] | None
    production_version: str | None
    best: dict[str, float] | None = None
    best_version: str | None = None


def compare(
    model_name: str, model: Path, measure: Callable[[PyFuncModel], dict[str, float]], rule: Rule
) -> Evaluation:
    """Measures the candidate, the model in production and the best approved one alike, and decides.

    A candidate that was made from what a registered version was made from is not approved: a schedule that
    retrains without new data would register the same model every week. A model in production that cannot be
    measured any more, because it requires other columns or its files are gone, approves nothing: a person
    takes it out of the comparison first.

    Args:
        model_name: name in the model registry.
        model: directory of the candidate, in MLflow's format.
        measure: predicts the test data with a model and returns the metrics that the rule names, and
            any others that are worth reporting.
        rule: when the candidate is approved.
    """
    candidate = measure(mlflow.pyfunc.load_model(str(model)))
    version, best = production_version(model_name), best_version(model_name, rule.compared)
    production, failure = _measured(model_name, version, measure)
    if failure is not None:
        return Evaluation(False, f"{failure}; {_take_out(model_name, version)}", candidate, None, version)
    others = {} if production is None else {"production": production}
    of_best, failure = (None, None) if best == version else _measured(model_name, best, measure)
    if failure is not None:
        print(f"not compared with the best approved model: {failure}")
    elif of_best is not None:
        others[f"version {best}, the best so far,"] = of_best
    approved, reason = rule.decide(candidate, others)
    known = version_from(model_name, origin_of(model))
    if approved and known is not None:
        approved, reason = False, f"version {known} was made from the same data, code, settings and packages"
    return Evaluation(approved, reason, candidate, production, version, of_best, best if of_best else None)


def _measured(
    name: str, version: str | None, measure: Callable[[PyFuncModel], dict[str, float]]
) -> tuple[dict[str, float] | None, str | None]:
    """What was measured for a version, or in words why it could not be; neither if there is no version."""
    if version is None:
        return None, None
    try:
        return measure(load(name, version)), None
    except Exception as error:
        return None, f"version {version} of {name} cannot be measured: {type(error).__name__}: {error}"


def _take_out(name: str, version: str | None) -> str:
    """How a person says that a version no longer counts."""
    return (
        "if it is to be replaced without a comparison, set its tag: az ml model update "
        f"--name {name} --version {version} --set tags.{COMPARED_TAG}={NOT_COMPARED}"
    )


def conclude(evaluation: Evaluation, rule: Rule, directory: Path) -> None:
    """Ends the step: writes the report, logs to MLflow, says what was decided.

    A model that is not approved is a result, not an error.
    """
    write_report(evaluation, directory)
    measured = {"test": evaluation.candidate, "production": evaluation.production, "best": evaluation.best}
    with mlflow.start_run():
        floors = {f"floor_{floor.metric.name}": floor.limit for floor in rule.floors}
        mlflow.log_params({**_as_keys(floors), "tolerance": rule.tolerance})
        for whose, metrics in measured.items():
            named = {f"{whose}_{name}": value for name, value in (metrics or {}).items()}
            mlflow.log_metrics(_as_keys(named))
        mlflow.log_metric("approved", float(evaluation.approved))
    print(f"{'approved' if evaluation.approved else 'not approved'}: {evaluation.reason}")


def _as_keys(values: Mapping[str, float]) -> dict[str, float]:
    """The values under names that MLflow takes: `F1 of R&D` has a character that it refuses.

    Two names that become the same are told apart by a number.
    """
    keyed: dict[str, float] = {}
    for name, value in values.items():
        key = taken = _NOT_IN_KEYS.sub("_", name)[:_LONGEST_KEY]
        number = 1
        while taken in keyed:
            number += 1
            taken = f"{key}_{number}"
        keyed[taken] = value
    return keyed


def write_report(evaluation: Evaluation, directory: Path) -> None:
    """Writes the report; the directory is made if it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(evaluation), indent=2, ensure_ascii=False) + "\n"
    (directory / REPORT).write_text(text, encoding="utf-8")


def read_report(directory: Path) -> Evaluation:
    """Reads what write_report wrote."""
    return Evaluation(**json.loads((directory / REPORT).read_text(encoding="utf-8")))
