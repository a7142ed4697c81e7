"""Step 1: cleans the raw data, derives the features, splits into training and test data."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

from lifecycle.intake import Intake
from lifecycle.split import require_numbers, split
from lifecycle.tables import numbers, read_raw, write_table
from taxi_fares.columns import CATEGORICAL, FEATURES, KEY, NUMERIC, POSITIVE, RAW, TARGET, TIME
from taxi_fares.served import spelled

# Columns for the step alone: what decides on which side a row is, and what makes two rows the same.
_KEY, _ROW = "key", "row"
# What is read: an id that is in KEY need not be a feature.
_READ = list(dict.fromkeys([*RAW, *KEY]))
# How far a time is from UTC, at its end.
_OFFSET = re.compile(r"(?<=:\d\d)([.,]\d+)?\s*(Z|[+-]\d\d(:?\d\d)?)$", re.IGNORECASE)
# The columns of the raw data that hold numbers.
_NUMBERS = [name for name in RAW if name in {*NUMERIC, TARGET}]


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    raw_data: Path
    train_data: Path
    test_data: Path
    test_fraction: float
    seed: int
    maximum_dropped: float
    fewest: int


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw_data", type=Path, required=True, help="a CSV file, or a directory of them")
    parser.add_argument("--train_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_fraction", type=float, default=0.25, help="between 0 and 1")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument(
        "--maximum_dropped", type=float, default=0.1, help="share of rows that may be unusable, from 0 to 1"
    )
    parser.add_argument(
        "--fewest", type=int, default=20, help="rows to train with, and to test with, at least"
    )
    return Arguments(**vars(parser.parse_args(argv)))


def take_in(raw: pd.DataFrame) -> Intake:
    """Drops incomplete, impossible and repeated trips, each with its reason.

    Trips are the same if they have the same values but for the target, however these are written. The key
    alone does not say so: with the column of a customer as the key, a customer has many trips.
    """
    intake = Intake(raw)
    for name in sorted(({*CATEGORICAL, TIME} & set(RAW)) | (set(KEY) - set(_NUMBERS))):
        intake.drop(intake.rows[name].str.strip() == "", f"{name} is empty")
    for name in _NUMBERS:
        values = numbers(intake.rows[name])
        intake.drop(values.isna(), f"{name} is not a number with a decimal point")
        intake.change(lambda rows, name=name: rows.assign(**{name: numbers(rows[name])}))  # type: ignore[misc]
    for name in POSITIVE:
        intake.drop(intake.rows[name] <= 0, f"{name} is not above zero")
    if TIME:
        intake.drop(local_times(intake.rows[TIME]).isna(), f"{TIME} is not a time such as 2026-01-31 08:15")
    same = [name for name in _READ if name != TARGET]
    intake.change(lambda rows: rows.assign(**{_KEY: _joined(rows[KEY]), _ROW: _joined(rows[same])}))
    intake.drop_repeated(intake.rows[_ROW], TARGET)
    return intake


def _joined(values: pd.DataFrame) -> pd.Series:
    """A text for each row, the same for values that mean the same: 2.5 and 2.50, Centre and centre."""
    columns = [_meant(values[name]) for name in values.columns]
    return pd.Series(["\x1f".join(row) for row in zip(*columns, strict=True)], values.index, dtype="object")


def _meant(values: pd.Series) -> Sequence[str]:
    """The values of a column as texts, in one way of writing them."""
    if values.name in _NUMBERS:
        return [repr(float(value)).removesuffix(".0") for value in values]
    if values.name == TIME:
        return [time.isoformat() for time in local_times(values)]
    # An id may differ from another one in upper and lower case only.
    return [spelled(text) if values.name in CATEGORICAL else text.strip() for text in values]


def local_times(texts: pd.Series) -> pd.Series:
    """The times as a clock on the wall showed them; what is not a time is missing.

    An offset from UTC is left out, since rows have different ones: Berlin's is another one in summer, and
    a passenger's day begins at eight by the clock.
    """
    clock = texts.str.strip().str.replace(_OFFSET, "", regex=True)
    return pd.to_datetime(clock, errors="coerce", format="ISO8601")


def derive(trips: pd.DataFrame) -> pd.DataFrame:
    """Makes the features. Numbers are floating point: a model's integers could not be missing."""
    table = trips
    if TIME:
        pickup = local_times(trips[TIME])
        table = table.assign(pickup_hour=pickup.dt.hour, pickup_weekday=pickup.dt.weekday)
    table = table.astype(dict.fromkeys([*NUMERIC, TARGET], "float64"))
    return table[[*FEATURES, TARGET]]


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    intake = take_in(read_raw(arguments.raw_data, _READ))
    trips = intake.finish(arguments.maximum_dropped)
    train, test = split(derive(trips), trips[_KEY], arguments.test_fraction, arguments.seed)
    require_numbers(train, test, TARGET, arguments.fewest)
    write_table(train, arguments.train_data)
    write_table(test, arguments.test_data)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics({"rows_train": len(train), "rows_test": len(test)})
        intake.log()
    print(f"{intake.read} rows read, {len(trips)} used: {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
