"""Step 1: cleans the raw tickets and splits them into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

from lifecycle.intake import Intake
from lifecycle.split import require_classes, split
from lifecycle.tables import read_raw, write_table
from support_tickets.columns import TARGET, TEAMS, TEXT

# Teams as they may be written, and as they are called.
_SPELLED = {team.casefold(): team for team in TEAMS}


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
        "--fewest", type=int, default=3, help="rows of each class to train with, and to test with, at least"
    )
    return Arguments(**vars(parser.parse_args(argv)))


def take_in(raw: pd.DataFrame) -> Intake:
    """Drops tickets without text or without a team that exists, and repeated ones, with the reason.

    Nothing is done to a text that a client of the endpoint would have to do too: white space means
    nothing to the tokenizer. A team is known in upper and lower case.
    """
    intake = Intake(raw)
    intake.change(lambda rows: rows.assign(**{TEXT: rows[TEXT].str.split().str.join(" ")}))
    intake.drop(intake.rows[TEXT] == "", f"{TEXT} is empty")
    intake.change(lambda rows: rows.assign(**{TARGET: rows[TARGET].str.strip().str.casefold().map(_SPELLED)}))
    intake.drop(intake.rows[TARGET].isna(), f"{TARGET} is none of {', '.join(TEAMS)}: see columns.py")
    intake.drop_repeated(intake.rows[TEXT].str.casefold(), TARGET)
    return intake


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    intake = take_in(read_raw(arguments.raw_data, [TEXT, TARGET]))
    tickets = intake.finish(arguments.maximum_dropped)
    # What identifies a ticket is its text: it stays on its side when more tickets come.
    train, test = split(tickets, tickets[TEXT].str.casefold(), arguments.test_fraction, arguments.seed)
    require_classes(train, test, TARGET, TEAMS, arguments.fewest)
    write_table(train, arguments.train_data)
    write_table(test, arguments.test_data)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics({"rows_train": len(train), "rows_test": len(test)})
        intake.log()
    print(f"{intake.read} tickets read, {len(tickets)} used: {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
