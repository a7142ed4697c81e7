"""Step 1: cleans the raw data, derives the features, splits into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

from lifecycle.intake import Intake
from lifecycle.split import split
from lifecycle.tables import numbers, read_raw, write_table
from taxi_fares.columns import CATEGORICAL, FEATURES, KEY, NUMERIC, POSITIVE, RAW, TARGET, TIME

# A column for the step alone.
_KEY = "key"
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
    return Arguments(**vars(parser.parse_args(argv)))


def take_in(raw: pd.DataFrame) -> Intake:
    """Drops incomplete, impossible and repeated trips, each with its reason."""
    intake = Intake(raw)
    for name in sorted({*CATEGORICAL, TIME} & set(RAW)):
        intake.drop(intake.rows[name].str.strip() == "", f"{name} is empty")
    # The texts are what was read: a column of numbers may be read as another type when data comes.
    intake.change(lambda rows: rows.assign(**{_KEY: rows[KEY].agg("\x1f".join, axis="columns")}))
    for name in _NUMBERS:
        values = numbers(intake.rows[name])
        intake.drop(values.isna(), f"{name} is not a number with a decimal point")
        intake.change(lambda rows, name=name: rows.assign(**{name: numbers(rows[name])}))  # type: ignore[misc]
    for name in POSITIVE:
        intake.drop(intake.rows[name] <= 0, f"{name} is not above zero")
    if TIME:
        pickup = pd.to_datetime(intake.rows[TIME], errors="coerce", format="ISO8601")
        intake.drop(pickup.isna(), f"{TIME} is not a time such as 2026-01-31 08:15")
    intake.drop_repeated(intake.rows[_KEY], TARGET)
    return intake


def derive(trips: pd.DataFrame) -> pd.DataFrame:
    """Makes the features. Numbers are floating point: a model's integers could not be missing."""
    table = trips
    if TIME:
        pickup = pd.to_datetime(trips[TIME], format="ISO8601")
        table = table.assign(pickup_hour=pickup.dt.hour, pickup_weekday=pickup.dt.weekday)
    table = table.astype(dict.fromkeys([*NUMERIC, TARGET], "float64"))
    return table[[*FEATURES, TARGET]]


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    intake = take_in(read_raw(arguments.raw_data, RAW))
    trips = intake.finish(arguments.maximum_dropped)
    train, test = split(derive(trips), trips[_KEY], arguments.test_fraction, arguments.seed)
    write_table(train, arguments.train_data)
    write_table(test, arguments.test_data)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics({"rows_train": len(train), "rows_test": len(test)})
        intake.log()
    print(f"{intake.read} rows read, {len(trips)} used: {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
