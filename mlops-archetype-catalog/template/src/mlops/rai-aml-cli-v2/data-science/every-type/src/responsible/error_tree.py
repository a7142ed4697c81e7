"""Looks for conditions that a model's errors gather under: a small decision tree over traits of the rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sklearn.tree import DecisionTreeRegressor

from responsible.cohorts import PREDICTION

# What the gate reads from the nodes; a class is right or wrong, so the mean of the errors is a rate.
ERROR_RATE = "Error rate"
ABSOLUTE = "Mean absolute error"
_NO_CHILD = -1
# A column of texts with more different values than this says nothing about groups.
_MOST_KINDS = 30


def traits(table: pd.DataFrame, target: str) -> pd.DataFrame:
    """What rows can be told apart by: the columns of numbers, and whether a row is of a class or a kind.

    Args:
        table: what rows.answered gave: target, answers, and columns of numbers or of few different texts.
        target: the column of the true classes or numbers.
    """
    columns = table.drop(columns=[PREDICTION])
    numbers = columns.select_dtypes("number")
    others = columns.drop(columns=list(numbers.columns))
    kinds = [name for name in others.columns if name == target or others[name].nunique() <= _MOST_KINDS]
    told = [
        pd.get_dummies(others[name], prefix=f"{name} is", prefix_sep=" ", dtype="float64") for name in kinds
    ]
    return pd.concat([numbers.astype("float64"), *told], axis="columns")


def grow(
    rows: pd.DataFrame, error: pd.Series, minimum_rows: int, depth: int = 3, metric: str = ERROR_RATE
) -> list[dict[str, Any]]:
    """Grows the tree that divides rows with errors from rows without.

    Args:
        rows: the traits, a row for each example; what is missing counts as the mean.
        error: the error of each row.
        minimum_rows: no group is smaller.
        depth: how many conditions a group may have.
        metric: what the mean of the errors is called.

    Returns:
        The nodes, the root first, as the gate reads them: number, parent, condition, rows, sum of errors.
    """
    filled = rows.fillna(rows.mean()).fillna(0.0)
    grown = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=minimum_rows, random_state=0)
    tree = grown.fit(filled.to_numpy(), error.to_numpy()).tree_
    conditions, parents = {0: ""}, {0: ""}
    for number in range(tree.node_count):
        left, right = int(tree.children_left[number]), int(tree.children_right[number])
        if left == _NO_CHILD:
            continue
        trait, threshold = str(filled.columns[tree.feature[number]]), float(tree.threshold[number])
        parents |= {left: str(number), right: str(number)}
        conditions |= dict(zip((left, right), _conditions(trait, threshold, filled[trait]), strict=True))
    return [
        {
            "id": str(number),
            "parentId": parents[number],
            "condition": conditions[number],
            "size": int(tree.n_node_samples[number]),
            "error": float(tree.value[number][0][0]) * int(tree.n_node_samples[number]),
            "metricName": metric,
            "metricValue": float(tree.value[number][0][0]),
        }
        for number in range(tree.node_count)
    ]


def _conditions(trait: str, threshold: float, values: pd.Series) -> Sequence[str]:
    """The two sides of a branch, in words where the trait is a yes or a no."""
    if " is " in trait and set(values.unique()) <= {0.0, 1.0}:
        return trait.replace(" is ", " is not ", 1), trait
    return f"{trait} <= {threshold:.4g}", f"{trait} > {threshold:.4g}"
