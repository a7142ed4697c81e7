"""Fits the model of demand."""

import argparse
from pathlib import Path

import pandas as pd

from tables import columns


def main() -> None:
    """Reads the table and fits."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    frame = pd.concat([pd.read_csv(file) for file in args.table.glob("*.csv")])
    for epoch in range(args.epochs):
        print(epoch, frame[columns()].mean())


if __name__ == "__main__":
    main()
