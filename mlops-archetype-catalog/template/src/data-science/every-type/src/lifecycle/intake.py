"""What of the raw data can be used: rows that cannot are dropped with a reason, counted and limited."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

# The column of a raw table that says where a row is from, for people.
PLACE = "read from"
# So many places are named for each reason.
_NAMED = 3
# What file managers leave in folders.
_LEFT_BEHIND = {"desktop.ini", "thumbs.db", "__macosx"}


class UnusableDataError(ValueError):
    """The data cannot be used; the message says where and what to do."""


def left_behind(path: Path) -> bool:
    """Whether a file is no data: editors, notebooks and file managers made it, or a folder that it is in.

    Args:
        path: from the directory with the data on.
    """
    return any(name.startswith(".") or name.lower() in _LEFT_BEHIND for name in path.parts)


@dataclass(frozen=True)
class Dropped:
    """Rows that were dropped for one reason, and where the first of them are."""

    reason: str
    rows: int
    places: tuple[str, ...]

    def __str__(self) -> str:
        """A line of the report."""
        more = ", …" if self.rows > len(self.places) else ""
        return f"{self.rows} dropped: {self.reason} ({', '.join(self.places)}{more})"


class Intake:
    """Raw rows on their way to rows that can be used."""

    def __init__(self, raw: pd.DataFrame) -> None:
        """Starts with every row; the table has a column that says where each was read."""
        self.rows = raw
        self.read = len(raw)
        self.dropped: list[Dropped] = []

    def drop(self, unusable: pd.Series, reason: str) -> None:
        """Drops the rows that a condition holds for."""
        found = self.rows[unusable.astype(bool)]
        if len(found):
            places = tuple(str(place) for place in found[PLACE].head(_NAMED))
            self.dropped.append(Dropped(reason, len(found), places))
            self.rows = self.rows[~unusable.astype(bool)]

    def change(self, how: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        """Replaces the rows by what is made of them; their number and order stay."""
        self.rows = how(self.rows)

    def drop_repeated(self, key: pd.Series, target: str) -> None:
        """Drops repeated rows, and all rows of a key that contradict each other.

        A row that is there twice could be trained with and tested with, and would make the model look
        better than it is. Of rows that differ in the target only, nobody knows which one is right.
        """
        answers = self.rows[target].astype("string").groupby(key).transform("nunique")
        contradict = answers > 1
        self.drop(contradict, f"the same but for {target}, so nobody knows which is right")
        self.drop(key[~contradict].duplicated(), "the same as an earlier one")

    def finish(self, maximum_share: float) -> pd.DataFrame:
        """The rows that are left, after a report of those that are not.

        Args:
            maximum_share: of what was read, this share may be dropped at most.

        Raises:
            UnusableDataError: if more was dropped, or nothing is left; the message has the reasons.
        """
        if not 0 <= maximum_share <= 1:
            raise UnusableDataError(f"--maximum_dropped is {maximum_share}: it is a share, from 0 to 1")
        for each in self.dropped:
            print(each)
        gone = sum(each.rows for each in self.dropped)
        if not len(self.rows) or gone > maximum_share * self.read:
            reasons = "".join(f"\n  {each}" for each in self.dropped)
            raise UnusableDataError(
                f"{gone} of {self.read} rows cannot be used, and --maximum_dropped allows a share of "
                f"{maximum_share}: correct the data, or raise the limit{reasons}"
            )
        return self.rows.drop(columns=PLACE).reset_index(drop=True)

    def log(self) -> None:
        """Logs to the active MLflow run how many rows were read and dropped, and why."""
        mlflow.log_metrics({"rows_read": self.read, "rows_dropped": sum(each.rows for each in self.dropped)})
        if self.dropped:
            mlflow.log_text("\n".join(map(str, self.dropped)) + "\n", "dropped.txt")
