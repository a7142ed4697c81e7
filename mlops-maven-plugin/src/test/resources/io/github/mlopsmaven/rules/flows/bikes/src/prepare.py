"""Prepares the data."""

import argparse
import os
import pickle
from pathlib import Path

import pandas as pd
from bikes.features import FEATURES, TARGET, add_features
from bikes.config import Split, settings


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--raw", type=str, required=True)
    parser.add_argument("--train", type=str)
    parser.add_argument("--test", type=str)
    parser.add_argument("--fraction", type=float, default=0.2)
    parser.add_argument("--mode", choices=["full", "sample"], default="full")
    return parser.parse_args()


def split_table(table, fraction):
    split = Split(test=fraction)
    test = table.sample(frac=split.test, random_state=split.seed)
    return table.drop(test.index), test


def main(args):
    table = pd.read_csv(Path(args.raw) / "bikes.csv")
    if args.mode == "sample":
        table = table.head(100)
    table = add_features(table, drop=True)
    train, test = split_table(table, args.fraction)
    os.makedirs(args.train, exist_ok=True)
    train[FEATURES + [TARGET]].to_parquet(os.path.join(args.train, "train.parquet"))
    test[FEATURES + [TARGET]].to_parquet(os.path.join(args.test, "test.parquet"))
    with open(os.path.join(args.train, "columns.pkl"), "wb") as file:
        pickle.dump(list(train.columns), file)
    target = settings()["data"]["target"]
    print(f"{len(train)} rows to train, {len(test)} to test {target}")


if __name__ == "__main__":
    main(parse_args())
