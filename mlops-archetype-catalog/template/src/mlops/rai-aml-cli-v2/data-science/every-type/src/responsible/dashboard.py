"""What an error analysis found: the file of `analyse`, which has the form of Microsoft's components."""

import json
import math
from pathlib import Path
from typing import Any

from responsible.cohorts import Cohort

DASHBOARD = "dashboard.json"
# Errors of numbers are squared there; their root is in the unit of the target, as ours are.
_SQUARED = "squared"


class NoErrorAnalysisError(ValueError):
    """The dashboard has no tree of errors to decide on."""


def error_cohorts(directory: Path) -> tuple[Cohort, list[Cohort]]:
    """All rows, and the groups that the error analysis found the model's errors in.

    Raises:
        FileNotFoundError: if there is no dashboard.
        NoErrorAnalysisError: if it was made without error analysis.
    """
    content = json.loads((directory / DASHBOARD).read_text(encoding="utf-8"))
    analyses = content.get("errorAnalysisData") or []
    trees = [analysis["tree"] for analysis in analyses if analysis.get("tree")]
    if not trees:
        raise NoErrorAnalysisError(f"{directory / DASHBOARD} has no error analysis")
    (root, *nodes) = trees[0]
    parents = {node["parentId"] for node in nodes}
    leaves = [node for node in nodes if node["id"] not in parents]
    return _cohort(root, "all rows"), [_cohort(leaf, _path(leaf, nodes)) for leaf in leaves]


def _cohort(node: dict[str, Any], name: str) -> Cohort:
    rows, metric = int(node["size"]), str(node["metricName"]).lower()
    if _SQUARED in metric:
        error = math.sqrt(float(node["metricValue"]))
    else:
        # The error rate: counted, since the name of the metric may be of another one.
        error = float(node["error"]) / rows if rows else 0.0
    return Cohort(name, rows, round(error, 4))


def _path(leaf: dict[str, Any], nodes: list[dict[str, Any]]) -> str:
    """The conditions from the root to a leaf."""
    by_id = {node["id"]: node for node in nodes}
    conditions = []
    at: dict[str, Any] | None = leaf
    while at is not None:
        conditions.append(str(at["condition"]))
        at = by_id.get(at["parentId"])
    return " and ".join(reversed(conditions))
