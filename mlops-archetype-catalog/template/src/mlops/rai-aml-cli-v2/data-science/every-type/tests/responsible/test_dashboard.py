import json
from pathlib import Path
from typing import Any

import pytest

from responsible.cohorts import Cohort
from responsible.dashboard import DASHBOARD, NoErrorAnalysisError, error_cohorts


def node(number: int, parent: int | str, condition: str, **values: Any) -> dict[str, Any]:
    """A node of the tree, as the error analysis writes it."""
    return {"id": number, "parentId": parent, "condition": condition, **values}


def write(directory: Path, *nodes: dict[str, Any]) -> None:
    """Writes a dashboard with a tree."""
    content = {"dataset": {}, "errorAnalysisData": [{"metric": "", "tree": list(nodes)}]}
    (directory / DASHBOARD).write_text(json.dumps(content), encoding="utf-8")


def test_leaves_are_the_groups_and_are_named_by_their_conditions(tmp_path: Path) -> None:
    rate = {"metricName": "Error rate"}
    write(
        tmp_path,
        node(0, "", "", size=100, error=10, metricValue=0.1, **rate),
        node(1, 0, "words > 5", size=40, error=8, metricValue=0.2, **rate),
        node(2, 0, "words <= 5", size=60, error=2, metricValue=0.03, **rate),
        node(3, 1, "words > 9", size=10, error=5, metricValue=0.5, **rate),
        node(4, 1, "words <= 9", size=30, error=3, metricValue=0.1, **rate),
    )

    everything, found = error_cohorts(tmp_path)

    assert everything == Cohort("all rows", 100, 0.1)
    assert found == [
        Cohort("words <= 5", 60, 0.0333),
        Cohort("words > 5 and words > 9", 10, 0.5),
        Cohort("words > 5 and words <= 9", 30, 0.1),
    ]


def test_squared_errors_come_in_the_unit_of_the_target(tmp_path: Path) -> None:
    write(tmp_path, node(0, "", "", size=100, error=900.0, metricName="Mean squared error", metricValue=9.0))

    assert error_cohorts(tmp_path) == (Cohort("all rows", 100, 3.0), [])


def test_a_group_without_rows_has_no_errors(tmp_path: Path) -> None:
    write(tmp_path, node(0, "", "", size=0, error=0, metricName="Error rate", metricValue=0.0))

    assert error_cohorts(tmp_path)[0] == Cohort("all rows", 0, 0.0)


@pytest.mark.parametrize("content", ["{}", '{"errorAnalysisData": [{"metric": ""}, {"tree": []}]}'])
def test_a_dashboard_without_error_analysis_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / DASHBOARD).write_text(content, encoding="utf-8")

    with pytest.raises(NoErrorAnalysisError, match="has no error analysis"):
        error_cohorts(tmp_path)
