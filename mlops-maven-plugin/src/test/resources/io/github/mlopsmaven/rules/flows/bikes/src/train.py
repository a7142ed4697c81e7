"""Trains the model."""

import argparse
import json
import os
import pickle
from pathlib import Path

import joblib
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error

from bikes.config import settings
from bikes.features import FEATURES, TARGET, Scaler


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=str, required=True)
    parser.add_argument("--model", type=str, required=True)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.1)
    return parser.parse_args()


def fit(table, depth, rate):
    model = GradientBoostingRegressor(max_depth=depth, learning_rate=rate)
    model.fit(table[FEATURES], table[TARGET])
    return model


def main(args):
    config = settings()
    table = pd.read_parquet(os.path.join(args.train, "train.parquet"))
    with open(os.path.join(args.train, "columns.pkl"), "rb") as file:
        columns = pickle.load(file)
    scaler = Scaler("temperature").fit(table)
    with mlflow.start_run():
        model = fit(table[columns], args.depth, rate=args.rate)
        error = mean_squared_error(table[TARGET], model.predict(table[FEATURES]))
        metrics = {"error": error, "rows": len(table)}
        mlflow.log_metric("error", metrics["error"])
        mlflow.log_param("name", config["model"]["name"])
    output = Path(args.model)
    output.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, output / "model.joblib")
    (output / "metrics.json").write_text(json.dumps(metrics))
    (output / "scaler.json").write_text(json.dumps(scaler.state))


if __name__ == "__main__":
    args = parse_args()
    main(args)
