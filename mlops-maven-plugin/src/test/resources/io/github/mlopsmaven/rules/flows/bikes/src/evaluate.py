"""Evaluates the model."""

import argparse
import json
from pathlib import Path

import joblib
import pandas as pd
from bikes.features import FEATURES, TARGET
from sklearn.metrics import mean_absolute_error, r2_score


def measure(model, table):
    predicted = model.predict(table[FEATURES])
    return {
        "mae": mean_absolute_error(table[TARGET], predicted),
        "r2": r2_score(table[TARGET], predicted),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--test", required=True)
    parser.add_argument("--report", required=True)
    args = parser.parse_args()
    model = joblib.load(Path(args.model) / "model.joblib")
    trained = json.loads((Path(args.model) / "metrics.json").read_text())
    table = pd.read_parquet(Path(args.test) / "test.parquet")
    metrics = measure(model, table)
    report = Path(args.report)
    report.mkdir(parents=True, exist_ok=True)
    with open(report / "report.json", "w") as file:
        json.dump({"r2": metrics["r2"], "rmse": trained["error"] ** 0.5}, file)
