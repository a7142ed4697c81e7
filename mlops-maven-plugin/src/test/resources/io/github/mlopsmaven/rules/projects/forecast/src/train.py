"""Trains a forecast."""
import argparse
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import Ridge

from features import build_features, TARGET


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=str, required=True)
    parser.add_argument("--region", choices=["north", "south"], default="north")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--out", type=str, required=True)
    return parser.parse_args()


def main():
    args = parse_args()
    table = pd.read_csv(args.data)
    x = build_features(table)
    model = Ridge().fit(x, table[TARGET])
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, out / "model.joblib")
    (out / "info.json").write_text(json.dumps({"region": args.region, "epochs": args.epochs}))


if __name__ == "__main__":
    main()
