"""The model as it is served: it answers each row that it can, however incomplete others are.

This file is saved with the model, so it may import packages that the model states as its requirements, and
nothing of this project.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, RegressorMixin


def spelled(text: str) -> str:
    """How a category is written: whoever writes it with capitals or a space behind it means the same."""
    return text.strip().casefold()


class CompleteRows(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Predicts a number for each complete row, and nothing (None) for a row that lacks a value.

    A model that takes missing numbers makes an answer up, and one that is asked about no rows at all fails:
    an empty file would stop a batch.
    """

    def __init__(self, model: Any, numeric: Sequence[str], categorical: Sequence[str]) -> None:
        """Takes a model of scikit-learn and the columns that it needs: numbers, and texts."""
        self.model = model
        self.numeric = numeric
        self.categorical = categorical

    def fit(self, table: pd.DataFrame, target: pd.Series) -> "CompleteRows":
        """Trains the model; every row has to be complete."""
        self.model.fit(self._spelled(table), target)
        return self

    def predict(self, table: pd.DataFrame) -> NDArray[Any]:
        """Answers in the order of the rows: floating point, or objects if one of them is None."""
        complete = self._complete(table)
        answers = np.full(len(table), np.nan)
        if complete.any():
            answers[complete] = self.model.predict(self._spelled(table[complete]))
        if complete.all():
            return answers
        # JSON has no "not a number": one of them would make the whole response unreadable.
        some = answers.astype("object")
        some[~complete] = None
        return some

    def _spelled(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows with their categories as the model knows them."""
        return table.assign(**{name: table[name].astype("str").map(spelled) for name in self.categorical})

    def _complete(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows have a finite number or a text in every column."""
        complete: NDArray[np.bool_] = np.isfinite(table[list(self.numeric)].to_numpy("float64")).all(axis=1)
        for name in self.categorical:
            texts = table[name]
            complete &= (texts.notna() & (texts.astype("str").str.strip() != "")).to_numpy("bool")
        return complete
