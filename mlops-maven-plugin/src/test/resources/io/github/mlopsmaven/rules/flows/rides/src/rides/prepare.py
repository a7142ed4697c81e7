"""Prepares the rides."""

import argparse
import os

import pandas as pd

NUMERIC = ["distance", "pickup_hour"]
CATEGORICAL = ["vendor"]
TARGET = "duration"


def read(path: str) -> pd.DataFrame:
    frame = pd.read_csv(path, parse_dates=["pickup"])
    return frame.dropna(subset=["distance", "duration"])


def features(frame: pd.DataFrame) -> pd.DataFrame:
    frame["pickup_hour"] = frame["pickup"].dt.hour
    frame = frame[frame["distance"] > 0]
    return frame.drop(columns=["ride_id", "pickup"])


def split(frame: pd.DataFrame, share: float):
    test = frame.sample(frac=share, random_state=1)
    train = frame.drop(test.index)
    return train, test


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--share", type=float, default=0.2)
    args = parser.parse_args()
    frame = features(read(args.input))
    train, test = split(frame, args.share)
    train.to_csv(os.path.join(args.output, "train.csv"), index=False)
    test.to_csv(os.path.join(args.output, "test.csv"), index=False)


if __name__ == "__main__":
    main()
