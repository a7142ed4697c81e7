"""Which rows are trained with and which are tested with: a row keeps its side for good.

A random split is made anew whenever data is added, so rows that the model in production was trained with
get into the test data, and it looks better than it is beside a new model. Here the side of a row is
decided by a hash of what identifies it, and by nothing else.
"""

import hashlib
from collections.abc import Collection, Iterable

import pandas as pd

from lifecycle.intake import UnusableDataError


def position(key: str, seed: int) -> float:
    """Where a key lies between 0 and 1: always the same for a key and a seed, evenly spread over keys."""
    digest = hashlib.sha256(f"{seed}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def split(
    table: pd.DataFrame, keys: Iterable[str], test_fraction: float, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Splits into training and test data.

    Args:
        table: the rows.
        keys: for each row a text that identifies it, now and when more rows come.
        test_fraction: about this share of the rows is tested with; between 0 and 1.
        seed: another seed makes another split.
    """
    if not 0 < test_fraction < 1:
        raise UnusableDataError(f"--test_fraction is {test_fraction}: it lies between 0 and 1")
    tested = pd.Series([position(key, seed) < test_fraction for key in keys], index=table.index, dtype=bool)
    return table[~tested], table[tested]


def require_numbers(train: pd.DataFrame, test: pd.DataFrame, target: str, fewest: int) -> None:
    """Refuses data that no number can be learned from, or that would say nothing about a model.

    R² is 1 where every row has the same target and a model that knows one number gives it.

    Args:
        train: what is trained with.
        test: what is tested with.
        target: the column with the numbers.
        fewest: at least so many rows are on both sides.

    Raises:
        UnusableDataError: if there are fewer rows, or all of a side have the same target.
    """
    if min(len(train), len(test)) < fewest:
        raise UnusableDataError(
            f"{len(train)} rows to train with and {len(test)} to test with: --fewest asks for {fewest} of "
            "each; add data, or choose a key with more different values in columns.py"
        )
    for side, rows in (("train", train), ("test", test)):
        if rows[target].nunique() < 2:
            raise UnusableDataError(
                f"{target} is {rows[target].iloc[0]} in all {len(rows)} rows to {side} with: "
                "there is nothing to tell apart; see the column, or add data"
            )


def require_classes(
    train: pd.DataFrame, test: pd.DataFrame, target: str, classes: Collection[str], fewest: int
) -> None:
    """Refuses data in which a class is too rare to be learned or measured.

    Args:
        train: what is trained with.
        test: what is tested with.
        target: the column with the classes.
        classes: all classes.
        fewest: every class has at least so many rows on both sides.

    Raises:
        UnusableDataError: names each class that is too rare, and how many rows it has.
    """
    rare = []
    for name in classes:
        learned, measured = int((train[target] == name).sum()), int((test[target] == name).sum())
        if min(learned, measured) < fewest:
            rare.append(f"{name!r} has {learned} to train with and {measured} to test with")
    if rare:
        raise UnusableDataError(
            f"every class needs at least {fewest} rows to train with and {fewest} to test with: "
            + "; ".join(rare)
            + ": add data, or take the class out of columns.py"
        )
