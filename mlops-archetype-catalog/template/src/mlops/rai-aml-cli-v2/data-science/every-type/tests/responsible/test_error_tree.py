import json
from pathlib import Path

import pandas as pd

from responsible.cohorts import PREDICTION, Cohort
from responsible.dashboard import DASHBOARD, error_cohorts
from responsible.error_tree import grow, traits


def leaves(directory: Path, rows: pd.DataFrame, error: pd.Series, minimum_rows: int) -> list[Cohort]:
    """The groups that the gate reads from a tree."""
    content = {"errorAnalysisData": [{"tree": grow(rows, error, minimum_rows)}]}
    (directory / DASHBOARD).write_text(json.dumps(content), encoding="utf-8")
    return error_cohorts(directory)[1]


def test_the_condition_that_errors_gather_under_is_found(tmp_path: Path) -> None:
    rows = pd.DataFrame({"words": [float(number) for number in range(40)], "digits": [0.0, 1.0] * 20})
    error = pd.Series([0.0] * 30 + [1.0] * 10)

    found = leaves(tmp_path, rows, error, 5)

    assert found == [Cohort("words <= 29.5", 30, 0.0), Cohort("words > 29.5", 10, 1.0)]


def test_two_conditions_that_only_matter_together_are_found(tmp_path: Path) -> None:
    rows = pd.DataFrame({"dark": [0.0, 1.0] * 40, "small": [0.0] * 40 + [1.0] * 40})
    error = rows["dark"] * rows["small"]

    worst = max(leaves(tmp_path, rows, error, 5), key=lambda group: group.error)

    assert (worst.rows, worst.error) == (20, 1.0)
    assert sorted(worst.name.split(" and ")) == ["dark > 0.5", "small > 0.5"]


def test_no_group_is_smaller_than_asked_for(tmp_path: Path) -> None:
    rows = pd.DataFrame({"words": [float(number) for number in range(40)]})
    error = pd.Series([0.0] * 38 + [1.0] * 2)

    assert min(group.rows for group in leaves(tmp_path, rows, error, 10)) >= 10


def test_a_model_without_errors_has_one_group() -> None:
    rows = pd.DataFrame({"words": [1.0, 2.0, 3.0, 4.0]})

    nodes = grow(rows, pd.Series([0.0] * 4), 1)

    assert [(node["size"], node["error"], node["parentId"]) for node in nodes] == [(4, 0.0, "")]


def test_classes_are_traits_in_words(tmp_path: Path) -> None:
    table = pd.DataFrame({"team": ["a", "b"] * 20, "words": [3] * 40, PREDICTION: ["a"] * 40})

    found = leaves(tmp_path, traits(table, "team"), pd.Series([0.0, 1.0] * 20), 5)

    # Both say the same; which of the two classes is named is up to the tree.
    assert {(group.name, group.error) for group in found} in (
        {("team is not b", 0.0), ("team is b", 1.0)},
        {("team is not a", 1.0), ("team is a", 0.0)},
    )


def test_kinds_are_traits_too_and_a_number_that_is_predicted_is_one() -> None:
    table = pd.DataFrame(
        {"fare": [1.0, 9.0] * 20, "zone": ["a", "b"] * 20, "id": [f"{n}" for n in range(40)], PREDICTION: 5.0}
    )

    assert sorted(traits(table, "fare").columns) == ["fare", "zone is a", "zone is b"]
    nodes = grow(traits(table, "fare"), pd.Series([4.0] * 40), 5, metric="Mean absolute error")
    assert [(node["metricName"], node["metricValue"]) for node in nodes] == [("Mean absolute error", 4.0)]


def test_a_class_is_named_whole_whatever_is_in_its_name(tmp_path: Path) -> None:
    table = pd.DataFrame({"team": ["it is late"] * 20 + ["else"] * 20, "words": 3, PREDICTION: "else"})
    error = pd.Series([1.0] * 20 + [0.0] * 20)

    found = leaves(tmp_path, traits(table, "team")[["team is it is late"]], error, 5)

    assert {group.name for group in found} == {"team is not it is late", "team is it is late"}


def test_a_number_that_is_called_like_a_class_stays_a_number(tmp_path: Path) -> None:
    rows = pd.DataFrame({"what is long": [0.0, 1.0, 2.0, 3.0] * 5})

    found = leaves(tmp_path, rows, pd.Series([0.0, 0.0, 1.0, 1.0] * 5), 5)

    assert {group.name for group in found} == {"what is long <= 1.5", "what is long > 1.5"}


def test_what_is_missing_counts_as_the_mean() -> None:
    rows = pd.DataFrame({"words": [1.0, None, 3.0, 4.0], "nothing": [None] * 4}, dtype="float64")

    nodes = grow(rows, pd.Series([0.0, 0.0, 1.0, 1.0]), 1, depth=1)

    # The mean is 8 / 3: the border lies between it and 3.
    assert [node["condition"] for node in nodes] == ["", "words <= 2.833", "words > 2.833"]
    assert [node["size"] for node in nodes] == [4, 2, 2]
