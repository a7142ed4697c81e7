"""Looks for conditions that a model's errors gather under: a small decision tree over traits of the rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sklearn.tree import DecisionTreeRegressor

from responsible.cohorts import PREDICTION

# What the gate reads from the nodes; a class is right or wrong, so the mean of the errors is a rate.
_METRIC = "Error rate"
_NO_CHILD = -1


def traits(table: pd.DataFrame, target: str) -> pd.DataFrame:
    """What rows can be told apart by: the columns of numbers, and whether a row is of a class.

    Args:
        table: what rows.answered gave: the target, the answers, and columns of numbers.
        target: the column of the true class.
    """
    numbers = table.drop(columns=[target, PREDICTION]).select_dtypes("number")
    classes = pd.get_dummies(table[target], prefix=f"{target} is", prefix_sep=" ", dtype="float64")
    return pd.concat([numbers.astype("float64"), classes], axis="columns")


def grow(rows: pd.DataFrame, error: pd.Series, minimum_rows: int, depth: int = 3) -> list[dict[str, Any]]:
    """Grows the tree that divides rows with errors from rows without.

    Args:
        rows: the traits, a row for each example; what is missing counts as the mean.
        error: the error of each row.
        minimum_rows: no group is smaller.
        depth: how many conditions a group may have.

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
            "metricName": _METRIC,
            "metricValue": float(tree.value[number][0][0]),
        }
        for number in range(tree.node_count)
    ]


def _conditions(trait: str, threshold: float, values: pd.Series) -> Sequence[str]:
    """The two sides of a branch, in words where the trait is a yes or a no."""
    if " is " in trait and set(values.unique()) <= {0.0, 1.0}:
        return trait.replace(" is ", " is not ", 1), trait
    return f"{trait} <= {threshold:.4g}", f"{trait} > {threshold:.4g}"
