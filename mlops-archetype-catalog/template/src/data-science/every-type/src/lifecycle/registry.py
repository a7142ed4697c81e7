"""What the model registry knows about a model."""

import math
from collections.abc import Sequence
from typing import Any

import mlflow.pyfunc
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import PyFuncModel
from mlflow.tracking import MlflowClient

from lifecycle.decision import Metric
from lifecycle.origin import ORIGIN

# The deployment sets this tag on the version that takes the traffic.
ROLE_TAG = "role"
PRODUCTION = "production"
# A person sets this tag on a version that new models are not to be compared with any more.
COMPARED_TAG = "compared"
NOT_COMPARED = "no"
# The register step sets a tag of this kind for every metric.
METRIC_TAG = "test_"


def production_version(name: str) -> str | None:
    """The newest version that is tagged as being in production, or None if there is none."""
    deployed = [int(each.version) for each in _compared(name) if each.tags.get(ROLE_TAG) == PRODUCTION]
    return str(max(deployed)) if deployed else None


def best_version(name: str, metric: Metric) -> str | None:
    """The version that was best by a metric when it was approved, or None if no version has that metric.

    Of versions that were equally good it is the newest.
    """
    scores = {int(each.version): _score(each, metric) for each in _compared(name)}
    known = {version: score for version, score in scores.items() if not math.isnan(score)}
    if not known:
        return None
    sign = 1 if metric.higher_is_better else -1
    return str(max(known, key=lambda version: (sign * known[version], version)))


def version_from(name: str, origin: str | None) -> str | None:
    """The newest version that was made from the same data, code, settings and packages, or None."""
    same = [int(each.version) for each in _compared(name) if each.tags.get(ORIGIN, "") == origin]
    return str(max(same)) if same else None


def _compared(name: str) -> Sequence[Any]:
    """All versions but those that a person took out of the comparison."""
    try:
        versions = MlflowClient().search_model_versions(f"name='{name}'")
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return []
        raise
    return [each for each in versions if each.tags.get(COMPARED_TAG) != NOT_COMPARED]


def _score(version: Any, metric: Metric) -> float:
    """What the register step noted, not a number if it noted nothing."""
    try:
        return float(version.tags.get(METRIC_TAG + metric.name, "nan"))
    except ValueError:
        return math.nan


def load(name: str, version: str) -> PyFuncModel:
    """A registered model, ready to predict."""
    model: PyFuncModel = mlflow.pyfunc.load_model(f"models:/{name}/{version}")
    return model
