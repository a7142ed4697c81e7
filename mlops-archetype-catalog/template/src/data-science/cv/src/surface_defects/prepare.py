"""Step 1: drops images that cannot be read or are there twice, splits into training and test data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.model_selection import train_test_split

from surface_defects.columns import IMAGE, TARGET
from surface_defects.images import digest, is_readable, read_folders, write_images


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
    parser.add_argument(
        "--raw_data", type=Path, required=True, help="a directory with a folder for each class"
    )
    parser.add_argument("--train_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_data", type=Path, required=True, help="directory to write")
    parser.add_argument("--test_fraction", type=float, default=0.25, help="between 0 and 1")
    parser.add_argument("--seed", type=int, default=42)
    return Arguments(**vars(parser.parse_args(argv)))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Drops images that cannot be read, and repeated ones.

    An image that is there twice could be in the training data and in the test data, and would make
    the model look better than it is.
    """
    files = raw[IMAGE].map(Path)
    readable = files.map(is_readable)
    repeated = files.map(digest).duplicated()
    return raw[readable & ~repeated].reset_index(drop=True)


def split(images: pd.DataFrame, test_fraction: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Splits at random, the same way for the same seed, each class in the same proportion."""
    train, test = train_test_split(
        images, test_size=test_fraction, random_state=seed, stratify=images[TARGET]
    )
    return train, test


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    raw = read_folders(arguments.raw_data)
    images = clean(raw)
    train, test = split(images, arguments.test_fraction, arguments.seed)
    write_images(train, arguments.train_data)
    write_images(test, arguments.test_data)
    dropped = len(raw) - len(images)
    with mlflow.start_run():
        mlflow.log_params({"test_fraction": arguments.test_fraction, "seed": arguments.seed})
        mlflow.log_metrics(
            {
                "images_raw": len(raw),
                "images_dropped": dropped,
                "images_train": len(train),
                "images_test": len(test),
            }
        )
    print(f"{len(raw)} images read, {dropped} dropped, {len(train)} to train, {len(test)} to test")


if __name__ == "__main__":
    main()
