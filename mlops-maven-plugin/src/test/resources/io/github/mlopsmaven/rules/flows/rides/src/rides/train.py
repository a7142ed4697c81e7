"""Trains."""

import argparse
import json
import os
from pathlib import Path

import joblib
import mlflow
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

from rides.config import Settings
from rides.prepare import CATEGORICAL, NUMERIC, TARGET


def build(depth: int) -> Pipeline:
    encoder = ColumnTransformer([("cat", OneHotEncoder(handle_unknown="ignore", sparse_output=False), CATEGORICAL)])
    return Pipeline([("encode", encoder), ("model", RandomForestRegressor(max_depth=depth))])


def evaluate(model, frame):
    predicted = model.predict(frame[NUMERIC + CATEGORICAL])
    error = float(np.sqrt(mean_squared_error(frame[TARGET], predicted)))
    return error, len(frame)


def report(error: float, rows: int) -> str:
    return "error {} on {} rows".format(error, rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--depth", type=int, default=4)
    args = parser.parse_args()
    settings = Settings(os.environ.get("RIDES_STAGE", "dev"))
    train = pd.read_csv(Path(args.data) / "train.csv")
    test = pd.read_csv(Path(args.data) / "test.csv")
    model = build(args.depth)
    model.fit(train[NUMERIC + CATEGORICAL], train[TARGET])
    error, rows = evaluate(model, test)
    if args.depth is None:
        raise ValueError("no depth")
    mlflow.log_metric("rmse", error)
    print(report(error, rows), "%d epochs of %s" % (settings.epochs, settings.model_name))
    joblib.dump(model, Path(args.model) / "model.pkl")
    with open(Path(args.model) / "metrics.json", "w") as f:
        json.dump({"rmse": error, "rows": rows}, f)


if __name__ == "__main__":
    main()
