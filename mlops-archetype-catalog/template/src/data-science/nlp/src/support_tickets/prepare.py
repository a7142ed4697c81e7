"""Step 1: cleans the raw tickets and splits them into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.model_selection import train_test_split

from lifecycle.tables import read_raw, write_table
from support_tickets.columns import TARGET, TEAMS, TEXT


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
    """Drops tickets without text or without a team that exists, and repeated ones.

    A ticket that is there twice could be in the training data and in the test data, and would make
    the model look better than it is. Nothing is done to a text that a client of the endpoint would
    have to do too: white space means nothing to the tokenizer.
    """
    text = raw[TEXT].fillna("").astype(str).str.split().str.join(" ")
    tickets = raw.assign(**{TEXT: text})[[TEXT, TARGET]]
    known = (tickets[TEXT] != "") & tickets[TARGET].isin(TEAMS)
    return tickets[known].drop_duplicates(TEXT).reset_index(drop=True)


def split(tickets: pd.DataFrame, test_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Splits at random, the same way for the same seed, each team in the same proportion."""
    train, test = train_test_split(
        tickets, test_size=test_fraction, random_state=seed, stratify=tickets[TARGET]
    )
    return train, test


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    raw = read_raw(arguments.raw_data, [TEXT, TARGET])
    tickets = clean(raw)
    train, test = split(tickets, arguments.test_fraction, arguments.seed)
    write_table(train, arguments.train_data)
    write_table(test, arguments.test_data)
    dropped = len(raw) - len(tickets)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics(
            {
                "rows_raw": len(raw),
                "rows_dropped": dropped,
                "rows_train": len(train),
                "rows_test": len(test),
            }
        )
    print(f"{len(raw)} tickets read, {dropped} dropped, {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
