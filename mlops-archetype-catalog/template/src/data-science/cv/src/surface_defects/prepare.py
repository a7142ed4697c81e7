"""Step 1: drops images that cannot be used or are there twice, splits into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

from lifecycle.intake import Intake
from lifecycle.split import require_classes, split
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.images import digest, problem, read_folders, write_images

# A column for the step alone.
_KEY = "digest"


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
    parser.add_argument(
        "--raw_data", type=Path, required=True, help="a directory with a folder for each class"
    )
    parser.add_argument("--train_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_fraction", type=float, default=0.25, help="between 0 and 1")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument(
        "--maximum_dropped", type=float, default=0.1, help="share of files that may be unusable, from 0 to 1"
    )
    parser.add_argument(
        "--fewest", type=int, default=3, help="images of each class to train with, and to test with, at least"
    )
    return Arguments(**vars(parser.parse_args(argv)))


def take_in(raw: pd.DataFrame) -> Intake:
    """Drops files that are no usable images, repeated images and those in two classes, with the reason."""
    intake = Intake(raw)
    problems = raw[IMAGE].map(lambda file: problem(Path(file)))
    for reason in sorted(set(problems.dropna())):
        intake.drop(problems[intake.rows.index] == reason, reason)
    intake.change(lambda rows: rows.assign(**{_KEY: [digest(Path(file)) for file in rows[IMAGE]]}))
    intake.drop_repeated(intake.rows[_KEY], TARGET)
    return intake


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    intake = take_in(read_folders(arguments.raw_data))
    images = intake.finish(arguments.maximum_dropped)
    # What identifies an image is what it shows: it stays on its side when more images come.
    train, test = split(images[[IMAGE, TARGET]], images[_KEY], arguments.test_fraction, arguments.seed)
    require_classes(train, test, TARGET, LABELS, arguments.fewest)
    write_images(train, arguments.train_data)
    write_images(test, arguments.test_data)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics({"images_train": len(train), "images_test": len(test)})
        intake.log()
    print(f"{intake.read} files read, {len(images)} used: {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
