"""Groups of the test data, and how much worse a model is for one of them than for all."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

# The column with the model's answers.
PREDICTION = "prediction"
# A column of numbers with more different values than this is cut into quarters.
_FEW = 10


@dataclass(frozen=True)
class Cohort:
    """A group: what it has in common, how many rows it has, the mean error of the model in it."""

    name: str
    rows: int
    error: float


@dataclass(frozen=True)
class Limits:
    """What is acceptable.

    Attributes:
        maximum_gap: how much the mean error of a group may exceed that of all rows, in the unit of the error.
        minimum_rows: groups with fewer rows say too little and are not judged.
    """

    maximum_gap: float
    minimum_rows: int

    def judges(self, cohort: Cohort) -> bool:
        """Whether a group has enough rows to say something about it."""
        return cohort.rows >= self.minimum_rows

    def too_bad(self, overall: Cohort, cohorts: Sequence[Cohort]) -> list[Cohort]:
        """The groups that the model is too bad for, the worst first; an error that is not a number is."""
        judged = [cohort for cohort in cohorts if self.judges(cohort)]
        worse = [cohort for cohort in judged if not cohort.error - overall.error <= self.maximum_gap]
        return sorted(worse, key=lambda cohort: cohort.error, reverse=True)


def errors(truth: pd.Series, predicted: pd.Series) -> pd.Series:
    """The error of each row: the distance between numbers, 1 for a wrong class and 0 for the right one."""
    if pd.api.types.is_numeric_dtype(truth):
        return (truth - predicted.astype("float64")).abs()
    return (truth.astype("string") != predicted.astype("string")).astype("float64")


def overall(error: pd.Series) -> Cohort:
    """All rows."""
    return Cohort("all rows", len(error), round(float(error.mean()), 4))


def of_columns(table: pd.DataFrame, columns: Sequence[str], error: pd.Series) -> list[Cohort]:
    """The groups of rows that have the same value in a column, or of numbers: that are in the same quarter.

    Raises:
        ValueError: if the table lacks one of the columns; the message names it.
    """
    missing = sorted(set(columns) - set(table.columns))
    if missing:
        raise ValueError(f"the test data lacks the columns {', '.join(missing)}, which are to be looked at")
    found = []
    for column in columns:
        values = table[column]
        if pd.api.types.is_numeric_dtype(values) and values.nunique() > _FEW:
            values = pd.qcut(values, 4, duplicates="drop")
        # Rows without a value are a group too, which the model may be worse for.
        for value, rows in error.groupby(values, observed=True, dropna=False):
            found.append(Cohort(f"{column} = {value}", len(rows), round(float(rows.mean()), 4)))
    return found
