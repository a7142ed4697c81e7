"""Step 1: cleans the raw data, derives the features, splits into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.model_selection import train_test_split

from lifecycle.tables import read_raw, write_table
from taxi_fares.columns import FEATURES, NUMERIC, RAW, TARGET


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    raw_data: Path
    train_data: Path
    test_data: Path
    test_fraction: float
    seed: int


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw_data", type=Path, required=True, help="a CSV file, or a directory of them")
    parser.add_argument("--train_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_fraction", type=float, default=0.25, help="between 0 and 1")
    parser.add_argument("--seed", type=int, default=42)
    return Arguments(**vars(parser.parse_args(argv)))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Drops incomplete and impossible trips."""
    complete = raw[RAW].dropna()
    possible = (complete["distance_km"] > 0) & (complete["passengers"] > 0) & (complete[TARGET] > 0)
    return complete[possible].reset_index(drop=True)


def derive(trips: pd.DataFrame) -> pd.DataFrame:
    """Makes the features. Numbers are floating point: a model's integers could not be missing."""
    pickup = pd.to_datetime(trips["pickup_time"])
    table = trips.assign(pickup_hour=pickup.dt.hour, pickup_weekday=pickup.dt.weekday)
    table = table.astype(dict.fromkeys([*NUMERIC, TARGET], "float64"))
    return table[[*FEATURES, TARGET]]


def split(table: pd.DataFrame, test_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Splits at random, the same way for the same seed."""
    train, test = train_test_split(table, test_size=test_fraction, random_state=seed)
    return train, test


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    raw = read_raw(arguments.raw_data, RAW)
    table = derive(clean(raw))
    train, test = split(table, arguments.test_fraction, arguments.seed)
    write_table(train, arguments.train_data)
    write_table(test, arguments.test_data)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics(
            {
                "rows_raw": len(raw),
                "rows_dropped": len(raw) - len(table),
                "rows_train": len(train),
                "rows_test": len(test),
            }
        )
    dropped = len(raw) - len(table)
    print(f"{len(raw)} rows read, {dropped} dropped, {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
